"""Each measure is the same for the solver as for everybody else."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest
import z3

from rules.conditions import Condition, Operator
from rules.measures import MEASURES
from rules.proof.solving import Solver
from rules.proof.somebody import Somebody
from rules.proof.terms import TERMS
from rules.proof.visitors import holds
from tests.rules.people import MAN, SERVINGS, WOMAN
from tests.rules.proof.stating import COMPARED, facts_of, told
from tests.rules.random_documents import random_answers

ANYBODY = Somebody()
SOLVER = Solver(ANYBODY.laws)
TERM = {name: term(ANYBODY) for name, term in TERMS.items()}
RANDOMS = st.randoms(use_true_random=False)
LEAST = Decimal("0.000001")
AGES = [0, 17, 18, 24, 25, 50, 51, 54, 55, 56, 59, 60, 61, 64, 65, 69, 70, 71, 74, 75, 76, 120]
WEIGHTS = [25, 45.359236, 45.359237, 45.359238, 49.999999, 50, 59.999999, 60, 60.000001, 64, 64.999999, 65]
WEIGHTS += [69.999999, 70, 70.000001, 74, 79.999999, 80, 80.000001, 90.718474, 136.077711, 300]
CONDITIONS = [
    "rheumatoid_arthritis",
    "type_1_diabetes",
    "malabsorption",
    "hyperthyroidism",
    "copd",
    "cushing",
]
CONDITIONS += ["hyperparathyroidism", "anorexia_nervosa", "kidney_disease"]
SITES = ["wrist", "hip", "rib", "spine", "pelvis"]
BROKEN: dict[str, object] = {"fragility_fracture": True}
LONG: dict[str, object] = {
    "medicines": ["glucocorticoids"],
    "glucocorticoid_months": "3_or_more",
    "glucocorticoid_mg_per_day": "over_7_5",
}


def each(key: str, *answers: object) -> list[dict[str, object]]:
    """One change for each answer."""
    return [{key: answer} for answer in answers]


CHANGES: tuple[dict[str, object], ...] = (
    *each("weight_kg", *WEIGHTS),
    *each("menopause", "not_yet", "natural", "surgical_or_medical", None),
    *each("hormone_therapy", "never", "past", "current", None),
    *each(
        "conditions", *([condition] for condition in CONDITIONS), CONDITIONS, ["copd", "rheumatoid_arthritis"]
    ),
    *each("falls_last_year", 0, 1, 2, None),
    *each("diets", ["vegan"], ["vegetarian"], ["milk_allergy"], ["fish_allergy"], ["nut_allergy"]),
    *each("alcohol_drinks_per_week", 10, None),
    *(change for serving in SERVINGS for change in each(serving, 5, None)),
    *({**change, "menopause_age_years": None} for change in each("age_years", *AGES)),
    *({**change, "menopause_age_years": 50} for change in each("age_years", 50, 51, 70)),
    *(
        {"age_years": 65, **change}
        for change in each("weight_kg", 60, 60.000001, 64.999999, 65, 69.999999, 70)
    ),
    *({**BROKEN, **change} for change in each("fracture_sites", *([site] for site in SITES), SITES)),
    *({**BROKEN, **change} for change in each("fracture_in_last_2_years", True, False, None)),
    *({**BROKEN, "age_years": age, "menopause_age_years": 45} for age in (50, 51)),
    {"medicines": ["antiepileptics"]},
    LONG,
    {**LONG, "glucocorticoid_months": "under_3"},
    {**LONG, "glucocorticoid_mg_per_day": "5_to_7_5"},
    {"low_testosterone": True},
    {"amenorrhoea_over_12_months": True},
    {"parental_hip_fracture": True},
    {"height_cm": 200, "weight_kg": 80},  # a body-mass index of 20
    {"height_cm": 200, "weight_kg": 79.999999},
    {"height_cm": 173.2, "weight_kg": 60},
    {"height_cm": None},
    {"weight_kg": None},
    {"menopause_age_years": None},
    {"diets": ["vegan"], "milk_or_yoghurt_per_day": None},
)


def test_every_measure_is_known_here() -> None:
    assert TERMS.keys() == MEASURES.keys()


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_the_same_for_a_woman_and_a_man_and_somebody_else(change: dict[str, object]) -> None:
    for person in (WOMAN, MAN, {**WOMAN, "sex": "unspecified"}):
        assert_measured({**person, **change})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RANDOMS)
def test_the_same_for_anybody(random: Random) -> None:
    assert_measured(random_answers(random))


def assert_measured(answers: dict[str, object]) -> None:
    """Every measure, to as many digits as decimal arithmetic gives."""
    facts = facts_of(answers)
    model = SOLVER.find(*told(ANYBODY, facts))
    assert model is not None
    for name, compute in MEASURES.items():
        term, value = TERM[name], compute(facts)
        assert holds(model, term.known) is (value is not None), name
        if value is not None:
            exact = fraction(model, term.numerator) / fraction(model, term.denominator)
            assert Decimal(exact.numerator) / Decimal(exact.denominator) == value, name


def fraction(model: z3.ModelRef, number: z3.ArithRef | int) -> Fraction:
    """A number's value."""
    if isinstance(number, int):
        return Fraction(number)
    return Fraction(model.eval(number, model_completion=True).as_string())


@pytest.mark.parametrize("name", ["bmi", "ost", "calcium_mg_per_day", "alcohol_drinks_per_day", "orai"])
def test_measures_compare_as_they_should(name: str) -> None:
    """Right at the value and next to it."""
    for person in (WOMAN, {**MAN, "alcohol_drinks_per_week": None}, {**WOMAN, "weight_kg": None}):
        facts = facts_of(person)
        model, term, value = SOLVER.find(*told(ANYBODY, facts)), TERM[name], MEASURES[name](facts)
        assert model is not None
        assert holds(model, term.holds(Condition(name, Operator.KNOWN))) is (value is not None)
        for limit in limits(value):
            for operator, compared in COMPARED.items():
                wanted = value is not None and compared(value, limit)
                assert holds(model, term.holds(Condition(name, operator, limit))) is wanted


def limits(value: int | Decimal | None) -> list[Decimal]:
    """As an author can write them: with six digits behind the point at most."""
    cut = Decimal(value or 0).quantize(LEAST, ROUND_FLOOR)
    return [cut - LEAST, cut, cut + LEAST]
