"""From which level to which: a table of numbers, and for each that is a change some people, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _

from questionnaire.fields import Answer
from questionnaire.levels import LEVELS
from questionnaire.sentences import in_one_line
from rules import impact
from rules.answers import clean
from rules.facts import Facts
from rules.measures import measure, with_measures
from studio.impact.deciding import deciding
from studio.impact.figures import number
from studio.impact.sides import Side
from studio.trying.asking import as_typed
from studio.trying.outcomes import answer_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALWAYS = ("age_years", "sex", "country")  # what one wants to know of anybody
SAME = "same"
ARROWS = {"up": "↑", "down": "↓", "sideways": "↔", SAME: ""}
DIRECTIONS: dict[str, StrOrPromise] = {
    "up": _("to a higher level"),
    "down": _("to a lower level"),
    "sideways": _("into or out of scope"),
    SAME: _("the same level"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person: what matters in words, and what to send to the page that tries them."""

    key: str
    words: str
    inputs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """People who go from one level to another; `people` who do, `examples` of them only where it is a change."""

    key: str
    was: StrOrPromise
    now: StrOrPromise
    people: str
    count: int
    direction: StrOrPromise
    arrow: str
    examples: list[Person]

    @property
    def is_change(self) -> bool:
        """Whether somebody changes level here."""
        return bool(self.examples)


@dataclass(frozen=True, slots=True)
class Row:
    """Everybody of one level before."""

    title: StrOrPromise
    cells: list[Cell]


def rows(moves: impact.Moves, before: Side, after: Side, language: str) -> list[Row]:
    """From each level, to each; `language` is the active one."""
    return [
        Row(
            LEVELS[row.level].title, [_cell(row.level, cell, (before, after), language) for cell in row.cells]
        )
        for row in moves.rows
    ]


def _cell(was: str, cell: impact.Cell, sides: tuple[Side, Side], language: str) -> Cell:
    return Cell(
        f"{was}-{cell.level}",
        LEVELS[was].title,
        LEVELS[cell.level].title,
        number(cell.people),
        cell.people,
        DIRECTIONS[cell.direction],
        ARROWS[cell.direction],
        [_person(example, sides, language) for example in cell.examples],
    )


def _person(example: impact.Example, sides: tuple[Side, Side], language: str) -> Person:
    facts: Facts = clean(example.answers).facts
    known = with_measures(facts, measure(facts))
    deciders = deciding(*sides, example.place)
    told = [*ALWAYS, *(key for key in known if key in deciders and key not in ALWAYS)]
    return Person(
        f"person-{example.place}",
        in_one_line(answer_in_words(key, known[key], language) for key in told),
        as_typed({key: cast("Answer", answer) for key, answer in example.answers.items()}),
    )
