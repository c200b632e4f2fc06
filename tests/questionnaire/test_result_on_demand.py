"""What the result shows when somebody asks for it: what would change it, more of what answers show, plain text."""

from __future__ import annotations

import re

import pytest

from questionnaire.levels import LEVELS
from rules.assessment import Assessor
from rules.facts import FACTS
from tests.questionnaire.looking_ahead import MAN, WOMAN, without
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, anybody
from tests.questionnaire.visitor import FORM, LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
SMOKER = MAN | {"smoking": "current", "weight_bearing_days_per_week": 0, "sodas_per_week": 9}
UNHARMED = without(WOMAN, "fragility_fracture")


def ahead_of(answers: Answers, language: str = "en") -> Visitor:
    """Somebody who asked what would change their result."""
    visitor = Visitor(language)
    visitor.arrive(answers)
    visitor.press("prospects")
    return visitor


def told(page: Page) -> dict[str, str]:
    """What would change the result: without what, and to what."""
    entries = page.section("prospects").all("div")
    return {entry.one("dt").text: entry.one("dd").text for entry in entries}


def plain_text(answers: Answers, language: str = "en") -> str:
    """The result to copy."""
    visitor = Visitor(language)
    page = visitor.arrive(answers)
    button = page.button("text")
    assert (button["form"], button["formtarget"]) == ("page", "_blank")
    response = visitor.client.post(f"/{language}/check/result/", {"state": page.state, "go": "text"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    return str(response.content.decode())


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    section = Visitor().arrive(SMOKER).section("prospects")
    assert section.one("button")["value"] == "prospects"
    assert not section.all("dt")


def test_each_change_is_told_and_all_together() -> None:
    page = ahead_of(SMOKER).page
    better = str(LEVELS["maintain"].title)
    assert list(told(page).values()) == [better, better, "the result stays the same", better]
    assert list(told(page))[-1] == "All of these together"
    assert page.focus == "prospects"
    assert not page.has_button("prospects")


def test_it_is_said_when_nothing_changes_the_result() -> None:
    page = ahead_of(EVERYTHING).page
    assert told(page) == {}
    assert "Your result would stay the same without any of these, alone or together." in page.text
    page = ahead_of(MAN | {"conditions": ["copd"]}).page
    assert told(page) == {}
    assert "Nothing in your answers that you can change yourself leads to this result." in page.text


def test_a_question_that_could_change_the_result_can_be_answered_at_once() -> None:
    visitor = ahead_of(UNHARMED)
    (question,) = visitor.page.html.one("ul", class_="open-questions").all("li")
    assert str(LEVELS["refer"].title) in question.text
    page = visitor.press(question.one("button")["value"])
    assert (page.step, page.focus) == ("family-fractures-falls", "q_fragility_fracture")
    visitor.fill({"fragility_fracture": True})
    visitor.press()
    page = visitor.walk({})
    assert page.html.all("div", class_="level-refer")
    assert page.html.one("p", class_="changed").text.startswith("Your result has changed.")


def test_it_is_said_when_no_open_question_matters() -> None:
    page = ahead_of(MAN | {key: None for key in FACTS if key not in MAN} | {"conditions": ["copd"]}).page
    assert page.html.all("ul", class_="open-questions") or (
        "No single answer that is still open would change your result." in page.text
    )
    assert "No single answer" in ahead_of(EVERYTHING).page.text


def test_it_is_said_when_there_was_more_than_could_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is more than we could look at" not in ahead_of(SMOKER).page.text
    monkeypatch.setattr("questionnaire.prospects.MOST_ASSESSMENTS", 1)
    assert "There is more than we could look at" in ahead_of(SMOKER).page.text


@pytest.mark.parametrize("level", ["urgent", "out_of_scope"])
def test_beside_what_interrupts_nothing_is_offered_nor_computed(level: str) -> None:
    visitor = Visitor()
    page = visitor.arrive(AT_EACH_LEVEL[level])
    assert not {"prospects", "further", "strengths", "conversation"} & {e["id"] for e in page.html.walk()}
    page = visitor.send("/en/check/result/", [("go", "prospects")])
    assert not page.html.all("section", **{"aria-labelledby": "prospects"})
    assert page.html.all("div", class_=f"level-{level}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [SMOKER, EVERYTHING, UNHARMED, anybody(5)])
def test_every_answer_is_changed_in_the_visitors_language(answers: Answers, language: str) -> None:
    page = ahead_of(answers, language).page
    assert page.language == language
    assert page.status == 200
    assert language == "en" or "stays the same" not in page.text


def test_what_else_answers_show_is_counted_first_and_shown_on_demand(site: Assessor) -> None:
    visitor = Visitor()
    page = visitor.arrive(EVERYTHING)
    count = int(re.findall(r"\d+", page.button("further").text)[0])
    assert not page.section("further").all("li")
    page = visitor.press("further")
    assert len(page.section("further").all("details")) == count
    assert page.focus == "further"
    assert not page.has_button("further")


def test_the_plain_text_says_the_level_the_referral_the_reasons_and_every_tip(site: Assessor) -> None:
    text, outcome = plain_text(EVERYTHING), site.assess(EVERYTHING)
    assert text.startswith("See your doctor about a bone density test\nBone check, ")
    assert outcome["referral"]
    assert outcome["referral"]["text"] in text
    assert "(Soon)" in text
    assert "(Menopause: yes, it came by itself" in text or "Fracture after a minor shock: yes" in text
    assert all(tip["text"] in text for tip in outcome["tips"])
    titles = {item.key: item.title.en for item in site.document.recommendations}
    assert all(titles[item["key"]] in text for item in outcome["withheld"])
    assert text.rstrip().endswith("It does not replace a doctor.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", AT_EACH_LEVEL)
def test_the_plain_text_is_text_and_neat(level: str, language: str) -> None:
    text = plain_text(AT_EACH_LEVEL[level], language)
    assert not re.search(r"<|>|&\w+;|&#|\[\[|\{\{|\{%", text)
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]\n|\.\.|\( ?\)|None", text)
    page = Visitor(language).arrive(AT_EACH_LEVEL[level])
    assert page.heading in text.splitlines()[0]


def test_other_pages_have_no_plain_text_of_their_own() -> None:
    visitor = Visitor()
    visitor.begin()
    body = f"state={visitor.page.state}&go=text&age_years=30&sex=male"
    response = visitor.client.post("/en/check/about-you/", body, content_type=FORM)
    assert response["Content-Type"].startswith("text/html")


def test_the_bar_of_calcium_is_a_drawing_and_its_numbers_are_text() -> None:
    section = Visitor("fr").arrive(EVERYTHING | {"fortified_drinks_per_day": 0}).section("calcium")
    assert section.one("svg")["aria-hidden"] == "true"
    width = int(section.one("rect", class_="calcium-week")["width"])
    assert 0 < width < 100
    assert len(re.findall(r"\d\u00a0\d{3}\u00a0mg", section.all("p")[0].text)) == 2


def test_without_answers_on_food_there_is_no_bar() -> None:
    page = Visitor().arrive(MAN)
    assert not page.html.all("section", **{"aria-labelledby": "calcium"})


def test_printing_waits_for_the_script_and_copying_does_not() -> None:
    keep = Visitor().arrive(EVERYTHING).section("keep")
    (printing,) = [button for button in keep.all("button") if button["data-do"] == "print"]
    assert "hidden" in printing.attributes
    assert printing["type"] == "button"


def test_who_answered_too_little_is_not_told_that_nothing_could_be_better() -> None:
    page = ahead_of({"age_years": 30, "sex": "male"}).page
    assert page.html.all("div", class_="level-open")
    assert "There is no better result" not in page.text
