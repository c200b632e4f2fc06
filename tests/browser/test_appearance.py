"""What has to be seen is seen in every scheme, forced colours among them; nothing moves for who does not want it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.form import CONTINUE
from tests.browser.shortcuts import IMPERIAL, PAGES, Shortcuts

pytestmark = pytest.mark.browser

SCHEMES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
}
MARGIN = 8  # pixels around a control, where its outline is
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
    const style = getComputedStyle(e);
    return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior === "smooth";
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(params=SCHEMES)
def in_scheme(request: pytest.FixtureRequest, open_page: OpenPage, live_server: LiveServer) -> Shortcuts:
    """Short ways on a phone in this scheme."""
    return Shortcuts(open_page(java_script_enabled=True, **SCHEMES[request.param]), live_server.url)


def picture(control: Locator) -> bytes:
    """How a control and what is around it looks."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box
    left, top = max(box["x"] - MARGIN, 0), max(box["y"] - MARGIN, 0)
    width, height = box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN
    return control.page.screenshot(clip={"x": left, "y": top, "width": width, "height": height})


def changes(control: Locator, act: Callable[[], object]) -> bool:
    """Whether an act can be seen on a control."""
    before = picture(control)
    act()
    return picture(control) != before


def test_focus_and_ticks_can_be_seen(in_scheme: Shortcuts) -> None:
    in_scheme.blank("lifestyle")
    page = in_scheme.page
    page.keyboard.press("Tab")  # from here on the browser shows the focus
    page.locator("h1").focus()
    radio = page.locator("[name=smoking][value=never]")
    row = page.locator(".form-check", has=radio)
    assert changes(row, radio.focus), "the focus of a choice"
    assert changes(row, lambda: page.keyboard.press("Space")), "a choice that is ticked"
    unknown = page.locator("[name=coffee_cups_per_day__unknown]")
    unknown.focus()
    assert changes(unknown, lambda: page.keyboard.press("Space")), "a box that is ticked"
    for control in ("[name=coffee_cups_per_day]", CONTINUE, "footer a"):
        element = page.locator(control).first
        assert changes(element, element.focus), f"the focus of {control}"


def test_the_chosen_unit_can_be_seen(in_scheme: Shortcuts) -> None:
    in_scheme.section("about-you", units=IMPERIAL)
    chosen = in_scheme.page.locator("#q_height_cm .units [aria-pressed=true]")
    button = in_scheme.page.locator("#q_height_cm .units").get_by_role("button", name="feet and inches")
    assert changes(button, lambda: chosen.evaluate("e => e.setAttribute('aria-pressed', 'false')"))


def test_nothing_moves_for_who_does_not_want_it(scripted: Page, live_server: LiveServer) -> None:
    for name in ("welcome", "diet", "summary", "result, refer"):
        PAGES[name](Shortcuts(scripted, live_server.url))
        assert scripted.evaluate(MOVING) == []
