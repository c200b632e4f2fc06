"""Every page of the studio: accessible (WCAG 2.2 AA), within its policy on content, and not wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from playwright.sync_api import Page
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.studio import COLLECTIONS, PAGES, Studio
from tests.browser.test_accessibility import LOOKS, RULES, faults, seen_as, told

pytestmark = pytest.mark.browser

# What a clinic's preview holds is looked at on its own: here it would be a second `main` in the page.
NO_FRAMES = {"iframes": False}
WINDOW = {"width": 1200, "height": 900}


def tried(studio: Studio) -> None:
    """The page that says what the rules say."""
    studio.rule_set("try", "?example=broken-wrist-at-72")
    studio.page.locator("main form[method=post] [type=submit]").first.click()


def refused(studio: Studio) -> None:
    """A form with faults."""
    studio.add("rule")
    studio.page.locator("[name=_save]").click()


def refused_clinic(studio: Studio) -> None:
    """A clinic's form with faults, one of them in a group of boxes."""
    studio.clinic()
    for code in ("en", "fr", "nl"):
        studio.page.locator(f"[name=languages][value={code}]").uncheck()
    studio.page.locator("#id_accent").fill("#ffee88")
    studio.page.locator("[name=_continue]").click()


OPEN: dict[str, Callable[[Studio], None]] = {
    "index": partial(Studio.open, path=""),
    "rule sets": partial(Studio.open, path="rules/ruleset/"),
    **{name: partial(Studio.rule_set, name=name) for name in PAGES},
    **{f"{model}": partial(Studio.part, model=model) for model in COLLECTIONS},
    **{f"{model}, new": partial(Studio.add, model=model) for model in COLLECTIONS},
    "a finding to delete": partial(Studio.part, model="finding", name="delete"),
    "a tried visitor": tried,
    "a rule with faults": refused,
    "clinic": partial(Studio.clinic, query="?page=https://www.clinic.example/"),
    "clinic with faults": refused_clinic,
    "clinics": partial(Studio.open, path="clinics/clinic/"),
    "statistics": partial(Studio.clinic, name="statistics"),
    "no such page": partial(Studio.open, path="rules/ruleset/0/try/"),
}


COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ONE_OF_EACH = {name: open_it for name, open_it in OPEN.items() if not name.endswith(", new")}


def test_every_page_of_the_studio_is_accessible(open_page: OpenPage, live_server: LiveServer) -> None:
    """Nothing that axe finds, and nothing beside a narrow window."""
    found = looked_at(seen_as(open_page, LOOKS["English on a phone"]), live_server, OPEN, RULES)
    assert not any(found.values()), told(found)


def test_every_page_of_the_studio_can_be_read_in_the_dark(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = seen_as(open_page, LOOKS["French in the dark, zoomed"])
    found = looked_at(page, live_server, ONE_OF_EACH, COLOURS)
    assert not any(found.values()), told(found)


def looked_at(
    page: Page,
    live_server: LiveServer,
    pages: Mapping[str, Callable[[Studio], None]],
    rules: Mapping[str, Any],
) -> dict[str, list[str]]:
    """What is wrong with each of the pages."""
    studio = Studio(page, live_server.url)
    studio.sign_in()
    found = {}
    for name, open_it in pages.items():
        open_it(studio)
        found[name] = list(faults(page, {**rules, **NO_FRAMES}))
    return found


def test_no_page_of_the_studio_breaks_its_policy(open_page: OpenPage, live_server: LiveServer) -> None:
    """A19: no inline style or script, nothing from elsewhere, nothing that is missing."""
    page = open_page(java_script_enabled=True, viewport=WINDOW)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda r: said.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None
    )
    studio = Studio(page, live_server.url)
    studio.sign_in()
    for name, open_it in ONE_OF_EACH.items():
        if name != "no such page":  # the browser itself says on its console that it is not found
            open_it(studio)
    assert not said
