"""A woman and a man who answered everything that a measure needs, to change one answer at a time."""

from __future__ import annotations

from rules.answers import clean
from rules.measures import Number, measure

SERVINGS: dict[str, object] = {
    "milk_or_yoghurt_per_day": 1,
    "cheese_per_day": 1,
    "fortified_drinks_per_day": 0,
    "leafy_greens_per_week": 3,
    "oily_fish_per_week": 1,
    "nuts_or_seeds_per_week": 2,
    "pulses_or_tofu_per_week": 2,
}
WOMAN: dict[str, object] = {
    "age_years": 64,
    "sex": "female",
    "height_cm": 160,
    "weight_kg": 60,
    "menopause": "natural",
    "menopause_age_years": 50,
    "hormone_therapy": "never",
    "fragility_fracture": False,
    "parental_hip_fracture": False,
    "falls_last_year": 0,
    "conditions": ["none"],
    "medicines": ["none"],
    "amenorrhoea_over_12_months": False,
    "alcohol_drinks_per_week": 7,
    **SERVINGS,
}
MAN = {**WOMAN, "sex": "male"}


def measured(answers: dict[str, object]) -> dict[str, Number | None]:
    """The measures of somebody with these answers."""
    return measure(clean(answers).facts)
