"""The releases this process runs: compiled once; which is in force or withdrawn is looked up every two seconds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
import logging
import threading
import time
from typing import Any

from django.db.models import F, Q

from rules.assessment import Assessor
from rules.models import Release

DEFAULT_RULE_SET = "bone-health"
RECHECK_SECONDS = 2.0
KEPT = 8
NONE: frozenset[int] = frozenset()

logger = logging.getLogger(__name__)


class NoRelease(LookupError):
    """No such release, or none was ever published; the message says what to run."""


class Withdrawn(NoRelease):
    """A release that nobody may use any more."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found, noted as a whole so that no thread mixes two; `at` is monotonic seconds."""

    current: Assessor
    withdrawn: frozenset[int]
    fault: str
    at: float


class Releases:
    """Assessors of one rule set's releases, the latest loaded kept ready. Safe to share between threads."""

    def __init__(self, rule_set: str = DEFAULT_RULE_SET) -> None:
        self._rule_set = rule_set
        self._ready: dict[int, Assessor] = {}
        self._reports: dict[int, list[dict[str, Any]]] = {}
        self._latest: _Look | None = None
        self._looking = threading.Lock()

    @property
    def fault(self) -> str:
        """Why the release in force does not serve: the name of the error, "" when it does, as of the latest look."""
        return self._latest.fault if self._latest else ""

    def current(self) -> Assessor:
        """The release in force.

        While it cannot be read or was withdrawn, the last good one serves: that of this process, or the nearest before
        it. Where there is none either, this raises NoRelease, DocumentInvalid or DatabaseError.
        """
        return self._look().current

    def for_visitor(self, number: int) -> Assessor:
        """The release that a visitor began with; raise Withdrawn, and whatever `current` and `numbered` raise."""
        if number in self._look().withdrawn:
            raise Withdrawn(f"release {number} of “{self._rule_set}” was withdrawn")
        return self.numbered(number)

    def in_force(self) -> Assessor:
        """The release in force and no other, looked up now; raise NoRelease, Withdrawn or DocumentInvalid."""
        return self._usable(*self._pointers())

    def numbered(self, number: int) -> Assessor:
        """The release with this number, in force or not, withdrawn or not; raise NoRelease or DocumentInvalid."""
        assessor = self._ready.get(number)
        if assessor is None:
            release = self._stored(number)
            assessor = Assessor(release.document(), release.reference())
            self._reports[number], self._ready[number] = release.report, assessor
            for oldest in list(self._ready)[:-KEPT]:
                self._ready.pop(oldest, None)
                self._reports.pop(oldest, None)
        return assessor

    def report(self, number: int) -> list[dict[str, Any]]:
        """What the gates found when this release was published (`rules.gates.report_of`); of one that is loaded."""
        return self._reports.get(number, [])

    def forget(self) -> None:
        """Begin anew, as a fresh process would."""
        self._ready.clear()
        self._latest = None

    def _look(self) -> _Look:
        """The latest look, renewed when it is time; nobody waits for another thread's, but for the very first."""
        latest = self._latest
        if latest is None:
            with self._looking:
                return self._latest or self._look_again(None)
        if time.monotonic() - latest.at > RECHECK_SECONDS and self._looking.acquire(blocking=False):
            try:
                return self._look_again(latest)
            finally:
                self._looking.release()
        return latest

    def _look_again(self, latest: _Look | None) -> _Look:
        number, withdrawn = None, latest.withdrawn if latest else NONE
        try:
            number, withdrawn = self._pointers()
            return self._note(self._usable(number, withdrawn), withdrawn)
        except Exception as error:  # whatever is wrong with the new ones: the old ones are good
            good = self._stand_in(latest.current if latest else None, number, withdrawn)
            if good is None:
                self._latest = None  # what was noted may be withdrawn
                raise
            name = type(error).__name__
            logger.error("The rules in force cannot be read (%s); the last good ones serve.", name)
            return self._note(good, withdrawn, name)

    def _stand_in(
        self, last: Assessor | None, number: int | None, withdrawn: frozenset[int]
    ) -> Assessor | None:
        """What serves in the place of release `number`: the last one, or the highest before it that is sound."""
        if last and last.release["number"] not in withdrawn:
            return last
        if number is None:
            return None
        earlier = Release.objects.filter(rule_set__key=self._rule_set, number__lt=number, withdrawal=None)
        for other in earlier.order_by("-number").values_list("number", flat=True):
            with suppress(Exception):  # whatever is wrong with this one: the next may be good
                return self.numbered(other)
        return None

    def _note(self, current: Assessor, withdrawn: frozenset[int] = NONE, fault: str = "") -> _Look:
        look = self._latest = _Look(current, withdrawn, fault, time.monotonic())
        return look

    def _pointers(self) -> tuple[int | None, frozenset[int]]:
        """The number of the release in force and those of the withdrawn ones, as of one moment: one query."""
        is_withdrawn = Q(withdrawal__isnull=False)
        rows = list(
            Release.objects.filter(Q(pk=F("rule_set__current")) | is_withdrawn, rule_set__key=self._rule_set)
            .annotate(is_withdrawn=is_withdrawn)
            .values_list("number", "is_withdrawn", "rule_set__current__number")
        )
        return rows[0][2] if rows else None, frozenset(number for number, gone, _ in rows if gone)

    def _usable(self, number: int | None, withdrawn: frozenset[int]) -> Assessor:
        if number is None:
            raise NoRelease(
                f"no release of “{self._rule_set}” is published; "
                f"run: manage.py import_rules rules/content/{self._rule_set}"
            )
        if number in withdrawn:
            raise Withdrawn(f"release {number} of “{self._rule_set}” is in force, but was withdrawn")
        return self.numbered(number)

    def _stored(self, number: int) -> Release:
        releases = Release.objects.select_related("rule_set")
        release = releases.filter(rule_set__key=self._rule_set, number=number).first()
        if release is None:
            raise NoRelease(f"there is no release {number} of “{self._rule_set}”")
        return release


releases = Releases()
_others: dict[str, Releases] = {}


def releases_of(rule_set: str) -> Releases:
    """The releases of any rule set that exists; kept for good, for there are few."""
    if rule_set == DEFAULT_RULE_SET:
        return releases
    return _others.setdefault(rule_set, Releases(rule_set))
