"""The measures at every cut-off: one step below, at, above. Worked out by hand from the published definitions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.people import MAN, SERVINGS, WOMAN, measured

D = Decimal


def change(**answers: object) -> dict[str, object]:
    """What differs from the woman, or the man, of people.py."""
    return answers


@pytest.mark.parametrize(
    ("height", "weight", "expected"),
    [
        (160, 60, D("23.4375")),
        (170, D("53.465"), D("18.5")),  # 18.5 × 2.89
        (170, D("54.91"), D(19)),
        (170, D("57.8"), D(20)),
        (100, 300, D(300)),
        (D("161.3"), D("57.1"), D("57.1") * 10_000 / (D("161.3") * D("161.3"))),
    ],
)
def test_bmi(height: Decimal, weight: Decimal, expected: Decimal) -> None:
    """Exact at 18.5, 19 and 20, where rules cut; a gram less or more is less or more."""
    gram = D("0.001")
    found = [measured({**WOMAN, "height_cm": height, "weight_kg": w})["bmi"] for w in (weight, weight - gram)]
    assert found[0] == expected
    assert found[1] is not None
    assert found[1] < expected


@pytest.mark.parametrize(
    ("age", "weight", "expected"),
    [
        (50, D("59.9"), 1),  # 1.98
        (50, 60, 2),
        (50, D("60.1"), 2),
        (49, 60, 2),  # 2.2
        (51, 60, 1),  # 1.8
        (50, D("54.9"), 0),  # 0.98
        (50, 55, 1),
        (64, 60, 0),  # -0.8, towards zero
        (64, D("59.1"), 0),  # -0.98
        (64, 59, -1),
        (64, D("58.9"), -1),  # -1.02
        (70, 60, -2),
        (0, 300, 60),
        (120, 25, -19),
    ],
)
def test_ost(age: int, weight: Decimal, expected: int) -> None:
    """Truncated towards zero on either side of it; the same for men and women."""
    for person in (WOMAN, MAN):
        answers = {**person, "age_years": age, "weight_kg": weight, "menopause_age_years": None}
        assert measured(answers)["ost"] == expected


@pytest.mark.parametrize(
    ("age", "weight", "hormones", "expected"),
    [
        (54, 70, "never", 2),
        (55, 70, "never", 7),
        (56, 70, "never", 7),
        (64, 70, "never", 7),
        (65, 70, "never", 11),
        (74, 70, "never", 11),
        (75, 70, "never", 17),
        (76, 70, "never", 17),
        (54, D("70.1"), "never", 2),
        (54, D("69.9"), "never", 5),
        (54, D("60.1"), "never", 5),
        (54, 60, "never", 5),
        (54, D("59.9"), "never", 11),
        (54, 70, "past", 2),
        (54, 70, None, 2),
        (54, 70, "current", 0),
        (75, 59, "current", 24),
        (75, 59, "never", 26),
    ],
)
def test_orai(age: int, weight: Decimal, hormones: str | None, expected: int) -> None:
    """Age 55, 65, 75; weight 60, 70; oestrogen now or not."""
    answers = {**WOMAN, "age_years": age, "weight_kg": weight, "hormone_therapy": hormones}
    assert measured(answers)["orai"] == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (change(age_years=64, weight_kg=65), 1),  # 13 - 12
        (change(age_years=65, weight_kg=65), 0),  # 13 - 13
        (change(age_years=66, weight_kg=65), 0),
        (change(age_years=64, weight_kg=D("64.9")), 0),  # 12.98 is 12
        (change(age_years=64, weight_kg=D("65.1")), 1),
        (change(age_years=64, weight_kg=65, hormone_therapy="current"), 3),
        (change(age_years=64, weight_kg=65, hormone_therapy="past"), 1),
        (change(age_years=64, weight_kg=65, fragility_fracture=True), -1),
        (change(age_years=64, weight_kg=65, fragility_fracture=True, hormone_therapy="current"), 1),
        (change(age_years=64, weight_kg=65, menopause="surgical_or_medical"), 1),
    ],
)
def test_osiris(changed: dict[str, object], expected: int) -> None:
    """Weight and age are truncated one by one."""
    assert measured({**WOMAN, **changed})["osiris"] == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (change(), 11),  # 5 + 18 + 1 - 13: 60 kg are 132.3 lb
        (change(age_years=59), 8),
        (change(age_years=60), 11),
        (change(age_years=69), 11),
        (change(age_years=70), 14),
        (change(weight_kg=D("63.5")), 11),  # 139.99 lb
        (change(weight_kg=D("63.5029317")), 11),
        (change(weight_kg=D("63.5029318")), 10),  # 140 lb to the last digit
        (change(weight_kg=D("63.6")), 10),
        (change(hormone_therapy="past"), 10),
        (change(hormone_therapy="current"), 10),
        (change(hormone_therapy=None), 11),
        (change(conditions=["rheumatoid_arthritis", "copd"]), 15),
        (change(conditions=["copd"]), 11),
        (change(fragility_fracture=True), 11),
        (change(fragility_fracture=True, fracture_sites=["wrist"]), 15),
        (change(fragility_fracture=True, fracture_sites=["hip"]), 15),
        (change(fragility_fracture=True, fracture_sites=["rib"]), 15),
        (change(fragility_fracture=True, fracture_sites=["spine", "upper_arm", "pelvis", "other"]), 11),
        (change(fragility_fracture=True, fracture_sites=["spine", "wrist", "hip"]), 19),
        (change(fragility_fracture=True, fracture_sites=["spine", "wrist", "hip", "rib", "other"]), 23),
        (change(fragility_fracture=False, fracture_sites=["wrist"]), 11),  # ignored
    ],
)
def test_score(changed: dict[str, object], expected: int) -> None:
    """Decades of age, tens of pounds, and at most 12 points for fractures."""
    assert measured({**WOMAN, **changed})["score"] == expected


@pytest.mark.parametrize(
    ("age", "weight", "conditions", "expected"),
    [
        (55, D("80.1"), None, 0),
        (56, D("80.1"), None, 3),
        (74, D("80.1"), None, 3),
        (75, D("80.1"), None, 4),
        (76, D("80.1"), None, 4),
        (54, 80, None, 4),
        (54, D("79.9"), None, 4),
        (54, D("70.1"), None, 4),
        (54, 70, None, 6),
        (54, D("69.9"), None, 6),
        (54, 90, ["copd"], 3),
        (54, 90, ["kidney_disease"], 0),
        (75, 70, ["copd", "cushing"], 13),
    ],
)
def test_mores(age: int, weight: Decimal, conditions: list[str] | None, expected: int) -> None:
    """Age 55, 75; weight 70, 80; COPD."""
    assert (
        measured({**MAN, "age_years": age, "weight_kg": weight, "conditions": conditions})["mores"]
        == expected
    )


@pytest.mark.parametrize(
    ("years", "since", "expected"), [(64, 50, 14), (51, 50, 1), (50, 50, 0), (65, 65, 0), (120, 15, 105)]
)
def test_years_since_menopause(years: int, since: int, expected: int) -> None:
    """Whole years."""
    answers = {**WOMAN, "age_years": years, "menopause_age_years": since}
    assert measured(answers)["years_since_menopause"] == expected


@pytest.mark.parametrize(
    ("servings", "expected"),
    [
        (change(), D(250)),
        (change(milk_or_yoghurt_per_day=1), D(490)),
        (change(milk_or_yoghurt_per_day=2), D(730)),
        (change(cheese_per_day=1), D(490)),
        (change(fortified_drinks_per_day=1), D(490)),
        (change(leafy_greens_per_week=7), D(290)),
        (change(oily_fish_per_week=7), D(300)),
        (change(nuts_or_seeds_per_week=7), D(295)),
        (change(pulses_or_tofu_per_week=7), D(310)),
        (change(leafy_greens_per_week=1), 250 + D(40) / 7),
        (change(milk_or_yoghurt_per_day=1, cheese_per_day=1, fortified_drinks_per_day=1,
                leafy_greens_per_week=7, oily_fish_per_week=7, nuts_or_seeds_per_week=7,
                pulses_or_tofu_per_week=7), D(1165)),
    ],
)  # fmt: skip
def test_calcium_from_food(servings: dict[str, object], expected: Decimal) -> None:
    """Each serving by itself, and all together."""
    assert measured({**WOMAN, **dict.fromkeys(SERVINGS, 0), **servings})["calcium_mg_per_day"] == expected


@pytest.mark.parametrize(
    ("age", "woman", "man"),
    [
        (17, None, None),
        (18, 1000, 1000),
        (24, 1000, 1000),
        (25, 950, 950),
        (50, 950, 950),
        (51, 1100, 950),
        (69, 1100, 950),
        (70, 1200, 1200),
        (71, 1200, 1200),
    ],
)
def test_calcium_target(age: int, woman: int | None, man: int | None) -> None:
    """From 18; for women of 51 and over, and everybody from 70, more."""
    changed = {"age_years": age, "menopause_age_years": None}
    assert measured({**WOMAN, **changed})["calcium_target_mg_per_day"] == woman
    assert measured({**MAN, **changed})["calcium_target_mg_per_day"] == man


@pytest.mark.parametrize(
    ("week", "day"), [(0, D(0)), (7, D(1)), (13, D(13) / 7), (14, D(2)), (15, D(15) / 7)]
)
def test_alcohol_a_day(week: int, day: Decimal) -> None:
    """A seventh of the week."""
    assert measured({**WOMAN, "alcohol_drinks_per_week": week})["alcohol_drinks_per_day"] == day
