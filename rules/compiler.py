"""From a document to a program: strata of plain conjunctions, each over one wide fact. No Django, no durable-rules.

A stratum reads answers, measures and the findings of the strata below, so that "is not established" is final and a
count for "at least N" is complete. Numbers are compared by their place among the document's thresholds: the engine sees
small whole numbers only, whatever decimals a visitor gives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rules.conditions import Condition, Operator
from rules.document import Document, Rule
from rules.facts import FACTS, Kind
from rules.measures import KINDS
from rules.problems import Problem, sentence
from rules.strata import finding_strata
from rules.widefact import WideFact

Test = dict[str, Any]  # a durable-rules condition on one property
# Static limits, each well below a measured cliff of durable-rules 2.0.28: 4,096 rules; 512 distinct first conditions;
# 252 properties a fact; 64 first conditions met by one fact (the groups of a stratum and the rules of one group).
MAX_RULES = 1000
MAX_CONDITIONS = 100
MAX_PROPERTIES = 240
BRANCHES_PER_GROUP = 32
MAX_BRANCHES = 24 * BRANCHES_PER_GROUP
MAX_STRATA = 16
MAX_TESTS = 4000  # each durable rule has one or more, so this bounds them too
RULES = sentence("%(count)s rules, at most %(most)s can run; split the rule set")
CONDITIONS = sentence("%(count)s conditions, at most %(most)s; join some in a finding")
TESTS = sentence("%(count)s conditions and counts in all, at most %(most)s can run; split the rule set")
DEPTH = sentence("findings rest on findings %(count)s deep, at most %(most)s; shorten the chain")
ALTERNATIVES = sentence(
    "step %(step)s of %(steps)s: %(count)s alternatives at once, at most %(most)s; use fewer or shorter “any”"
)
PROPERTIES = sentence(
    "step %(step)s of %(steps)s: %(count)s facts and findings at once, at most %(most)s; join some in a finding"
)
COMPARISONS = {
    Operator.LESS: "$lt",
    Operator.AT_MOST: "$lte",
    Operator.MORE: "$gt",
    Operator.AT_LEAST: "$gte",
    Operator.IS_NOT: "$neq",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A conjunction: when all `tests` pass, the `holding` conditions of `rule` hold.

    A counting rule has a branch for each condition on facts, told first: `counted` is that condition's position. Its
    last branch compares the count and has no `holding` of its own.
    """

    rule: Rule
    tests: tuple[Test, ...]
    holding: tuple[Condition, ...] = ()
    counted: int | None = None


class Stratum:
    """The fact that its rules look at, and their conjunctions over it, in the document's order."""

    def __init__(self, number: int) -> None:
        self.number, self.fact = number, WideFact(number)
        self.branches: list[Branch] = []


def compile_document(document: Document) -> list[Stratum]:
    """The strata of a document that passed `rules.checks`, the first to run first."""
    return _Compiler(document).strata


class _Compiler:
    def __init__(self, document: Document) -> None:
        place = finding_strata(document)
        self._thresholds = _thresholds(document)
        self.strata = [Stratum(number) for number in range(max(place.values(), default=0) + 1)]
        for rule in document.rules:
            stratum = self.strata[place[rule.then]]
            stratum.branches += self._counted(rule, stratum) if rule.of else self._plain(rule, stratum)

    def _plain(self, rule: Rule, stratum: Stratum) -> Iterator[Branch]:
        for conditions in [rule.all] if rule.all else [(condition,) for condition in rule.any]:
            yield Branch(rule, tuple(self._test(c, stratum) for c in conditions), conditions)

    def _counted(self, rule: Rule, stratum: Stratum) -> Iterator[Branch]:
        first = self.strata[0]
        for position, condition in enumerate(rule.of):
            if not condition.on_finding:
                first.branches.append(Branch(rule, (self._test(condition, first),), counted=position))
        yield Branch(rule, ({"$gte": {stratum.fact.count(rule.key, rule.of): rule.at_least}},))

    def _test(self, condition: Condition, stratum: Stratum) -> Test:
        key, operator, value, fact = condition.subject, condition.operator, condition.value, stratum.fact
        if condition.on_finding:
            established = operator is Operator.ESTABLISHED
            return {fact.finding(key, established): established}
        if operator is Operator.KNOWN:
            return {fact.known(key): True}
        if KINDS[key] is Kind.SEVERAL:
            ticked = operator is Operator.INCLUDES
            return {fact.option(key, str(value), ticked): ticked}
        if isinstance(value, Decimal):
            thresholds = self._thresholds[key]
            return _compare(fact.place(key, thresholds), operator, 2 * bisect_left(thresholds, value) + 1)
        return _compare(fact.choice(key, FACTS[key].choices or (True, False)), operator, value)


def _compare(name: str, operator: Operator, value: object) -> Test:
    return {name: value} if operator is Operator.IS else {COMPARISONS[operator]: {name: value}}


def _thresholds(document: Document) -> dict[str, list[Decimal]]:
    """Every number that a fact is compared with, in order."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for rule in document.rules:
        for condition in rule.conditions:
            if isinstance(condition.value, Decimal):
                found[condition.subject].add(condition.value)
    return {key: sorted(values) for key, values in found.items()}


def count_problems(document: Document) -> Iterator[Problem]:
    """A sentence for each limit on what can be counted before anything else is known of a document."""
    yield from _over(len(document.rules), MAX_RULES, ("rules",), RULES)
    for rule in document.rules:
        yield from _over(len(rule.conditions), MAX_CONDITIONS, ("rules", rule.key), CONDITIONS)
    yield from _over(sum(map(_tests, document.rules)), MAX_TESTS, ("rules",), TESTS)


def _tests(rule: Rule) -> int:
    """How many the rule's branches have: what counts looks at each fact by itself, and at the count."""
    return 1 + sum(not condition.on_finding for condition in rule.of) if rule.of else len(rule.conditions)


def limit_problems(document: Document) -> Iterator[Problem]:
    """A sentence for each static limit that an otherwise sound document is over, whose parts are not too many."""
    strata, place = compile_document(document), ("rules",)
    yield from _over(len(strata), MAX_STRATA, place, DEPTH)
    for stratum in strata:
        step = {"step": stratum.number + 1, "steps": len(strata)}
        yield from _over(len(stratum.branches), MAX_BRANCHES, place, ALTERNATIVES, **step)
        yield from _over(len(stratum.fact), MAX_PROPERTIES, place, PROPERTIES, **step)


def _over(count: int, most: int, place: tuple[str, ...], template: str, **more: int) -> Iterator[Problem]:
    if count > most:
        yield Problem(place, template, {"count": count, "most": most, **more})
