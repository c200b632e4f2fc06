"""The vocabulary: every fact that is asked, with its kind, range, choices and when it is asked. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
import operator
from typing import Any

from rules.conditions import Condition, Operator

NONE = "none"
Value = int | Decimal | bool | str | frozenset[str]
Facts = Mapping[str, Value]


class Kind(StrEnum):
    """What a fact's value is: a Python int, Decimal, bool, str or frozenset of str."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary; `low` and `high` are inclusive and in `unit`.

    It is asked when every condition of `asked_if` holds and none of `unless` does.
    """

    key: str
    kind: Kind
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    asked_if: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    def is_asked(self, facts: Facts) -> bool:
        """Whether the questionnaire shows this fact's question to somebody with these earlier answers."""
        return all(_holds(c, facts) for c in self.asked_if) and not any(_holds(c, facts) for c in self.unless)


TESTS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS: operator.eq,
    Operator.IS_NOT: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_LEAST: operator.ge,
    Operator.INCLUDES: operator.contains,
}


def _holds(condition: Condition, facts: Facts) -> bool:
    value = facts.get(condition.subject)
    return value is not None and TESTS[condition.operator](value, condition.value)


def _when(*texts: str) -> tuple[Condition, ...]:
    """When a question is asked: only with the operators above, on facts that are asked before it."""
    return tuple(map(Condition.parse, texts))


def _number(
    key: str, kind: Kind, unit: str, low: int, high: int, asked_if: str = "", unless: tuple[str, ...] = ()
) -> Fact:
    when = _when(asked_if) if asked_if else ()
    return Fact(key, kind, unit, Decimal(low), Decimal(high), asked_if=when, unless=_when(*unless))


def _integer(
    key: str, unit: str, low: int, high: int, asked_if: str = "", unless: tuple[str, ...] = ()
) -> Fact:
    return _number(key, Kind.INTEGER, unit, low, high, asked_if, unless)


def _decimal(key: str, unit: str, low: int, high: int) -> Fact:
    return _number(key, Kind.DECIMAL, unit, low, high)


def _boolean(key: str, *asked_if: str) -> Fact:
    return Fact(key, Kind.BOOLEAN, asked_if=_when(*asked_if))


def _choice(key: str, choices: str, *asked_if: str) -> Fact:
    return Fact(key, Kind.CHOICE, choices=tuple(choices.split()), asked_if=_when(*asked_if))


def _several(key: str, choices: str, *asked_if: str) -> Fact:
    return Fact(key, Kind.SEVERAL, choices=tuple(choices.split()), asked_if=_when(*asked_if))


NOT_MALE, NOT_FEMALE = "sex is not male", "sex is not female"
AFTER_MENOPAUSE = "menopause is not not_yet"
AFTER_FRACTURE = "fragility_fracture is true"
ON_GLUCOCORTICOIDS = "medicines includes glucocorticoids"
NO_DAIRY = ("diets includes vegan", "diets includes milk_allergy")
NO_FISH = ("diets includes vegan", "diets includes vegetarian", "diets includes fish_allergy")

