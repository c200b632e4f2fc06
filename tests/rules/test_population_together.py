"""What goes together in life goes together in the made-up population."""

from __future__ import annotations

import pytest

from tests.rules.adults import SMOKES, Test, aged, among, index_of, of, says, share

# What rises: in which group, what, from whom, to whom, at least so many times.
RISES: dict[str, tuple[Test, Test, Test, float]] = {
    "COPD with smoking": (says("conditions", "copd"), says("smoking", "never"), SMOKES, 2),
    "glucocorticoids with rheumatoid arthritis": (
        says("medicines", "glucocorticoids"),
        says("conditions", "none"),
        says("conditions", "rheumatoid_arthritis"),
        5,
    ),
    "glucocorticoids with COPD": (
        says("medicines", "glucocorticoids"),
        says("conditions", "none"),
        says("conditions", "copd"),
        2,
    ),
    "fractures with age": (says("fragility_fracture", True), of("female", 50, 59), of("female", 80), 3),
    "fractures in women": (says("fragility_fracture", True), of("male", 70), of("female", 70), 1.4),
    "falls with age": (lambda a: a.get("falls_last_year", 0) >= 1, aged(50, 59), aged(80), 1.7),
    "height loss with age": (says("height_loss", "over_4_cm"), aged(50, 59), aged(70), 3),
    "height loss after a fracture": (
        says("height_loss", "over_4_cm"),
        lambda a: a["age_years"] >= 60 and a.get("fragility_fracture") is False,
        lambda a: a["age_years"] >= 60 and a.get("fragility_fracture") is True,
        1.3,
    ),
    "diagnosis after a fracture": (
        says("diagnosed_osteoporosis", True),
        lambda a: a["age_years"] >= 60 and a.get("fragility_fracture") is False,
        lambda a: a["age_years"] >= 60 and a.get("fragility_fracture") is True,
        1.3,
    ),
    "a scan after a diagnosis": (
        says("last_densitometry", "under_2_years"),
        says("diagnosed_osteoporosis", False),
        says("diagnosed_osteoporosis", True),
        2,
    ),
    "weight with age": (lambda a: index_of(a) >= 25, aged(18, 24), aged(60, 74), 1.6),
    "tofu without meat": (
        lambda a: a.get("pulses_or_tofu_per_week", 0) >= 4,
        says("diets", "none"),
        says("diets", "vegan"),
        4,
    ),
    "plant drinks without milk": (
        lambda a: a.get("fortified_drinks_per_day", 0) >= 1,
        says("diets", "none"),
        says("diets", "vegan"),
        3,
    ),
}


@pytest.mark.parametrize("name", RISES)
def test_what_goes_together_goes_together(name: str) -> None:
    test, rarer, commoner, times = RISES[name]
    assert share(among(commoner), test) > times * share(among(rarer), test) > 0
