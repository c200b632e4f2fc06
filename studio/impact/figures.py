"""Numbers of people in words: with thousands set apart, as a share, and how many more or fewer they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MINUS = "−"
DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people, and their share in per cent; of a difference, in percentage points."""

    count: str
    share: str


def figure(count: int, people: int) -> Figure:
    """So many of so many."""
    words = {"number": _decimal(round(percent(count, people), DECIMALS))}
    return Figure(number(count), _("%(number)s%%") % words)


def difference(before: int, after: int, people: int) -> Figure:
    """How many more or fewer of so many."""
    points = round(percent(after - before, people), DECIMALS)
    return Figure(signed(after - before), _sign(points) + _decimal(abs(points)))


def percent(count: int, people: int) -> float:
    """The share; 0 of nobody."""
    return 100 * count / people if people else 0.0


def number(count: int) -> str:
    """A number as the page's language writes it."""
    return number_format(count, force_grouping=True)


def signed(more: int) -> str:
    """The same with its sign; 0 has none."""
    return _sign(more) + number(abs(more))


def _sign(more: float) -> str:
    return "+" if more > 0 else MINUS if more < 0 else ""


def _decimal(share: float) -> str:
    """Of a rounded share: Django cuts what is too long."""
    return number_format(share, decimal_pos=DECIMALS)
