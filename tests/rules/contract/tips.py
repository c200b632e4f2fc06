"""Which tips somebody must be shown, and must never be: the statements and safety interlocks of knowledge.md.

A tip is known by what its text says. Who has a reason for it must be shown it, unless one of the hazards stands beside
it: those are where an interlock forbids it, or where our own safety rules may keep it back.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.rules.contract.criteria import CRITERIA
from tests.rules.contract.findings import MAJOR_SIGNS, MINOR_SIGNS, RISKS, low_density_likely
from tests.rules.contract.person import Person, Test, ticks


def is_treated(p: Person) -> bool:
    """Diagnosed or treated (S08)."""
    return p.says("diagnosed_osteoporosis", True) or p.has("medicines", "osteoporosis_treatment")


def _may_be_hurt_by_impact(p: Person) -> bool:
    careful = ("fall-last-year", "rheumatoid-arthritis", "glucocorticoids", "hormone-blocking-treatment")
    return bool(MINOR_SIGNS["persistent-bone-pain"](p)) or any(RISKS[key](p) for key in careful)


def _has_a_recent_scan_in_belgium(p: Person) -> bool:
    if not (p.says("country", "be") and p.says("last_densitometry", "under_2_years", "2_to_5_years")):
        return False
    return any(test(p) for test in CRITERIA["be"].values())


HAZARDS: dict[str, Test] = {
    "antagonist": ticks("medicines", "vitamin_k_antagonist"),  # S01
    "milk": ticks("diets", "milk_allergy"),  # S02
    "lactose": ticks("diets", "lactose_intolerance"),
    "vegan": ticks("diets", "vegan"),
    "vegetarian": ticks("diets", "vegetarian"),
    "kidney": ticks("conditions", "kidney_disease"),  # S03
    "stones": ticks("conditions", "kidney_stones"),  # S04
    "high-calcium": ticks("conditions", "high_blood_calcium", "hyperparathyroidism"),
    "fish": ticks("diets", "fish_allergy"),  # S05
    "nuts": ticks("diets", "nut_allergy"),
    "spine": lambda p: bool(
        MAJOR_SIGNS["height-loss-over-3-cm"](p) or MAJOR_SIGNS["fragility-fracture"](p)
    ),  # S06
    "stoop": ticks("symptoms", "stooped_posture"),
    "spacing": ticks(
        "medicines", "thyroid_hormone", "osteoporosis_treatment", "quinolone_or_tetracycline"
    ),  # S07
    "treated": is_treated,  # S08
    "sun": lambda p: (  # L06
        p.has("conditions", "skin_cancer_or_photosensitivity")
        or p.has("medicines", "quinolone_or_tetracycline")
    ),
    "frail": low_density_likely,
    "impact": _may_be_hurt_by_impact,
    "anorexia": ticks("conditions", "anorexia_nervosa"),
    "bowel": ticks("conditions", "malabsorption"),
    "calcium-tablets": ticks("supplements", "calcium"),
    "belgian-scan": _has_a_recent_scan_in_belgium,
}
# Hazard: the tips that it forbids.
FORBIDDEN = {
    "antagonist": "leafy-greens vegetables-at-every-meal",
    "milk": "dairy-every-day lactose-free-dairy",
    "lactose": "dairy-every-day",
    "vegan": "dairy-every-day lactose-free-dairy oily-fish tinned-fish-with-bones eggs lean-meat-or-poultry",
    "vegetarian": "oily-fish tinned-fish-with-bones lean-meat-or-poultry",
    "kidney": "dairy-every-day lactose-free-dairy plant-drinks-with-calcium leafy-greens tinned-fish-with-bones"
    " nuts-or-seeds pulses-and-tofu whole-grains oily-fish eggs mushrooms-and-foods-with-vitamin-d"
    " lean-meat-or-poultry short-time-in-the-sun measure-vitamin-d-first calcium-from-food-first",
    "stones": "calcium-from-food-first measure-vitamin-d-first",
    "high-calcium": "calcium-from-food-first measure-vitamin-d-first",
    "fish": "oily-fish tinned-fish-with-bones",
    "nuts": "nuts-or-seeds",
    "spine": "run-or-jump strength-training",
    "sun": "short-time-in-the-sun",
}
# Hazard: the tips that it asks for in their place. Nobody else may read them: they would say what is not so.
INSTEAD = {
    "antagonist": "keep-vitamin-k-steady",
    "kidney": "ask-first-with-kidney-disease",
    "stones": "ask-first-about-calcium-and-vitamin-d",
    "high-calcium": "ask-first-about-calcium-and-vitamin-d",
    "spine": "exercise-with-a-physiotherapist",
    "spacing": "calcium-apart-from-medicine",
    "treated": "keep-bone-treatment",
    "calcium-tablets": "calcium-apart-from-iron-and-zinc no-high-dose-calcium",  # N09, N10
    "belgian-scan": "be-ask-about-reimbursement",
}
ALSO_FOR = {"exercise-with-a-physiotherapist": ("stoop", "treated")}
# Tip: the risk factors it answers (L01 to L23, N01, N02) | the hazards that may keep it back.
ANSWERS = {
    "stop-smoking": "smoking |",
    "limit-alcohol": "excess-alcohol |",
    "less-coffee": "much-coffee |",
    "sleep-enough": "short-sleep |",
    "calm-moments": "prolonged-stress |",
    "gentle-yoga": "prolonged-stress | spine stoop treated frail",
    "walk-and-climb": "little-exercise | spine stoop treated anorexia",
    "strength-training": "little-exercise | spine stoop treated anorexia",
    "run-or-jump": "little-exercise | spine stoop treated anorexia frail impact",
    "balance-exercises": "fall-last-year | spine stoop",
    "dairy-every-day": "low-calcium | milk lactose vegan kidney high-calcium",
    "plant-drinks-with-calcium": "low-calcium | kidney high-calcium",
    "leafy-greens": "low-calcium low-vitamin-k low-magnesium | antagonist kidney high-calcium",
    "tinned-fish-with-bones": "low-calcium | vegan vegetarian fish kidney high-calcium",
    "nuts-or-seeds": "low-calcium low-magnesium low-zinc-or-phosphorus | nuts kidney stones high-calcium",
    "oily-fish": "low-vitamin-d low-protein low-zinc-or-phosphorus | vegan vegetarian fish kidney high-calcium",
    "eggs": "low-vitamin-d low-protein | vegan kidney high-calcium",
    "mushrooms-and-foods-with-vitamin-d": "low-vitamin-d | kidney high-calcium",
    "measure-vitamin-d-first": "low-vitamin-d | kidney stones high-calcium",
    "pulses-and-tofu": "low-protein low-magnesium low-zinc-or-phosphorus | kidney",
    "whole-grains": "low-magnesium | kidney bowel",
    "lean-meat-or-poultry": "low-protein low-zinc-or-phosphorus | vegan vegetarian kidney",
    "foods-with-vitamin-c": "low-vitamin-c | kidney",
    "vegetables-at-every-meal": "few-fruit-and-vegetables | antagonist kidney",
    "fruit-every-day": "few-fruit-and-vegetables | kidney",
    "less-salt": "much-salt | anorexia",
    "less-processed-meat": "much-salt | vegan vegetarian anorexia",
    "fewer-sodas": "many-sodas | anorexia",
    "supplements-only-when-needed": "age-50-or-over past-menopause restrictive-diet | kidney stones high-calcium",
}
# Each says the opposite of the other.
CONTRADICTORY = (
    ("exercise-with-a-physiotherapist", "run-or-jump"),
    ("exercise-with-a-physiotherapist", "strength-training"),
    ("balance-with-support", "balance-exercises"),
    ("protect-your-skin", "short-time-in-the-sun"),
    ("change-with-your-care-team", "run-or-jump"),
    ("keep-vitamin-k-steady", "leafy-greens"),
)


FORBIDDEN_BY = {hazard: tips.split() for hazard, tips in FORBIDDEN.items()}
ASKED_FOR_BY = {hazard: tips.split() for hazard, tips in INSTEAD.items()}
ANSWERED_BY = {tip: [part.split() for part in words.split("|")] for tip, words in ANSWERS.items()}


def tips_of(p: Person, found: Mapping[str, bool]) -> tuple[frozenset[str], frozenset[str]]:
    """The tips somebody with these findings must be shown, and those that could harm them or are not so.

    Where they need help today, or this check is not made for them, they are shown none.
    """
    beside = {hazard for hazard, test in HAZARDS.items() if test(p)}
    due = {
        tip
        for tip, (reasons, hazards) in ANSWERED_BY.items()
        if any(found[key] for key in reasons) and beside.isdisjoint(hazards)
    }
    asked_for = {tip for hazard in beside & ASKED_FOR_BY.keys() for tip in ASKED_FOR_BY[hazard]}
    free = {tip for tip, hazards in ALSO_FOR.items() if not beside.isdisjoint(hazards)}
    untrue = {tip for tips in ASKED_FOR_BY.values() for tip in tips} - asked_for - free
    harmful = {tip for hazard in beside & FORBIDDEN_BY.keys() for tip in FORBIDDEN_BY[hazard]}
    return frozenset(due | asked_for), frozenset(harmful | untrue)
