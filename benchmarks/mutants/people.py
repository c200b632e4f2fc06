"""People on whom a mistake shows: at every limit of the contract, in every country, beside every caution; by chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
import random

from rules.answers import AnswersInvalid, clean
from rules.facts import DIET, FACTS, NONE, WARNING_SIGNS, Fact, Facts, Kind
from rules.measures import measure, with_measures

Answers = dict[str, object]
BY_CHANCE = 1500
SEED = 5
ANSWERED = 0.35
# Just under, at and just over what the contract, or a reading of it, names.
LIMITS: dict[str, list[object]] = {
    "age_years": [17, 18, 24, 25, 39, 40, 44, 49, 50, 51, 55, 59, 60, 61, 64, 65, 66, 69, 70, 71, 74, 75, 76],
    "height_cm": [160, 170],
    "weight_kg": [45, 50, 55, 59.9, 60, 61, 65, 69.9, 70, 75, 80, 95],
    "menopause_age_years": [39, 40, 41, 44, 45, 46, 50],
    "falls_last_year": [0, 1, 2],
    "alcohol_drinks_per_week": [0, 11, 12, 14, 15, 16, 17, 19, 20],
    "coffee_cups_per_day": [0, 2, 3, 4, 5],
    "weight_bearing_days_per_week": [0, 1, 2, 3],
    "strength_days_per_week": [0, 1, 2, 3],
    "sleep_hours": [5.9, 6, 6.9, 7, 7.1, 8],
    "milk_or_yoghurt_per_day": [0, 1, 2],
    "cheese_per_day": [0, 1],
    "fortified_drinks_per_day": [0, 1],
    "leafy_greens_per_week": [0, 2, 3, 4],
    "oily_fish_per_week": [0, 1, 2, 3],
    "nuts_or_seeds_per_week": [0, 2, 3, 4],
    "pulses_or_tofu_per_week": [0, 1, 2, 3],
    "protein_portions_per_day": [0, 1, 2, 3],
    "fruit_and_vegetables_per_day": [0, 3, 4, 5, 6],
    "vitamin_c_foods_per_week": [0, 2, 3, 4],
    "sodas_per_week": [0, 6, 7, 8],
    "salty_or_processed_per_week": [0, 4, 5, 6],
}
PAST: Answers = {"menopause": "natural", "menopause_age_years": 50}
POOR_DIET: Answers = {
    "fortified_drinks_per_day": 0,
    "leafy_greens_per_week": 0,
    "oily_fish_per_week": 0,
    "nuts_or_seeds_per_week": 0,
    "pulses_or_tofu_per_week": 0,
    "protein_portions_per_day": 1,
    "fruit_and_vegetables_per_day": 2,
    "vitamin_c_foods_per_week": 1,
    "sodas_per_week": 14,
    "salty_or_processed_per_week": 7,
    "milk_or_yoghurt_per_day": 0,
    "cheese_per_day": 0,
}
POOR_HABITS: Answers = {
    "smoking": "current",
    "alcohol_drinks_per_week": 30,
    "weight_bearing_days_per_week": 0,
    "strength_days_per_week": 0,
    "mostly_swims_or_cycles": True,
    "sun_minutes_per_day": "under_10",
    "sleep_hours": 5,
    "stress": "often",
    "supplements": ["calcium"],
}
GOOD_DIET: Answers = {
    "milk_or_yoghurt_per_day": 2,
    "cheese_per_day": 1,
    "fortified_drinks_per_day": 0,
    "leafy_greens_per_week": 7,
    "oily_fish_per_week": 2,
    "nuts_or_seeds_per_week": 7,
    "pulses_or_tofu_per_week": 3,
    "protein_portions_per_day": 3,
}
WOMEN_AND_MEN: tuple[Answers, ...] = (
    {"sex": "female", "age_years": 45},
    {"sex": "female", "age_years": 45, **PAST, "menopause_age_years": 42},
    {"sex": "female", "age_years": 62, **PAST},
    {"sex": "female", "age_years": 68, **PAST, "height_cm": 170, "weight_kg": 90},
    {"sex": "male", "age_years": 45},
    {"sex": "male", "age_years": 72},
    {"sex": "unspecified", "age_years": 66},
)
# Weight for a height of 170 cm: a BMI of 18.5, 19 and 20, and a gram less.
BMI: list[Answers] = [
    {"height_cm": 170, "weight_kg": weight} for weight in (53.464, 53.465, 54.909, 54.91, 57.799, 57.8)
]


def people() -> list[Facts]:
    """Everybody's facts and measures, each once."""
    found: dict[str, Facts] = {}
    for answers in (*_at_limits(), *_at_the_table(), *_by_chance()):
        try:
            facts = clean(answers).facts
        except AnswersInvalid:  # a menopause to come
            continue
        found.setdefault(repr(sorted((key, str(value)) for key, value in facts.items())), facts)
    return [with_measures(facts, measure(facts)) for facts in found.values()]


