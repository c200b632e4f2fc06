"""Who has which sign, risk factor and likely low density."""

from __future__ import annotations

from tests.rules.contract.person import Person, Test, ticks, yes

TWO_A_DAY = 14  # drinks of 10 g a week
ILLNESSES = (
    "rheumatoid-arthritis",
    "malabsorption",
    "type-1-diabetes",
    "copd",
    "anorexia-nervosa",
    "cushing",
    "liver-disease",
    "kidney-disease",
)


def _few_nuts(p: Person) -> bool:
    return p.below("nuts_or_seeds_per_week", 3) or p.has("diets", "nut_allergy")


def _little_fish(p: Person) -> bool:
    return p.below("oily_fish_per_week", 2) or p.has("diets", "vegan", "vegetarian", "fish_allergy")


def _too_little_calcium(p: Person) -> bool:
    needed = p.value("calcium_target_mg_per_day")
    return needed is not None and p.below("calcium_mg_per_day", needed)


RED_FLAGS: dict[str, Test] = {
    name.replace("_", "-"): ticks("red_flags", name)
    for name in (
        "sudden_severe_back_pain",
        "leg_weakness_or_numbness",
        "bladder_or_bowel_change",
        "cannot_bear_weight",
        "fever_or_weight_loss_with_pain",
    )
}
MAJOR_SIGNS: dict[str, Test] = {  # W02, W03, W04
    "height-loss-over-3-cm": lambda p: p.says("height_loss", "3_to_4_cm", "over_4_cm"),
    "stooped-posture": ticks("symptoms", "stooped_posture"),
    "fragility-fracture": yes("fragility_fracture"),
}
MINOR_SIGNS: dict[str, Test] = {  # W01, W05, W06
    "persistent-bone-pain": ticks("symptoms", "persistent_bone_pain"),
    "muscle-weakness-or-cramps": ticks("symptoms", "muscle_weakness", "night_cramps"),
    "fragile-teeth": ticks("symptoms", "fragile_teeth"),
}
CLINICAL: dict[str, Test] = {  # family, hormones, illness, medicine, low weight, a fall
    "early-menopause": lambda p: p.below("menopause_age_years", 45),
    "long-amenorrhoea": yes("amenorrhoea_over_12_months"),
    "low-testosterone": yes("low_testosterone"),
    "parental-hip-fracture": yes("parental_hip_fracture"),
    "family-osteoporosis": yes("family_osteoporosis"),
    "low-body-weight": lambda p: p.below("bmi", 19),
    "fall-last-year": lambda p: p.least("falls_last_year", 1),
    "overactive-thyroid": ticks("conditions", "hyperthyroidism"),
    "overactive-parathyroid": ticks("conditions", "hyperparathyroidism"),
    **{key: ticks("conditions", key.replace("-", "_")) for key in ILLNESSES},
    "glucocorticoids": ticks("medicines", "glucocorticoids"),
    "antiepileptics": ticks("medicines", "antiepileptics"),
    "hormone-blocking-treatment": ticks("medicines", "aromatase_inhibitors", "androgen_deprivation"),
    "proton-pump-inhibitors": ticks("medicines", "proton_pump_inhibitors"),
}
MAJOR_RISKS: dict[str, Test] = {  # R01, R02, R09, R10, R11
    "age-50-or-over": lambda p: p.age >= 50,
    "past-menopause": lambda p: p.is_past_menopause,
    "little-exercise": lambda p: (
        p.below("weight_bearing_days_per_week", 2) and not p.least("strength_days_per_week", 2)
    ),
    "smoking": lambda p: p.says("smoking", "current"),
    "excess-alcohol": lambda p: p.over("alcohol_drinks_per_week", TWO_A_DAY),
}
OTHER_RISKS: dict[str, Test] = {  # R05 to R08, R12 to R14, R18 to R20
    "much-coffee": lambda p: p.over("coffee_cups_per_day", 3),
    "prolonged-stress": lambda p: p.says("stress", "often"),
    "short-sleep": lambda p: p.below("sleep_hours", 7),
    "little-sun": lambda p: p.says("sun_minutes_per_day", "under_10"),
    "low-calcium": _too_little_calcium,
    "low-vitamin-d": lambda p: (
        p.says("sun_minutes_per_day", "under_10")
        and p.value("supplements") is not None
        and not p.has("supplements", "vitamin_d")
        and _little_fish(p)
    ),
    "low-magnesium": lambda p: (
        _few_nuts(p) and p.below("pulses_or_tofu_per_week", 2) and p.below("leafy_greens_per_week", 3)
    ),
    "low-protein": lambda p: p.below("protein_portions_per_day", 2),
    "low-vitamin-k": lambda p: p.below("leafy_greens_per_week", 3),
    "low-vitamin-c": lambda p: p.below("vitamin_c_foods_per_week", 3),
    "low-zinc-or-phosphorus": lambda p: (
        p.below("protein_portions_per_day", 2) and _few_nuts(p) and p.below("pulses_or_tofu_per_week", 2)
    ),
    "few-fruit-and-vegetables": lambda p: p.below("fruit_and_vegetables_per_day", 5),
    "much-salt": lambda p: p.least("salty_or_processed_per_week", 5),
    "many-sodas": lambda p: p.least("sodas_per_week", 7),
    "restrictive-diet": ticks("diets", "vegan", "lactose_intolerance", "milk_allergy"),
}
RISKS = CLINICAL | MAJOR_RISKS | OTHER_RISKS


def low_density_likely(p: Person) -> bool:
    """OST below 2 from 50 on; SCORE of 6 or more for women from 65 on."""
    return (p.age >= 50 and p.below("ost", 2)) or (p.is_woman and p.age >= 65 and p.least("score", 6))
