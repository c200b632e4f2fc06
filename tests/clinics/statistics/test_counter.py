"""Counting in memory: nothing is lost or counted twice, and whoever counts never waits or fails."""

from __future__ import annotations

from collections import Counter as Sums
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
import io
import threading
import time

import pytest

from clinics.statistics.counter import MOST_DEEDS, Counter, What
from tests.clinics.statistics.conftest import what

AT_ONCE = 1.0  # seconds: a hundred times what it takes, for a machine that does other things too
OUT = "The statistics cannot be written now (ConnectionError); they are kept for later."
FULL = "More was counted than there is room for: part of the statistics is lost."


class Written:
    """Takes numbers as a database would: fails while `fails`, and does not return before `answers`."""

    def __init__(self) -> None:
        self.sums: Sums[What] = Sums()
        self.fails = False
        self.asked, self.answers = threading.Event(), threading.Event()
        self.answers.set()

    def __call__(self, numbers: Mapping[What, int]) -> None:
        self.asked.set()
        self.answers.wait(30)
        if self.fails:
            raise ConnectionError("canary: the password of three-bridges")
        self.sums.update(numbers)

    def wait_for(self, total: int) -> None:
        """Until so many are written."""
        end = time.monotonic() + 30
        while self.sums.total() < total:
            assert time.monotonic() < end, self.sums
            time.sleep(0.005)


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def counter(written: Written) -> Counter:
    """Writes when it is told."""
    return Counter(written, seconds=None)


def test_it_sums_up_what_is_counted(counter: Counter, written: Written) -> None:
    counter.add([what(), what("language", "fr")])
    counter.add([what()])
    assert not written.sums
    counter.flush()
    assert written.sums == {what(): 2, what("language", "fr"): 1}
    counter.flush()
    assert written.sums.total() == 3


def test_nothing_is_written_where_nothing_was_counted(counter: Counter, written: Written) -> None:
    counter.flush()
    assert not written.asked.is_set()


