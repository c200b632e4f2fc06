"""A fact whose question would not be shown is ignored, and so is what hangs on it."""

from __future__ import annotations

import pytest

from rules.answers import clean
from tests.rules.vocabulary import ROWS, WHO_IS_ASKED, Row

WOMAN: dict[str, object] = {"age_years": 62, "sex": "female"}
CASES = [
    pytest.param(expected, who, is_asked, id=f"{expected.key} {who or 'woman'}")
    for expected in ROWS.values()
    for is_asked, people in zip((True, False), WHO_IS_ASKED[expected.condition], strict=True)
    for who in people
    if expected.key not in who and expected.key not in WOMAN
]


@pytest.mark.parametrize(("expected", "who", "is_asked"), CASES)
def test_an_answer_counts_only_where_its_question_is_asked(
    expected: Row, who: dict[str, object], is_asked: bool
) -> None:
    """Both ways of every “asked when”."""
    cleaned = clean({**WOMAN, **who, expected.key: expected.example})
    assert (expected.key in cleaned.facts) is is_asked
    assert (expected.key in cleaned.ignored) is not is_asked


def test_what_hangs_on_an_ignored_answer_is_ignored_too() -> None:
    """A man's menopause, and everything after it, in the order of the questions."""
    man = {"age_years": 62, "sex": "male", "hormone_therapy": "past", "menopause": "natural"}
    cleaned = clean({**man, "menopause_age_years": 50, "amenorrhoea_over_12_months": True})
    assert cleaned.ignored == [
        "menopause",
        "menopause_age_years",
        "hormone_therapy",
        "amenorrhoea_over_12_months",
    ]
    assert cleaned.facts == {"age_years": 62, "sex": "male"}


def test_a_vegan_with_a_milk_allergy_is_asked_for_neither_milk_nor_fish() -> None:
    """Each reason is enough."""
    servings = {key: 2 for key, expected in ROWS.items() if expected.kind == "integer" and "_per_" in key}
    cleaned = clean({**WOMAN, **servings, "diets": ["vegan", "milk_allergy"]})
    assert cleaned.ignored == ["milk_or_yoghurt_per_day", "cheese_per_day", "oily_fish_per_week"]


def test_an_unanswered_question_is_not_ignored() -> None:
    """`ignored` lists answers only."""
    assert clean({"age_years": 20, "sex": "male", "menopause": None, "fracture_sites": []}).ignored == []


@pytest.mark.parametrize("missing", ["age_years", "sex"])
def test_while_age_or_sex_is_open_nothing_that_depends_on_it_is_asked(missing: str) -> None:
    """Unknown satisfies no condition, “is not” neither."""
    word = "age" if missing == "age_years" else "sex"
    depends = [key for key, expected in ROWS.items() if word in expected.condition]
    answers = {key: ROWS[key].example for key in depends}
    given = {key: value for key, value in WOMAN.items() if key != missing}
    assert clean({**given, **answers}, partial=True).ignored == depends


def test_an_ignored_answer_must_be_well_formed_nevertheless() -> None:
    """A wrong value is a fault of the sender, asked or not."""
    with pytest.raises(ValueError, match="fracture_sites: give a list of"):
        clean({**WOMAN, "fragility_fracture": False, "fracture_sites": "hip"})
