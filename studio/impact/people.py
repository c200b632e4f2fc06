"""Where the made-up population comes from, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.questions import QUESTIONS
from questionnaire.sentences import in_one_line
from rules.population.sources import ASSUMED, SOURCES


@dataclass(frozen=True, slots=True)
class Origin:
    """A published source, its address or "", and the questions for which a figure of it is used."""

    citation: str
    address: str
    used_for: str


def origins() -> list[Origin]:
    """All of them."""
    return [Origin(source.citation, source.address, _labels(source.facts)) for source in SOURCES]


def assumed() -> str:
    """The questions without any source."""
    return _labels(ASSUMED)


def _labels(facts: Iterable[str]) -> str:
    return in_one_line(str(QUESTIONS[fact].label) for fact in facts)
