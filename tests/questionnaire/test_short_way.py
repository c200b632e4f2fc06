"""The short way and the long way: the essentials, then a result at any time or more questions for better tips."""

from __future__ import annotations

import pytest

from questionnaire.questions import SECTIONS
from questionnaire.wizard import ESSENTIAL
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN, NOTHING_WRONG
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
FOURTH = SECTIONS[ESSENTIAL - 1].key
RED_FLAG: Answers = {"red_flags": ["cannot_bear_weight"]}


def at_fourth(answers: Answers) -> Visitor:
    """Somebody on the last page of the essentials."""
    visitor = Visitor()
    visitor.walk(answers, until=FOURTH)
    return visitor


def pages_until_the_result(answers: Answers) -> list[Page]:
    """The long way, page by page."""
    visitor = Visitor()
    visitor.walk(answers)
    return visitor.seen[:-1]


def test_a_result_can_be_had_from_the_end_of_the_fourth_section_on() -> None:
    pages = pages_until_the_result(EVERYTHING)
    first = next(number for number, page in enumerate(pages) if page.step == FOURTH)
    assert {page.has_button("result") for page in pages[:first]} == {False}
    assert {page.has_button("result") for page in pages[first:]} == {True}


def test_enter_goes_on_until_nothing_else_is_open() -> None:
    *others, last = pages_until_the_result(EVERYTHING)
    assert {page.enter for page in others} == {"next"}
    assert last.enter == "result"
    assert last.leads_on == ["result", "back", "summary"]


def test_each_button_says_what_it_leads_to() -> None:
    page = at_fourth(EVERYTHING).page
    assert page.button("next").text == "Continue for tips that fit you better"
    assert page.button("result").text == "Show my result now"
    assert Visitor().begin().button("next").text == "Continue"


def test_the_short_way_takes_four_sections() -> None:
    visitor = at_fourth(EVERYTHING)
    visitor.fill(EVERYTHING)
    visitor.press("result")
    visitor.fill(EVERYTHING)
    page = visitor.press("result")
    assert page.step == "result"
    assert {seen.step for seen in visitor.seen} == {*(s.key for s in SECTIONS[:ESSENTIAL]), "result"}
    assert page.section("first").text


def test_what_the_last_answers_open_comes_before_the_result() -> None:
    visitor = at_fourth(EVERYTHING)
    visitor.fill({"fragility_fracture": True})
    page = visitor.press("result")
    assert (page.step, page.asked) == (FOURTH, ["fracture_sites", "fracture_in_last_2_years"])
    assert visitor.press("result").step == "result"


def test_what_was_left_open_in_the_essentials_comes_before_the_result_too() -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN, until="hormones")
    visitor.press("summary")
    visitor.press(f"change:{FOURTH}:fragility_fracture")
    assert visitor.press("result").step == "hormones"
    assert visitor.press().step == "health-medicines"


def test_a_fault_stands_in_the_way_of_the_result() -> None:
    visitor = at_fourth(EVERYTHING)
    visitor.fill({"falls_last_year": "many"})
    page = visitor.press("result")
    assert page.faults.keys() == {"falls_last_year"}
    assert page.has_button("result")


def test_a_red_flag_interrupts_on_the_short_way_too() -> None:
    visitor = at_fourth(HEALTHY_MAN)
    visitor.press("summary")
    visitor.press("change:warning-signs:red_flags")
    visitor.fill(RED_FLAG)
    assert visitor.press().html.all("div", class_="level-urgent")


def test_nobody_gets_a_result_by_address_before_age_and_sex_are_known() -> None:
    visitor = Visitor()
    visitor.begin()
    page = visitor.send("/en/check/about-you/", [("go", "result")])
    assert page.step == "about-you"
    assert page.faults.keys() == {"age_years", "sex"}


def test_a_result_asked_for_too_early_asks_the_rest_of_the_essentials_first() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.fill(HEALTHY_MAN)
    assert visitor.send("/en/check/about-you/", [("go", "result")]).step == "warning-signs"


def test_from_the_short_result_one_goes_on_to_the_long_way() -> None:
    visitor = at_fourth(HEALTHY_MAN | NOTHING_WRONG)
    visitor.fill(NOTHING_WRONG)
    page = visitor.press("result")
    assert "open question" in page.button("change:diet").text
    assert "open question" not in page.button("change:about-you").text
    page = visitor.press("change:lifestyle")
    assert page.leads_on[:2] == ["result", "next"]
    assert page.button("next").text == "Continue with the open questions"
    visitor.fill(NOTHING_WRONG)
    assert visitor.press("next").step == "health-medicines"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_buttons_differ_in_every_language(language: str) -> None:
    visitor = Visitor(language)
    page = visitor.walk(HEALTHY_MAN, until=FOURTH)
    words = [page.button(go).text for go in page.leads_on]
    assert len(words) == len(set(words)) == 4
