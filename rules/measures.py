"""The measured facts: computed from the asked ones in decimal arithmetic, None when a required input is missing.

The published indices are used with their published points and cut-offs; the inputs that they take as "no" while
unknown (hormone therapy, fractures, conditions, falls) count as "no" here too. No Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import cast

from rules.facts import FACTS, Facts, Kind, Value

Number = int | Decimal
POUND_KG = Decimal("0.45359237")
FIFTH = Decimal("0.2")
CALCIUM_PER_SERVING_MG = {
    "milk_or_yoghurt_per_day": 240,
    "cheese_per_day": 240,
    "fortified_drinks_per_day": 240,
    "leafy_greens_per_week": 40,
    "oily_fish_per_week": 50,
    "nuts_or_seeds_per_week": 45,
    "pulses_or_tofu_per_week": 60,
}
CALCIUM_REST_OF_DIET_MG = 250
NHG_CONDITIONS = frozenset(
    {"type_1_diabetes", "malabsorption", "hyperthyroidism", "hyperparathyroidism", "copd", "anorexia_nervosa"}
)
SCORE_FRACTURE_SITES = frozenset({"wrist", "hip", "rib"})


def _number(facts: Facts, key: str) -> Number | None:
    return cast("Number | None", facts.get(key))


def _several(facts: Facts, key: str) -> frozenset[str]:
    return cast("frozenset[str]", facts.get(key, frozenset()))


def _truncate(value: Decimal) -> int:
    """Drop the fraction, towards zero, as the published indices do."""
    return int(value)


def _is_woman_past_menopause(facts: Facts) -> bool:
    return facts.get("sex") == "female" and facts.get("menopause") in ("natural", "surgical_or_medical")


def bmi(facts: Facts) -> Decimal | None:
    """Body-mass index, kg/m²: weight divided by the square of the height."""
    weight, height = _number(facts, "weight_kg"), _number(facts, "height_cm")
    if weight is None or height is None:
        return None
    return Decimal(weight) * 10_000 / (Decimal(height) * Decimal(height))


def ost(facts: Facts) -> int | None:
    """Osteoporosis Self-assessment Tool (Koh 2001): 0.2 × (kg − years), truncated; referral below 2."""
    weight, age = _number(facts, "weight_kg"), _number(facts, "age_years")
    if weight is None or age is None:
        return None
    return _truncate(FIFTH * (weight - age))


def orai(facts: Facts) -> int | None:
    """Osteoporosis Risk Assessment Instrument, women (Cadarette 2000), points; referral at 9 or more."""
    weight, age = _number(facts, "weight_kg"), _number(facts, "age_years")
    if weight is None or age is None or facts.get("sex") != "female":
        return None
    by_age = 15 if age >= 75 else 9 if age >= 65 else 5 if age >= 55 else 0
    by_weight = 9 if weight < 60 else 3 if weight < 70 else 0
    return by_age + by_weight + (0 if facts.get("hormone_therapy") == "current" else 2)


def osiris(facts: Facts) -> int | None:
    """Osteoporosis Index of Risk, women past menopause (Sedrine 2002); referral below 1."""
    weight, age = _number(facts, "weight_kg"), _number(facts, "age_years")
    if weight is None or age is None or not _is_woman_past_menopause(facts):
        return None
    index = _truncate(FIFTH * weight) - _truncate(FIFTH * age)
    index += 2 if facts.get("hormone_therapy") == "current" else 0
    return index - (2 if facts.get("fragility_fracture") is True else 0)


def score(facts: Facts) -> int | None:
    """Simple Calculated Osteoporosis Risk Estimation (Lydick 1998), points; referral at 6 or more.

    Ethnicity is never asked: its 5 points always count.
    """
    weight, age = _number(facts, "weight_kg"), _number(facts, "age_years")
    if weight is None or age is None or not _is_woman_past_menopause(facts):
        return None
    points = 5 + 3 * _truncate(Decimal(age) / 10) - _truncate(weight / POUND_KG / 10)
    points += 4 if "rheumatoid_arthritis" in _several(facts, "conditions") else 0
    points += 4 * len(SCORE_FRACTURE_SITES & _several(facts, "fracture_sites"))
    return points + (0 if facts.get("hormone_therapy") in ("past", "current") else 1)


def mores(facts: Facts) -> int | None:
    """Male Osteoporosis Risk Estimation Score (Shepherd 2007), points; referral at 6 or more."""
    weight, age = _number(facts, "weight_kg"), _number(facts, "age_years")
    if weight is None or age is None or facts.get("sex") != "male":
        return None
    by_age = 0 if age <= 55 else 3 if age < 75 else 4
    by_weight = 6 if weight <= 70 else 4 if weight <= 80 else 0
    return by_age + by_weight + (3 if "copd" in _several(facts, "conditions") else 0)


def nhg_points(facts: Facts) -> int | None:
    """Points of the Dutch table (CBO 2011, NHG 2012), for people of 60 and over; referral at 4 or more."""
    weight, age, index = _number(facts, "weight_kg"), _number(facts, "age_years"), bmi(facts)
    if weight is None or age is None or index is None:
        return None
    conditions = _several(facts, "conditions")
    falls = _number(facts, "falls_last_year") or 0
    points = 2 if age > 70 else 1 if age > 60 else 0
    points += sum(
        (
            weight < 60 or index < 20,
            facts.get("parental_hip_fracture") is True,
            falls >= 1,
            "rheumatoid_arthritis" in conditions,
            _has_other_harmful_condition(facts),
        )
    )
    return points + _nhg_fracture_points(facts, age) + (4 if _on_long_glucocorticoids(facts) else 0)


def _has_other_harmful_condition(facts: Facts) -> bool:
    return (
        bool(NHG_CONDITIONS & _several(facts, "conditions"))
        or "antiepileptics" in _several(facts, "medicines")
        or facts.get("low_testosterone") is True
        or facts.get("amenorrhoea_over_12_months") is True
    )


def _nhg_fracture_points(facts: Facts, age: Number) -> int:
    """The age at the fracture is not asked: "after 50" is taken from the age today."""
    if facts.get("fragility_fracture") is not True or age <= 50:
        return 0
    is_grave = "spine" in _several(facts, "fracture_sites") or facts.get("fracture_in_last_2_years") is True
    return 4 if is_grave else 1


def _on_long_glucocorticoids(facts: Facts) -> bool:
    return (
        facts.get("glucocorticoid_months") == "3_or_more"
        and facts.get("glucocorticoid_mg_per_day") == "over_7_5"
    )


def years_since_menopause(facts: Facts) -> int | None:
    """Whole years from the last period to today."""
    age, menopause_age = facts.get("age_years"), facts.get("menopause_age_years")
    if not isinstance(age, int) or not isinstance(menopause_age, int):
        return None
    return age - menopause_age


def calcium_mg_per_day(facts: Facts) -> Decimal | None:
    """Calcium from food, mg a day: servings × mg a serving (portion table of PMC6969014) + 250 for the rest.

    A serving that is not asked (milk for a vegan) counts 0; one that was asked and not answered makes it None.
    """
    week = 7 * CALCIUM_REST_OF_DIET_MG  # divided once, at the end: sevenths cannot be summed exactly
    for key, milligrams in CALCIUM_PER_SERVING_MG.items():
        servings = cast("int | None", facts.get(key))
        if servings is None:
            if FACTS[key].is_asked(facts):
                return None
            continue
        week += servings * milligrams * (1 if key.endswith("_per_week") else 7)
    return Decimal(week) / 7


def calcium_target_mg_per_day(facts: Facts) -> int | None:
    """What adults need, mg a day (EFSA; for women from 51 and everybody from 70 the Gezondheidsraad)."""
    age, sex = facts.get("age_years"), facts.get("sex")
    if not isinstance(age, int) or age < 18 or sex is None:
        return None
    if age >= 70:
        return 1200
    if age >= 51 and sex == "female":
        return 1100
    return 950 if age >= 25 else 1000


def alcohol_drinks_per_day(facts: Facts) -> Decimal | None:
    """Standard drinks of 10 g of alcohol a day: the week divided by seven."""
    drinks = _number(facts, "alcohol_drinks_per_week")
    return None if drinks is None else Decimal(drinks) / 7


MEASURES: dict[str, Callable[[Facts], Number | None]] = {
    measure.__name__: measure
    for measure in (
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
KINDS: dict[str, Kind] = {key: fact.kind for key, fact in FACTS.items()} | dict.fromkeys(
    MEASURES, Kind.DECIMAL
)


def measure(facts: Facts) -> dict[str, Number | None]:
    """Every measured fact of this person, by key."""
    return {key: compute(facts) for key, compute in MEASURES.items()}


def with_measures(facts: Facts, measures: Mapping[str, Number | None]) -> dict[str, Value]:
    """The facts the rules speak about: the asked ones and those measured ones that are known."""
    return {**facts, **{key: value for key, value in measures.items() if value is not None}}
