"""Answers against the vocabulary: what is accepted, what is refused, and with which words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from rules.answers import AnswerError, AnswersInvalid, clean
from rules.facts import FACTS
from tests.rules.vocabulary import ROWS, Row

WOMAN: dict[str, object] = {"age_years": 62, "sex": "female"}
SEVERAL = [key for key, expected in ROWS.items() if expected.kind == "several"]
NUMBERS = [expected for expected in ROWS.values() if expected.is_number]
# What has to be answered for a key to be asked at all.
ASKED: dict[str, dict[str, object]] = {
    "menopause_age_years": {"menopause": "natural", "age_years": 120},
    "hormone_therapy": {"menopause": "natural"},
    "pregnant_or_breastfeeding": {"age_years": 40},
    "low_testosterone": {"sex": "male"},
    "fracture_sites": {"fragility_fracture": True},
    "fracture_in_last_2_years": {"fragility_fracture": True},
    "glucocorticoid_months": {"medicines": ["glucocorticoids"]},
    "glucocorticoid_mg_per_day": {"medicines": ["glucocorticoids"]},
}


def about(key: str, answer: object) -> dict[str, object]:
    """The answers of somebody who is asked `key` and answers so."""
    return {**WOMAN, **ASKED.get(key, {}), key: answer}


def errors(answers: dict[Any, object], partial: bool = False) -> list[AnswerError]:
    """What is wrong with these answers."""
    with pytest.raises(AnswersInvalid) as caught:
        clean(answers, partial)
    return caught.value.errors


@pytest.mark.parametrize(
    ("key", "answer", "fact"),
    [
        ("age_years", 62, 62),
        ("weight_kg", 60, 60),
        ("weight_kg", 59.9, Decimal("59.9")),
        ("weight_kg", Decimal("59.95"), Decimal("59.95")),
        ("sleep_hours", 0.0, Decimal("0.0")),
        ("fragility_fracture", False, False),
        ("height_loss", "none", "none"),
        ("conditions", ["copd", "cushing"], frozenset({"copd", "cushing"})),
        ("conditions", ("copd",), frozenset({"copd"})),
        ("conditions", {"copd", "cushing"}, frozenset({"copd", "cushing"})),
        (
            "conditions",
            ["copd", "cushing", "copd"],
            frozenset({"copd", "cushing"}),
        ),  # said twice, counts once
        ("conditions", ["none"], frozenset({"none"})),
    ],
)
def test_an_answer_becomes_a_fact(key: str, answer: object, fact: object) -> None:
    """A number keeps the digits that were written; several choices become a set."""
    value = clean(about(key, answer)).facts[key]
    assert (value, type(value)) == (fact, type(fact))
    if not isinstance(fact, frozenset):  # which has no order
        assert str(value) == str(fact)


@pytest.mark.parametrize("expected", ROWS.values(), ids=ROWS)
def test_every_choice_is_accepted(expected: Row) -> None:
    """Each by itself."""
    for choice in expected.choices:
        answer = [choice] if expected.kind == "several" else choice
        assert not clean(about(expected.key, answer)).ignored


@pytest.mark.parametrize("expected", NUMBERS, ids=lambda expected: expected.key)
def test_a_range_includes_its_ends_and_nothing_beyond(expected: Row) -> None:
    """One step below, at the low end, at the high end, one step above."""
    step = Decimal(1) if expected.kind == "integer" else Decimal("0.1")
    number = int if expected.kind == "integer" else Decimal
    low, high = expected.range
    for inside in (low, low + step, high - step, high):
        assert clean(about(expected.key, number(inside))).facts[expected.key] == inside
    for outside in (low - step, high + step, -high - 1, 10**400, -(10**400)):
        answer = outside if isinstance(outside, int) else number(outside)
        [error] = errors(about(expected.key, answer))
        assert (error.key, error.code) == (expected.key, "out_of_range")
        assert f"from {low} to {high}" in error.message


@pytest.mark.parametrize("key", [key for key in ROWS if key not in WOMAN])
def test_null_is_no_answer(key: str) -> None:
    """The same as leaving it out."""
    assert clean(about(key, None)) == clean({k: v for k, v in about(key, None).items() if k != key})


@pytest.mark.parametrize("key", SEVERAL)
def test_an_empty_list_is_no_answer(key: str) -> None:
    """Nothing ticked, not even “none”: not answered."""
    assert key not in clean(about(key, [])).facts


@pytest.mark.parametrize("key", ["age_years", "sex"])
@pytest.mark.parametrize("absent", [True, False])
def test_age_and_sex_are_required_unless_somebody_is_still_answering(key: str, absent: bool) -> None:
    """`partial` asks for nothing, and still refuses what is wrong."""
    answers = {k: v for k, v in WOMAN.items() if k != key} | ({} if absent else {key: None})
    [error] = errors(answers)
    assert (error.key, error.code) == (key, "required")
    with pytest.raises(AnswersInvalid):
        clean(answers)
    assert key not in clean(answers, partial=True).facts
    assert [e.code for e in errors({**answers, "stress": "very"}, partial=True)] == ["unknown_choice"]


NOT_A_NUMBER: list[object] = [
    True, False, "52", "", [], [52], {}, {"a": 1}, b"52", 52j, object(), (52,), float, range(3),
]  # fmt: skip
NOT_FINITE: list[object] = [
    float("nan"), float("inf"), float("-inf"), 1e400,
    Decimal("NaN"), Decimal("sNaN"), Decimal("-NaN123"), Decimal("Infinity"), Decimal("-Infinity"),
]  # fmt: skip
WRONG_LISTS: list[object] = [[None], [1], [["hip"]], [{}], [b"hip"], bytearray(b"h"), {1: "hip"}]
WRONG: dict[str, list[tuple[str, object]]] = {
    "integer": [
        *(("wrong_type", answer) for answer in NOT_A_NUMBER),
        *(("not_finite", answer) for answer in NOT_FINITE),
        *(("wrong_type", answer) for answer in (52.0, 52.5, Decimal(52), Decimal("5.20e1"), Decimal("1e400"), 1e300)),
        *(("out_of_range", answer) for answer in (10**400, -(10**400), 10**5000, 2**70)),
    ],
    "decimal": [
        *(("wrong_type", answer) for answer in NOT_A_NUMBER),
        *(("not_finite", answer) for answer in NOT_FINITE),
        *(("out_of_range", answer) for answer in (10**5000, 1e300, Decimal("1e400"), Decimal("1e999999999"), -5e-324)),
    ],
    "boolean": [
        ("wrong_type", answer) for answer in (0, 1, 1.0, "true", "yes", "", [], [True], {}, b"1", Decimal(1), object())
    ],
    "choice": [
        *(("wrong_type", answer) for answer in (True, 1, 1.5, [], ["never"], {}, {"never": 1}, b"never", object())),
        *(("unknown_choice", answer) for answer in ("", "other people", " never", "Never", "never\0", "\ud800")),
        ("unknown_choice", "x" * 10**6),
    ],
    "several": [
        *(("wrong_type", answer) for answer in (True, 1, 1.5, "hip", "", {}, {"hip": 1}, b"hip", object())),
        *(("wrong_type", answer) for answer in WRONG_LISTS),
        *(("unknown_choice", answer) for answer in ([""], ["hip\0"], ["\ud800"], ["Hip"], ["x"] * 10**5)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("expected", ROWS.values(), ids=ROWS)
def test_a_wrong_answer_is_refused_with_its_key_and_what_to_give(expected: Row) -> None:
    """Whatever it is; the sentence says what is allowed, and never repeats the answer."""
    allowed = {
        "boolean": "true, false",
        "choice": f"give one of: {', '.join(expected.choices)}",
        "several": f"give a list of: {', '.join(expected.choices)}",
    }
    numbers = f"from {expected.range[0]} to {expected.range[1]}" if expected.is_number else ""
    for code, answer in WRONG[expected.kind]:
        [error] = errors(about(expected.key, answer))
        assert (error.key, error.code) == (expected.key, code), answer
        assert allowed.get(expected.kind, numbers) in error.message
        assert ("null" in error.message) is not expected.asked_when.endswith("required")
        assert len(str(error)) < 400


@pytest.mark.parametrize("key", [key for key in SEVERAL if "none" in ROWS[key].choices])
def test_none_stands_alone_among_several(key: str) -> None:
    """“None” together with another choice contradicts itself."""
    other = ROWS[key].choices[0]
    assert clean(about(key, ["none"])).facts[key] == frozenset({"none"})
    for both in (["none", other], [other, "none"], list(ROWS[key].choices)):
        [error] = errors(about(key, both))
        assert (error.key, error.code) == (key, "none_with_others")
        assert "leave" in error.message


@pytest.mark.parametrize("answer", ["59." + "1" * 20, "59." + "0" * 50, "59.9", "6e1"])
def test_a_number_may_have_twenty_decimals(answer: str) -> None:
    """More than anybody measures."""
    assert clean({**WOMAN, "weight_kg": Decimal(answer)}).facts["weight_kg"] == Decimal(answer)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("weight_kg", "59." + "1" * 21),
        ("sleep_hours", "1e-21"),
        ("sleep_hours", "1e-999999"),
        pytest.param("height_cm", "160." + "1" * 60_000, id="long"),
    ],
)
def test_a_number_with_more_decimals_is_refused(key: str, answer: str) -> None:
    """So that the decimal arithmetic of the measures stays exact."""
    [error] = errors({**WOMAN, key: Decimal(answer)})
    assert (error.key, error.code) == (key, "too_precise")
    assert error.message.endswith("with 20 decimals at most")


@pytest.mark.parametrize(
    ("age", "menopause_age", "is_allowed"),
    [(50, 49, True), (50, 50, True), (50, 51, False), (30, 65, False), (65, 65, True), (120, 15, True)],
)
def test_the_last_period_is_not_in_the_future(age: int, menopause_age: int, is_allowed: bool) -> None:
    """At most today's age."""
    answers = {
        "age_years": age,
        "sex": "female",
        "menopause": "natural",
        "menopause_age_years": menopause_age,
    }
    if is_allowed:
        assert clean(answers).facts["menopause_age_years"] == menopause_age
    else:
        assert [(e.key, e.code) for e in errors(answers)] == [("menopause_age_years", "after_age")]


