"""Every page is accessible: nothing that axe finds, and nothing beside a narrow window (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]  # without types
from playwright.sync_api import Page, ViewportSize
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.shortcuts import PAGES, Shortcuts

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Contrast takes axe most of its time: it depends on the colours, which are the same in each language.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
RULES_BUT_CONTRAST = RULES | {"rules": {"color-contrast": {"enabled": False}}}

PHONE = ViewportSize(width=360, height=740)
ZOOMED_TO_400_PERCENT = ViewportSize(width=320, height=256)  # what is left of a window of 1280 by 1024


@dataclass(frozen=True)
class Look:
    """A way to look at the site, and what to look for."""

    language: str
    scheme: str
    window: ViewportSize
    rules: dict[str, Any]


LOOKS = {
    "English on a phone": Look("en", "light", PHONE, RULES),
    "English in the dark, zoomed": Look("en", "dark", ZOOMED_TO_400_PERCENT, CONTRAST),
    "French, zoomed": Look("fr", "light", ZOOMED_TO_400_PERCENT, RULES_BUT_CONTRAST),
    "Dutch, zoomed": Look("nl", "light", ZOOMED_TO_400_PERCENT, RULES_BUT_CONTRAST),
}


def faults(page: Page, look: Look) -> Iterator[str]:
    """What is wrong with the page that is open."""
    found = page.evaluate(
        "options => axe.run(document, options)", look.rules | {"resultTypes": ["violations"]}
    )
    for fault in found["violations"]:
        yield f"{fault['help']}: {[node['html'] for node in fault['nodes']]}"
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > look.window["width"]:
        yield f"{width} pixels wide in a window of {look.window['width']}"


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_page_is_accessible(open_page: OpenPage, live_server: LiveServer, look: Look) -> None:
    # axe is JavaScript, which the site's own policy forbids
    page = open_page(
        java_script_enabled=True, bypass_csp=True, color_scheme=look.scheme, viewport=look.window
    )
    page.add_init_script(path=AXE_FILE_PATH)
    found: dict[str, list[str]] = {}
    for name, open_it in PAGES.items():
        open_it(Shortcuts(page, live_server.url, look.language))
        if wrong := list(faults(page, look)):
            found[name] = wrong
    assert not found, "\n".join(f"{name}: {fault}" for name, wrong in found.items() for fault in wrong)
