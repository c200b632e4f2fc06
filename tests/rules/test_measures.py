"""The measures: the contract's worked values, and what they are without an answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.answers import clean
from rules.facts import Kind
from rules.measures import KINDS, MEASURES, Number, measure, with_measures
from tests.rules.people import MAN, SERVINGS, WOMAN, measured
from tests.rules.vocabulary import ROWS


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"sex": "female", "age_years": 70, "weight_kg": 60}, {"ost": -2}),
        (
            {"sex": "female", "age_years": 64, "weight_kg": Decimal("60.0"), "menopause": "natural",
             "hormone_therapy": "never", "fragility_fracture": False},
            {"ost": 0, "orai": 10, "osiris": 0, "score": 11},
        ),
        (
            {"sex": "female", "age_years": 65, "weight_kg": Decimal("59.9"), "menopause": "natural",
             "hormone_therapy": "never", "fragility_fracture": True, "fracture_sites": ["wrist"]},
            {"ost": -1, "orai": 20, "osiris": -4, "score": 15},
        ),
        (
            {"sex": "female", "age_years": 54, "weight_kg": Decimal("70.0"), "menopause": "natural",
             "hormone_therapy": "current", "fragility_fracture": False},
            {"ost": 3, "orai": 0, "osiris": 6, "score": 5},
        ),
        ({"sex": "male", "age_years": 56, "weight_kg": Decimal("80.0")}, {"ost": 4, "mores": 7}),
        ({"sex": "male", "age_years": 75, "weight_kg": 81, "conditions": ["copd"]}, {"mores": 7}),
        ({"sex": "male", "age_years": 74, "weight_kg": 81}, {"mores": 3}),
    ],
)  # fmt: skip
def test_the_worked_values_of_the_contract(answers: dict[str, object], expected: dict[str, Number]) -> None:
    """As derived there by hand."""
    found = measured(answers)
    assert {key: found[key] for key in expected} == expected


def test_somebody_who_answered_all_has_every_measure_but_the_other_sexs() -> None:
    """So that the next tests show what is missing for want of an answer."""
    assert [key for key, value in measured(WOMAN).items() if value is None] == ["mores"]
    assert [key for key, value in measured(MAN).items() if value is None] == [
        "orai", "osiris", "score", "years_since_menopause",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "unknown"),
    [
        ("age_years", "ost orai osiris score nhg_points years_since_menopause calcium_target_mg_per_day"),
        ("sex", "orai osiris score calcium_target_mg_per_day"),
        ("weight_kg", "bmi ost orai osiris score nhg_points"),
        ("height_cm", "bmi nhg_points"),
        ("menopause", "osiris score"),
        ("menopause_age_years", "years_since_menopause"),
        ("alcohol_drinks_per_week", "alcohol_drinks_per_day"),
        *((serving, "calcium_mg_per_day") for serving in SERVINGS),
    ],
)
def test_a_required_input_that_is_missing_makes_a_measure_unknown(missing: str, unknown: str) -> None:
    """And no other measure."""
    facts = clean(WOMAN).facts
    del facts[missing]
    assert [
        key for key, value in measure(facts).items() if value is None and key != "mores"
    ] == unknown.split()


@pytest.mark.parametrize("missing", ["age_years", "sex", "weight_kg"])
def test_a_mans_index_needs_his_age_sex_and_weight(missing: str) -> None:
    """MORES."""
    facts = clean(MAN).facts
    assert measure(facts)["mores"] is not None
    del facts[missing]
    assert measure(facts)["mores"] is None


@pytest.mark.parametrize(
    "missing",
    [
        "hormone_therapy",
        "fragility_fracture",
        "parental_hip_fracture",
        "falls_last_year",
        "conditions",
        "medicines",
    ],
)
@pytest.mark.parametrize("person", [WOMAN, MAN], ids=["woman", "man"])
def test_other_inputs_count_as_no_while_unanswered(person: dict[str, object], missing: str) -> None:
    """As the published tools take them."""
    assert measured({**person, missing: None}) == measured(person)


@pytest.mark.parametrize("menopause", ["not_yet", None])
def test_the_indices_for_after_menopause_wait_for_it(menopause: str | None) -> None:
    """OSIRIS and SCORE; ORAI is for every woman."""
    found = measured({**WOMAN, "menopause": menopause})
    assert (found["osiris"], found["score"], found["orai"]) == (None, None, 10)


def test_somebody_of_unspecified_sex_has_the_measures_that_name_no_sex() -> None:
    """No index made for women or for men."""
    found = measured({**WOMAN, "sex": "unspecified"})
    assert [key for key, value in found.items() if value is None] == ["orai", "osiris", "score", "mores"]
    assert found["calcium_target_mg_per_day"] == 950


def test_a_serving_that_is_not_asked_counts_nothing() -> None:
    """A vegan's milk, cheese and fish; a nut allergy's nuts."""
    vegan = {
        **WOMAN,
        **dict.fromkeys(SERVINGS, 0),
        "diets": ["vegan", "nut_allergy"],
        "fortified_drinks_per_day": 2,
    }
    not_asked = dict.fromkeys(("milk_or_yoghurt_per_day", "cheese_per_day", "oily_fish_per_week"))
    assert measured({**vegan, **not_asked, "nuts_or_seeds_per_week": None})["calcium_mg_per_day"] == 730
    assert measured({**vegan, "milk_or_yoghurt_per_day": 4})["calcium_mg_per_day"] == 730
    assert measured({**vegan, "fortified_drinks_per_day": None})["calcium_mg_per_day"] is None


def test_the_rules_see_the_answers_and_the_measures_that_are_known() -> None:
    """An unknown measure satisfies no comparison, so it is left out."""
    facts = with_measures({"age_years": 64}, {"ost": 0, "orai": None})
    assert facts == {"age_years": 64, "ost": 0}


def test_every_measure_can_be_compared_with_a_number() -> None:
    """And none has the name of an asked fact."""
    assert KINDS.keys() == ROWS.keys() | MEASURES.keys()
    assert not ROWS.keys() & MEASURES.keys()
    assert {KINDS[key] for key in MEASURES} == {Kind.DECIMAL}
    assert all(KINDS[key] == expected.kind for key, expected in ROWS.items())