def test_a_menopause_age_that_is_ignored_contradicts_nothing() -> None:
    """Not asked, not compared."""
    answers = {"age_years": 40, "sex": "male", "menopause_age_years": 60}
    assert clean(answers).ignored == ["menopause_age_years"]


def test_every_error_is_reported_at_once_in_the_order_of_the_keys() -> None:
    """Nobody mends a file error by error."""
    wrong = {
        "age_years": "62",
        "sex": "f",
        "weight_kg": 10,
        "red_flags": "none",
        "shoe_size": 41,
        "stress": True,
    }
    found = errors(wrong)
    assert [error.key for error in found] == sorted(wrong)
    with pytest.raises(AnswersInvalid, match=r"age_years: .*; red_flags: .*; sex: .*; shoe_size: .*"):
        clean(wrong)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("shoe_size", "shoe_size"),
        ("AGE_YEARS", "AGE_YEARS"),
        ("age_years ", "age_years "),
        ("", ""),
        ("\ud800", "\\ud800"),
        ("a\0b\x1b[2J\r\nc", "a\\x00b\\x1b[2J\\r\\nc"),
        ("é", "\\xe9"),
        ("x" * 10**6, "x" * 60),
        (7, "7"),
        (None, "None"),
    ],
)
def test_an_unknown_key_is_named_in_plain_characters(key: object, shown: str) -> None:
    """Short, and harmless in a log or a terminal."""
    [error] = errors({**WOMAN, key: "canary"})
    assert (error.key, error.code) == (shown, "unknown_key")
    assert "leave it out" in error.message
    assert "canary" not in str(error)


def test_ten_thousand_unknown_keys_are_ten_thousand_errors() -> None:
    """No limit here; who takes answers from strangers limits their length."""
    assert len(errors({**WOMAN, **{f"key{n}": n for n in range(10_000)}})) == 10_000


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters())
    | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(sorted(FACTS)) | st.text(st.characters()), ANYTHING), st.booleans())
@example({"age_years": 62, "sex": "female", "sleep_hours": Decimal("1E-999999")}, False)
def test_any_answers_are_either_facts_or_errors(answers: dict[str, object], partial: bool) -> None:
    """Nothing else is raised, and what is accepted is accepted again."""
    try:
        cleaned = clean(answers, partial)
    except AnswersInvalid:
        return
    assert cleaned.facts.keys() | set(cleaned.ignored) <= answers.keys()
    assert clean(cleaned.facts, partial).facts == cleaned.facts
