"""Who meets which country's criterion, row by row of guidelines.md."""

from __future__ import annotations

from collections.abc import Iterator

from tests.rules.contract.findings import CLINICAL, OTHER_RISKS, RISKS, TWO_A_DAY
from tests.rules.contract.person import Person, Test, ticks, yes

UNITS_14, UNITS_21, US_TWO_A_DAY = 11.2, 16.8, 19.6  # drinks of 10 g a week


def _glands(p: Person) -> bool:
    return p.has("conditions", "hyperthyroidism", "hyperparathyroidism", "cushing")


def _lacks_sex_hormones(p: Person) -> bool:
    return p.says("low_testosterone", True) or p.says("amenorrhoea_over_12_months", True)


def _cortisone(p: Person, *doses: str) -> bool:
    return p.says("glucocorticoid_months", "3_or_more") and p.says("glucocorticoid_mg_per_day", *doses)


def _us_before_65(p: Person) -> bool | None:
    """Two drinks of 10 g are certainly not too many, over two of 14 g certainly are."""
    indices = p.below("ost", 2) or p.least("orai", 9) or p.below("osiris", 1) or p.least("score", 6)
    if not (p.is_woman and p.age < 65 and p.is_past_menopause and indices):
        return False
    others = p.says("parental_hip_fracture", True) or p.says("smoking", "current") or p.below("bmi", 19)
    if others or p.over("alcohol_drinks_per_week", US_TWO_A_DAY):
        return True
    return None if p.over("alcohol_drinks_per_week", TWO_A_DAY) else False


def _age_and_risk(p: Person) -> bool | None:
    """The foundation's own list is not in the contract: of the other risk factors some may count."""
    if not ((p.is_woman and p.age >= 60) or (p.says("sex", "male") and p.age >= 70)):
        return False
    named = [*CLINICAL, "smoking", "excess-alcohol", "little-exercise", "little-sun"]
    if any(RISKS[key](p) for key in named):
        return True
    others = OTHER_RISKS.keys() - {"little-sun"}
    return None if any(RISKS[key](p) for key in others) else False


CRITERIA: dict[str, dict[str, Test]] = {
    "fr": {
        "fr-fragility-fracture": yes("fragility_fracture"),
        "fr-glucocorticoids": lambda p: _cortisone(p, "5_to_7_5", "over_7_5"),
        "fr-gland-disease": _glands,
        "fr-hypogonadism": _lacks_sex_hormones,
        "fr-parental-hip-fracture": lambda p: (
            p.is_woman and p.is_past_menopause and p.says("parental_hip_fracture", True)
        ),
        "fr-low-weight": lambda p: p.is_woman and p.is_past_menopause and p.below("bmi", 19),
        "fr-early-menopause": lambda p: p.is_woman and p.below("menopause_age_years", 40),
    },
    "be": {
        "be-family-hip-fracture": lambda p: (
            p.is_woman and p.age > 65 and p.says("parental_hip_fracture", True)
        ),
        "be-fragility-fracture": yes("fragility_fracture"),
        "be-glucocorticoids": lambda p: _cortisone(p, "over_7_5"),
        "be-hormone-blocking-treatment": lambda p: (
            p.has("medicines", "aromatase_inhibitors", "androgen_deprivation")
            or p.says("menopause", "surgical_or_medical")
        ),
        "be-rheumatoid-arthritis": ticks("conditions", "rheumatoid_arthritis"),
        "be-gland-disease": _glands,
        "be-hypogonadism": _lacks_sex_hormones,
        "be-anorexia": lambda p: p.has("conditions", "anorexia_nervosa") and p.below("bmi", 19),
        "be-early-menopause": lambda p: p.below("menopause_age_years", 45),
    },
    "nl": {
        "nl-recent-fracture": lambda p: p.age >= 50 and p.says("fracture_in_last_2_years", True),
        "nl-glucocorticoids": lambda p: p.age >= 40 and p.says("glucocorticoid_months", "3_or_more"),
        "nl-several-risk-factors": lambda p: p.age >= 60 and p.least("nhg_points", 4),
    },
    "uk": {
        "uk-age": lambda p: (p.is_woman and p.age >= 65) or (p.says("sex", "male") and p.age >= 75),
        "uk-fragility-fracture": yes("fragility_fracture"),
        "uk-glucocorticoids": ticks("medicines", "glucocorticoids"),
        "uk-falls": lambda p: p.least("falls_last_year", 1),
        "uk-parental-hip-fracture": yes("parental_hip_fracture"),
        "uk-low-weight": lambda p: p.below("bmi", 18.5),
        "uk-smoking": lambda p: p.says("smoking", "current"),
        "uk-alcohol": lambda p: (
            (p.is_woman and p.over("alcohol_drinks_per_week", UNITS_14))
            or (p.says("sex", "male") and p.over("alcohol_drinks_per_week", UNITS_21))
        ),
    },
    "us": {
        "us-woman-from-65": lambda p: p.is_woman and p.age >= 65,
        "us-woman-before-65": _us_before_65,
    },
    "other": {
        "other-age-and-risk-factor": _age_and_risk,
        "other-fracture-after-50": lambda p: p.age >= 50 and p.says("fragility_fracture", True),
        "other-height-loss": lambda p: p.says("height_loss", "over_4_cm"),
        "other-low-weight": lambda p: p.below("bmi", 19),
        "other-parental-hip-fracture": yes("parental_hip_fracture"),
    },
}


def criteria_of(p: Person) -> Iterator[tuple[str, bool | None]]:
    """Each criterion, and whether it is met: never one of another country."""
    for country, tests in CRITERIA.items():
        for key, test in tests.items():
            yield key, p.says("country", country) and test(p)
