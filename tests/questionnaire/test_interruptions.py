"""Red flags interrupt at once, pregnancy and being under 18 right after them; and one can come back from there."""

from __future__ import annotations

import pytest

from rules.facts import FACTS
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
RED_FLAGS = [flag for flag in FACTS["red_flags"].choices if flag != "none"]
URGENT = {
    "en": "Get medical help today",
    "fr": "Demandez une aide médicale aujourd’hui",
    "nl": "Zoek vandaag nog medische hulp",
}
PREGNANT: Answers = {"age_years": 30, "sex": "female", "pregnant_or_breastfeeding": True}
CHILD: Answers = {"age_years": 17, "sex": "male"}
NOT_FOR_YOU = "This check is not made for you"
NO_FLAGS: Answers = {"symptoms": ["none"], "red_flags": ["none"]}


def at_warning_signs(answers: Answers, language: str = "en") -> Visitor:
    """Somebody with these answers, at the questions on warning signs."""
    visitor = Visitor(language)
    visitor.begin()
    while visitor.page.step == "about-you":
        visitor.answer(answers)
    assert visitor.page.step == "warning-signs"
    return visitor


def assert_urgent(page: Page) -> None:
    """Help today, and neither tip nor density test beside it."""
    assert (page.step, page.heading) == ("result", URGENT[page.language])
    assert page.html.all("div", class_="level-urgent")
    assert page.html.all("section")[0]["aria-labelledby"] == "first"
    assert not page.html.all("ol", class_="tips")
    assert not {"tips", "withheld", "again"} & {e["id"] for e in page.html.walk()}
    assert "DXA" not in page.text


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_a_red_flag_leads_to_help_today_at_once(flag: str) -> None:
    visitor = at_warning_signs(EVERYTHING | {"height_loss": "over_4_cm"})
    assert_urgent(visitor.answer({"symptoms": ["stooped_posture"], "red_flags": [flag]}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_does_so_in_each_language_and_after_a_change_of_language(language: str) -> None:
    visitor = at_warning_signs(HEALTHY_MAN, language)
    assert_urgent(visitor.answer({"red_flags": RED_FLAGS}))
    for other in LANGUAGES:
        assert_urgent(visitor.switch(other))


@pytest.mark.parametrize("answers", [PREGNANT, CHILD])
def test_pregnant_or_under_18_ends_after_the_red_flags(answers: Answers) -> None:
    page = at_warning_signs(answers).answer(NO_FLAGS)
    assert (page.step, page.heading) == ("result", NOT_FOR_YOU)
    assert not page.html.all("ol", class_="tips")
    assert page.section("first").text


@pytest.mark.parametrize("answers", [PREGNANT, CHILD])
def test_a_red_flag_comes_before_anything_else(answers: Answers) -> None:
    assert_urgent(at_warning_signs(answers).answer({"red_flags": RED_FLAGS[:1]}))


def test_nobody_is_interrupted_without_a_reason() -> None:
    for nothing in (NO_FLAGS, {"symptoms": None, "red_flags": None}, {}):
        assert at_warning_signs(HEALTHY_MAN).answer(nothing).step == "hormones"


def test_one_can_come_back_from_there_and_go_on() -> None:
    visitor = at_warning_signs(HEALTHY_MAN)
    visitor.answer({"symptoms": ["night_cramps"], "red_flags": RED_FLAGS[:2]})
    page = visitor.press("change:warning-signs")
    assert page.values() == {"symptoms": ["night_cramps"], "red_flags": RED_FLAGS[:2]}
    assert visitor.answer({"red_flags": ["none"]}).step == "hormones"
    assert visitor.walk({}).step == "result"
    assert not visitor.page.html.all("div", class_="level-urgent")


def test_a_red_flag_that_stands_interrupts_again() -> None:
    visitor = at_warning_signs(HEALTHY_MAN)
    visitor.answer({"red_flags": RED_FLAGS[:1]})
    visitor.press("change:about-you")
    assert_urgent(visitor.press())


def test_a_pregnancy_told_later_interrupts_at_once_too() -> None:
    visitor = at_warning_signs(PREGNANT | {"pregnant_or_breastfeeding": False})
    visitor.answer(NO_FLAGS)
    visitor.press("back")
    visitor.press("back")
    assert visitor.answer(PREGNANT).heading == NOT_FOR_YOU


def test_a_red_flag_told_at_the_end_changes_the_result() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    assert not visitor.page.html.all("div", class_="level-urgent")
    visitor.press("change:warning-signs")
    assert_urgent(visitor.answer({"red_flags": RED_FLAGS}))


def test_no_way_leads_around_a_red_flag() -> None:
    for go in ("back", "summary", "result", "change:about-you", "change:diet"):
        visitor = at_warning_signs(HEALTHY_MAN)
        visitor.fill({"red_flags": RED_FLAGS[:1]})
        assert_urgent(visitor.send(visitor.page.html.one("form")["action"], [("go", go)]))
    urgent = visitor.page
    for go in ("back", "next", "stay", "further", "prospects"):
        assert_urgent(visitor.send_state(urgent.state, "result", go))
    assert visitor.send_state(urgent.state, "result", "change:warning-signs").step == "warning-signs"
