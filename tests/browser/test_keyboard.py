"""The whole questionnaire with Tab, Space, Enter and the arrows; reading begins at the right place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect
import pytest

from tests.browser.form import codes, wanted
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const e = document.activeElement;
    return {tag: e.tagName, role: e.getAttribute('role'), name: e.name, type: e.type, value: e.value,
            checked: e.checked, hidden: e.ariaHidden, outline: getComputedStyle(e).outlineStyle};
}"""
MOST_TABS = 120


def focused(page: Page) -> dict[str, Any]:
    """The element that the keyboard acts on."""
    element: dict[str, Any] = page.evaluate(FOCUSED)
    return element


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)
    for _ in range(100):  # the browser moves the focus once the page is laid out
        if focused(page)["tag"] != "BODY":
            return
        page.wait_for_timeout(50)


def answer(page: Page, field: Mapping[str, Any], answers: Mapping[str, object]) -> None:
    """Answer the question whose field has the focus, as far as that field goes."""
    if field["name"] not in answers:
        return
    given = codes(field["name"], answers[field["name"]])
    if field["type"] == "text":
        page.keyboard.type("" if answers[field["name"]] is None else given[0])
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


def go_through(page: Page, answers: Mapping[str, object]) -> None:
    """From the heading to the button Continue, answering on the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        field = focused(page)
        assert field["outline"] == "solid", f"the focus cannot be seen on {field}"
        assert not field["hidden"], f"{field} is for the eyes of nobody"
        if field["type"] == "submit" and field["value"] == "next":
            return
        answer(page, field, answers)
    raise AssertionError("Tab never reaches the button Continue")


def test_the_keyboard_leads_to_the_result(page: Page) -> None:
    page.goto("/en/")
    for _ in range(6):
        page.keyboard.press("Tab")
    press(page, "Enter")
    for _ in range(20):
        assert focused(page)["tag"] == "H1"
        if page.locator(".level").count():
            break
        go_through(page, wanted(EVERYTHING))
        press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("See your doctor about a bone density test")
    page.keyboard.press("Tab")
    assert focused(page)["tag"] == "SUMMARY"
    page.keyboard.press("Enter")
    expect(page.locator("section details").first).to_have_attribute("open", "")


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