ABOUT_YOU = (
    Fact("age_years", Kind.INTEGER, "years", Decimal(0), Decimal(120), required=True),
    Fact("sex", Kind.CHOICE, choices=("female", "male", "unspecified"), required=True),
    _choice("country", "be fr nl uk us other"),
    _decimal("height_cm", "cm", 100, 230),
    _decimal("weight_kg", "kg", 25, 300),
    _choice("height_loss", "none under_3_cm 3_to_4_cm over_4_cm", "age_years ≥ 40"),
    _boolean("pregnant_or_breastfeeding", NOT_MALE, "age_years < 56"),
    _boolean("diagnosed_osteoporosis"),
    _choice("last_densitometry", "never under_2_years 2_to_5_years over_5_years", "age_years ≥ 40"),
)
WARNING_SIGNS = (
    _several(
        "symptoms", "persistent_bone_pain stooped_posture muscle_weakness night_cramps fragile_teeth none"
    ),
    _several(
        "red_flags",
        "sudden_severe_back_pain leg_weakness_or_numbness bladder_or_bowel_change cannot_bear_weight"
        " fever_or_weight_loss_with_pain none",
    ),
)
HORMONES = (
    _choice("menopause", "not_yet natural surgical_or_medical", NOT_MALE, "age_years ≥ 30"),
    _integer("menopause_age_years", "years", 15, 65, AFTER_MENOPAUSE),
    _choice("hormone_therapy", "never past current", AFTER_MENOPAUSE),
    _boolean("amenorrhoea_over_12_months", NOT_MALE),
    _boolean("low_testosterone", NOT_FEMALE),
)
FRACTURES = (
    _boolean("parental_hip_fracture"),
    _boolean("family_osteoporosis"),
    _boolean("fragility_fracture"),
    _several("fracture_sites", "hip spine wrist upper_arm pelvis rib other", AFTER_FRACTURE),
    _boolean("fracture_in_last_2_years", AFTER_FRACTURE),
    _integer("falls_last_year", "falls", 0, 50, "age_years ≥ 50"),
)
HEALTH = (
    _several(
        "conditions",
        "rheumatoid_arthritis hyperthyroidism hyperparathyroidism malabsorption type_1_diabetes kidney_disease"
        " kidney_stones high_blood_calcium liver_disease copd cushing anorexia_nervosa"
        " skin_cancer_or_photosensitivity none",
    ),
    _several(
        "medicines",
        "glucocorticoids antiepileptics aromatase_inhibitors androgen_deprivation thyroid_hormone"
        " vitamin_k_antagonist osteoporosis_treatment proton_pump_inhibitors quinolone_or_tetracycline none",
    ),
    _choice("glucocorticoid_months", "under_3 3_or_more", ON_GLUCOCORTICOIDS),
    _choice("glucocorticoid_mg_per_day", "under_5 5_to_7_5 over_7_5", ON_GLUCOCORTICOIDS),
)
LIFESTYLE = (
    _choice("smoking", "never former current"),
    _integer("alcohol_drinks_per_week", "drinks of 10 g of alcohol", 0, 200),
    _integer("coffee_cups_per_day", "cups", 0, 40),
    _integer("weight_bearing_days_per_week", "days", 0, 7),
    _integer("strength_days_per_week", "days", 0, 7),
    _boolean("mostly_swims_or_cycles"),
    _choice("sun_minutes_per_day", "under_10 10_to_20 over_20"),
    _decimal("sleep_hours", "hours", 0, 24),
    _choice("stress", "rarely sometimes often"),
)
DIET = (
    _several("diets", "vegan vegetarian lactose_intolerance milk_allergy fish_allergy nut_allergy none"),
    _integer("milk_or_yoghurt_per_day", "servings", 0, 20, unless=NO_DAIRY),
    _integer("cheese_per_day", "portions of 30 g", 0, 20, unless=NO_DAIRY),
    _integer("fortified_drinks_per_day", "glasses of 200 ml", 0, 20),
    _integer("leafy_greens_per_week", "portions", 0, 50),
    _integer("oily_fish_per_week", "portions of 100 g", 0, 20, unless=NO_FISH),
    _integer("nuts_or_seeds_per_week", "handfuls", 0, 50, unless=("diets includes nut_allergy",)),
    _integer("pulses_or_tofu_per_week", "portions", 0, 50),
    _integer("protein_portions_per_day", "portions", 0, 20),
    _integer("fruit_and_vegetables_per_day", "portions of 80 g", 0, 30),
    _integer("vitamin_c_foods_per_week", "portions", 0, 50),
    _integer("sodas_per_week", "glasses", 0, 100),
    _integer("salty_or_processed_per_week", "portions", 0, 100),
    _several("supplements", "calcium vitamin_d magnesium vitamin_k none"),
)

FACTS: dict[str, Fact] = {
    fact.key: fact
    for section in (ABOUT_YOU, WARNING_SIGNS, HORMONES, FRACTURES, HEALTH, LIFESTYLE, DIET)
    for fact in section
}
