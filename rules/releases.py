"""The releases this process runs: compiled once, the one in force looked up every two seconds at most."""

from __future__ import annotations

import logging
import threading
import time

from rules.assessment import Assessor
from rules.models import Release, RuleSet

DEFAULT_RULE_SET = "bone-health"
RECHECK_SECONDS = 2.0
KEPT = 8

logger = logging.getLogger(__name__)


class NoRelease(LookupError):
    """No such release, or none was ever published; the message says what to run."""


class Releases:
    """Assessors of one rule set's releases, the latest loaded kept ready. Safe to share between threads."""

    def __init__(self, rule_set: str = DEFAULT_RULE_SET) -> None:
        self._rule_set = rule_set
        self._ready: dict[int, Assessor] = {}
        self._current: Assessor | None = None
        self._checked = 0.0
        self._looking = threading.Lock()

    def current(self) -> Assessor:
        """The release in force. When it or the database is broken, the last good one serves; raise NoRelease."""
        current = self._current
        if current is None:
            with self._looking:
                current = self._current or self.numbered(self._number_in_force())
                self._note(current)
        elif time.monotonic() - self._checked > RECHECK_SECONDS and self._looking.acquire(blocking=False):
            try:
                current = self._look_again(current)
                self._note(current)
            finally:
                self._looking.release()
        return current

    def numbered(self, number: int) -> Assessor:
        """The release with this number, in force or not; raise NoRelease, or DocumentInvalid for a damaged one."""
        assessor = self._ready.get(number)
        if assessor is None:
            release = self._stored(number)
            assessor = self._ready[number] = Assessor(release.document(), release.reference())
            for oldest in list(self._ready)[:-KEPT]:
                self._ready.pop(oldest, None)
        return assessor

    def forget(self) -> None:
        """Begin anew, as a fresh process would."""
        self._ready.clear()
        self._current = None

    def _note(self, current: Assessor) -> None:
        self._current, self._checked = current, time.monotonic()

    def _look_again(self, current: Assessor) -> Assessor:
        try:
            return self.numbered(self._number_in_force())
        except Exception as error:  # whatever is wrong with the new ones: the old ones are good
            logger.error(
                "The rules in force cannot be read (%s); the last good ones serve.", type(error).__name__
            )
            return current

    def _number_in_force(self) -> int:
        number = RuleSet.objects.filter(key=self._rule_set).values_list("current__number", flat=True).first()
        if number is None:
            raise NoRelease(
                f"no release of “{self._rule_set}” is published; "
                f"run: manage.py import_rules rules/content/{self._rule_set}"
            )
        return number

    def _stored(self, number: int) -> Release:
        releases = Release.objects.select_related("rule_set")
        release = releases.filter(rule_set__key=self._rule_set, number=number).first()
        if release is None:
            raise NoRelease(f"there is no release {number} of “{self._rule_set}”")
        return release


releases = Releases()
