"""The Dutch table of points, row by row; 4 or more are a reason for a referral."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.people import MAN, WOMAN, measured

D = Decimal
NO_POINTS: dict[str, object] = {**WOMAN, "age_years": 60, "height_cm": 165, "weight_kg": 70}
LONG_COURSE = {"glucocorticoid_months": "3_or_more", "glucocorticoid_mg_per_day": "over_7_5"}


def points(person: dict[str, object], **changed: object) -> object:
    """This person's points, so changed."""
    return measured({**person, **changed})["nhg_points"]


@pytest.mark.parametrize(
    ("age", "expected"), [(59, 0), (60, 0), (61, 1), (62, 1), (69, 1), (70, 1), (71, 2), (72, 2)]
)
def test_age(age: int, expected: int) -> None:
    """Over 60: 1; over 70: 2 in its place."""
    assert points(NO_POINTS, age_years=age) == expected
    assert points({**NO_POINTS, "sex": "male"}, age_years=age) == expected


@pytest.mark.parametrize(
    ("height", "weight", "expected"),
    [
        (165, D("59.9"), 1),
        (165, 60, 0),
        (165, D("60.1"), 0),
        (180, D("64.7"), 1),
        (180, D("64.8"), 0),  # a BMI of 20
        (180, D("64.9"), 0),
        (150, D("59.9"), 1),  # light, with a BMI of 26.6
        (180, 50, 1),  # both count once
    ],
)
def test_weight(height: int, weight: Decimal, expected: int) -> None:
    """Under 60 kg, or a BMI under 20."""
    assert points(NO_POINTS, height_cm=height, weight_kg=weight) == expected


@pytest.mark.parametrize(
    ("age", "fracture", "expected"),
    [
        (60, {}, 1),
        (60, {"fracture_sites": ["wrist", "hip"]}, 1),
        (60, {"fracture_sites": ["spine"]}, 4),
        (60, {"fracture_sites": ["wrist", "spine"]}, 4),
        (60, {"fracture_in_last_2_years": True}, 4),
        (60, {"fracture_in_last_2_years": False}, 1),
        (60, {"fracture_sites": ["spine"], "fracture_in_last_2_years": True}, 4),
        (49, {"fracture_sites": ["spine"]}, 0),
        (50, {"fracture_sites": ["spine"]}, 0),
        (51, {"fracture_sites": ["spine"]}, 4),
        (50, {}, 0),
        (51, {}, 1),
        (60, {"fragility_fracture": False, "fracture_sites": ["spine"]}, 0),  # ignored
    ],
)
def test_fracture_after_50(age: int, fracture: dict[str, object], expected: int) -> None:
    """1 point; 4 for the spine or in the last 2 years."""
    answers = {**NO_POINTS, "age_years": age, "menopause_age_years": None, "fragility_fracture": True}
    assert points(answers, **fracture) == expected


@pytest.mark.parametrize(("falls", "expected"), [(None, 0), (0, 0), (1, 1), (2, 1), (50, 1)])
def test_falls(falls: int | None, expected: int) -> None:
    """A fall in the last year: 1, however many."""
    assert points(NO_POINTS, falls_last_year=falls) == expected


def test_a_parents_hip_fracture() -> None:
    """1 point."""
    assert points(NO_POINTS, parental_hip_fracture=True) == 1
    assert points(NO_POINTS, family_osteoporosis=True) == 0


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["rheumatoid_arthritis"], 1),
        (["type_1_diabetes"], 1),
        (["malabsorption"], 1),
        (["hyperthyroidism"], 1),
        (["hyperparathyroidism"], 1),
        (["copd"], 1),
        (["anorexia_nervosa"], 1),
        (["copd", "malabsorption", "hyperthyroidism"], 1),
        (["rheumatoid_arthritis", "copd"], 2),
        (["kidney_disease", "kidney_stones", "high_blood_calcium", "liver_disease", "cushing"], 0),
    ],
)
def test_conditions(conditions: list[str], expected: int) -> None:
    """Rheumatoid arthritis 1; any of the others 1 together."""
    assert points(NO_POINTS, conditions=conditions) == expected


def test_medicines_and_hormones_count_with_the_other_conditions() -> None:
    """One point for any of them."""
    assert points(NO_POINTS, medicines=["antiepileptics"]) == 1
    assert points(NO_POINTS, medicines=["thyroid_hormone", "proton_pump_inhibitors"]) == 0
    assert points(NO_POINTS, amenorrhoea_over_12_months=True) == 1
    assert points({**NO_POINTS, "sex": "male"}, low_testosterone=True) == 1
    assert (
        points(NO_POINTS, medicines=["antiepileptics"], conditions=["copd"], amenorrhoea_over_12_months=True)
        == 1
    )


@pytest.mark.parametrize("months", ["under_3", "3_or_more", None])
@pytest.mark.parametrize("dose", ["under_5", "5_to_7_5", "over_7_5", None])
def test_glucocorticoids(months: str | None, dose: str | None) -> None:
    """4 points, over 3 months and over 7.5 mg a day."""
    course = {"glucocorticoid_months": months, "glucocorticoid_mg_per_day": dose}
    assert points(NO_POINTS, medicines=["glucocorticoids"], **course) == (4 if course == LONG_COURSE else 0)


def test_all_rows_together() -> None:
    """2 + 1 + 4 + 1 + 1 + 1 + 1 + 4."""
    everything = {
        "age_years": 71,
        "weight_kg": 55,
        "fragility_fracture": True,
        "fracture_sites": ["spine"],
        "parental_hip_fracture": True,
        "falls_last_year": 3,
        "conditions": ["rheumatoid_arthritis", "copd"],
        "medicines": ["glucocorticoids", "antiepileptics"],
        **LONG_COURSE,
    }
    assert points(MAN, **everything) == 15
