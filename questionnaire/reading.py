"""What a release reads in answers: the values worth trying, what they make hold, and what that does to the level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from math import ceil, floor
import operator
from typing import Any, cast

from rules.conditions import Condition, Operator
from rules.document import Document, RecommendationKind, Rule
from rules.facts import FACTS, NONE, TESTS, Fact, Facts, Kind, Value
from rules.measures import KINDS

Test = Callable[[Any, Any], bool]
Conditions = frozenset[Condition]
HOLDS: dict[Operator, Test] = TESTS | {
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.EXCLUDES: lambda given, option: option not in given,
    Operator.KNOWN: lambda given, _: True,
}
# A low and a high answer that are nothing unusual, where a measure stands between the answer and the rules.
ORDINARY: dict[str, tuple[int, int]] = {
    "height_cm": (155, 180),
    "weight_kg": (50, 90),
    "menopause_age_years": (42, 52),
    "falls_last_year": (0, 1),
    "alcohol_drinks_per_week": (0, 21),
    "milk_or_yoghurt_per_day": (0, 3),
    "cheese_per_day": (0, 2),
    "fortified_drinks_per_day": (0, 2),
    "leafy_greens_per_week": (0, 7),
    "oily_fish_per_week": (0, 3),
    "nuts_or_seeds_per_week": (0, 7),
    "pulses_or_tofu_per_week": (0, 5),
}
SAME_ANSWER = {"alcohol_drinks_per_day": "alcohol_drinks_per_week"}  # one answer that rules know by two names


class Reading:
    """One release's conditions on facts, as far as they bear on the level.

    When one of `raising` comes to hold, the level can rise; of `lowering`, fall; a condition may be in both.
    `values`: by fact, the answers worth trying. `answers_behind`: by finding, the facts of which a single condition is
    enough to establish it.
    """

    def __init__(self, document: Document) -> None:
        rules = defaultdict(list)
        for rule in document.rules:
            rules[rule.then].append(rule)
        bearing = list(_bearing(document, rules))
        self.raising = frozenset(condition for condition, raises in bearing if raises)
        self.lowering = frozenset(condition for condition, raises in bearing if not raises)
        self._on: dict[str, list[Condition]] = defaultdict(list)
        for condition in self.raising | self.lowering:
            self._on[condition.subject].append(condition)
        self.values = {key: tuple(_values(fact, self._on.get(key, ()))) for key, fact in FACTS.items()}
        self.answers_behind = {
            finding.key: {key for rule in rules[finding.key] for key in _sufficient_facts(rule)}
            for finding in document.findings
        }

    def holding(self, facts: Facts) -> Conditions:
        """The conditions that hold; people for whom the same ones do have the same level."""
        return frozenset(
            condition
            for key, given in facts.items()
            for condition in self._on.get(key, ())
            if HOLDS[condition.operator](given, condition.value)
        )

    def can_raise(self, before: Conditions, after: Conditions) -> bool:
        """Whether the level can rise when these conditions hold and no longer those."""
        return not (self.raising.isdisjoint(after - before) and self.lowering.isdisjoint(before - after))


def _bearing(document: Document, rules: dict[str, list[Rule]]) -> Iterator[tuple[Condition, bool]]:
    """The conditions on facts behind every visit's findings, with whether they raise the level or lower it."""
    visits = [item for item in document.recommendations if item.kind is not RecommendationKind.TIP]
    pending = [(key, True) for item in visits for key in item.called_for_by]
    pending += [(key, False) for item in visits for key in item.withheld_by]
    seen = set(pending)
    while pending:
        finding, raises = pending.pop()
        for condition in (c for rule in rules[finding] for c in rule.conditions):
            if not condition.on_finding:
                yield condition, raises
                continue
            earlier = condition.subject, raises is (condition.operator is Operator.ESTABLISHED)
            if earlier not in seen:
                seen.add(earlier)
                pending.append(earlier)


def _sufficient_facts(rule: Rule) -> Iterator[str]:
    """Several choices are one fact: to take it away would take away too much."""
    for condition in rule.any or (rule.all if len(rule.all) == 1 else ()):
        if not condition.on_finding and KINDS[condition.subject] is not Kind.SEVERAL:
            yield condition.subject
            yield SAME_ANSWER.get(condition.subject, condition.subject)


def _values(fact: Fact, conditions: Iterable[Condition]) -> Iterable[Value]:
    """Of yes and no, both; of one choice, each; of several, all at once (one more seldom lowers a level) or none.

    Of numbers, those at the thresholds of the rules and the ordinary ones: nobody is told of a weight of 25 kg.
    """
    if fact.kind is Kind.BOOLEAN:
        return True, False
    if fact.kind is Kind.CHOICE:
        return fact.choices
    if fact.kind is Kind.SEVERAL:
        every = frozenset(fact.choices)
        return [part for part in (every - {NONE}, every & {NONE}) if part]
    thresholds = [cast("Decimal", c.value) for c in conditions if c.value is not None]
    low, high = cast("Decimal", fact.low), cast("Decimal", fact.high)
    near = sorted({value for threshold in thresholds for value in _around(threshold, fact.kind)})
    return [*ORDINARY.get(fact.key, ()), *(value for value in near if low <= value <= high)]


def _around(threshold: Decimal, kind: Kind) -> tuple[int | Decimal, ...]:
    """Just below a threshold, at it, just above it."""
    if kind is Kind.DECIMAL:
        return threshold - Decimal("0.1"), threshold, threshold + Decimal("0.1")
    return ceil(threshold) - 1, ceil(threshold), floor(threshold) + 1
