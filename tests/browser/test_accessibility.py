"""Every page is accessible: nothing that axe finds, and nothing beside a narrow window (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
PHONE = ViewportSize(width=360, height=740)
ZOOMED_TO_400_PERCENT = ViewportSize(width=320, height=256)  # what is left of a window of 1280 by 1024


@dataclass(frozen=True)
class Look:
    """A way to look at the site."""

    language: str
    scheme: str
    window: ViewportSize


LOOKS = {
    "English on a phone": Look("en", "light", PHONE),
    "French in the dark, zoomed": Look("fr", "dark", ZOOMED_TO_400_PERCENT),
}


def faults(page: Page, rules: Mapping[str, Any] = RULES) -> Iterator[str]:
    """What is wrong with the page that is open, opened by `seen_as`."""
    found = page.evaluate("options => axe.run(document, options)", {**rules, "resultTypes": ["violations"]})
    for fault in found["violations"]:
        yield f"{fault['help']}: {[node['html'] for node in fault['nodes']]}"
    yield from beyond(page)


def beyond(page: Page) -> Iterator[str]:
    """Whether the page that is open is wider than its window."""
    width, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > window:
        yield f"{width} pixels wide in a window of {window}"


def seen_as(open_page: OpenPage, look: Look) -> Page:
    """A page in a profile of its own, with axe in it, whose styles and scripts the site's own policy forbids."""
    page = open_page(
        java_script_enabled=True, bypass_csp=True, color_scheme=look.scheme, viewport=look.window
    )
    page.add_init_script(path=AXE_FILE_PATH)
    return page


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_page_is_accessible(open_page: OpenPage, live_server: LiveServer, look: Look) -> None:
    page, found = seen_as(open_page, look), dict[str, list[str]]()
    for name, open_it in PAGES.items():
        open_it(Shortcuts(page, live_server.url, look.language))
        found[name] = list(faults(page))
    assert not any(found.values()), told(found)


def test_no_dutch_word_is_wider_than_a_zoomed_window(open_page: OpenPage, live_server: LiveServer) -> None:
    """What axe finds is the same in each language; the longest words are Dutch."""
    page, found = open_page(viewport=ZOOMED_TO_400_PERCENT), dict[str, list[str]]()
    for name, open_it in PAGES.items():
        open_it(Shortcuts(page, live_server.url, "nl"))
        found[name] = list(beyond(page))
    assert not any(found.values()), told(found)


def told(found: Mapping[str, list[str]]) -> str:
    """A line for each fault, with its page."""
    return "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)
