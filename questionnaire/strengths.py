"""What a visitor already does well: good habits on which the rules find no fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from questionnaire.questions.answers import answer_text
from questionnaire.state import State
from rules.assessment import Assessor
from rules.conditions import Operator
from rules.document import Document
from rules.outcome import Outcome

KEPT = 4  # releases
# Not to meet a rule on a risk is not yet good, and more is not always better: what may be praised, and up to where.
GOOD: dict[str, Callable[[Any], bool]] = {
    "smoking": lambda answer: answer != "current",
    "alcohol_drinks_per_week": lambda drinks: drinks == 0,
    "weight_bearing_days_per_week": lambda days: days >= 2,
    "strength_days_per_week": lambda days: days >= 2,
    "sleep_hours": lambda hours: 7 <= hours <= 9,
    "stress": lambda answer: answer == "rarely",
    "fruit_and_vegetables_per_day": lambda portions: 5 <= portions <= 12,
    "vitamin_c_foods_per_week": lambda portions: 3 <= portions <= 21,
    "oily_fish_per_week": lambda portions: 2 <= portions <= 4,
    "pulses_or_tofu_per_week": lambda portions: 2 <= portions <= 14,
    "sodas_per_week": lambda glasses: glasses == 0,
}


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that one can change: the answers that its rules look at, and the findings that hold back tips on it."""

    finding: str
    facts: frozenset[str]
    held_back_by: frozenset[str]


def strengths(assessor: Assessor, outcome: Outcome, state: State, language: str) -> list[str]:
    """Answers in words; none that the rules find fault with, and none on which a caution holds back advice."""
    established = {entry["key"] for entry in outcome["findings"]}
    blamed: set[str] = set()
    for concern in _concerns(assessor):
        if concern.finding in established or not established.isdisjoint(concern.held_back_by):
            blamed |= concern.facts
    answers = {key: state.answers.get(key) for key in GOOD if key in state.facts and key not in blamed}
    return [
        answer_text(key, answer, state.units, language)
        for key, answer in answers.items()
        if GOOD[key](answer)
    ]


@lru_cache(maxsize=KEPT)
def _concerns(assessor: Assessor) -> list[Concern]:
    document = assessor.document
    return [
        Concern(
            finding.key, frozenset(_facts_behind(document, finding.key)), _holding_back(document, finding.key)
        )
        for finding in document.findings
        if finding.modifiable
    ]


def _holding_back(document: Document, finding: str) -> frozenset[str]:
    return frozenset(
        key for item in document.recommendations if finding in item.called_for_by for key in item.withheld_by
    )


def _facts_behind(document: Document, finding: str) -> Iterator[str]:
    for rule in document.rules:
        for condition in rule.conditions if rule.then == finding else ():
            if not condition.on_finding:
                yield condition.subject
            elif condition.operator is Operator.ESTABLISHED:
                yield from _facts_behind(document, condition.subject)
