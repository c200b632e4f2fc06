"""Questions that an answer opens: at once where scripts run, on a further page where they do not."""

from __future__ import annotations

import pytest

from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN, anybody
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
WOMAN_45: Answers = {"age_years": 45, "sex": "female", "pregnant_or_breastfeeding": False}


def scripted(answers: Answers, until: str = "result", language: str = "en") -> Visitor:
    """Somebody whose browser runs the script."""
    visitor = Visitor(language, scripted=True)
    visitor.walk(answers, until)
    return visitor


def waiting(page: Page) -> list[str]:
    """The keys of the questions that wait for the script."""
    return [
        also["value"]
        for template in page.whole.all("template")
        for also in template.all("input", name="also")
    ]


def test_what_may_follow_waits_where_it_belongs() -> None:
    page = Visitor().begin()
    assert waiting(page) == ["height_loss", "pregnant_or_breastfeeding", "last_densitometry"]
    keys = [question["id"].removeprefix("q_") for question in page.whole.all("div", class_="question")]
    assert keys[-4:] == [
        "height_loss",
        "pregnant_or_breastfeeding",
        "diagnosed_osteoporosis",
        "last_densitometry",
    ]
    assert (
        page.whole.one("div", id="q_pregnant_or_breastfeeding")["data-if"]
        == "sex is not male; age_years < 56"
    )


def test_what_cannot_follow_does_not_wait() -> None:
    assert waiting(scripted(HEALTHY_MAN, "hormones").page) == []
    visitor = Visitor()
    visitor.walk(WOMAN_45, until="hormones")
    assert waiting(visitor.page) == ["menopause_age_years", "hormone_therapy"]


def test_with_the_script_each_section_is_one_page() -> None:
    visitor = scripted(EVERYTHING)
    assert [page.step for page in visitor.seen] == [
        *("about-you", "warning-signs", "hormones", "family-fractures-falls"),
        *("health-medicines", "lifestyle", "diet", "result"),
    ]


@pytest.mark.parametrize(
    "answers", [EVERYTHING, *AT_EACH_LEVEL.values(), *(anybody(seed) for seed in range(1, 10))]
)
def test_the_result_is_the_same_with_the_script_and_without(answers: Answers) -> None:
    with_script, without = scripted(answers), Visitor()
    without.walk(answers)
    assert with_script.page.html.one("main").text == without.page.html.one("main").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ways_ask_the_same_questions_in_the_same_words(language: str) -> None:
    with_script, without = scripted(EVERYTHING, language=language), Visitor(language)
    without.walk(EVERYTHING)
    assert _questions(with_script) >= _questions(without)


def _questions(visitor: Visitor) -> set[str]:
    return {box.text for page in visitor.seen for box in page.html.all("div", class_="question")}


def test_what_the_script_hides_is_not_sent() -> None:
    visitor = scripted(HEALTHY_MAN, "family-fractures-falls")
    visitor.fill({"fragility_fracture": True, "fracture_sites": ["hip"], "fracture_in_last_2_years": True})
    visitor.fill({"fragility_fracture": False})
    assert visitor.press().step == "health-medicines"
    visitor.press("back")
    assert visitor.page.values()["fragility_fracture"] == ["false"]
    assert "fracture_sites" not in visitor.page.values()


def test_a_question_shown_by_the_script_and_left_empty_does_not_come_again() -> None:
    visitor = scripted(HEALTHY_MAN, "family-fractures-falls")
    assert visitor.answer({"fragility_fracture": True}).step == "health-medicines"


def test_a_fault_in_a_question_that_the_script_showed_is_told_there() -> None:
    visitor = scripted(WOMAN_45, "hormones")
    page = visitor.answer({"menopause": "natural", "menopause_age_years": "99"})
    assert page.step == "hormones"
    assert page.faults.keys() == {"menopause_age_years"}
    assert page.values()["menopause_age_years"] == ["99"]
    assert visitor.answer({"menopause_age_years": 44}).step == "family-fractures-falls"


def test_the_script_shows_them_again_after_a_change_of_language() -> None:
    visitor = scripted(WOMAN_45, "hormones")
    visitor.fill({"menopause": "natural", "menopause_age_years": "4"})
    page = visitor.switch("nl")
    assert page.values()["menopause_age_years"] == ["4"]
    assert page.asked[:2] == ["menopause", "menopause_age_years"]


@pytest.mark.parametrize(
    ("step", "opens", "before"),
    [
        ("hormones", {"menopause": "natural", "menopause_age_years": 44}, "warning-signs"),
        ("health-medicines", {"medicines": ["glucocorticoids"]}, "family-fractures-falls"),
    ],
)
def test_back_from_shown_questions_leads_to_the_section_before(
    step: str, opens: Answers, before: str
) -> None:
    visitor = scripted(WOMAN_45, step)
    visitor.fill(opens)
    assert visitor.press("back").step == before


@pytest.mark.parametrize("also", ["red_flags", "smoking", "nothing", "\0", "<b>", "height_cm", "state"])
def test_only_what_waits_on_the_page_can_be_shown_with_it(also: str) -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.fill(WOMAN_45)
    page = visitor.send("/en/check/about-you/", [("also", also)])
    assert page.asked == ["height_loss", "pregnant_or_breastfeeding", "last_densitometry"]


def test_a_choice_stands_in_the_way_of_what_it_rules_out() -> None:
    visitor = scripted({"age_years": 30, "sex": "male"}, "diet")
    visitor.fill({"diets": ["vegan"], "milk_or_yoghurt_per_day": 3})
    assert visitor.press("result").step == "result"
    visitor.press("summary")
    assert "Milk and yoghurt" not in visitor.page.text
