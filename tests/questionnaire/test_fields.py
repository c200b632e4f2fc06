"""One question's field: what is typed or chosen becomes an answer, or a sentence that says what to give."""

from __future__ import annotations

from django import forms
from django.utils import translation
import pytest

from questionnaire.fields import (
    Answer,
    MeasurementField,
    NumberField,
    SeveralField,
    answer_field,
    codes_of,
    input_names,
    typed,
)
from questionnaire.questions.measurements import UNITS
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
@pytest.mark.parametrize(("key", "text", "answer"), TYPED)
def test_a_number_is_read_with_a_point_or_a_comma(
    key: str, text: str, answer: float | None, language: str
) -> None:
    with translation.override(language):
        field = answer_field(key)
        if answer is None:
            with pytest.raises(forms.ValidationError):
                field.clean(text)
            return
        value = field.clean(text)
        assert value == answer
        assert type(value) is type(answer)


@pytest.mark.parametrize("text", NOT_NUMBERS)
@pytest.mark.parametrize("key", ["age_years", "sleep_hours"])
def test_whatever_is_no_number_is_answered_with_the_range(key: str, text: str) -> None:
    fact = FACTS[key]
    with pytest.raises(forms.ValidationError) as refused:
        answer_field(key).clean(text)
    assert f"from {fact.low} to {fact.high}." in refused.value.messages[0]
    assert {message for message in refused.value.messages if text in message} == set()


def test_an_empty_number_is_no_answer_unless_it_is_required() -> None:
    assert answer_field("weight_kg").clean("") is None
    with pytest.raises(forms.ValidationError, match="Give a whole number from 0 to 120"):
        answer_field("age_years").clean("")


@pytest.mark.parametrize(
    "key", [key for key, fact in FACTS.items() if fact.choices or fact.kind is Kind.BOOLEAN]
)
def test_every_choice_but_sex_offers_i_dont_know_as_the_last(key: str) -> None:
    field = answer_field(key)
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
    assert answer_field(key).clean(code) == answer


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
        answer_field(key).clean(code)


def test_i_dont_know_stands_alone() -> None:
    field = answer_field("symptoms")
    with pytest.raises(
        forms.ValidationError, match="“I don’t know” stands alone: untick it, or untick the others"
    ):
        field.clean(["unknown", "none"])


@pytest.mark.parametrize(
    ("answer", "ticked"),
    [
        ("never", ["never"]),
        (True, ["true"]),
        (False, ["false"]),
        (["none"], ["none"]),
        (["night_cramps", "fragile_teeth"], ["night_cramps", "fragile_teeth"]),
        (None, ["unknown"]),
    ],
)
def test_a_choice_is_ticked_again_as_it_was_given(answer: Answer, ticked: list[str]) -> None:
    assert codes_of(answer) == ticked


@pytest.mark.parametrize(
    ("language", "shown"), [("en", ["61.7", "70"]), ("fr", ["61,7", "70"]), ("nl", ["61,7", "70"])]
)
def test_a_number_stands_in_its_field_as_one_types_it(language: str, shown: list[str]) -> None:
    with translation.override(language):
        assert [typed("weight_kg", amount, UNITS["weight_kg"]["kg"]) for amount in (61.7, 70)] == [
            {"weight_kg": text} for text in shown
        ]


def test_a_height_in_feet_and_inches_has_two_fields() -> None:
    feet = UNITS["height_cm"]["ft_in"]
    assert input_names("height_cm", feet) == ["height_cm_ft", "height_cm_in"]
    assert typed("height_cm", 162.6, feet) == {"height_cm_ft": "5", "height_cm_in": "4"}
    assert (
        input_names("height_cm", UNITS["height_cm"]["cm"]) == input_names("height_cm", None) == ["height_cm"]
    )


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        (["5", "4"], 162.6),
        (["5", "4,5"], 163.8),
        (["", ""], None),
        (["5", "x"], "fault"),
        (["-5", "4"], "fault"),
        (["5", "4.55"], "fault"),
        (["1", "4"], "fault"),
        (["8", "4"], "fault"),
        (["5", "9" * 50_000], "fault"),
        (["sNaN", "4"], "fault"),
    ],
)
def test_feet_and_inches_become_centimetres_or_one_sentence(parts: list[str], answer: Answer) -> None:
    field = answer_field("height_cm", UNITS["height_cm"]["ft_in"])
    assert isinstance(field, MeasurementField)
    if answer != "fault":
        assert field.clean(parts) == answer
        return
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(parts)
    assert set(refused.value.messages) == {"Give a number from 3 ft 3.5 in to 7 ft 6.5 in."}


def test_the_kinds_of_field() -> None:
    kinds = {fact.kind: type(answer_field(key)) for key, fact in FACTS.items()}
    assert kinds == {
        Kind.INTEGER: NumberField,
        Kind.DECIMAL: NumberField,
        Kind.SEVERAL: SeveralField,
        Kind.CHOICE: forms.TypedChoiceField,
        Kind.BOOLEAN: forms.TypedChoiceField,
    }
