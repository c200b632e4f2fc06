"""The whole questionnaire with Tab, Space, Enter and the arrows; reading begins at the right place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect
import pytest

from questionnaire.questions import SECTIONS
from tests.browser.form import another_page, asked, wanted
from tests.browser.shortcuts import ESSENTIALS
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const e = document.activeElement;
    return {tag: e.tagName, role: e.getAttribute('role'), name: e.name, type: e.type, value: e.value,
            checked: e.checked, hidden: e.ariaHidden,
            outline: getComputedStyle(e.closest('.form-check') ?? e).outlineStyle};
}"""
MOST_TABS = 120


def focused(page: Page) -> dict[str, Any]:
    """The element that the keyboard acts on."""
    element: dict[str, Any] = page.evaluate(FOCUSED)
    return element


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with another_page(page):
        page.keyboard.press(key)
    for _ in range(100):  # the browser moves the focus once the page is laid out
        if focused(page)["tag"] != "BODY":
            return
        page.wait_for_timeout(50)


def answer(page: Page, field: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    """Answer the question whose field has the focus, as far as that field goes."""
    given = wanted(answers, {each["name"] for each in asked(page)}).get(field["name"])
    if not given:
        return
    if field["type"] == "text":
        page.keyboard.type("" if given == ["unknown"] else given[0])
    elif field["type"] == "checkbox" and field["value"] in given and not field["checked"]:
        page.keyboard.press("Space")
    elif field["type"] == "radio":
        choose(page, given[0])


def choose(page: Page, code: str) -> None:
    """Go to the choice with the arrows."""
    page.keyboard.press("Space")
    for _ in range(10):
        if focused(page)["value"] == code:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never reach {code}")


def go_through(page: Page, answers: Mapping[str, Any], until: str = "next") -> None:
    """From the heading to a button that leads on, answering on the way; to the result, where that is all there is."""
    wished = until if page.locator(f".actions [value={until}]").count() else "result"
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        field = focused(page)
        assert field["outline"] == "solid", f"the focus cannot be seen on {field}"
        assert not field["hidden"], f"{field} is for the eyes of nobody"
        if field["type"] == "submit" and field["value"] == wished:
            return
        answer(page, field, answers)
    raise AssertionError(f"Tab never reaches the button {wished}")


def go_to_result(page: Page, answers: Mapping[str, Any], until: str) -> int:
    """From the welcome page to the result; the number of pages on the way."""
    page.goto("/en/")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main .btn')"):
            break
    press(page, "Enter")
    for pages in range(20):
        assert focused(page)["tag"] == "H1"
        if page.locator(".level").count():
            return pages
        essential = page.locator(f".actions [value={until}]").count()
        go_through(page, answers, until if essential else "next")
        press(page, "Enter")
    raise AssertionError("the result never came")


def test_the_keyboard_leads_to_the_result(scripted: Page) -> None:
    page = scripted
    assert go_to_result(page, EVERYTHING, "next") == len(SECTIONS)
    expect(page.get_by_role("heading", level=1)).to_have_text("See your doctor about a bone density test")
    page.keyboard.press("Tab")
    assert focused(page)["tag"] == "SUMMARY"
    page.keyboard.press("Enter")
    expect(page.locator("section details").first).to_have_attribute("open", "")


def test_the_keyboard_leads_to_a_result_the_short_way_without_a_script(page: Page) -> None:
    go_to_result(page, ESSENTIALS, "result")
    expect(page.get_by_role("heading", level=1)).to_have_text("See your doctor about a bone density test")
    assert page.locator(".sections .open").count()


def test_faults_take_the_focus_and_lead_to_their_fields(page: Page) -> None:
    page.goto("/en/check/")
    go_through(page, {"age_years": "old"})
    press(page, "Enter")
    assert focused(page)["role"] == "alert"
    expect(page).to_have_title("Error: About you – Bone check")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "age_years"
    page.locator("[role=alert] a").nth(1).focus()
    page.keyboard.press("Enter")
    assert (focused(page)["name"], focused(page)["type"]) == ("sex", "radio")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/nl/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page)["tag"] == "MAIN"
