"""The made-up population, asked in few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rules.population import population

Answers = Mapping[str, Any]
Test = Callable[[Answers], bool]
PEOPLE: tuple[Answers, ...] = population()


def among(test: Test) -> list[Answers]:
    """Those of whom it is true."""
    return [answers for answers in PEOPLE if test(answers)]


def share(group: list[Answers], test: Test) -> float:
    """How many in a thousand of the group."""
    return 1000 * sum(map(test, group)) / len(group)


def says(key: str, *wanted: object) -> Test:
    """Whether somebody gave one of these answers, alone or among others."""

    def test(answers: Answers) -> bool:
        given = answers.get(key)
        return any(answer in wanted for answer in given) if isinstance(given, list) else given in wanted

    return test


def answered(key: str) -> list[Answers]:
    """Those who answered the question."""
    return among(lambda answers: key in answers)


def of(sex: str, youngest: int = 18, oldest: int = 99) -> Test:
    """Whether somebody has this sex and an age in between."""
    return lambda a: a["sex"] == sex and youngest <= a["age_years"] <= oldest


def aged(youngest: int, oldest: int = 99) -> Test:
    """Whether somebody's age lies in between."""
    return lambda a: youngest <= a["age_years"] <= oldest


WOMAN, MAN = of("female"), of("male")
SMOKES = says("smoking", "current")


def index_of(answers: Answers) -> float:
    """The body-mass index; 0 if it is not known."""
    return float(answers.get("weight_kg", 0) / (answers.get("height_cm", 0) / 100 or 1) ** 2)
