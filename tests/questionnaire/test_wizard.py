"""The steps: what is still open comes next, and what was on the screen before comes back."""

from __future__ import annotations

import pytest

from questionnaire.fields import Answer
from questionnaire.questions import SECTIONS, Section
from questionnaire.state import State, StateInvalid
from questionnaire.wizard import RESULT, first_page, next_page, page_before, section_page
from rules.facts import FACTS

ABOUT_YOU = ("age_years", "sex", "country", "height_cm", "weight_kg", "diagnosed_osteoporosis")
WOMAN_45: dict[str, Answer] = {"age_years": 45, "sex": "female"}
UNKNOWN: dict[str, Answer] = dict.fromkeys(FACTS)


def at(step: str, *shown: str, **answers: Answer) -> State:
    """A page with these answers before it."""
    return State(step, shown, answers, 1)


def test_the_first_page_asks_what_depends_on_nothing() -> None:
    page = first_page({"country": "be"}, 7)
    assert page == State("about-you", ABOUT_YOU, {"country": "be"}, 7)


def test_questions_that_an_answer_calls_for_come_as_a_further_page_of_the_same_step() -> None:
    page = next_page(at("about-you"), dict.fromkeys(ABOUT_YOU) | WOMAN_45)
    assert page.step == "about-you"
    assert page.shown == ("height_loss", "pregnant_or_breastfeeding", "last_densitometry")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_the_first_section_with_an_open_question_comes_next(section: Section) -> None:
    position = SECTIONS.index(section)
    answered = [q.fact.key for s in SECTIONS[:position] for q in s.questions]
    page = next_page(at("about-you"), dict.fromkeys(answered) | WOMAN_45)
    assert page.step == SECTIONS[position].key


def test_when_nothing_is_open_the_result_comes() -> None:
    page = next_page(at("diet"), UNKNOWN | WOMAN_45)
    assert (page.step, page.shown) == (RESULT, ())
    assert page.answers == UNKNOWN | WOMAN_45


def test_an_answer_that_is_no_longer_asked_is_kept() -> None:
    answers = UNKNOWN | WOMAN_45 | {"fragility_fracture": False, "fracture_sites": ["hip"]}
    assert next_page(at("diet"), answers).answers["fracture_sites"] == ["hip"]


def test_an_answer_that_a_later_one_contradicts_is_asked_again() -> None:
    answers = UNKNOWN | {"age_years": 48, "sex": "female", "menopause": "natural", "menopause_age_years": 50}
    page = next_page(at("about-you"), answers)
    assert (page.step, page.shown) == ("hormones", ("menopause_age_years",))
    assert "menopause_age_years" not in page.answers
    assert page.answers["menopause"] == "natural"


def test_back_leads_to_the_section_before_as_a_whole() -> None:
    page = page_before(at("warning-signs", "symptoms", "red_flags", **WOMAN_45), WOMAN_45)
    assert page.step == "about-you"
    assert page.shown == tuple(key for key in FACTS if key in {q.fact.key for q in SECTIONS[0].questions})


def test_back_from_further_questions_leads_to_the_whole_of_their_section() -> None:
    page = page_before(at("about-you", "height_loss", "last_densitometry"), WOMAN_45)
    assert page.step == "about-you"
    assert page.shown[:2] == ("age_years", "sex")


def test_back_from_the_result_leads_to_the_last_section() -> None:
    assert page_before(at(RESULT), UNKNOWN | WOMAN_45).step == "diet"


def test_back_from_the_first_page_stays_there() -> None:
    first = first_page({}, 1)
    assert page_before(first, first.answers) == first


def test_a_section_is_shown_whole_to_change_it() -> None:
    answers = UNKNOWN | WOMAN_45 | {"medicines": ["glucocorticoids"]}
    page = section_page(at(RESULT), answers, "health-medicines")
    assert page.shown == ("conditions", "medicines", "glucocorticoid_months", "glucocorticoid_mg_per_day")


@pytest.mark.parametrize("key", ["", "result", "nowhere", "../diet", "\0", "DIET"])
def test_a_section_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(StateInvalid, match="misplaced"):
        section_page(at(RESULT), {}, key)
