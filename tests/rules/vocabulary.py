"""The asked facts as the contract lists them, copied by hand: key | kind | range or values | asked when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

TABLE = """
age_years | integer, years | 0–120 | always, required
sex | choice | female male unspecified | always, required
country | choice | be fr nl uk us other | always
height_cm | decimal, cm | 100–230 | always
weight_kg | decimal, kg | 25–300 | always
height_loss | choice | none under_3_cm 3_to_4_cm over_4_cm | age ≥ 40
pregnant_or_breastfeeding | boolean | | sex not male, age < 56
diagnosed_osteoporosis | boolean | | always
last_densitometry | choice | never under_2_years 2_to_5_years over_5_years | age ≥ 40
symptoms | several | persistent_bone_pain stooped_posture muscle_weakness night_cramps fragile_teeth none | always
red_flags | several | sudden_severe_back_pain leg_weakness_or_numbness bladder_or_bowel_change \
cannot_bear_weight fever_or_weight_loss_with_pain none | always
menopause | choice | not_yet natural surgical_or_medical | sex not male, age ≥ 30
menopause_age_years | integer, years | 15–65, not above age_years | menopause has happened
hormone_therapy | choice | never past current | menopause has happened
amenorrhoea_over_12_months | boolean | | sex not male
low_testosterone | boolean | | sex not female
parental_hip_fracture | boolean | | always
family_osteoporosis | boolean | | always
fragility_fracture | boolean | | always
fracture_sites | several | hip spine wrist upper_arm pelvis rib other | fragility_fracture
fracture_in_last_2_years | boolean | | fragility_fracture
falls_last_year | integer | 0–50 | age ≥ 50
conditions | several | rheumatoid_arthritis hyperthyroidism hyperparathyroidism malabsorption type_1_diabetes \
kidney_disease kidney_stones high_blood_calcium liver_disease copd cushing anorexia_nervosa \
skin_cancer_or_photosensitivity none | always
medicines | several | glucocorticoids antiepileptics aromatase_inhibitors androgen_deprivation thyroid_hormone \
vitamin_k_antagonist osteoporosis_treatment proton_pump_inhibitors quinolone_or_tetracycline none | always
glucocorticoid_months | choice | under_3 3_or_more | medicines has glucocorticoids
glucocorticoid_mg_per_day | choice | under_5 5_to_7_5 over_7_5 | medicines has glucocorticoids
smoking | choice | never former current | always
alcohol_drinks_per_week | integer | 0–200 | always
coffee_cups_per_day | integer | 0–40 | always
weight_bearing_days_per_week | integer | 0–7 | always
strength_days_per_week | integer | 0–7 | always
mostly_swims_or_cycles | boolean | | always
sun_minutes_per_day | choice | under_10 10_to_20 over_20 | always
sleep_hours | decimal, hours | 0–24 | always
stress | choice | rarely sometimes often | always
diets | several | vegan vegetarian lactose_intolerance milk_allergy fish_allergy nut_allergy none | always
milk_or_yoghurt_per_day | integer | 0–20 | not vegan, no milk allergy
cheese_per_day | integer | 0–20 | not vegan, no milk allergy
fortified_drinks_per_day | integer | 0–20 | always
leafy_greens_per_week | integer | 0–50 | always
oily_fish_per_week | integer | 0–20 | not vegan, not vegetarian, no fish allergy
nuts_or_seeds_per_week | integer | 0–50 | no nut allergy
pulses_or_tofu_per_week | integer | 0–50 | always
protein_portions_per_day | integer | 0–20 | always
fruit_and_vegetables_per_day | integer | 0–30 | always
vitamin_c_foods_per_week | integer | 0–50 | always
sodas_per_week | integer | 0–100 | always
salty_or_processed_per_week | integer | 0–100 | always
supplements | several | calcium vitamin_d magnesium vitamin_k none | always
"""

# For each "asked when": people who are asked, and people who are not. Everybody is a woman of 62 unless it says so.
WHO_IS_ASKED: dict[str, tuple[list[dict[str, object]], list[dict[str, object]]]] = {
    "always": ([{}, {"age_years": 0}, {"sex": "male"}], []),
    "age ≥ 40": ([{"age_years": 40}, {"age_years": 41}], [{"age_years": 39}, {"age_years": 0}]),
    "age ≥ 50": ([{"age_years": 50}, {"age_years": 51}], [{"age_years": 49}]),
    "sex not male": ([{"sex": "female"}, {"sex": "unspecified"}], [{"sex": "male"}]),
    "sex not female": ([{"sex": "male"}, {"sex": "unspecified"}], [{"sex": "female"}]),
    "sex not male, age < 56": (
        [{"age_years": 55}, {"age_years": 54}, {"age_years": 55, "sex": "unspecified"}],
        [{"age_years": 56}, {"age_years": 57}, {"age_years": 55, "sex": "male"}],
    ),
    "sex not male, age ≥ 30": (
        [{"age_years": 30}, {"age_years": 31}, {"age_years": 30, "sex": "unspecified"}],
        [{"age_years": 29}, {"age_years": 30, "sex": "male"}],
    ),
    "menopause has happened": (
        [{"menopause": "natural"}, {"menopause": "surgical_or_medical"}],
        [
            {"menopause": "not_yet"},
            {"menopause": None},
            {},
            {"menopause": "natural", "sex": "male"},  # not asked itself, so it has not happened
            {"menopause": "natural", "age_years": 29},
        ],
    ),
    "fragility_fracture": (
        [{"fragility_fracture": True}],
        [{"fragility_fracture": False}, {"fragility_fracture": None}, {}],
    ),
    "medicines has glucocorticoids": (
        [{"medicines": ["glucocorticoids"]}, {"medicines": ["antiepileptics", "glucocorticoids"]}],
        [
            {"medicines": ["antiepileptics"]},
            {"medicines": ["none"]},
            {"medicines": []},
            {"medicines": None},
            {},
        ],
    ),
    "not vegan, no milk allergy": (
        [
            {},
            {"diets": None},
            {"diets": []},
            {"diets": ["none"]},
            {"diets": ["vegetarian", "lactose_intolerance"]},
        ],
        [{"diets": ["vegan"]}, {"diets": ["milk_allergy"]}, {"diets": ["nut_allergy", "milk_allergy"]}],
    ),
    "not vegan, not vegetarian, no fish allergy": (
        [{}, {"diets": ["none"]}, {"diets": ["nut_allergy", "milk_allergy", "lactose_intolerance"]}],
        [{"diets": ["vegan"]}, {"diets": ["vegetarian"]}, {"diets": ["fish_allergy"]}],
    ),
    "no nut allergy": (
        [{}, {"diets": ["none"]}, {"diets": ["vegan", "fish_allergy", "milk_allergy"]}],
        [{"diets": ["nut_allergy"]}, {"diets": ["vegan", "nut_allergy"]}],
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One asked fact; `unit` only where the contract gives one."""

    key: str
    kind: str
    unit: str
    values: str
    asked_when: str

    @property
    def is_number(self) -> bool:
        """Whether `values` is a range."""
        return self.kind in ("integer", "decimal")

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest number, both allowed."""
        low, high = self.values.split(",")[0].split("–")
        return Decimal(low), Decimal(high)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a choice."""
        return () if self.is_number else tuple(self.values.split())

    @property
    def condition(self) -> str:
        """When it is asked, a key of WHO_IS_ASKED."""
        return self.asked_when.removesuffix(", required")

    @property
    def example(self) -> object:
        """A value that is allowed."""
        if self.is_number:
            return int(self.range[0])
        if self.kind == "boolean":
            return True
        return [self.choices[0]] if self.kind == "several" else self.choices[0]


def row(line: str) -> Row:
    """Read one line of the table."""
    key, kind, values, asked_when = (cell.strip() for cell in line.split("|"))
    kind, _, unit = kind.partition(", ")
    return Row(key, kind, unit, values, asked_when)


ROWS = {line.split(" ")[0]: row(line) for line in TABLE.strip().splitlines()}
