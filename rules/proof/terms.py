"""The measured facts, as the solver sees them: `rules.measures` once more, in exact arithmetic. No Django.

A test compares each with its twin there, on many people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import z3

from rules.conditions import Condition, Operator
from rules.facts import FACTS
from rules.measures import (
    CALCIUM_PER_SERVING_MG,
    CALCIUM_REST_OF_DIET_MG,
    NHG_CONDITIONS,
    POUND_KG,
    SCORE_FRACTURE_SITES,
)
from rules.proof.somebody import HEIGHT, Formula, Number, Somebody, both, compares, either

WEEK = 7
PAST_MENOPAUSE = ("natural", "surgical_or_medical")


@dataclass(frozen=True, slots=True)
class Term:
    """A measure: whether it is known, and its value as a fraction with a positive `denominator`."""

    known: Formula
    numerator: Number
    denominator: Number | int = 1

    def holds(self, condition: Condition) -> Formula:
        """A condition on the measure; while it is not known it satisfies none."""
        if condition.operator is Operator.KNOWN:
            return self.known
        limit = z3.RealVal(str(condition.value)) * self.denominator
        return z3.And(self.known, compares(self.numerator, condition.operator, limit))


def bmi(one: Somebody) -> Term:
    """The height stands as its square already."""
    known = z3.And(one.known("weight_kg"), one.known(HEIGHT))
    return Term(known, one.number("weight_kg") * 10_000, one.number(HEIGHT))


def ost(one: Somebody) -> Term:
    """Truncated towards zero."""
    fifth = (one.number("weight_kg") - one.number("age_years")) / z3.RealVal(5)
    return Term(_weighed(one), z3.If(fifth >= 0, z3.ToInt(fifth), -z3.ToInt(-fifth)))


def orai(one: Somebody) -> Term:
    """Women only."""
    age, weight = one.number("age_years"), one.number("weight_kg")
    by_age = z3.If(age >= 75, 15, z3.If(age >= 65, 9, z3.If(age >= 55, 5, 0)))
    by_weight = z3.If(weight < 60, 9, z3.If(weight < 70, 3, 0))
    oestrogen = z3.If(one.option("hormone_therapy", "current"), 0, 2)
    return Term(z3.And(_weighed(one), one.option("sex", "female")), by_age + by_weight + oestrogen)


def osiris(one: Somebody) -> Term:
    """Women past menopause only."""
    index = z3.ToInt(one.number("weight_kg") / 5) - one.number("age_years") / 5
    index += z3.If(one.option("hormone_therapy", "current"), 2, 0)
    return Term(_past_menopause(one), index - z3.If(one.option("fragility_fracture", "true"), 2, 0))


def score(one: Somebody) -> Term:
    """Women past menopause only."""
    stones = z3.ToInt(one.number("weight_kg") / z3.RealVal(str(POUND_KG * 10)))
    points = 5 + 3 * (one.number("age_years") / 10) - stones
    points += z3.If(one.option("conditions", "rheumatoid_arthritis"), 4, 0)
    points += z3.Sum(
        [z3.If(one.option("fracture_sites", site), 4, 0) for site in sorted(SCORE_FRACTURE_SITES)]
    )
    therapy = either([one.option("hormone_therapy", "past"), one.option("hormone_therapy", "current")])
    return Term(_past_menopause(one), points + z3.If(therapy, 0, 1))


def mores(one: Somebody) -> Term:
    """Men only."""
    age, weight = one.number("age_years"), one.number("weight_kg")
    by_age = z3.If(age <= 55, 0, z3.If(age < 75, 3, 4))
    by_weight = z3.If(weight <= 70, 6, z3.If(weight <= 80, 4, 0))
    known = z3.And(_weighed(one), one.option("sex", "male"))
    return Term(known, by_age + by_weight + z3.If(one.option("conditions", "copd"), 3, 0))


def nhg_points(one: Somebody) -> Term:
    """Falls, conditions, fractures and medicines count as "no" while unanswered."""
    age, weight, index = one.number("age_years"), one.number("weight_kg"), bmi(one)
    single = [
        either([weight < 60, compares(index.numerator, Operator.LESS, 20 * one.number(HEIGHT))]),
        one.option("parental_hip_fracture", "true"),
        z3.And(one.known("falls_last_year"), one.number("falls_last_year") >= 1),
        one.option("conditions", "rheumatoid_arthritis"),
        _has_other_harmful_condition(one),
    ]
    points = z3.Sum([z3.If(point, 1, 0) for point in single])
    points += z3.If(age > 70, 2, z3.If(age > 60, 1, 0)) + z3.If(_is_on_long_glucocorticoids(one), 4, 0)
    fracture = z3.And(one.option("fragility_fracture", "true"), age > 50)
    grave = either([one.option("fracture_sites", "spine"), one.option("fracture_in_last_2_years", "true")])
    return Term(index.known, points + z3.If(fracture, z3.If(grave, 4, 1), 0))


def years_since_menopause(one: Somebody) -> Term:
    """Whole years."""
    return Term(one.known("menopause_age_years"), one.number("age_years") - one.number("menopause_age_years"))


def calcium_mg_per_day(one: Somebody) -> Term:
    """In sevenths of a milligram: some servings are a week's."""
    known, total = [], z3.IntVal(CALCIUM_REST_OF_DIET_MG * WEEK)
    for key, milligrams in CALCIUM_PER_SERVING_MG.items():
        known.append(either([one.known(key), z3.Not(one.is_asked(FACTS[key]))]))
        days = 1 if key.endswith("_per_week") else WEEK
        total += z3.If(one.known(key), one.number(key) * milligrams * days, 0)
    return Term(both(known), total, WEEK)


def calcium_target_mg_per_day(one: Somebody) -> Term:
    """Adults only."""
    age = one.number("age_years")
    is_older_woman = z3.And(age >= 51, one.option("sex", "female"))
    target = z3.If(age >= 70, 1200, z3.If(is_older_woman, 1100, z3.If(age >= 25, 950, 1000)))
    return Term(age >= 18, target)


def alcohol_drinks_per_day(one: Somebody) -> Term:
    """The week divided by seven."""
    key = "alcohol_drinks_per_week"
    return Term(one.known(key), one.number(key), WEEK)


TERMS: dict[str, Callable[[Somebody], Term]] = {
    term.__name__: term
    for term in (
        bmi,
        ost,
        orai,
        osiris,
        score,
        mores,
        nhg_points,
        years_since_menopause,
        calcium_mg_per_day,
        calcium_target_mg_per_day,
        alcohol_drinks_per_day,
    )
}


def _weighed(one: Somebody) -> Formula:
    return one.known("weight_kg")


def _past_menopause(one: Somebody) -> Formula:
    past = either([one.option("menopause", how) for how in PAST_MENOPAUSE])
    return z3.And(_weighed(one), one.option("sex", "female"), past)


def _has_other_harmful_condition(one: Somebody) -> Formula:
    conditions = [one.option("conditions", condition) for condition in sorted(NHG_CONDITIONS)]
    others = [
        one.option("medicines", "antiepileptics"),
        one.option("low_testosterone", "true"),
        one.option("amenorrhoea_over_12_months", "true"),
    ]
    return either([*conditions, *others])


def _is_on_long_glucocorticoids(one: Somebody) -> Formula:
    long = one.option("glucocorticoid_months", "3_or_more")
    return z3.And(long, one.option("glucocorticoid_mg_per_day", "over_7_5"))
