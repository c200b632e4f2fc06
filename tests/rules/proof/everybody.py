"""Everybody there is, for rules that look at a few questions: one by one, as the solver never does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain, combinations, product
from typing import cast

from rules.answers import AnswersInvalid, clean
from rules.conditions import Condition
from rules.document import Document
from rules.facts import FACTS, NONE, Facts, Kind, Value
from tests.rules.proof.stating import Told, given_as, referred


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's facts, and what the reference tells them."""

    facts: Facts
    told: Told

    @property
    def level(self) -> str:
        """The only one."""
        return self.told.level

    def has(self, finding: str) -> bool:
        """Whether it is established."""
        return finding in self.told.established

    def sees(self, recommendation: str) -> bool:
        """Whether it is shown."""
        return recommendation in self.told.shown


class Everybody:
    """All the people that a document can tell apart, who answered no other questions than these."""

    def __init__(self, document: Document, keys: Iterable[str]) -> None:
        self.document = document
        wanted = _with_gates({"age_years", "sex", *keys})
        self.keys = [key for key in FACTS if key in wanted]
        conditions = [c for part in (*document.rules, *document.guarantees) for c in part.conditions]
        conditions += [c for guarantee in document.guarantees for c in guarantee.unless]
        conditions += [c for key in self.keys for c in (*FACTS[key].asked_if, *FACTS[key].unless)]
        self.values = {key: [*_values(key, conditions)] for key in self.keys}
        self._known: dict[tuple[Value | None, ...], Person | None] = {}
        self.people = [*self._people()]

    def _people(self) -> Iterator[Person]:
        for values in product(*self.values.values()):
            person = self.person(dict(zip(self.keys, values, strict=True)))
            if person and len(person.facts) == len(values) - values.count(None):
                yield person

    def person(self, answers: Mapping[str, object]) -> Person | None:
        """Whoever gave these answers; None when they are refused. What is not asked is dropped."""
        given = tuple(given_as(answers.get(key)) for key in self.keys)
        if given not in self._known:
            self._known[given] = self._assessed(answers)
        return self._known[given]

    def _assessed(self, answers: Mapping[str, object]) -> Person | None:
        try:
            facts = clean(answers).facts
        except AnswersInvalid:
            return None
        return Person(facts, referred(self.document, facts))

    def changed(self, person: Person, key: str) -> Iterator[Person]:
        """The same person with each other answer to this question, and with none."""
        for value in self.values.get(key, ()):
            other = self.person({**person.facts, key: value})
            if other and other.facts.get(key) == value:
                yield other

    def is_changed(self, person: Person, other: Person, key: str) -> bool:
        """Whether these are the same person before and after another answer to this question."""
        return other == self.person({**person.facts, key: other.facts.get(key)})


def _with_gates(keys: set[str]) -> set[str]:
    """With the questions that decide whether these are asked."""
    found = keys | {c.subject for key in keys for c in (*FACTS[key].asked_if, *FACTS[key].unless)}
    return found if found == keys else _with_gates(found)


def _values(key: str, conditions: Iterable[Condition]) -> Iterator[Value | None]:
    """Every answer; of numbers those that some condition can tell apart."""
    fact = FACTS[key]
    yield None
    if fact.kind is Kind.BOOLEAN:
        yield from (True, False)
    elif fact.kind is Kind.CHOICE:
        yield from fact.choices
    elif fact.kind is Kind.SEVERAL:
        yield from _sets([choice for choice in fact.choices if choice != NONE])
        yield from [frozenset({NONE})] if NONE in fact.choices else []
    else:
        limits = [c.value for c in conditions if c.subject == key and isinstance(c.value, Decimal)]
        yield from _numbers(cast("Decimal", fact.low), cast("Decimal", fact.high), limits)


def _sets(choices: list[str]) -> Iterator[frozenset[str]]:
    sizes = range(1, len(choices) + 1)
    yield from map(frozenset, chain.from_iterable(combinations(choices, size) for size in sizes))


def _numbers(low: Decimal, high: Decimal, limits: list[Decimal]) -> list[int]:
    """Whole numbers on, and on both sides of, each limit."""
    found = {int(low), int(high)}
    for limit in limits:
        below, above = int(limit.to_integral(ROUND_FLOOR)), int(limit.to_integral(ROUND_CEILING))
        found |= {below - 1, below, above, above + 1}
    return sorted(number for number in found if low <= number <= high)
