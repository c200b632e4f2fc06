"""What would change a result, and which open question could: the same rules run again. Nothing is guessed or kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from weakref import WeakKeyDictionary

from questionnaire.levels import INTERRUPTING
from questionnaire.reading import Conditions, Reading
from rules.answers import clean
from rules.assessment import Assessor
from rules.document import RecommendationKind
from rules.facts import FACTS, Facts, Value
from rules.measures import measure, with_measures
from rules.outcome import MAINTAIN, Outcome

MOST_ASSESSMENTS = 60
MOST_QUESTIONS = 2
RANKS = {level: rank for rank, level in enumerate([*RecommendationKind, MAINTAIN])}  # the strongest first
LEFT_OUT = ("red_flags", "pregnant_or_breastfeeding")  # they interrupt: they would head everybody's list
_readings: WeakKeyDictionary[Assessor, Reading] = WeakKeyDictionary()  # each goes with its release


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that somebody can change, and the level that they would have without it."""

    finding: str
    label: str
    level: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer (the key of its fact), and the other levels it can lead to, the strongest first."""

    key: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prospects:
    """What would change the level, and what we do not know.

    `changes`: those that change the level first, else in the outcome's order; `together` is the level without any of
    them. `questions`: two at most, those that could raise the level first, else in the questionnaire's order.
    `is_complete` is false when the budget was spent before everything was looked at.
    """

    level: str
    changes: tuple[Change, ...]
    together: str
    questions: tuple[OpenQuestion, ...]
    is_complete: bool


def look_ahead(assessor: Assessor, answers: Mapping[str, object], outcome: Outcome) -> Prospects:
    """The prospects of somebody with these answers and this outcome; its labels are taken over.

    Where the level interrupts, nothing else matters now and nothing is computed.
    """
    level = outcome["level"]
    if level in INTERRUPTING:
        return Prospects(level, (), level, (), is_complete=True)
    visitor = _Visitor(assessor, answers, level)
    labels = {entry["key"]: entry["label"] for entry in outcome["findings"] if entry["modifiable"]}
    together = visitor.level_without(labels) if labels else level
    changes = sorted(visitor.changes(labels), key=lambda change: change.level == level)
    return Prospects(level, tuple(changes), together, visitor.questions(), visitor.is_complete)


class _BudgetSpent(Exception):
    """There may be no further assessment."""


class _Visitor:
    """One person, assessed again and again within the budget."""

    def __init__(self, assessor: Assessor, answers: Mapping[str, object], level: str) -> None:
        self._assessor, self._level = assessor, level
        self._reading = _readings.get(assessor) or _readings.setdefault(assessor, Reading(assessor.document))
        self._given = clean(answers).facts
        self._facts = with_measures(self._given, measure(self._given))
        self._holding = self._reading.holding(self._facts)
        self._levels = {self._holding: level}
        self._left = MOST_ASSESSMENTS
        self.is_complete = True

    def changes(self, labels: Mapping[str, str]) -> Iterator[Change]:
        """Each of these findings, taken away alone."""
        try:
            for key, label in labels.items():
                yield Change(key, label, self.level_without([key]))
        except _BudgetSpent:
            self.is_complete = False

    def level_without(self, findings: Collection[str]) -> str:
        """The level without these findings, and without the answers that are enough to establish one of them.

        Who does not smoke meets no criterion on smoking either. A measure that lacks such an answer stays as it was.
        """
        gone = set().union(*(self._reading.answers_behind[finding] for finding in findings))
        measured = measure({key: value for key, value in self._given.items() if key not in gone})
        facts = with_measures(self._facts, measured)
        return self._assess({key: value for key, value in facts.items() if key not in gone}, findings)

    def questions(self) -> tuple[OpenQuestion, ...]:
        """The first open questions that could raise the level; if there are too few, also those that could lower it."""
        raising: list[OpenQuestion] = []
        lowering: list[OpenQuestion] = []
        try:
            for question in self._open_questions():
                raises = RANKS[question.levels[0]] < RANKS[self._level]
                (raising if raises else lowering).append(question)
                if len(raising) == MOST_QUESTIONS:
                    break
        except _BudgetSpent:
            self.is_complete = False
        return (*raising, *lowering)[:MOST_QUESTIONS]

    def _open_questions(self) -> Iterator[OpenQuestion]:
        for key, fact in FACTS.items():
            if key not in self._given and key not in LEFT_OUT and fact.is_asked(self._given):
                levels = {self._level_with(key, value) for value in self._reading.values[key]} - {self._level}
                if levels:
                    yield OpenQuestion(key, tuple(sorted(levels, key=RANKS.__getitem__)))

    def _level_with(self, key: str, value: Value) -> str:
        """The level with one answer more; questions that it opens stay open, answers to those that it closes go."""
        if key == "menopause_age_years":  # not above today's age
            value = min(cast("int", value), cast("int", self._given["age_years"]))
        given = {**self._given, key: value}
        given = {other: answer for other, answer in given.items() if FACTS[other].is_asked(given)}
        facts = with_measures(given, measure(given))
        holding = self._reading.holding(facts)
        if not self._may_differ(holding):
            return self._level
        if holding not in self._levels:
            self._levels[holding] = self._assess(facts)
        return self._levels[holding]

    def _may_differ(self, holding: Conditions) -> bool:
        """Whether the rules could tell another level. Above “refer” stand only the levels that interrupt."""
        can_raise, before = self._reading.can_raise, self._holding
        rises = self._level != RecommendationKind.REFER and can_raise(before, holding)
        return rises or (self._level != MAINTAIN and can_raise(holding, before))

    def _assess(self, facts: Facts, without: Collection[str] = ()) -> str:
        if not self._left:
            raise _BudgetSpent
        self._left -= 1
        return self._assessor.level(facts, without)
