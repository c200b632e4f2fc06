"""From a solver's find to a visitor: answers that can be typed, which the engine then confirms. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import partial

import z3

from rules.assessment import Assessor, Traced
from rules.facts import FACTS, Fact, Kind
from rules.outcome import unreleased
from rules.proof.meaning import Meaning
from rules.proof.results import Visitor
from rules.proof.solving import Undecided
from rules.proof.somebody import HEIGHT, Number, Somebody

Cut = Callable[[Decimal], int | float]
Typed = Sequence[tuple[Number, Number]]  # the solver's variables of numbers with a point, and what was typed
Claim = Callable[[Typed], bool]
DIGITS = range(
    11
)  # behind the point: a limit of the body-mass index has six, the square of a height in metres four


def anything(_: Typed) -> bool:
    """The claim that asks for nothing more than rules, level and recommendations."""
    return True


class Witness:
    """Turns models into visitors; the engine runs the document for each."""

    def __init__(self, meaning: Meaning) -> None:
        self._assessor = Assessor(meaning.document, unreleased(meaning.document))

    def visitor(self, model: z3.ModelRef, meaning: Meaning, claim: Claim = anything) -> Visitor:
        """Whom the model is about; raise Undecided when the engine finds otherwise than the solver."""
        (visitor,) = self.visitors((model, meaning), claim=claim)
        return visitor

    def visitors(self, *found: tuple[z3.ModelRef, Meaning], claim: Claim = anything) -> list[Visitor]:
        """The same of several, their numbers cut alike: who gave one and the same answer still does.

        `claim` says whether the first still shows what they should, with the numbers as they are cut.
        """
        wanted = [_found(model, meaning) for model, meaning in found]
        somebody = found[0][1].somebody
        for readings in _readings([(model, meaning.somebody) for model, meaning in found]):
            traced = [self._assessor.trace(answers) for answers in readings]
            if [*map(_told, traced)] == wanted and claim(_typed(somebody, readings[0])):
                return [
                    Visitor(answers, one.outcome["level"], one.fired)
                    for answers, one in zip(readings, traced, strict=True)
                ]
        raise Undecided("the engine does not confirm what the solver found")


def _found(model: z3.ModelRef, meaning: Meaning) -> tuple[object, ...]:
    """What the solver says of this visitor: the rules, the level, the referral, the tips."""
    shown = [item.key for item in meaning.document.recommendations if holds(model, meaning.shown(item))]
    fired = {rule.key for rule in meaning.document.rules if holds(model, meaning.fires(rule))}
    (level,) = [name for name, formula in meaning.levels.items() if holds(model, formula)]
    return fired, level, {*shown}


def _told(traced: Traced) -> tuple[object, ...]:
    """What the engine says of them."""
    outcome = traced.outcome
    shown = {tip["key"] for tip in outcome["tips"]}
    if outcome["referral"]:
        shown.add(outcome["referral"]["key"])
    return {*traced.fired}, outcome["level"], shown


def holds(model: z3.ModelRef, formula: z3.BoolRef) -> bool:
    """Whether a formula holds in a model."""
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def _readings(found: Sequence[tuple[z3.ModelRef, Somebody]]) -> Iterator[list[dict[str, object]]]:
    """Everybody's answers, with the numbers cut to ever more digits: a root cannot be typed in full."""
    told: list[list[dict[str, object]]] = []
    for digits in DIGITS:
        for rounding in (ROUND_FLOOR, ROUND_CEILING):
            cut = partial(_cut, digits, rounding)
            readings = [_reading(model, somebody, cut) for model, somebody in found]
            if readings not in told:
                told.append(readings)
                yield readings


def _reading(model: z3.ModelRef, somebody: Somebody, cut: Cut) -> dict[str, object]:
    known = [fact for key, fact in FACTS.items() if holds(model, somebody.known(key))]
    return {fact.key: _answer(model, somebody, fact, cut) for fact in known}


def _typed(somebody: Somebody, answers: dict[str, object]) -> Typed:
    exact = {key: Decimal(str(answer)) for key, answer in answers.items() if FACTS[key].kind is Kind.DECIMAL}
    return [
        (somebody.number(key), z3.RealVal(str(value * value if key == HEIGHT else value)))
        for key, value in exact.items()
    ]


def _answer(model: z3.ModelRef, somebody: Somebody, fact: Fact, cut: Cut) -> object:
    if fact.low is not None:
        value = Fraction(model.eval(somebody.number(fact.key), model_completion=True).as_string())
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return cut(exact.sqrt() if fact.key == HEIGHT else exact)
    names = ("true", "false") if fact.kind is Kind.BOOLEAN else fact.choices
    chosen = [name for name in names if holds(model, somebody.option(fact.key, name))]
    if fact.kind is Kind.SEVERAL:
        return chosen
    return chosen[0] == "true" if fact.kind is Kind.BOOLEAN else chosen[0]


def _cut(digits: int, rounding: str, value: Decimal) -> int | float:
    """As JSON has it; so few digits are the same as a float."""
    number = value.quantize(Decimal(1).scaleb(-digits), rounding)
    return int(number) if number == int(number) else float(number)
