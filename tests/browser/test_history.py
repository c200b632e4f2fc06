"""With the script all steps are one document: the browser's own Back and Forward, and nothing left behind in them."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect
import pytest

from tests.browser.form import BACK, CONTINUE, another_page, fill, go_on, held, turn
from tests.browser.shortcuts import Shortcuts
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser

STEPS = ["About you", "Warning signs", "Hormones", "Family, fractures and falls"]


def heading(page: Page) -> str:
    """The page's main heading."""
    return page.locator("h1").inner_text()


def travel(page: Page, by: int) -> None:
    """Press the browser's own Back or Forward."""
    with another_page(page):
        page.evaluate(f"history.go({by})")


@pytest.fixture
def under_way(scripted: Page) -> Page:
    """Three sections are filled in; the fourth is open."""
    scripted.goto("/en/")
    scripted.get_by_role("link", name="Start", exact=True).click()
    for _ in range(3):
        go_on(scripted, EVERYTHING)
    return scripted


def test_back_and_forward_of_the_browser_keep_every_answer(under_way: Page) -> None:
    page, seen = under_way, [heading(under_way)]
    for _ in range(3):
        travel(page, -1)
        seen.append(heading(page))
    assert seen == STEPS[::-1]
    assert held(page)["age_years"] == ["64"]
    page.locator("[name=age_years]").fill("66")
    travel(page, 1)
    travel(page, -1)
    assert held(page)["age_years"] == ["66"]
    travel(page, 3)
    assert heading(page) == STEPS[3]


def test_back_works_after_a_change_of_language(under_way: Page) -> None:
    page = under_way
    turn(page, "button[lang=nl]")
    travel(page, -1)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert held(page)["menopause"] == ["natural"]
    travel(page, -1)
    assert held(page)["red_flags"] == ["none"]


def test_back_leaves_the_result_and_forward_returns(go: Shortcuts) -> None:
    go.section("diet", level="refer")
    turn(go.page, "main .actions [value=result]")
    level = heading(go.page)
    travel(go.page, -1)
    assert held(go.page)["sodas_per_week"] == ["9"]
    travel(go.page, 1)
    assert heading(go.page) == level


def test_neither_history_nor_address_holds_an_answer(under_way: Page) -> None:
    page = under_way
    for step in ("family-fractures-falls", "hormones"):
        assert page.evaluate("history.state") == {"step": step}
        assert page.url.endswith("/en/check/")
        turn(page, BACK)


def test_a_link_to_a_faulty_field_loses_nothing(scripted: Page) -> None:
    scripted.goto("/en/check/")
    fill(scripted, {"age_years": 64, "country": "be"})
    turn(scripted, CONTINUE)
    expect(scripted.get_by_role("alert")).to_be_focused()
    scripted.get_by_role("alert").get_by_role("link").click()
    expect(scripted.locator("[name=sex]").first).to_be_focused()
    scripted.wait_for_timeout(500)
    assert held(scripted) == {"age_years": ["64"], "country": ["be"]}


def test_the_skip_link_loses_nothing(under_way: Page) -> None:
    page = under_way
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert heading(page) == STEPS[3]


def test_without_a_connection_the_page_stays_and_can_be_sent_again(under_way: Page) -> None:
    page = under_way
    fill(page, EVERYTHING)
    filled = held(page)
    page.context.set_offline(True)
    page.locator(CONTINUE).click()
    notice = page.get_by_role("alert")
    expect(notice).to_be_in_viewport()
    assert notice.inner_text()
    assert (heading(page), held(page)) == (STEPS[3], filled)
    page.context.set_offline(False)
    turn(page, CONTINUE)
    assert heading(page) == "Health and medicines"


def test_without_a_connection_back_loses_nothing_either(under_way: Page) -> None:
    page = under_way
    page.context.set_offline(True)
    page.evaluate("history.back()")
    expect(page.get_by_role("alert")).to_be_visible()
    assert heading(page) == STEPS[3]
    page.context.set_offline(False)
    travel(page, -1)
    assert heading(page) == STEPS[2]


def test_a_late_answer_is_ignored(under_way: Page) -> None:
    page, waiting = under_way, list[Route]()

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/check/**", hold)
    page.evaluate("history.go(-1)")
    page.wait_for_function("document.querySelector('form[aria-busy]')")
    page.wait_for_timeout(200)
    page.evaluate("history.go(-1)")
    page.wait_for_timeout(300)
    first, second = waiting
    with another_page(page):
        second.continue_()
    first.continue_()
    page.wait_for_timeout(500)
    assert heading(page) == STEPS[1]
