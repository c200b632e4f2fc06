"""Pages stand still while they load, are small, and can be used at 400 % zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, Route, expect
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.form import CONTINUE, fill, turn
from tests.browser.shortcuts import FAULTS, IMPERIAL, Shortcuts
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser

OF_EACH_KIND: dict[str, Callable[[Shortcuts], None]] = {
    "welcome": Shortcuts.open,
    "text": partial(Shortcuts.open, path="emergency/"),
    "first step": partial(Shortcuts.open, path="check/"),
    "numbers": partial(Shortcuts.blank, key="diet"),
    "stones": partial(Shortcuts.section, key="about-you", units=IMPERIAL),
    "faults": partial(Shortcuts.faulty, key="lifestyle", faults=FAULTS["lifestyle"]),
    "summary": Shortcuts.summary,
    "result": Shortcuts.result,
}
SHIFTS = """async ([least, since]) => {
    const moved = [];
    const add = entries => moved.push(...entries.filter(entry => entry.value > least && entry.startTime >= since));
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    await new Promise(done => setTimeout(done, 250));
    add(observer.takeRecords());
    return moved.map(entry => [entry.value, ...entry.sources.map(({node}) => node?.outerHTML ?? node?.textContent)]);
}"""
# A button by a few pixels, of a window as large as the page: Chromium tells of it once in hundreds of pages.
NEGLIGIBLE = 3e-6
WHOLE_PAGE = {"width": 360, "height": 5000}  # what is below the window would not count
ZOOMED = {"width": 320, "height": 256}  # what is left of a window of 1280 by 1024 at 400 %


def late(route: Route) -> None:
    """The script comes after the page has been drawn, as on a slow connection."""
    route.request.frame.page.wait_for_timeout(150)
    route.continue_()


SCRIPTS: dict[str, Callable[[Route], None]] = {
    "at once": lambda route: route.continue_(),
    "late": late,
    "never": lambda route: route.abort(),
}


@pytest.mark.parametrize("comes", SCRIPTS)
def test_nothing_on_a_page_shifts(open_page: OpenPage, live_server: LiveServer, comes: str) -> None:
    page = open_page(java_script_enabled=True, reduced_motion="no-preference", viewport=WHOLE_PAGE)
    page.route("**/site*.js", SCRIPTS[comes])
    shifts = {}
    for name, open_it in OF_EACH_KIND.items():
        open_it(Shortcuts(page, live_server.url))
        shifts[name] = page.evaluate(SHIFTS, [NEGLIGIBLE, 0])
    assert {name: shift for name, shift in shifts.items() if shift} == {}


def test_nothing_shifts_from_step_to_step(scripted: Page) -> None:
    scripted.goto("/en/check/")
    for _ in range(3):
        fill(scripted, EVERYTHING)  # which makes room for further questions
        since = scripted.evaluate("performance.now()")
        turn(scripted, CONTINUE)
        assert scripted.evaluate(SHIFTS, [NEGLIGIBLE, since]) == []


def test_the_first_pages_are_small(scripted: Page) -> None:
    for address in ("/en/", "/fr/check/"):
        scripted.goto(address)
        assert scripted.evaluate("document.getElementsByTagName('*').length") <= 600


def test_a_step_can_be_filled_in_at_400_percent(open_page: OpenPage, live_server: LiveServer) -> None:
    page = open_page(java_script_enabled=True, viewport=ZOOMED)
    Shortcuts(page, live_server.url, "nl").blank("lifestyle")
    fill(page, EVERYTHING)
    for box in page.locator("main :is(input, button, label)").all():
        if box.is_visible():
            place = box.bounding_box()
            assert place
            assert place["x"] >= 0, place
            assert place["x"] + place["width"] <= ZOOMED["width"], place
    page.locator(CONTINUE).focus()
    expect(page.locator(CONTINUE)).to_be_in_viewport(ratio=1)


def test_what_one_presses_is_large_enough(go: Shortcuts) -> None:
    smallest = """elements => Math.min(...elements.filter(e => e.checkVisibility()).map(
        e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width)))"""
    go.section("diet")
    assert (
        go.page.locator(".form-check, .step, .actions .btn, .languages button").evaluate_all(smallest) >= 44
    )
    go.summary()
    assert go.page.locator("main button:not(.visually-hidden)").evaluate_all(smallest) >= 44