def test_threads_that_count_while_it_is_written_lose_nothing(counter: Counter, written: Written) -> None:
    together = threading.Barrier(8)

    def count(number: int) -> None:
        together.wait()
        for each in range(500):
            counter.add([what(), what("release", str(number))], deed=f"{number} {each}".encode())

    threads = [threading.Thread(target=count, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        counter.flush()
    counter.flush()
    assert written.sums == {what(): 4000} | {what("release", str(number)): 500 for number in range(8)}


def test_the_same_deed_counts_once(counter: Counter, written: Written) -> None:
    for deed in (b"first", b"second", b"first", b"second"):
        counter.add([what()], deed)
    counter.flush()
    counter.add([what()], b"first")
    counter.flush()
    assert written.sums == {what(): 2}


def test_only_the_latest_deeds_are_remembered_and_nobody_could_read_them(
    counter: Counter, written: Written
) -> None:
    """A16: what is remembered of a form that was sent says nothing, and takes no more than some hundred kilobytes."""
    counter.add([what()], b"canary: her weight is 61.7")
    for number in range(MOST_DEEDS):
        counter.add([what("step")], str(number).encode())
    (remembered,) = [found for found in vars(counter).values() if isinstance(found, dict) and len(found) > 9]
    assert len(remembered) == MOST_DEEDS
    assert {len(mark) for mark in remembered} == {16}
    assert b"canary" not in b"".join(remembered)
    assert remembered.keys().isdisjoint(_marks(Counter(written, seconds=None)))
    counter.add([what()], b"canary: her weight is 61.7")
    counter.add([what("step")], str(MOST_DEEDS - 1).encode())
    counter.flush()
    assert written.sums == {what(): 2, what("step"): MOST_DEEDS}


def _marks(other: Counter) -> set[bytes]:
    """Of the same deeds in another process, which has another key."""
    for number in range(MOST_DEEDS):
        other.add([what("step")], str(number).encode())
    return {
        mark
        for found in vars(other).values()
        if isinstance(found, dict)
        for mark in found
        if isinstance(mark, bytes)
    }


def test_what_cannot_be_written_is_kept_and_said_once(
    counter: Counter, written: Written, log: io.StringIO
) -> None:
    """Once for each time that the database fails, without a word of what was to be written."""
    written.fails = True
    for _ in range(3):
        counter.add([what(), what("language", "fr")])
        counter.flush()
    assert not written.sums
    assert log.getvalue().count(OUT) == log.getvalue().count("\n") == 1
    written.fails = False
    counter.add([what()])
    counter.flush()
    assert written.sums == {what(): 4, what("language", "fr"): 3}
    written.fails = True
    counter.add([what()])
    counter.flush()
    assert log.getvalue().count(OUT) == log.getvalue().count("\n") == 2
    assert "canary" not in log.getvalue()
    assert "three-bridges" not in log.getvalue()


def test_whoever_counts_does_not_wait_for_what_is_being_written(counter: Counter, written: Written) -> None:
    written.answers.clear()
    counter.add([what()])
    writing = threading.Thread(target=counter.flush)
    writing.start()
    assert written.asked.wait(30)
    begun = time.monotonic()
    for number in range(1000):
        counter.add([what()], str(number).encode())
    assert time.monotonic() - begun < AT_ONCE
    written.answers.set()
    writing.join()
    counter.flush()
    assert written.sums == {what(): 1001}


def test_more_than_there_is_room_for_is_dropped_and_said_once(written: Written, log: io.StringIO) -> None:
    """However long the database is away, what takes part in the memory goes on being counted."""
    counter = Counter(written, seconds=None, most=3)
    written.fails = True
    for _ in range(2):
        counter.add([what(value=str(number)) for number in range(5)])
        counter.flush()
    assert log.getvalue().count(FULL) == 1
    written.fails = False
    counter.flush()
    assert written.sums == {what(value=str(number)): 2 for number in range(3)}
    for _ in range(2):
        counter.add([what(value=str(number)) for number in range(5)])
        counter.flush()
    assert log.getvalue().count(FULL) == 2


def test_what_was_counted_while_a_writing_failed_is_bounded_too(written: Written, log: io.StringIO) -> None:
    counter = Counter(written, seconds=None, most=3)
    counter.add([what(value="a"), what(value="b")])
    written.fails = True
    written.answers.clear()
    writing = threading.Thread(target=counter.flush)
    writing.start()
    assert written.asked.wait(30)
    counter.add([what(value="a"), what(value="c"), what(value="d")])
    written.answers.set()
    writing.join()
    assert FULL in log.getvalue()
    written.fails = False
    counter.flush()
    assert written.sums == {what(value="a"): 2, what(value="b"): 1, what(value="c"): 1}


@contextmanager
def running(written: Written, seconds: float) -> Iterator[Counter]:
    """A counter with a thread of its own, which ends with it."""
    counter = Counter(written, seconds)
    yield counter
    counter.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "statistics"]


def test_the_thread_begins_with_the_first_count_and_writes_again_and_again(written: Written) -> None:
    before = threading.active_count()
    with running(written, 0.01) as counter:
        assert threading.active_count() == before
        for number in range(1, 4):
            counter.add([what()])
            written.wait_for(number)
        (thread,) = [thread for thread in threading.enumerate() if thread.name == "statistics"]
        assert thread.daemon, "it would keep the process from ending"


def test_a_writing_that_fails_does_not_end_the_thread(written: Written, log: io.StringIO) -> None:
    written.fails = True
    with running(written, 0.01) as counter:
        counter.add([what()])
        assert written.asked.wait(30)
        written.fails = False
        written.wait_for(1)
    assert written.sums == {what(): 1}


def test_the_rest_is_written_at_the_end(written: Written) -> None:
    with running(written, 3600) as counter:
        counter.add([what()])
    assert written.sums == {what(): 1}


def test_the_end_does_not_wait_for_ever(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinics.statistics.counter.PATIENCE_SECONDS", 0.01)
    written.answers.clear()
    counter = Counter(written, 3600)
    counter.add([what()])
    begun = time.monotonic()
    counter.stop()
    assert time.monotonic() - begun < 5
    written.answers.set()
    written.wait_for(1)


def test_where_no_thread_can_be_had_counting_goes_on(written: Written) -> None:
    """No machine has the room that each thread here asks for."""
    counter = Counter(written, 3600)
    usual = threading.stack_size(2**46)
    try:
        counter.add([what()])
    finally:
        threading.stack_size(usual)
    counter.stop()
    assert written.sums == {what(): 1}
