"""People who fill in the questionnaire."""

from __future__ import annotations

import random

from rules.facts import FACTS, Fact, Kind
from tests.questionnaire.visitor import Answers

# Every question that can be asked of one person; “I don’t know” (None) among the answers.
EVERYTHING: Answers = {
    "age_years": 64,
    "sex": "female",
    "country": "be",
    "height_cm": 165.5,
    "weight_kg": 61.7,
    "height_loss": "under_3_cm",
    "diagnosed_osteoporosis": False,
    "last_densitometry": None,
    "symptoms": ["night_cramps", "fragile_teeth"],
    "red_flags": ["none"],
    "menopause": "natural",
    "menopause_age_years": 50,
    "hormone_therapy": "past",
    "amenorrhoea_over_12_months": False,
    "parental_hip_fracture": True,
    "family_osteoporosis": None,
    "fragility_fracture": True,
    "fracture_sites": ["wrist", "rib"],
    "fracture_in_last_2_years": False,
    "falls_last_year": None,
    "conditions": ["rheumatoid_arthritis", "kidney_stones"],
    "medicines": ["glucocorticoids", "vitamin_k_antagonist"],
    "glucocorticoid_months": "3_or_more",
    "glucocorticoid_mg_per_day": "5_to_7_5",
    "smoking": "former",
    "alcohol_drinks_per_week": 3,
    "coffee_cups_per_day": 4,
    "weight_bearing_days_per_week": 2,
    "strength_days_per_week": 0,
    "mostly_swims_or_cycles": True,
    "sun_minutes_per_day": "under_10",
    "sleep_hours": 6.5,
    "stress": "sometimes",
    "diets": ["lactose_intolerance"],
    "milk_or_yoghurt_per_day": 0,
    "cheese_per_day": 1,
    "fortified_drinks_per_day": None,
    "leafy_greens_per_week": 2,
    "oily_fish_per_week": 1,
    "nuts_or_seeds_per_week": 0,
    "pulses_or_tofu_per_week": 3,
    "protein_portions_per_day": 2,
    "fruit_and_vegetables_per_day": 4,
    "vitamin_c_foods_per_week": 5,
    "sodas_per_week": 9,
    "salty_or_processed_per_week": 6,
    "supplements": ["vitamin_d"],
}
HEALTHY_MAN: Answers = {"age_years": 30, "sex": "male", "country": "fr", "height_cm": 180, "weight_kg": 80}
NOTHING_WRONG: Answers = {
    "diagnosed_osteoporosis": False,
    "symptoms": ["none"],
    "red_flags": ["none"],
    "low_testosterone": False,
    "parental_hip_fracture": False,
    "family_osteoporosis": False,
    "fragility_fracture": False,
    "conditions": ["none"],
    "medicines": ["none"],
    "smoking": "never",
    "alcohol_drinks_per_week": 2,
    "weight_bearing_days_per_week": 5,
    "sleep_hours": 8,
    "stress": "rarely",
}
AT_EACH_LEVEL: dict[str, Answers] = {
    "urgent": EVERYTHING | {"red_flags": ["leg_weakness_or_numbness"], "height_loss": "over_4_cm"},
    "out_of_scope": {
        "age_years": 30,
        "sex": "female",
        "pregnant_or_breastfeeding": True,
        "smoking": "current",
    },
    "refer": EVERYTHING,
    "discuss": HEALTHY_MAN | {"smoking": "current", "conditions": ["copd"], "coffee_cups_per_day": 5},
    "maintain": HEALTHY_MAN | NOTHING_WRONG | {"sodas_per_week": 9},
}


def anybody(seed: int) -> Answers:
    """A person like no other, always the same for a seed; one in eight has a red flag."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    answers = {key: _answer(fact, chance) for key, fact in FACTS.items()}
    if seed % 8:
        answers["red_flags"] = ["none"]
    return answers | {"age_years": chance.randint(18, 95), "pregnant_or_breastfeeding": False}


def _answer(fact: Fact, chance: random.Random) -> object:
    if not fact.required and chance.random() < 0.1:
        return None
    if fact.kind is Kind.BOOLEAN:
        return chance.random() < 0.3
    if fact.kind is Kind.CHOICE:
        return chance.choice(fact.choices)
    if fact.kind is Kind.SEVERAL:
        return chance.sample([choice for choice in fact.choices if choice != "none"], chance.randint(1, 3))
    assert fact.low is not None
    assert fact.high is not None
    number = chance.triangular(float(fact.low), float(fact.high), float(fact.low) * 1.5)
    if fact.key == "menopause_age_years":
        return 18
    return int(number) if fact.kind is Kind.INTEGER else round(number, 1)
