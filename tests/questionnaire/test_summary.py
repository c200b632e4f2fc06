"""“See my answers”: every answer, each with its own button to change it; and what a change does to the result."""

from __future__ import annotations

import pytest

from questionnaire.questions import QUESTIONS, SECTIONS_OF
from rules.facts import FACTS
from tests.questionnaire.markup import Element
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

BAD_HABITS: Answers = {"smoking": "current", "weight_bearing_days_per_week": 0}
pytestmark = pytest.mark.usefixtures("site")


def summary_of(answers: Answers, language: str = "en") -> Visitor:
    """Somebody who looks at their answers after the result."""
    visitor = Visitor(language)
    visitor.arrive(answers)
    visitor.press("summary")
    return visitor


def rows(page: Page) -> dict[str, tuple[str, str, Element]]:
    """By fact: the question, the answer and the button."""
    found = {}
    for row in page.html.all("dl", class_="summary"):
        for entry in row.all("div"):
            answer, change = entry.all("dd")
            button = change.one("button")
            found[button["value"].split(":")[2]] = (entry.one("dt").text, answer.text, button)
    return found


def changed(page: Page) -> str:
    """What the result says about the one before."""
    return " ".join(note.text for note in page.html.all("p", class_="changed"))


def test_every_answer_stands_there_in_order_and_in_words() -> None:
    found = rows(summary_of(EVERYTHING).page)
    assert list(found) == list(EVERYTHING)
    assert [question for question, _, _ in found.values()] == [str(QUESTIONS[key].label) for key in found]
    answers = {key: answer for key, (_, answer, _) in found.items()}
    assert answers["age_years"] == "64 years"
    assert answers["country"] == "Belgium"
    assert answers["symptoms"] == "Night cramps, fragile teeth (frequent cavities, receding gums)"
    assert answers["parental_hip_fracture"] == "Yes"
    assert answers["strength_days_per_week"] == "0 days a week"


def test_what_nobody_knows_is_an_answer_and_what_was_not_asked_can_be_answered() -> None:
    known = {key: answer for key, answer in EVERYTHING.items() if key != "smoking"}
    found = rows(summary_of(known).page)
    _, answer, button = found["family_osteoporosis"]
    assert (answer, button.text.split(" ")[0]) == ("I don’t know", "Change")
    _, answer, button = found["smoking"]
    assert (answer, button.text.split(" ")[0]) == ("No answer yet", "Answer")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_button_says_what_it_changes(language: str) -> None:
    for key, (question, _, button) in rows(summary_of(EVERYTHING, language).page).items():
        assert button["value"] == f"change:{SECTIONS_OF[key]}:{key}"
        assert question in button.text


@pytest.mark.parametrize("key", EVERYTHING)
def test_change_leads_to_that_question(key: str) -> None:
    visitor = summary_of(EVERYTHING)
    page = visitor.press(f"change:{SECTIONS_OF[key]}:{key}")
    assert page.step == SECTIONS_OF[key]
    assert page.focus == f"q_{key}"
    assert page.html.one(id=f"q_{key}")["tabindex"] == "-1"


@pytest.mark.parametrize("key", ["nothing", "", "\0", "<b>", "[[value:age_years]]", "smoking"])
def test_a_question_that_is_not_there_leads_to_the_heading_or_nowhere(key: str) -> None:
    visitor = summary_of(EVERYTHING)
    page = visitor.send("/en/check/summary/", [("go", f"change:diet:{key}")])
    assert (page.status, page.step) == (200, "diet")
    assert not page.html.all("b")
    assert "[[" not in page.text


def test_only_what_concerns_the_visitor_is_listed() -> None:
    found = rows(summary_of(HEALTHY_MAN).page)
    assert "low_testosterone" in found
    assert not {"menopause", "height_loss", "fracture_sites"} & found.keys()


def test_before_the_result_it_leads_back_and_on() -> None:
    visitor = Visitor()
    visitor.walk(EVERYTHING, until="hormones")
    visitor.fill({"menopause": "natural"})
    page = visitor.press("summary")
    assert rows(page)["menopause"][1] == "Yes, it came by itself"
    assert (page.enter, page.leads_on) == ("next", ["next", "back"])
    assert not page.has_button("result")
    assert visitor.press().asked == ["menopause_age_years", "hormone_therapy", "amenorrhoea_over_12_months"]


def test_what_is_wrong_on_the_page_is_told_before_it() -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    visitor.fill({"sleep_hours": "much", "smoking": "never"})
    page = visitor.press("summary")
    assert page.faults.keys() == {"sleep_hours"}
    assert page.values()["sleep_hours"] == ["much"]


def test_after_the_result_it_leads_back_to_it() -> None:
    visitor = summary_of(EVERYTHING)
    assert (visitor.page.enter, visitor.page.leads_on) == ("result", ["result", "back"])
    page = visitor.press()
    assert page.step == "result"
    assert changed(page) == ""


def test_it_can_be_read_in_another_language() -> None:
    visitor = summary_of(EVERYTHING)
    for language in LANGUAGES:
        page = visitor.switch(language)
        assert (page.language, page.step) == (language, "summary")
        assert list(rows(page)) == list(EVERYTHING)


def test_a_change_that_changes_the_result_is_said() -> None:
    visitor = Visitor()
    visitor.arrive(AT_EACH_LEVEL["maintain"])
    assert changed(visitor.page) == ""
    visitor.press("change:lifestyle")
    page = visitor.answer(BAD_HABITS)
    assert page.html.all("div", class_="level-discuss")
    assert changed(page) == (
        "Your result has changed. Before, it was: “Keep going: nothing here calls for a visit”."
    )
    assert page.html.one("p", class_="changed")["role"] == "status"


def test_a_change_that_changes_nothing_is_said_too() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    visitor.press("summary")
    visitor.press("change:diet:sodas_per_week")
    assert changed(visitor.answer({"sodas_per_week": 0})) == "Your result is the same as before."


def test_a_change_of_language_is_no_change_of_the_result() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    assert changed(visitor.switch("fr")) == ""


def test_a_change_on_the_way_round_the_summary_is_compared_with_the_result_seen_last() -> None:
    visitor = Visitor()
    visitor.arrive(AT_EACH_LEVEL["maintain"])
    visitor.press("change:lifestyle")
    visitor.fill(BAD_HABITS)
    visitor.press("summary")
    page = visitor.press("result")
    assert page.html.all("div", class_="level-discuss")


def test_questions_that_a_change_opens_come_before_the_result() -> None:
    visitor = Visitor()
    unknown = dict.fromkeys(key for key in FACTS if not key.startswith("fracture_"))
    visitor.arrive(unknown | HEALTHY_MAN | {"fragility_fracture": False})
    visitor.press("change:family-fractures-falls")
    page = visitor.answer({"fragility_fracture": True})
    assert page.asked == ["fracture_sites", "fracture_in_last_2_years"]
    assert changed(visitor.press()).startswith("Your result has changed.")
