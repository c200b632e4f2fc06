"""Any visitor at all, as the solver sees one: for each fact, whether it is answered and with what. No Django.

The order is that of `rules.facts` and `rules.answers`: what is not asked is not known, and numbers keep their ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, TypeAlias

import z3

from rules.conditions import Condition, Operator
from rules.facts import FACTS, NONE, Fact, Kind

Formula: TypeAlias = Any  # z3.BoolRef and z3.ArithRef: the library tells no types
Number: TypeAlias = Any
TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
HEIGHT = "height_cm"


def both(formulas: list[Formula]) -> Formula:
    """All of them hold."""
    return z3.And(formulas) if len(formulas) > 1 else formulas[0] if formulas else TRUE


def either(formulas: list[Formula]) -> Formula:
    """One of them holds at least."""
    return z3.Or(formulas) if len(formulas) > 1 else formulas[0] if formulas else FALSE


class Somebody:
    """Every set of answers that can be assessed; `laws` hold of each.

    A choice is a truth value for each option; so is a boolean, with the options "true" and "false". A height stands as
    its square: it is only ever compared, alone or in the body-mass index, which stays linear that way.
    """

    def __init__(self) -> None:
        self._options = {key: _options(fact, "") for key, fact in FACTS.items()}
        self._numbers = {key: _number(fact, "") for key, fact in FACTS.items() if fact.low is not None}
        self._known = {key: z3.Bool(f"{key} known") for key in self._numbers}

    def known(self, key: str) -> Formula:
        """Whether the fact was asked and answered."""
        return self._known[key] if key in self._numbers else either([*self._options[key].values()])

    def option(self, key: str, option: str) -> Formula:
        """Whether this option was chosen."""
        return self._options[key][option]

    def number(self, key: str) -> Number:
        """The number that was given; it means nothing while the fact is not known."""
        return self._numbers[key]

    @property
    def laws(self) -> list[Formula]:
        """What every set of answers satisfies."""
        asked = [
            z3.Implies(self.known(key), self.is_asked(FACTS[key])) for key in FACTS if _is_conditional(key)
        ]
        required = [self.known(key) for key, fact in FACTS.items() if fact.required]
        forms = [law for key in FACTS for law in self.forms(key)]
        return [*required, *asked, *forms, self.menopause_is_past]

    def forms(self, key: str) -> Iterator[Formula]:
        """What an answer to one question satisfies by itself."""
        fact, options = FACTS[key], self._options[key]
        if fact.low is not None and fact.high is not None:
            yield z3.And(
                self.number(key) >= _bound(fact, fact.low), self.number(key) <= _bound(fact, fact.high)
            )
        elif fact.kind is not Kind.SEVERAL:
            yield z3.AtMost(*options.values(), 1)
        elif NONE in options:
            yield z3.Implies(
                options[NONE], z3.Not(either([o for name, o in options.items() if name != NONE]))
            )

    @property
    def menopause_is_past(self) -> Formula:
        """The last period was not after today."""
        return z3.Implies(
            self.known("menopause_age_years"), self.number("menopause_age_years") <= self.number("age_years")
        )

    def as_in(self, model: z3.ModelRef, typed: Sequence[tuple[Number, Number]] = ()) -> list[Formula]:
        """That the answers are those of this model, but for some numbers that were typed."""
        apart = {variable.get_id() for variable, _ in typed}
        others = [variable for variable in self._variables() if variable.get_id() not in apart]
        same = [variable == model.eval(variable, model_completion=True) for variable in others]
        return same + [variable == value for variable, value in typed]

    def _variables(self) -> Iterator[z3.ExprRef]:
        yield from self._numbers.values()
        yield from self._known.values()
        for options in self._options.values():
            yield from options.values()

    def is_asked(self, fact: Fact) -> Formula:
        """Whether the questionnaire asks for it."""
        wanted = [self.holds(condition) for condition in fact.asked_if]
        return both([*wanted, *(z3.Not(self.holds(condition)) for condition in fact.unless)])

    def holds(self, condition: Condition) -> Formula:
        """A condition on an asked fact; one that is not known satisfies none."""
        key, operator, value = condition.subject, condition.operator, condition.value
        if operator is Operator.KNOWN:
            return self.known(key)
        if key in self._numbers and isinstance(value, Decimal):
            return z3.And(self.known(key), self._compares(FACTS[key], operator, value))
        chosen = self.option(key, str(value).lower() if isinstance(value, bool) else str(value))
        is_positive = operator in (Operator.IS, Operator.INCLUDES)
        return chosen if is_positive else z3.And(self.known(key), z3.Not(chosen))

    def _compares(self, fact: Fact, operator: Operator, value: Decimal) -> Formula:
        number = self.number(fact.key)
        if fact.kind is Kind.INTEGER:
            return _compares_whole(number, operator, value)
        return compares(number, operator, _exact(value * value if fact.key == HEIGHT else value))


class Changed(Somebody):
    """The same visitor with another answer to one question; what is not asked any more is dropped."""

    def __init__(self, before: Somebody, key: str) -> None:
        self.before, self.key = before, key
        self.depending = depending_on(key)
        self._options = {**before._options, key: _options(FACTS[key], "'")}
        self._numbers = dict(before._numbers)
        self._known = dict(before._known)
        if key in self._numbers:
            self._numbers[key], self._known[key] = _number(FACTS[key], "'"), z3.Bool(f"{key} known'")
        for name in self.depending:
            asked = self.is_asked(FACTS[name])
            if name in self._numbers:
                self._known[name] = z3.And(before.known(name), asked)
            options = before._options[name].items()
            self._options[name] = {option: z3.And(chosen, asked) for option, chosen in options}

    def answer_in(self, model: z3.ModelRef) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """The new answer's variables with their values in this model."""
        key = self.key
        given = (
            [self._numbers[key], self._known[key]] if key in self._numbers else [*self._options[key].values()]
        )
        return [(variable, model.eval(variable, model_completion=True)) for variable in given]

    @property
    def laws(self) -> list[Formula]:
        """What the new answer satisfies; the others satisfy theirs already."""
        fact = FACTS[self.key]
        needed = [self.known(self.key)] if fact.required else []
        asked = z3.Implies(self.known(self.key), self.is_asked(fact))
        return [*needed, asked, *self.forms(self.key), self.menopause_is_past]


