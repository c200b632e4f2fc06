"""The steps: what is still open comes next, and what was on the screen before comes back."""

from __future__ import annotations

import pytest

from questionnaire.fields import Answer
from questionnaire.questions import SECTIONS, Section
from questionnaire.state import State, StateInvalid
from questionnaire.wizard import (
    RESULT,
    can_be_assessed,
    first_page,
    further_questions,
    has_essentials,
    leaves_much_open,
    next_page,
    page_before,
    progress,
    result_page,
    section_page,
)
from rules.facts import FACTS, Kind

ABOUT_YOU = ("age_years", "sex", "country", "height_cm", "weight_kg", "diagnosed_osteoporosis")
WOMAN_45: dict[str, Answer] = {"age_years": 45, "sex": "female"}
UNKNOWN: dict[str, Answer] = dict.fromkeys(FACTS)


def at(step: str, *shown: str, **answers: Answer) -> State:
    """A page with these answers before it."""
    return State(step, shown, answers, 1)


def test_the_first_page_asks_what_depends_on_nothing() -> None:
    assert first_page("be", 7) == State("about-you", ABOUT_YOU, {"country": "be"}, 7)
    assert first_page(None, 7) == State("about-you", ABOUT_YOU, {}, 7)


def test_the_british_begin_with_their_units() -> None:
    assert first_page("uk", 7).units == {"height_cm": "ft_in", "weight_kg": "st_lb"}


def test_questions_that_an_answer_calls_for_come_as_a_further_page_of_the_same_step() -> None:
    page = next_page(at("about-you", **dict.fromkeys(ABOUT_YOU) | WOMAN_45))
    assert page.step == "about-you"
    assert page.shown == ("height_loss", "pregnant_or_breastfeeding", "last_densitometry")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_the_first_section_with_an_open_question_comes_next(section: Section) -> None:
    position = SECTIONS.index(section)
    answered = [q.fact.key for s in SECTIONS[:position] for q in s.questions]
    page = next_page(at("about-you", **dict.fromkeys(answered) | WOMAN_45))
    assert page.step == SECTIONS[position].key


def test_when_nothing_is_open_the_result_comes() -> None:
    page = next_page(at("diet", **UNKNOWN | WOMAN_45))
    assert (page.step, page.shown) == (RESULT, ())
    assert page.answers == UNKNOWN | WOMAN_45


def test_an_answer_that_is_no_longer_asked_is_kept() -> None:
    answers = UNKNOWN | WOMAN_45 | {"fragility_fracture": False, "fracture_sites": ["hip"]}
    assert next_page(at("diet", **answers)).answers["fracture_sites"] == ["hip"]


def test_an_answer_that_a_later_one_contradicts_is_asked_again() -> None:
    answers = UNKNOWN | {"age_years": 48, "sex": "female", "menopause": "natural", "menopause_age_years": 50}
    page = next_page(at("about-you").answered(answers))
    assert (page.step, page.shown) == ("hormones", ("menopause_age_years",))
    assert "menopause_age_years" not in page.answers
    assert page.answers["menopause"] == "natural"


def test_back_leads_to_the_section_before_as_a_whole() -> None:
    page = page_before(at("warning-signs", "symptoms", "red_flags", **WOMAN_45))
    assert page.step == "about-you"
    assert page.shown == tuple(key for key in FACTS if key in {q.fact.key for q in SECTIONS[0].questions})


def test_back_from_further_questions_leads_to_the_whole_of_their_section() -> None:
    page = page_before(at("about-you", "height_loss", "last_densitometry", **WOMAN_45))
    assert page.step == "about-you"
    assert page.shown[:2] == ("age_years", "sex")


def test_back_from_the_result_leads_to_the_last_section() -> None:
    assert page_before(at(RESULT, **UNKNOWN | WOMAN_45)).step == "diet"


def test_back_from_the_first_page_stays_there() -> None:
    first = first_page(None, 1)
    assert page_before(first) == first


def test_a_section_is_shown_whole_to_change_it() -> None:
    answers = UNKNOWN | WOMAN_45 | {"medicines": ["glucocorticoids"]}
    page = section_page(at(RESULT, **answers), "health-medicines")
    assert page.shown == ("conditions", "medicines", "glucocorticoid_months", "glucocorticoid_mg_per_day")


@pytest.mark.parametrize("key", ["", "result", "nowhere", "../diet", "\0", "DIET"])
def test_a_section_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(StateInvalid, match="misplaced"):
        section_page(at(RESULT), key)


@pytest.mark.parametrize(
    ("step", "missing", "leads_to"),
    [
        ("family-fractures-falls", "smoking", RESULT),
        ("family-fractures-falls", "menopause", "hormones"),
        ("lifestyle", "sodas_per_week", RESULT),
        ("lifestyle", "red_flags", "warning-signs"),
        ("lifestyle", "smoking", "lifestyle"),
        ("lifestyle", "conditions", RESULT),
        ("warning-signs", "menopause", "hormones"),
    ],
)
def test_a_result_waits_for_the_essentials_and_for_its_own_section(
    step: str, missing: str, leads_to: str
) -> None:
    answers = {key: answer for key, answer in (UNKNOWN | WOMAN_45).items() if key != missing}
    assert result_page(at(step, **answers)).step == leads_to


def test_age_and_sex_are_all_that_an_assessment_needs() -> None:
    assert can_be_assessed(WOMAN_45)
    assert not can_be_assessed(UNKNOWN | {"age_years": 45})


def test_the_essentials_end_with_the_fourth_section_or_once_a_result_was_seen() -> None:
    assert [has_essentials(at(section.key)) for section in SECTIONS] == [False] * 3 + [True] * 4
    assert has_essentials(State("about-you", (), WOMAN_45, 1, level="refer"))


def test_progress_counts_what_concerns_somebody() -> None:
    parts = {
        part.section.key: part for part in progress(at("about-you", **WOMAN_45 | {"menopause": "natural"}))
    }
    assert parts["hormones"].asked == (
        *("menopause", "menopause_age_years", "hormone_therapy", "amenorrhoea_over_12_months"),
    )
    assert parts["hormones"].open == 3
    assert [part.open for part in progress(at(RESULT, **UNKNOWN | WOMAN_45))] == [0] * len(SECTIONS)


def test_too_few_answers_are_less_than_a_third() -> None:
    assert leaves_much_open(at(RESULT, **WOMAN_45))
    given = UNKNOWN | WOMAN_45
    asked = [key for part in progress(at(RESULT, **given)) for key in part.asked]
    assert leaves_much_open(at(RESULT, **given))
    given |= {key: False for key in asked[2:] if FACTS[key].kind is Kind.BOOLEAN}
    given |= {key: 1 for key in asked[2:] if FACTS[key].kind is Kind.INTEGER}
    assert not leaves_much_open(at(RESULT, **given))


def test_further_questions_are_those_that_an_answer_on_the_page_may_open() -> None:
    assert further_questions(first_page(None, 1)) == [
        *("height_loss", "pregnant_or_breastfeeding", "last_densitometry"),
    ]
    assert further_questions(at("family-fractures-falls", "fragility_fracture", **WOMAN_45)) == [
        *("fracture_sites", "fracture_in_last_2_years"),
    ]
    assert (
        further_questions(at("hormones", "menopause_age_years", **WOMAN_45 | {"menopause": "natural"})) == []
    )
