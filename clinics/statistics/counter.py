"""Numbers in memory, written by a thread of their own every few seconds: whoever counts never waits for a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from hashlib import blake2b
import logging
import secrets
import threading
from typing import NamedTuple

SECONDS = 5.0  # between two writings: what a process that is killed has counted since is lost
PATIENCE_SECONDS = 10.0  # for the last writing, when the process ends
MOST_NUMBERS = 50_000  # in memory, some 10 MB: a thousand clinics have 20,000 on a day
MOST_DEEDS = 4_096
FULL = "More was counted than there is room for: part of the statistics is lost."
logger = logging.getLogger(__name__)


class What(NamedTuple):
    """What a number counts; `clinic` is its slug, `value` is "" where the kind says all."""

    clinic: str
    day: date
    kind: str
    value: str = ""


class Counter:
    """Counts until it is written. Safe to share between threads.

    `write` adds numbers to those that are kept, all or none, and raises where it cannot: they stay here then and are
    written later. A thread writes every `seconds`; None is for whoever calls `flush` themselves. A process that is
    killed loses what it counted in the last `seconds` and what a failing `write` had left with it; one that ends
    writes it. Of more than `most` different numbers, those that came last are dropped, which the log says.
    """

    def __init__(
        self,
        write: Callable[[Mapping[What, int]], None],
        seconds: float | None = SECONDS,
        most: int = MOST_NUMBERS,
    ) -> None:
        self._write, self._seconds, self._most = write, seconds, most
        self._key = secrets.token_bytes(32)
        self.begin_anew()

    def begin_anew(self) -> None:
        """As in a fresh process; in a fork's child, for what its parent counted, the parent writes."""
        self._numbers: dict[What, int] = {}
        self._deeds: dict[bytes, None] = {}  # the latest at the end
        self._lock, self._ends = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None
        self._is_full, self._said = False, set[str]()

    def add(self, counted: Iterable[What], deed: bytes = b"") -> None:
        """One more of each, unless the same `deed` (b"" for none) was counted lately. Takes microseconds, never raises.

        Of a deed only a digest is remembered, which says nothing without the key that this process drew.
        """
        mark = blake2b(deed, key=self._key, digest_size=16).digest() if deed else b""
        with self._lock:
            if self._is_new(mark):
                self._take(dict.fromkeys(counted, 1))
            self._see_to_the_thread()

    def flush(self) -> None:
        """Write what was counted; where that fails it stays, and the log says so once until it works again."""
        with self._lock:
            taken, self._numbers = self._numbers, {}
        if not taken:
            return
        try:
            self._write(taken)
        except Exception as error:  # whatever it is: the numbers stay, and the thread goes on
            with self._lock:
                since, self._numbers = self._numbers, taken
                self._take(since)
            self._say(
                f"The statistics cannot be written now ({type(error).__name__}); they are kept for later."
            )
        else:
            self._said &= {FULL}
        if self._is_full:
            self._say(FULL)
        else:
            self._said.discard(FULL)
        self._is_full = False

    def stop(self) -> None:
        """Write the rest, at the end of the process; give up where that takes too long."""
        self._ends.set()
        if self._thread and self._thread.is_alive():
            self._thread.join(PATIENCE_SECONDS)
        else:
            self.flush()

    def _is_new(self, mark: bytes) -> bool:
        if not mark:
            return True
        if mark in self._deeds:
            return False
        self._deeds[mark] = None
        if len(self._deeds) > MOST_DEEDS:
            del self._deeds[next(iter(self._deeds))]
        return True

    def _take(self, numbers: Mapping[What, int]) -> None:
        for what, number in numbers.items():
            if what in self._numbers or len(self._numbers) < self._most:
                self._numbers[what] = self._numbers.get(what, 0) + number
            else:
                self._is_full = True

    def _see_to_the_thread(self) -> None:
        """Begun with the first count only: a server forks before, and no thread comes along."""
        if self._seconds is None or (self._thread and self._thread.is_alive()):
            return
        self._thread = threading.Thread(
            target=self._work, args=[self._seconds], name="statistics", daemon=True
        )
        with suppress(RuntimeError):  # there may be no room for a thread now; the next count tries again
            self._thread.start()

    def _work(self, seconds: float) -> None:
        while not self._ends.wait(seconds):
            self.flush()
        self.flush()

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            logger.error(sentence)
