"""What is wrong is said above the form and at the field, in the visitor's language, and nothing typed is lost."""

from __future__ import annotations

import re

from django.utils import translation
import pytest

from questionnaire.questions import QUESTIONS, SECTIONS, Section
from rules.facts import FACTS
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
ASKED_EVERYTHING: Answers = {
    "age_years": 50,
    "sex": "unspecified",
    "menopause": "natural",
    "fragility_fracture": True,
    "medicines": ["glucocorticoids"],
}
WRONG: Answers = {"age_years": "121", "height_cm": "tall", "weight_kg": "61,75"}


def assert_told(page: Page, keys: set[str]) -> None:
    """The summary leads to each field at fault; the fault is said there too, to a screen reader as well."""
    assert page.faults.keys() == keys
    assert page.html.one("div", role="alert").all("h2")
    assert {e.tag for e in page.html.walk() if "autofocus" in e.attributes} == {"div"}
    for key, line in page.faults.items():
        field = page.html.all("input", name=key)[0]
        notes = [page.html.one(id=i).text for e in field.above() for i in e["aria-describedby"].split()]
        assert any(note and line.endswith(note) for note in notes), (line, notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_told_in_the_visitors_language_and_nothing_is_lost(language: str) -> None:
    visitor = Visitor(language)
    visitor.begin()
    visitor.fill(WRONG | {"country": "other"})
    given = dict(visitor.filled)
    page = visitor.press()
    assert (page.status, page.language, page.step) == (200, language, "about-you")
    assert_told(page, {"age_years", "sex", "height_cm", "weight_kg"})
    assert page.values() == given
    assert page.html.one("title").text.index(page.heading) > 0, "the title begins with “Error”"
    with translation.override(language):
        assert all(line.startswith(str(QUESTIONS[key].text)) for key, line in page.faults.items())
    assert re.search(r"\D0\D+120\.$", page.faults["age_years"])
    assert re.search(r"\D100 cm\D+230 cm\.$", page.faults["height_cm"])


def test_once_mended_the_journey_goes_on() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.answer(WRONG)
    page = visitor.answer({"sex": "male", "age_years": 70, "height_cm": 170, "weight_kg": 70})
    assert page.step == "about-you"
    assert page.asked == ["height_loss", "last_densitometry"]


def test_a_fault_on_one_page_leaves_the_others_alone() -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    assert visitor.answer({"sleep_hours": "25"}).faults.keys() == {"sleep_hours"}
    assert visitor.answer({"sleep_hours": "7,5"}).step == "diet"
    assert visitor.press("back").values()["sleep_hours"] == ["7.5"]


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("warning-signs", {"symptoms": ["night_cramps", "none"]}),
        ("warning-signs", {"red_flags": ["none", "unknown"]}),
        ("health-medicines", {"conditions": ["copd", "unknown"]}),
        ("diet", {"diets": ["vegan", "none"], "cheese_per_day": "x"}),
        ("hormones", {"menopause_age_years": 65}),
    ],
)
def test_contradictions_are_told_at_the_question(step: str, answers: Answers) -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    visitor.press(f"change:{step}")
    visitor.fill(answers)
    given = dict(visitor.filled)
    page = visitor.press()
    assert_told(page, set(answers))
    assert page.values() == given


def test_a_number_and_i_dont_know_at_once_are_told() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.fill(HEALTHY_MAN)
    visitor.filled["weight_kg__unknown"] = ["on"]
    page = visitor.press()
    assert_told(page, {"weight_kg"})
    assert page.values()["weight_kg"] == ["80"]
    assert page.values()["weight_kg__unknown"] == ["on"]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_question_but_age_and_sex_offers_i_dont_know(section: Section) -> None:
    keys = {question.fact.key for question in section.questions}
    visitor = Visitor()
    visitor.arrive(dict.fromkeys(FACTS) | ASKED_EVERYTHING)
    page = visitor.press(f"change:{section.key}")
    assert set(page.asked) == keys
    for key in set(page.asked) - {"age_years", "sex"}:
        offered = page.options(f"{key}__unknown") or [code for code in page.options(key) if code == "unknown"]
        assert len(offered) == 1, key
        assert page.html.all("label", **{"for": page.html.all("input", name=key)[0]["id"]})
    for key in set(page.asked) & {"age_years", "sex"}:
        assert "unknown" not in page.options(key)
        assert not page.options(f"{key}__unknown")
        assert QUESTIONS[key].fact.required
