"""Conditions are read as they are written, and written as they are read."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
import pytest

from rules.conditions import WITHOUT_VALUE, Condition, ConditionInvalid, ConditionValue, Operator


@pytest.mark.parametrize(
    ("text", "subject", "operator", "value"),
    [
        ("sex is female", "sex", Operator.IS, "female"),
        ("sex is not male", "sex", Operator.IS_NOT, "male"),
        ("fragility_fracture is true", "fragility_fracture", Operator.IS, True),
        ("fragility_fracture is not false", "fragility_fracture", Operator.IS_NOT, False),
        ("bmi < 18.5", "bmi", Operator.LESS, Decimal("18.5")),
        ("bmi ≤ 18.5", "bmi", Operator.AT_MOST, Decimal("18.5")),
        ("bmi <= 18.5", "bmi", Operator.AT_MOST, Decimal("18.5")),
        ("age_years > 70", "age_years", Operator.MORE, Decimal(70)),
        ("age_years ≥ 65", "age_years", Operator.AT_LEAST, Decimal(65)),
        ("age_years >= 65", "age_years", Operator.AT_LEAST, Decimal(65)),
        ("ost is -2", "ost", Operator.IS, Decimal(-2)),
        ("conditions includes copd", "conditions", Operator.INCLUDES, "copd"),
        ("conditions does not include copd", "conditions", Operator.EXCLUDES, "copd"),
        ("weight_kg is known", "weight_kg", Operator.KNOWN, None),
        ("past-menopause is established", "past-menopause", Operator.ESTABLISHED, None),
        ("past-menopause is not established", "past-menopause", Operator.NOT_ESTABLISHED, None),
        ("glucocorticoid_months is 3_or_more", "glucocorticoid_months", Operator.IS, "3_or_more"),
        ("sex is True", "sex", Operator.IS, "True"),  # a text: only small letters make a yes or no
        ("age_years ≥ 1e5", "age_years", Operator.AT_LEAST, "1e5"),  # a text, which rules.checks refuses
    ],
)
def test_a_line_becomes_a_condition(
    text: str, subject: str, operator: Operator, value: ConditionValue | None
) -> None:
    """Every operator, every kind of value."""
    condition = Condition.parse(text)
    assert condition == Condition(subject, operator, value)
    assert type(condition.value) is type(value)
    assert condition.on_finding is operator.endswith("established")


@pytest.mark.parametrize("value", ["fem\x00ale", "\ud800", "a\x7fb", "a\x85b"])
def test_what_no_database_can_hold_is_no_value(value: str) -> None:
    """A23."""
    with pytest.raises(ConditionInvalid):
        Condition.parse(f"sex is {value}")


SUBJECTS = st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)
WORDS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=12)
NUMBERS = st.decimals(-999_999_999, 999_999_999, places=6) | st.integers(-999_999_999, 999_999_999).map(
    Decimal
)
VALUES = st.booleans() | NUMBERS | WORDS.map(lambda word: Condition.parse(f"a is {word}").value)
CONDITIONS = st.builds(
    Condition, SUBJECTS, st.sampled_from(sorted(set(Operator) - WITHOUT_VALUE)), VALUES
) | st.builds(Condition, SUBJECTS, st.sampled_from(sorted(WITHOUT_VALUE)), st.none())


@given(CONDITIONS)
def test_what_is_written_reads_back_the_same(condition: Condition) -> None:
    """Equal, and written the same again."""
    again = Condition.parse(str(condition))
    assert again == condition
    assert str(again) == str(condition)


@given(st.text(st.characters()))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    """Nothing else is raised."""
    try:
        condition = Condition.parse(text)
    except ConditionInvalid:
        return
    assert Condition.parse(str(condition)) == condition


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "age_years",
        "age_years 65",
        "age_years = 65",
        "age_years == 65",
        "age_years ≥65",
        "age_years  ≥ 65",
        " age_years ≥ 65",
        "age_years ≥ 65 ",
        "age_years ≥ 65\n",
        "age_years ≥ 65 and sex is male",
        "age_years ≥ 65 or",
        "Age ≥ 65",
        "5_a_day is known",
        "sex Is female",
        "conditions include copd",
        "a is known\nb is known",
        "sex is fe\0male or",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_condition_is_refused_with_an_example(text: str) -> None:
    """Short, quoting its start, with the operators there are."""
    with pytest.raises(ConditionInvalid, match=r"is not a condition; write .* “age_years ≥ 65”") as caught:
        Condition.parse(text)
    assert text[:80] in str(caught.value)
    assert all(operator in str(caught.value) for operator in Operator)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("operator", Operator)
def test_an_operator_takes_a_value_or_none(operator: Operator) -> None:
    """And says which."""
    wrong = f"subject {operator} female" if operator in WITHOUT_VALUE else f"subject {operator}"
    need = "takes no value" if operator in WITHOUT_VALUE else "needs a value after it"
    with pytest.raises(ConditionInvalid, match=f"“{operator}” {need}"):
        Condition.parse(wrong)
