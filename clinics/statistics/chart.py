"""The days of a month as bars, drawn by the server: how often it was opened, and inside that how often completed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinics.statistics.figures import Day, Figures, in_words, last_day

TOP, PLOT, BOTTOM = 8, 160, 24  # CSS pixels: half a line, the bars, and the days below them
STEPS = (5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
MOST_LINES = 4
WIDTHS = {"opened": 0.8, "completed": 0.4}  # of the room that a day has


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a kind; `x` and `width` are CSS percentages, `y` and `height` CSS pixels."""

    kind: str
    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`lines` are heights with their number, `days` places with theirs; `sentence` says what is to be seen."""

    height: int
    bars: list[Bar]
    lines: list[tuple[int, str]]
    days: list[tuple[str, int]]
    sentence: str


def chart(figures: Figures) -> Chart | None:
    """The month as bars; None where no day has one."""
    best = max(figures.days, key=lambda day: day.opened)
    most = max(best.opened, *(day.completed for day in figures.days))
    if not most:
        return None
    step = next((step for step in STEPS if step * MOST_LINES >= most), most)
    top = step * -(-most // step)
    room = 100 / last_day(figures.month).day
    return Chart(
        TOP + PLOT + BOTTOM,
        [bar for day in figures.days for bar in _bars(day, room, top)],
        [(_y(number, top), in_words(number) if number else "0") for number in range(0, top + 1, step)],
        [(f"{room * (day - 0.5):.2f}%", day) for day in (1, *range(5, last_day(figures.month).day + 1, 5))],
        _sentence(best),
    )


def _bars(day: Day, room: float, top: int) -> list[Bar]:
    middle = room * (day.day.day - 0.5)
    return [
        Bar(
            kind,
            f"{middle - room * WIDTHS[kind] / 2:.2f}%",
            _y(count, top),
            f"{room * WIDTHS[kind]:.2f}%",
            TOP + PLOT - _y(count, top),
        )
        for kind, count in (("opened", day.opened), ("completed", day.completed))
        if count
    ]


def _y(count: int, top: int) -> int:
    return TOP + PLOT - round(PLOT * count / top)


def _sentence(best: Day) -> str:
    words = {"day": date_format(best.day, "MONTH_DAY_FORMAT"), "number": in_words(best.opened)}
    return _("Opened most often on %(day)s: %(number)s times or more.") % words
