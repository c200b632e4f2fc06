"""Who is referred, by age, sex and country: a table, and the same as bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.questions import QUESTIONS
from rules.impact import Group, Impact
from studio.impact.figures import Figure, difference, figure, number, percent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_BAR = 60  # per cent of the chart's width: the words beside it need the rest
LINE, BAR = 22, 20  # a title and a bar, in CSS pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `name` is before or after, `y` is below the row's top, `width` a CSS percentage."""

    name: str
    y: int
    width: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """People of one age, sex or country; `before` and `difference` are None where there was nothing before."""

    title: StrOrPromise
    people: str
    before: Figure | None
    after: Figure
    difference: Figure | None
    bars: list[Bar]
    y: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one kind; `height` is the chart's, in CSS pixels."""

    key: str
    title: StrOrPromise
    rows: list[Row]
    height: int


def tables(impact: Impact) -> list[Table]:
    """By age, sex and country; all bars have one scale."""
    kinds: Sequence[tuple[str, StrOrPromise, Sequence[Group], Callable[[str], StrOrPromise]]] = (
        ("age", gettext_lazy("By age, in years"), impact.by_age, _age),
        ("sex", gettext_lazy("By sex at birth"), impact.by_sex, _answer("sex")),
        (
            "country",
            gettext_lazy("By country where they see a doctor"),
            impact.by_country,
            _answer("country"),
        ),
    )
    scale = max(
        share for _key, _title, groups, _word in kinds for group in groups for share in _shares(group)
    )
    row = LINE + BAR * (2 if impact.moves else 1)
    return [
        Table(
            key,
            title,
            [_row(word(group.key), group, y * row, scale or 1.0) for y, group in enumerate(groups)],
            len(groups) * row,
        )
        for key, title, groups, word in kinds
    ]


def _age(band: str) -> str:
    return _("%(age)s or over") % {"age": band[:-1]} if band.endswith("+") else band


def _answer(fact: str) -> Callable[[str], StrOrPromise]:
    return QUESTIONS[fact].answers.__getitem__


def _shares(group: Group) -> list[float]:
    return [percent(tally.referred, group.people) for tally in (group.before, group.after) if tally]


def _row(title: StrOrPromise, group: Group, y: int, scale: float) -> Row:
    people, now = group.people, group.after.referred
    was = group.before.referred if group.before else None
    after, before = figure(now, people), None if was is None else figure(was, people)
    return Row(
        title,
        number(people),
        before,
        after,
        None if was is None else difference(was, now, people),
        _bars(group, before, after, scale),
        y,
    )


def _bars(group: Group, before: Figure | None, after: Figure, scale: float) -> list[Bar]:
    named = [("before", _("before: %(share)s"), before), ("after", _("after: %(share)s"), after)]
    drawn = [(name, words % {"share": one.share}) for name, words, one in named if one]
    return [
        Bar(name, LINE + BAR * place, f"{LONGEST_BAR * share / scale:.2f}%", words)
        for place, ((name, words), share) in enumerate(zip(drawn, _shares(group), strict=True))
    ]
