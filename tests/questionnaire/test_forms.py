"""One page's form: its answers checked together, and what is wrong said at the field and in the summary."""

from __future__ import annotations

from django.http import QueryDict
import pytest

from questionnaire.fields import Answer
from questionnaire.forms import PageForm

UNITS = {"height_cm": "ft_in", "weight_kg": "kg"}
WOMAN: dict[str, Answer] = {"age_years": 48, "sex": "female", "menopause": "natural"}


def sent(shown: str, fields: str, draft: bool = False, **answers: Answer) -> PageForm:
    """The form of these questions, as it was sent."""
    return PageForm(shown.split(), WOMAN | answers, UNITS, QueryDict(fields), draft)


def fault(form: PageForm) -> str:
    """The only line of the error summary."""
    assert not form.is_valid()
    ((_, sentence),) = form.faults()
    return sentence


def test_what_is_given_are_the_answers() -> None:
    form = sent("weight_kg smoking symptoms stress", "weight_kg=61,7&smoking=unknown&symptoms=none&extra=1")
    assert form.is_valid()
    assert form.given() == {"weight_kg": 61.7, "smoking": None, "symptoms": ["none"], "stress": None}


def test_a_number_may_be_unknown() -> None:
    form = sent("weight_kg", "weight_kg=&weight_kg__unknown=on")
    assert form.is_valid()
    assert form.given() == {"weight_kg": None}


@pytest.mark.parametrize("number", ["61.7", "0"])
def test_a_number_is_not_given_and_unknown_at_once(number: str) -> None:
    form = sent("sleep_hours", f"sleep_hours={number[0]}&sleep_hours__unknown=on")
    assert fault(form).endswith("Give a number, or tick “I don’t know”, not both.")
    assert form.given() == {}


def test_none_of_these_stands_alone() -> None:
    form = sent("symptoms", "symptoms=none&symptoms=night_cramps")
    assert fault(form).endswith("“None of these” stands alone: untick it, or untick the others.")


def test_unknown_stands_alone() -> None:
    form = sent("symptoms", "symptoms=unknown&symptoms=night_cramps")
    assert fault(form).endswith("“I don’t know” stands alone: untick it, or untick the others.")


def test_menopause_is_not_later_than_today() -> None:
    assert sent("menopause_age_years", "menopause_age_years=48").is_valid()
    form = sent("menopause_age_years", "menopause_age_years=49")
    assert fault(form).endswith("This is later than your age today. Give your age at your last period.")


def test_a_contradiction_with_another_page_is_no_fault_of_this_one() -> None:
    form = sent("age_years sex", "age_years=40&sex=female", menopause_age_years=45)
    assert form.is_valid()


def test_age_and_sex_are_needed() -> None:
    form = sent("age_years sex smoking", "")
    assert not form.is_valid()
    assert form.faults() == [
        ("id_age_years", "How old are you? Give a whole number from 0 to 120."),
        ("id_sex_0", "What sex was registered when you were born? Choose an answer."),
    ]


def test_every_fault_is_reported_at_once_and_the_good_answers_are_there() -> None:
    form = sent("weight_kg height_cm smoking", "weight_kg=1&height_cm_in=x&smoking=never")
    assert [address for address, _ in form.faults()] == ["id_weight_kg", "id_height_cm_ft"]
    assert form.given() == {"smoking": "never"}


def test_a_draft_is_shown_as_typed_without_being_checked() -> None:
    form = sent("weight_kg sex", "weight_kg=6x&weight_kg__unknown=on&sex=neither", draft=True)
    assert form.errors == {}
    assert form.values() == {
        "value:weight_kg": "6x",
        "checked:weight_kg__unknown:on": " checked",
        "checked:sex:neither": " checked",
    }


def test_earlier_answers_are_shown_again() -> None:
    shown = ["age_years", "height_cm", "weight_kg", "smoking", "stress", "symptoms"]
    answers = {"height_cm": 162.6, "weight_kg": None, "smoking": None, "symptoms": ["night_cramps", "none"]}
    assert PageForm(shown, WOMAN | answers, UNITS).values() == {
        "value:age_years": "48",
        "value:height_cm_ft": "5",
        "value:height_cm_in": "4",
        "checked:weight_kg__unknown:on": " checked",
        "checked:smoking:unknown": " checked",
        "checked:symptoms:night_cramps": " checked",
        "checked:symptoms:none": " checked",
    }


def test_what_was_typed_is_text_and_never_markup() -> None:
    form = sent("weight_kg height_cm", "weight_kg=<b>&height_cm_ft=%22 autofocus&height_cm_in=[[state:]]")
    values = form.values()
    assert values["value:weight_kg"] == "&lt;b&gt;"
    assert values["value:height_cm_ft"] == "&quot; autofocus"
    assert values["value:height_cm_in"] == "[[state:]]"


def test_a_fault_is_put_at_its_question() -> None:
    form = sent("weight_kg sex", "weight_kg=x&sex=female")
    form.is_valid()
    assert form.values() == {
        "value:weight_kg": "x",
        "checked:sex:female": " checked",
        "fault:weight_kg": "Give a number from 25 kg to 300 kg.",
        "invalid:weight_kg": ' aria-invalid="true"',
    }


@pytest.mark.parametrize(
    ("key", "fields", "filled_in"),
    [
        ("weight_kg", "weight_kg=0", True),
        ("weight_kg", "weight_kg__unknown=on", True),
        ("weight_kg", "weight_kg=", False),
        ("height_cm", "height_cm_ft=&height_cm_in=4", True),
        ("height_cm", "height_cm_ft=&height_cm_in=", False),
        ("smoking", "smoking=unknown", True),
        ("smoking", "", False),
        ("symptoms", "symptoms=unknown", True),
        ("symptoms", "", False),
    ],
)
def test_i_dont_know_is_an_answer_and_an_empty_field_is_none(key: str, fields: str, filled_in: bool) -> None:
    form = sent(key, fields)
    form.is_valid()
    assert form.is_filled_in(key) is filled_in


def test_of_a_parameter_sent_twice_the_last_counts() -> None:
    form = sent("weight_kg", "weight_kg=NaN&weight_kg=62")
    assert form.is_valid()
    assert form.given() == {"weight_kg": 62}
