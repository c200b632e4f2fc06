"""What a screen reader gets: names, roles and order, from the browser's accessibility tree."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page, expect
import pytest

from tests.browser.shortcuts import FAULTS_IN_FEET, IMPERIAL, PAGES, Shortcuts

pytestmark = pytest.mark.browser

FAULTY_STEP = """
- main:
  - paragraph: /Part 1 of 7/
  - alert:
    - heading "3 answers need another look" [level=2]
    - list:
      - listitem:
        - link "What sex was registered when you were born? Choose an answer."
      - listitem:
        - link "How tall are you now? Give a number from 3 ft 3.5 in to 7 ft 6.5 in."
      - listitem:
        - link "How much do you weigh? Give a number from 3 st 13 lb to 47 st 3.5 lb."
  - heading "About you" [level=1]
  - textbox "How old are you? (required)": "64"
  - group "What sex was registered when you were born? (required)":
    - radio "Female"
    - radio "Male"
  - group "How tall are you now?"
  - button "Continue"
"""
NUMBER = """
- group "How many cups of coffee do you drink a day?":
  - text: /How many cups of coffee do you drink a day\\?.*/
  - button "One less"
  - textbox "How many cups of coffee do you drink a day?"
  - button "One more"
  - text: cups a day
  - checkbox "I don’t know"
"""
FEET = """
- group "How tall are you now?":
  - text: /How tall are you now\\? .*/
  - textbox "ft": "5"
  - text: ft
  - textbox "in": "5"
  - text: in
"""
UNITS = """
- group "Unit":
  - button "cm"
  - button "feet and inches" [pressed]
"""
RESULT = """
- main:
  - heading "See your doctor about a bone density test" [level=1]
  - status: /Your result has changed\\. Before, it was/
  - region "What to do first":
    - heading "What to do first" [level=2]
    - heading "See a doctor about your fracture" [level=3]
  - region "Talking to your doctor":
    - heading "Talking to your doctor" [level=2]
    - blockquote
  - region "Why":
    - heading "Why" [level=2]
  - region "What you already do well"
  - region "Tips that fit you":
    - heading "Tips that fit you" [level=2]
    - list:
      - listitem:
        - heading "Steady habits with your blood thinner" [level=3]
  - region "Tips that we left out for you"
  - region "What else your answers show"
  - region "What would change this"
  - region "When to check again"
  - region "Change an answer"
  - region "Take it with you":
    - paragraph:
      - button "Print"
      - button "The result as text (opens a new tab)"
    - paragraph:
      - link "Start over and forget my answers"
"""
OUTLINE = """elements => elements.map(e => Number(e.tagName[1]))"""


def described(page: Page, field: str) -> str:
    """What is read after the field's name."""
    words: str = page.locator(field).first.evaluate(
        "e => e.getAttribute('aria-describedby').split(' ').map(i => document.getElementById(i).innerText).join(' ')"
    )
    return words


def test_a_step_with_faults_reads_in_order(go: Shortcuts) -> None:
    go.faulty("about-you", FAULTS_IN_FEET, units=IMPERIAL)
    expect(go.page.locator("main")).to_match_aria_snapshot(FAULTY_STEP)
    expect(go.page.get_by_role("alert")).to_be_focused()
    expect(go.page.locator("#id_height_cm_ft")).to_have_attribute("aria-invalid", "true")


def test_a_fault_is_read_with_its_field(go: Shortcuts) -> None:
    go.faulty("about-you", {"age_years": "old"})
    assert described(go.page, "#id_age_years").endswith("Give a whole number from 0 to 120.")


def test_a_number_reads_with_its_question_its_unit_and_its_help(go: Shortcuts) -> None:
    go.blank("lifestyle")
    expect(go.page.locator("#q_coffee_cups_per_day")).to_match_aria_snapshot(NUMBER)
    assert described(go.page, "#id_coffee_cups_per_day").startswith(
        "cups a day Do not count decaffeinated coffee."
    )


def test_a_height_in_feet_is_one_group(go: Shortcuts) -> None:
    go.section("about-you", units=IMPERIAL)
    question = go.page.locator("#q_height_cm")
    expect(question).to_match_aria_snapshot(FEET)
    expect(question).to_match_aria_snapshot(UNITS)
    assert question.aria_snapshot().count('group "How tall are you now?"') == 1


def test_every_choice_stands_in_a_group_named_by_its_question(go: Shortcuts) -> None:
    go.section("lifestyle")
    groups = go.page.locator("fieldset:has([type=radio], [type=checkbox])")
    for group in groups.all():
        question = group.locator("legend").inner_text()
        assert group.aria_snapshot().startswith(f'- group "{question}":'), question


def test_the_result_reads_in_order(go: Shortcuts) -> None:
    go.result_again("maintain")
    expect(go.page.locator("main")).to_match_aria_snapshot(RESULT)
    expect(go.page.get_by_role("heading", level=1)).to_be_focused()


def test_headings_leave_out_no_level(go: Shortcuts) -> None:
    for name in ("result, refer", "summary", "method"):
        PAGES[name](go)
        levels = go.page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(OUTLINE)
        assert levels.count(1) == 1
        assert [here for before, here in pairwise(levels) if here > before + 1] == []


def test_each_page_says_in_its_title_where_one_is(go: Shortcuts) -> None:
    titles = []
    for name in ("welcome", "diet, blank", "about-you, with faults", "summary", "result, refer"):
        PAGES[name](go)
        titles.append(go.page.title())
    assert titles == [
        f"{title} – Bone check"
        for title in (
            "How are your bones?",
            "What you eat",
            "Error: About you",
            "Your answers",
            "Your result",
        )
    ]
