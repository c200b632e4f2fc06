"""A page left open while the site was renewed: its state was signed by us, and may speak of what is no more."""

from __future__ import annotations

from typing import Any

from django.core import signing
import pytest

from questionnaire.state import SALT, State
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.test_interruptions import assert_urgent, at_warning_signs
from tests.questionnaire.visitor import Answers, Visitor

pytestmark = pytest.mark.usefixtures("site")
GOES = ("next", "back", "stay", "result", "summary", "change:diet", "unit:height_cm:ft_in")


def page_status(state: State, go: str, answers: Answers | None = None) -> tuple[int, str]:
    """The status and the step of the page that a button leads to."""
    page = Visitor().send_state(state.sign(), state.step, go)
    return page.status, page.step


@pytest.mark.parametrize("go", GOES)
def test_a_page_with_a_question_that_is_no_more_is_refused(go: str) -> None:
    assert page_status(State("diet", ("favourite_dish",), EVERYTHING, 1), go) == (400, "")


@pytest.mark.parametrize("go", GOES)
def test_a_step_that_is_no_more_is_refused(go: str) -> None:
    assert page_status(State("horoscope", (), EVERYTHING, 1), go) == (400, "")


def test_units_that_are_no_more_give_way_to_the_usual_ones() -> None:
    visitor = Visitor()
    state = State("result", (), EVERYTHING, 1, {"height_cm": "toises", "shoe_size": "eu"})
    visitor.send_state(state.sign(), "result")
    assert visitor.press("change:about-you").values()["height_cm"] == ["165.5"]


@pytest.mark.parametrize(("go", "step"), [("next", "lifestyle"), ("stay", "result"), ("result", "result")])
def test_an_answer_that_is_no_more_is_dropped(go: str, step: str) -> None:
    answers = EVERYTHING | {"favourite_dish": "fish", "smoking": "pipe"}
    assert page_status(State("result", (), answers, 1), go) == (200, step)


@pytest.mark.parametrize("go", ["next", "stay"])
def test_a_required_answer_that_is_gone_is_asked_again(go: str) -> None:
    answers = {key: value for key, value in EVERYTHING.items() if key != "age_years"}
    assert page_status(State("result", (), answers, 1), go) == (200, "about-you")


@pytest.mark.parametrize("content", [{}, {"issued": 1}, {"issued": "now"}, [], "state", None])
def test_a_state_of_another_shape_is_refused(content: Any) -> None:
    state = signing.Signer(salt=SALT).sign_object(content)
    assert Visitor().send_state(state, "diet").status == 400


def test_a_red_flag_interrupts_even_when_another_field_is_wrong() -> None:
    visitor = at_warning_signs(EVERYTHING)
    assert_urgent(visitor.answer({"symptoms": ["none", "night_cramps"], "red_flags": ["cannot_bear_weight"]}))


def test_no_way_around_the_first_page_hides_a_red_flag() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.send("/en/check/about-you/", [("go", "change:warning-signs")])
    visitor.answer({"red_flags": ["cannot_bear_weight"]})
    assert visitor.page.step == "about-you", "without age and sex nothing can be said"
    assert_urgent(visitor.answer({"age_years": 70, "sex": "male"}))


@pytest.mark.parametrize(
    ("step", "opens", "before"),
    [
        ("hormones", {"menopause": "natural"}, "warning-signs"),
        ("diet", {"diets": ["vegan"]}, "lifestyle"),
        ("health-medicines", {"medicines": ["glucocorticoids"]}, "family-fractures-falls"),
    ],
)
def test_back_goes_back_even_after_a_choice_that_opens_questions(
    step: str, opens: Answers, before: str
) -> None:
    visitor = Visitor()
    person = {"age_years": 60, "sex": "female"}
    visitor.walk(person, until=step)
    visitor.fill(opens)
    assert visitor.press("back").step == before
