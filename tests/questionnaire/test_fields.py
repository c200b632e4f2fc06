"""One question's field: what is typed or chosen becomes an answer, or a sentence that says what to give."""

from __future__ import annotations

from django import forms
from django.utils import translation
import pytest

from questionnaire.fields import NumberField, SeveralField, answer_field, initial_of_answer
from questionnaire.questions import QUESTIONS
from rules.facts import FACTS, Kind

NOT_NUMBERS = (
    *("NaN", "sNaN", "-NaN", "Infinity", "-inf", "1e400", "-1e400", "1e-400"),
    *("1e99999999999999999999", "9" * 50_000),
    *("\0", "7\x000", "\ud800", "seventy", "0x10", "1,2,3", "--1", "true", "٧٠٠٠", "{{ 7 }}", "<b>"),
)
TYPED = [
    ("age_years", "70", 70),
    ("age_years", " 70 ", 70),
    ("age_years", "0", 0),
    ("age_years", "-0", 0),
    ("age_years", "120", 120),
    ("age_years", "70.0", None),
    ("age_years", "70.5", None),
    ("age_years", "121", None),
    ("age_years", "-1", None),
    ("weight_kg", "61.7", 61.7),
    ("weight_kg", "61,7", 61.7),
    ("weight_kg", "62", 62),
    ("weight_kg", "61,75", None),
    ("weight_kg", "24.9", None),
    ("weight_kg", "300", 300),
    ("weight_kg", "300.1", None),
]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize(("key", "typed", "answer"), TYPED)
def test_a_number_is_read_with_a_point_or_a_comma(
    key: str, typed: str, answer: float | None, language: str
) -> None:
    with translation.override(language):
        field = answer_field(QUESTIONS[key])
        if answer is None:
            with pytest.raises(forms.ValidationError):
                field.clean(typed)
            return
        value = field.clean(typed)
        assert value == answer
        assert type(value) is type(answer)


@pytest.mark.parametrize("typed", NOT_NUMBERS)
@pytest.mark.parametrize("key", ["age_years", "sleep_hours"])
def test_whatever_is_no_number_is_answered_with_the_range(key: str, typed: str) -> None:
    fact = FACTS[key]
    with pytest.raises(forms.ValidationError) as refused:
        answer_field(QUESTIONS[key]).clean(typed)
    assert f"from {fact.low} to {fact.high}." in refused.value.messages[0]
    assert {message for message in refused.value.messages if typed in message} == set()


def test_an_empty_number_is_no_answer_unless_it_is_required() -> None:
    assert answer_field(QUESTIONS["weight_kg"]).clean("") is None
    with pytest.raises(forms.ValidationError, match="Give a whole number from 0 to 120"):
        answer_field(QUESTIONS["age_years"]).clean("")


def test_the_unit_stands_in_the_label() -> None:
    assert str(answer_field(QUESTIONS["weight_kg"]).label) == "How much do you weigh? (kg)"
    assert str(answer_field(QUESTIONS["falls_last_year"]).label) == str(QUESTIONS["falls_last_year"].text)


@pytest.mark.parametrize(
    "key", [key for key, fact in FACTS.items() if fact.choices or fact.kind is Kind.BOOLEAN]
)
def test_every_choice_but_sex_offers_i_dont_know_as_the_last(key: str) -> None:
    field = answer_field(QUESTIONS[key])
    assert isinstance(field, forms.ChoiceField)
    offered = [option["value"] for option in field.widget.options(key, [])]
    expected = FACTS[key].choices or ("true", "false")
    assert offered == [*expected, *(["unknown"] if key != "sex" else [])]


@pytest.mark.parametrize(
    ("key", "code", "answer"),
    [
        ("smoking", "current", "current"),
        ("smoking", "unknown", None),
        ("smoking", "", None),
        ("height_loss", "none", "none"),
        ("fragility_fracture", "true", True),
        ("fragility_fracture", "false", False),
        ("fragility_fracture", "unknown", None),
        ("symptoms", ["none"], ["none"]),
        ("symptoms", ["night_cramps", "fragile_teeth"], ["night_cramps", "fragile_teeth"]),
        ("symptoms", ["unknown"], None),
        ("symptoms", [], None),
    ],
)
def test_a_choice_becomes_an_answer(key: str, code: object, answer: object) -> None:
    assert answer_field(QUESTIONS[key]).clean(code) == answer


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("smoking", "sometimes"),
        ("smoking", "\0"),
        ("fragility_fracture", "True"),
        ("sex", "unknown"),
        ("sex", ""),
        ("symptoms", ["headache"]),
        ("symptoms", ["night_cramps", "unknown"]),
    ],
)
def test_what_is_not_offered_is_refused(key: str, code: object) -> None:
    with pytest.raises(forms.ValidationError):
        answer_field(QUESTIONS[key]).clean(code)


def test_i_dont_know_stands_alone() -> None:
    field = answer_field(QUESTIONS["symptoms"])
    with pytest.raises(
        forms.ValidationError, match="“I don’t know” stands alone: untick it, or untick the others"
    ):
        field.clean(["unknown", "none"])


@pytest.mark.parametrize(
    ("key", "answer", "shown"),
    [
        ("age_years", 70, 70),
        ("age_years", None, None),
        ("weight_kg", 61.7, 61.7),
        ("smoking", "never", "never"),
        ("smoking", None, "unknown"),
        ("fragility_fracture", True, "true"),
        ("fragility_fracture", False, "false"),
        ("fragility_fracture", None, "unknown"),
        ("symptoms", ["none"], ["none"]),
        ("symptoms", None, ["unknown"]),
    ],
)
def test_an_answer_is_shown_again_as_it_was_given(key: str, answer: int | None, shown: object) -> None:
    assert initial_of_answer(FACTS[key], answer) == shown


def test_the_kinds_of_field() -> None:
    kinds = {fact.kind: type(answer_field(QUESTIONS[key])) for key, fact in FACTS.items()}
    assert kinds == {
        Kind.INTEGER: NumberField,
        Kind.DECIMAL: NumberField,
        Kind.SEVERAL: SeveralField,
        Kind.CHOICE: forms.TypedChoiceField,
        Kind.BOOLEAN: forms.TypedChoiceField,
    }
