"""A month of a clinic's statistics as it may be seen: no exact number leaves this module."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.statistics.counting import Kind
from clinics.statistics.hiding import GRAIN, shown, shown_together
from clinics.statistics.store import Counts
from questionnaire.levels import INTERRUPTING, LEVELS
from questionnaire.questions import SECTIONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENOUGH = 50  # below it, a share of rounded numbers would be far from the truth
OTHER = gettext_lazy("Other")
A_DAY = timedelta(days=1)
Values = Mapping[str, int]  # how often each value was counted


@dataclass(frozen=True, slots=True)
class Number:
    """How often something happened, as it may be seen; 0 stands for fewer than five.

    `share` says in words how many that are of everybody who opened the questionnaire; "" where too few did.
    """

    name: StrOrPromise
    count: int
    share: str = ""

    @property
    def words(self) -> str:
        """The number as the page's language writes it."""
        return in_words(self.count)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, with numbers as they may be seen."""

    day: date
    opened: int
    completed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A month, by its first day; `days` end with today. `levels` is None until a day after the month.

    Until then, somebody who looks again and again could see a single visitor's level come in.
    """

    month: date
    opened: int
    completed: int
    days: list[Day]
    steps: list[Number]
    levels: list[Number] | None
    languages: list[Number]
    releases: list[Number]


def figures(counts: Counts, month: date, today: date) -> Figures:
    """The numbers of a month that has begun, from what was counted in it."""
    last = last_day(month)
    days = [month.replace(day=day) for day in range(1, min(last, today).day + 1)]
    sums = _sums(counts)
    languages = _Way(sums[Kind.LANGUAGE], dict(settings.LANGUAGES))
    found = sums[Kind.LEVEL]
    interrupting = [Number(LEVELS[key].title, shown(found.pop(key, 0))) for key in INTERRUPTING]
    titles = {key: level.title for key, level in LEVELS.items() if key not in INTERRUPTING}
    levels = _Way(found, titles)
    releases = _Way(sums[Kind.RELEASE], _releases(sums[Kind.RELEASE]))
    is_over = today > last + A_DAY  # what is still in memory has been written by then
    opened, by_day = _together(counts, days, Kind.OPENED, [languages])
    completed, done_by_day = _together(
        counts, days, Kind.COMPLETED, [releases, levels] if is_over else [releases]
    )
    return Figures(
        month,
        opened,
        completed,
        [Day(*each) for each in zip(days, by_day, done_by_day, strict=True)],
        _steps(opened, sums[Kind.STEP], completed),
        [*interrupting, *levels.numbers] if is_over else None,
        languages.numbers,
        [release for release in releases.numbers if release.count],
    )


def last_day(month: date) -> date:
    """Of the month that begins with this day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def in_words(count: int) -> str:
    """A number as it may be seen, as the page's language writes it."""
    return number_format(count, force_grouping=True) if count else f"< {GRAIN}"


class _Way:
    """One way to split a total: by the values that have names, and all others in one. `numbers` are what is seen."""

    def __init__(self, values: Values, names: Mapping[str, StrOrPromise]) -> None:
        self._names = [*names.values(), OTHER]
        self.parts = [values.get(key, 0) for key in names]
        self.parts.append(sum(values.values()) - sum(self.parts))
        self.numbers: list[Number] = []

    def see(self, parts: Sequence[int]) -> None:
        """Take what may be seen; others are not mentioned where they are few."""
        self.numbers = [
            Number(name, part)
            for name, part in zip(self._names, parts, strict=True)
            if part or name is not OTHER
        ]


def _sums(counts: Counts) -> dict[str, dict[str, int]]:
    """Of all days, by kind and value."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_day, kind, value), count in counts.items():
        sums[kind][value] += count
    return sums


def _releases(values: Values) -> dict[str, StrOrPromise]:
    """Those that came up often enough to be named: which others did is no more to be seen than how often."""
    often = sorted((int(value) for value, count in values.items() if shown(count)))
    return {str(number): _("Release %(number)s") % {"number": number} for number in often}


def _together(counts: Counts, days: list[date], kind: Kind, ways: list[_Way]) -> tuple[int, list[int]]:
    """The total of a kind and its number on each day; lets every way see its parts."""
    by_day = [counts.get((day, kind, ""), 0) for day in days]
    total, (seen_by_day, *seen) = shown_together(by_day, *(way.parts for way in ways))
    for way, parts in zip(ways, seen, strict=True):
        way.see(parts)
    return total, seen_by_day


def _steps(opened: int, values: Values, completed: int) -> list[Number]:
    """From the first step to the result."""
    later = [(section.title, shown(values.get(section.key, 0))) for section in SECTIONS[1:]]
    return [
        Number(SECTIONS[0].title, opened),
        *(Number(name, count, _share(count, opened)) for name, count in [*later, (_("Result"), completed)]),
    ]


def _share(count: int, opened: int) -> str:
    """Of what is shown, so it tells no more; to the nearest five per cent."""
    if not count or opened < ENOUGH:
        return ""
    share = min(100, GRAIN * round(100 / GRAIN * count / opened))
    return _("about %(number)s%%") % {"number": share}
