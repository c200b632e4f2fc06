"""The solver's people are those whose answers are taken; what is not asked any more is dropped."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from rules.answers import AnswersInvalid, clean
from rules.conditions import NUMERIC, Condition, Operator
from rules.facts import FACTS, Value
from rules.proof.solving import Solver
from rules.proof.somebody import HEIGHT, Changed, Somebody, depending_on
from rules.proof.visitors import holds
from tests.rules.proof.stating import COMPARED, answered, facts_in, given_as, model_of
from tests.rules.random_documents import random_answer, random_answers

RANDOMS = st.randoms(use_true_random=False)
thoroughly = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COMPARING = (Operator.IS, Operator.IS_NOT, *sorted(NUMERIC))
WOMAN: dict[str, Value] = {"age_years": 60, "sex": "female"}


@thoroughly
@given(RANDOMS)
def test_whoever_answers_satisfies_the_laws(random: Random) -> None:
    facts = clean(random_answers(random)).facts
    assert model_of(Somebody(), facts) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"age_years": None},
        {"sex": None},
        {"age_years": 121},
        {"age_years": -1},
        {"height_cm": 99},
        {"height_cm": 231},
        {"weight_kg": 24},
        {"weight_kg": 301},
        {"sleep_hours": 25},
        {"falls_last_year": 51},
        {"symptoms": frozenset({"none", "night_cramps"})},
        {"menopause": "natural", "menopause_age_years": 61},
        {"menopause": "natural", "menopause_age_years": 14},
    ],
)
def test_whoever_is_refused_breaks_a_law(wrong: dict[str, Value | None]) -> None:
    answers = {**WOMAN, **wrong}
    with pytest.raises(AnswersInvalid):
        clean(answers)
    given = {key: value for key, value in answers.items() if value is not None}
    assert model_of(Somebody(), given) is None


@pytest.mark.parametrize(
    "not_asked",
    [
        {"age_years": 39, "height_loss": "none"},
        {"age_years": 39, "last_densitometry": "never"},
        {"pregnant_or_breastfeeding": False},
        {"sex": "male", "menopause": "not_yet"},
        {"menopause": "not_yet", "menopause_age_years": 50},
        {"menopause_age_years": 50},
        {"menopause": "not_yet", "hormone_therapy": "never"},
        {"sex": "male", "amenorrhoea_over_12_months": True},
        {"low_testosterone": True},
        {"fracture_sites": frozenset({"hip"})},
        {"fragility_fracture": False, "fracture_in_last_2_years": True},
        {"age_years": 49, "falls_last_year": 1},
        {"medicines": frozenset({"none"}), "glucocorticoid_months": "under_3"},
        {"glucocorticoid_mg_per_day": "under_5"},
        {"diets": frozenset({"vegan"}), "milk_or_yoghurt_per_day": 1},
        {"diets": frozenset({"milk_allergy"}), "cheese_per_day": 1},
        {"diets": frozenset({"vegetarian"}), "oily_fish_per_week": 1},
        {"diets": frozenset({"nut_allergy"}), "nuts_or_seeds_per_week": 1},
    ],
)
def test_whoever_answered_what_is_not_asked_breaks_a_law(not_asked: dict[str, Value]) -> None:
    answers = {**WOMAN, **not_asked}
    assert clean(answers).ignored
    assert model_of(Somebody(), answers) is None


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("smoking", ["never", "current"]),
        ("fragility_fracture", ["true", "false"]),
        ("supplements", ["none", "calcium"]),
    ],
)
def test_nobody_chooses_what_excludes_each_other(key: str, options: list[str]) -> None:
    somebody = Somebody()
    for option in options:
        assert Solver(somebody.laws).find(somebody.option(key, option)) is not None
    assert Solver(somebody.laws).find(*(somebody.option(key, option) for option in options)) is None


@thoroughly
@given(RANDOMS)
def test_a_changed_visitor_has_the_answers_that_are_still_asked(random: Random) -> None:
    before, key = clean(random_answers(random)).facts, random.choice(sorted(FACTS))
    assert_changed(before, key, random_answer(random, key))


@pytest.mark.parametrize(
    ("before", "key", "answer"),
    [
        ({"menopause": "natural", "menopause_age_years": 50, "hormone_therapy": "past"}, "sex", "male"),
        ({"menopause": "natural", "hormone_therapy": "past"}, "sex", "unspecified"),
        ({"menopause": "natural", "menopause_age_years": 50}, "age_years", 49),
        ({"menopause": "natural", "menopause_age_years": 15}, "age_years", 29),
        ({"menopause": "natural", "menopause_age_years": 50}, "menopause", None),
        ({"falls_last_year": 3, "height_loss": "none"}, "age_years", 45),
        ({"fragility_fracture": True, "fracture_sites": frozenset({"hip"})}, "fragility_fracture", False),
        ({"fragility_fracture": True, "fracture_in_last_2_years": True}, "fragility_fracture", None),
        ({"milk_or_yoghurt_per_day": 2, "oily_fish_per_week": 1}, "diets", ["vegan"]),
        ({"medicines": frozenset({"glucocorticoids"}), "glucocorticoid_months": "under_3"}, "medicines", []),
        ({"height_cm": 160}, "height_cm", None),
        ({}, "height_cm", 160.5),
        ({}, "sex", None),
        ({}, "age_years", None),
        ({}, "fracture_sites", ["hip"]),
    ],
)
def test_what_is_not_asked_any_more_is_dropped(before: dict[str, Value], key: str, answer: object) -> None:
    assert_changed({**WOMAN, **before}, key, answer)


def assert_changed(before: dict[str, Value], key: str, answer: object) -> None:
    """After the change the facts are those that `clean` finds; what it refuses or ignores breaks a law."""
    changed = Changed(Somebody(), key)
    new = answered(changed, key, given_as(answer))
    model = model_of(changed.before, before, *changed.laws, *new)
    try:
        after = clean({**before, key: answer})
    except AnswersInvalid:
        assert model is None
        return
    if key in after.ignored:
        assert model is None
    else:
        assert model is not None
        assert facts_in(model, changed) == after.facts


@pytest.mark.parametrize(
    ("key", "dependent"),
    [
        ("fragility_fracture", ["fracture_sites", "fracture_in_last_2_years"]),
        ("menopause", ["menopause_age_years", "hormone_therapy"]),
        ("smoking", []),
    ],
)
def test_the_questions_that_rest_on_an_answer(key: str, dependent: list[str]) -> None:
    assert depending_on(key) == dependent


def test_a_question_can_rest_on_another_through_a_third() -> None:
    assert {"menopause", "hormone_therapy", "menopause_age_years"} <= {*depending_on("sex")}
    assert "sex" not in depending_on("sex")


@pytest.mark.parametrize("value", [59, 60, 61])
@pytest.mark.parametrize("key", ["age_years", "weight_kg", "menopause_age_years"])
def test_numbers_compare_as_they_should(key: str, value: int) -> None:
    is_so = judge({**WOMAN, "age_years": 61, "menopause": "natural", key: value})
    for operator, limit in product(COMPARING, map(Decimal, ("60", "60.0", "60.5", "59.999999", "60.000001"))):
        assert is_so(Condition(key, operator, limit)) is COMPARED[operator](value, limit), (operator, limit)


@pytest.mark.parametrize("key", ["weight_kg", "menopause_age_years"])
def test_a_number_that_is_not_known_compares_with_none(key: str) -> None:
    is_so = judge({"age_years": 20, "sex": "male"})
    assert not any(is_so(Condition(key, operator, Decimal(60))) for operator in COMPARING)


@pytest.mark.parametrize("height", ["160.199999", "160.2", "160.200001"])
def test_a_height_compares_though_it_stands_as_its_square(height: str) -> None:
    is_so, limit = judge({**WOMAN, HEIGHT: Decimal(height)}), Decimal("160.2")
    for operator in COMPARING:
        assert is_so(Condition(HEIGHT, operator, limit)) is COMPARED[operator](Decimal(height), limit)


@pytest.mark.parametrize(
    ("answer", "holding"),
    [
        ({"smoking": "never"}, {"smoking is never", "smoking is not current", "smoking is known"}),
        ({"fragility_fracture": True}, {"fragility_fracture is true", "fragility_fracture is not false"}),
        ({"fragility_fracture": False}, {"fragility_fracture is false", "fragility_fracture is not true"}),
        ({"supplements": frozenset({"calcium"})}, {"supplements includes calcium", "supplements is known"}),
        (
            {"supplements": frozenset({"magnesium", "vitamin_k"})},
            {"supplements does not include calcium", "supplements is known"},
        ),
        ({"height_cm": 160}, {"height_cm is known"}),
        ({}, set()),
    ],
)
def test_what_is_not_known_satisfies_no_condition(answer: dict[str, Value], holding: set[str]) -> None:
    conditions = [
        "smoking is never",
        "smoking is not current",
        "smoking is known",
        "fragility_fracture is true",
        "fragility_fracture is not true",
        "fragility_fracture is false",
        "fragility_fracture is not false",
        "supplements includes calcium",
        "supplements does not include calcium",
        "supplements is known",
        "height_cm is known",
        "height_cm is 170",
    ]
    is_so = judge({**WOMAN, **answer})
    assert {c for c in conditions if is_so(Condition.parse(c))} == holding


def judge(facts: dict[str, Value]) -> Callable[[Condition], bool]:
    """Tells whether a condition holds of this person."""
    somebody = Somebody()
    model = model_of(somebody, facts)
    assert model is not None
    return lambda condition: holds(model, somebody.holds(condition))