def depending_on(key: str) -> list[str]:
    """The questions that are asked or not by the answer to this one, directly or not; in the order of the facts."""
    found = {key}
    for fact in FACTS.values():
        if any(condition.subject in found for condition in (*fact.asked_if, *fact.unless)):
            found.add(fact.key)
    return [name for name in FACTS if name in found and name != key]


def compares(number: Number, operator: Operator, value: Number) -> Formula:
    """The comparison, as the solver writes it."""
    if operator is Operator.LESS:
        return number < value
    if operator is Operator.AT_MOST:
        return number <= value
    if operator is Operator.MORE:
        return number > value
    if operator is Operator.AT_LEAST:
        return number >= value
    return number == value if operator is Operator.IS else number != value


def _compares_whole(number: Number, operator: Operator, value: Decimal) -> Formula:
    """The same of whole numbers, without fractions: they cost the solver time."""
    floor, ceiling = int(value.to_integral(ROUND_FLOOR)), int(value.to_integral(ROUND_CEILING))
    if operator in (Operator.IS, Operator.IS_NOT) and floor != ceiling:
        return FALSE if operator is Operator.IS else TRUE
    rounded = floor if operator in (Operator.AT_MOST, Operator.MORE) else ceiling
    return compares(number, operator, z3.IntVal(rounded))


def _exact(value: Decimal) -> Number:
    return z3.RealVal(str(value))


def _bound(fact: Fact, value: Decimal) -> Number:
    if fact.kind is Kind.INTEGER:
        return z3.IntVal(int(value))
    return _exact(value * value if fact.key == HEIGHT else value)


def _options(fact: Fact, mark: str) -> dict[str, Formula]:
    names = ("true", "false") if fact.kind is Kind.BOOLEAN else fact.choices
    return {name: z3.Bool(f"{fact.key} {name}{mark}") for name in names}


def _number(fact: Fact, mark: str) -> Number:
    return (z3.Int if fact.kind is Kind.INTEGER else z3.Real)(f"{fact.key}{mark}")


def _is_conditional(key: str) -> bool:
    return bool(FACTS[key].asked_if or FACTS[key].unless)
