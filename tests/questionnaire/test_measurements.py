"""Height and weight in other units: what was typed comes back, and what is stored is in cm and kg."""

from __future__ import annotations

from decimal import Decimal

from django.utils import translation
import pytest

from questionnaire.questions.measurements import UNITS, Unit, amount_text, number_text, unit_of

FEET, STONES, POUNDS, CM = (
    UNITS["height_cm"]["ft_in"],
    UNITS["weight_kg"]["st_lb"],
    UNITS["weight_kg"]["lb"],
    UNITS["height_cm"]["cm"],
)


@pytest.mark.parametrize(
    ("unit", "per_whole", "halves"),
    [(FEET, 24, range(79, 182)), (STONES, 28, range(111, 1323)), (POUNDS, 2, range(111, 1323))],
    ids=["feet and inches", "stones and pounds", "pounds"],
)
def test_every_half_inch_and_half_pound_in_range_comes_back(
    unit: Unit, per_whole: int, halves: range
) -> None:
    for half in halves:
        rest = Decimal(half) / 2
        parts = [rest] if unit is POUNDS else [Decimal(half // per_whole), Decimal(half % per_whole) / 2]
        assert unit.split(float(unit.join(parts))) == parts


@pytest.mark.parametrize(
    ("unit", "parts", "amount"),
    [
        (FEET, [5, 4], "162.6"),
        (FEET, [5, None], "152.4"),
        (FEET, [None, 64], "162.6"),
        (STONES, [9, 10], "61.7"),
        (STONES, [None, 136], "61.7"),
        (POUNDS, [136], "61.7"),
        (CM, [Decimal("162.5")], "162.5"),
    ],
)
def test_the_parts_together_are_the_facts_amount(
    unit: Unit, parts: list[Decimal | None], amount: str
) -> None:
    assert unit.join(parts) == Decimal(amount)


def test_twelve_inches_are_never_left_over() -> None:
    assert FEET.split(182.8) == [6, 0]
    assert STONES.split(63.5) == [10, 0]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["5 ft 4.5 in", "9 st 10 lb", "162.5 cm"]),
        ("fr", ["5 pi 4,5 po", None, "162,5 cm"]),
        ("nl", [None, None, "162,5 cm"]),
    ],
)
def test_an_amount_in_words(language: str, said: list[str | None]) -> None:
    with translation.override(language):
        words = [amount_text(163.8, FEET), amount_text(61.7, STONES), amount_text(162.5, CM)]
    for expected, found in zip(said, words, strict=True):
        assert expected in (None, found)
    assert len(set(words)) == 3


def test_a_number_is_written_as_one_types_it() -> None:
    assert [number_text(number) for number in (62, 62.0, 61.7, Decimal("1300.5"))] == [
        "62",
        "62",
        "61.7",
        "1300.5",
    ]
    with translation.override("fr"):
        assert number_text(61.7) == "61,7"


def test_without_a_choice_the_metric_unit_is_meant_and_only_height_and_weight_have_one() -> None:
    assert unit_of("height_cm", {}) is CM
    assert unit_of("height_cm", {"height_cm": "ells"}) is CM
    assert unit_of("height_cm", {"height_cm": "ft_in"}) is FEET
    assert unit_of("sleep_hours", {"sleep_hours": "kg"}) is None
