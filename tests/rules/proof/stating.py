"""One person, told to the solver: every variable fixed, so that its formulas can be read like the reference's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
import operator
from typing import Any

import z3

from rules.answers import clean
from rules.conditions import Operator
from rules.document import Document
from rules.facts import FACTS, Facts, Kind, Value
from rules.measures import measure, with_measures
from rules.proof.meaning import Meaning
from rules.proof.solving import Solver
from rules.proof.somebody import HEIGHT, Formula, Somebody
from rules.proof.visitors import holds
from tests.rules.reference import Reference, ReferenceOutcome

COMPARED: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS: operator.eq,
    Operator.IS_NOT: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told, as keys; `withheld` is each recommendation that some caution keeps back."""

    level: str
    fired: set[str]
    established: set[str]
    shown: set[str]
    withheld: set[str]


def given_as(answer: Any) -> Value | None:
    """An answer in the form of a fact."""
    if isinstance(answer, list):
        return frozenset(answer) or None
    return Decimal(str(answer)) if isinstance(answer, float) else answer


def options_of(key: str) -> tuple[str, ...]:
    """What can be chosen; of a boolean, its two values; nothing of a number."""
    return ("true", "false") if FACTS[key].kind is Kind.BOOLEAN else FACTS[key].choices


def chosen(value: Value | None) -> frozenset[str]:
    """The options that an answer chooses."""
    if isinstance(value, bool):
        return frozenset({str(value).lower()})
    return value if isinstance(value, frozenset) else frozenset({str(value)} - {"None"})


def answered(somebody: Somebody, key: str, value: Value | None) -> Iterator[Formula]:
    """That this was answered to one question; None: nothing was."""
    if FACTS[key].low is None:
        for option in options_of(key):
            yield somebody.option(key, option) == (option in chosen(value))
        return
    yield somebody.known(key) == (value is not None)
    if isinstance(value, int | Decimal):
        exact = value * value if key == HEIGHT else value
        yield somebody.number(key) == z3.RealVal(str(exact))


def told(somebody: Somebody, facts: Facts) -> list[Formula]:
    """That these, and nothing else, are somebody's answers."""
    return [formula for key in FACTS for formula in answered(somebody, key, facts.get(key))]


def model_of(somebody: Somebody, facts: Facts, *more: Formula) -> z3.ModelRef | None:
    """Somebody with these facts, as the solver knows them; None when that breaks a law, or is not so."""
    return Solver(somebody.laws).find(*told(somebody, facts), *more)


def facts_in(model: z3.ModelRef, somebody: Somebody) -> dict[str, Value]:
    """What somebody answered, by the solver."""
    return {key: _value(model, somebody, key) for key in FACTS if holds(model, somebody.known(key))}


def _value(model: z3.ModelRef, somebody: Somebody, key: str) -> Value:
    fact = FACTS[key]
    if fact.low is not None:
        value = Fraction(model.eval(somebody.number(key), model_completion=True).as_string())
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.sqrt() if key == HEIGHT else exact
    found = [option for option in options_of(key) if holds(model, somebody.option(key, option))]
    if fact.kind is Kind.SEVERAL:
        return frozenset(found)
    (option,) = found
    return option == "true" if fact.kind is Kind.BOOLEAN else option


def solved(model: z3.ModelRef, meaning: Meaning) -> Told:
    """What the solver says of somebody, who has one level."""
    document = meaning.document
    (level,) = [name for name, formula in meaning.levels.items() if holds(model, formula)]
    return Told(
        level,
        {rule.key for rule in document.rules if holds(model, meaning.fires(rule))},
        {item.key for item in document.findings if holds(model, meaning.established(item.key))},
        {item.key for item in document.recommendations if holds(model, meaning.shown(item))},
        {item.key for item in document.recommendations if holds(model, meaning.withheld(item))},
    )


def referred(document: Document, facts: Facts) -> Told:
    """The same by the reference, with the measures of these facts."""
    full = with_measures(facts, measure(facts))
    reference, outcome = Reference(document, full), ReferenceOutcome(document, full)
    visit = outcome.visit()
    tips = {item.key for item in outcome.called_tips() if not outcome.withholding(item)}
    return Told(
        outcome.level(),
        {*reference.fired()},
        {item.key for item in document.findings if reference.established(item.key)},
        tips | ({visit.key} if visit else set()),
        {item.key for item in document.recommendations if outcome.withholding(item)},
    )


def facts_of(answers: Mapping[str, object]) -> dict[str, Value]:
    """Clean facts."""
    return clean(answers).facts