def _at_limits() -> Iterator[Answers]:
    """Each of the bases with each other answer to one question, or a few that belong together."""
    changes = [*_changes()]
    for base in (*_anywhere(), *_in_each_country()):
        yield base
        at_home = "country" in base
        yield from (base | change for change in changes if not (at_home and _is_of_no_country(change)))


def _is_of_no_country(change: Answers) -> bool:
    """Whether no criterion looks at these answers: they are tried elsewhere."""
    return {fact.key for fact in (*WARNING_SIGNS, *DIET)} >= change.keys()


def _anywhere() -> Iterator[Answers]:
    yield from WOMEN_AND_MEN
    for person in (WOMEN_AND_MEN[0], WOMEN_AND_MEN[4]):
        yield {**person, "coffee_cups_per_day": 5, "symptoms": ["fragile_teeth"]}
        yield {**person, "coffee_cups_per_day": 5, "stress": "often"}
    for age, sex in ((20, "male"), (30, "female"), (66, "female")):
        yield {"age_years": age, "sex": sex, **POOR_DIET, **POOR_HABITS}
        yield {"age_years": age, "sex": sex, **GOOD_DIET, **POOR_HABITS}
        yield {"age_years": age, "sex": sex, **GOOD_DIET}


def _in_each_country() -> Iterator[Answers]:
    for country, person in product(FACTS["country"].choices, WOMEN_AND_MEN):
        yield {**person, "country": country}
    for country in FACTS["country"].choices:
        yield {**WOMEN_AND_MEN[2], "country": country, "last_densitometry": "under_2_years"}
        yield {**WOMEN_AND_MEN[2], "country": country, "smoking": "current", "weight_kg": 62}


def _changes() -> Iterator[Answers]:
    """Another answer to one question, or answers that belong together."""
    yield from ({fact.key: value} for fact in FACTS.values() for value in _values(fact))
    yield from BMI
    yield from ({"conditions": ["anorexia_nervosa"], **bmi} for bmi in BMI)
    yield {"medicines": ["vitamin_k_antagonist"], "supplements": ["vitamin_k"]}
    yield from _together(
        medicines=[["glucocorticoids"]],
        glucocorticoid_months=["under_3", "3_or_more"],
        glucocorticoid_mg_per_day=["under_5", "5_to_7_5", "over_7_5"],
    )
    yield from _together(
        fragility_fracture=[True],
        fracture_in_last_2_years=[True, False],
        fracture_sites=[["hip"], ["spine"], ["wrist"], ["other"]],
    )
    yield from _together(
        menopause=["natural", "surgical_or_medical"], menopause_age_years=[39, 40, 41, 44, 45, 46]
    )


def _together(**answers: list[object]) -> Iterator[Answers]:
    """Every combination."""
    for values in product(*answers.values()):
        yield dict(zip(answers, values, strict=True))


def _at_the_table() -> Iterator[Answers]:
    """Combinations of foods: calcium by small steps, vitamin D, magnesium, zinc."""
    for sex in ("female", "male"):
        for meal in _together(
            age_years=[17, 24, 25, 51, 70],
            milk_or_yoghurt_per_day=[*range(5)],
            leafy_greens_per_week=[*range(7)],
        ):
            yield {"sex": sex, **GOOD_DIET, "cheese_per_day": 0, **meal}
    man: Answers = {"sex": "male", "age_years": 45}
    for meal in _together(
        sun_minutes_per_day=["under_10"],
        oily_fish_per_week=[1, 2],
        supplements=[["vitamin_d"], ["calcium"], [NONE], None],
    ):
        yield man | meal
    for meal in _together(
        nuts_or_seeds_per_week=[2, 3],
        pulses_or_tofu_per_week=[1, 2],
        leafy_greens_per_week=[2, 3],
        protein_portions_per_day=[1, 2],
    ):
        yield man | meal


def _values(fact: Fact) -> list[object]:
    if fact.kind is Kind.BOOLEAN:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return [*fact.choices]
    if fact.kind is Kind.SEVERAL:
        return [[choice] for choice in fact.choices]
    return LIMITS[fact.key]


def _by_chance() -> Iterator[Answers]:
    chance = random.Random(SEED)
    for _ in range(BY_CHANCE):
        asked = [fact for fact in FACTS.values() if fact.required or chance.random() < ANSWERED]
        yield {fact.key: chance.choice(_values(fact)) for fact in asked if fact.key != "red_flags"}
