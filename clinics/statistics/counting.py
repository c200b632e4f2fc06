"""What is counted of a clinic's questionnaire: how often, on which day; nothing about who, and no answer.

A number is in the database after 5 seconds and the time that writing takes (`clinics.statistics.counter`): that much is
lost of a process that is killed, and what it could not write before because the database failed.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
import os

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from clinics.sample import SLUG as DEMO
from clinics.statistics import store
from clinics.statistics.counter import Counter, What
from questionnaire.levels import INTERRUPTING
from questionnaire.state import State
from questionnaire.wizard import POSITIONS, RESULT


class Kind(StrEnum):
    """What is counted, and what its value is; "" where it has none."""

    OPENED = "opened"  # the first page
    LANGUAGE = "language"  # of the first page: a code
    STEP = "step"  # somebody's first time there: the key of a section, from the second on
    LEVEL = "level"  # of somebody's first result
    COMPLETED = "completed"  # a first result that interrupts nothing
    RELEASE = "release"  # of the rules that it came from: a number


counter = Counter(store.write)
os.register_at_fork(after_in_child=counter.begin_anew)
atexit.register(counter.stop)


def opened(request: HttpRequest, clinic: str, language: str) -> None:
    """The first page was shown."""
    if _is_visit(request, clinic):
        counter.add(_each(clinic, [(Kind.OPENED, ""), (Kind.LANGUAGE, language)]))


def turned(request: HttpRequest, clinic: str, before: State, after: State) -> None:
    """A visitor came from one page to the next; sent again to the same process, that counts no more.

    Of a result that interrupts only the level counts: beside the steps, which it cuts short, a total would show it.
    """
    reached = [step for step in after.seen if step not in before.seen]
    # The first section was opened, not reached.
    found = [(Kind.STEP, step) for step in reached if POSITIONS.get(step)]
    if RESULT in reached:
        found.append((Kind.LEVEL, after.level))
        if after.level not in INTERRUPTING:
            found += [(Kind.COMPLETED, ""), (Kind.RELEASE, str(after.release))]
    if found and _is_visit(request, clinic):
        counter.add(_each(clinic, found), deed=" ".join((after.nonce, *reached)).encode())


def today() -> date:
    """The day that is counted for, in the site's time zone."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _each(clinic: str, found: Iterable[tuple[Kind, str]]) -> list[What]:
    day = today()
    return [What(clinic, day, str(kind), value) for kind, value in found]


def _is_visit(request: HttpRequest, clinic: str) -> bool:
    """Whether a visitor is there: not the demo's, not a browser that fetches ahead, not our staff in the preview."""
    ahead = request.META.get("HTTP_SEC_PURPOSE") or request.META.get("HTTP_PURPOSE", "")
    return (
        request.method in ("GET", "POST")
        and clinic != DEMO
        and "prefetch" not in ahead
        and settings.SESSION_COOKIE_NAME not in request.COOKIES  # nobody but the staff is ever given one
    )
