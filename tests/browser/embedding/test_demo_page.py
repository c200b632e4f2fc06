"""The made-up clinic's site on another name than ours: its form works, and its own part is accessible."""

from __future__ import annotations

from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]  # without types
from django.conf import LazySettings
import pytest

from tests.browser.embedding.conftest import Visitor
from tests.browser.embedding.embedded import Embedded
from tests.browser.embedding.secure import CLINIC, OURS
from tests.browser.form import go_on
from tests.browser.shortcuts import ESSENTIALS, LANGUAGES
from tests.browser.test_accessibility import RULES

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(ours: str, settings: LazySettings) -> str:
    """Its address."""
    settings.DEMO, settings.BASE_URL = True, ours
    settings.ALLOWED_HOSTS = [OURS, CLINIC, "localhost"]
    return f"{ours.replace(OURS, CLINIC)}/demo/"


@pytest.mark.parametrize("width", [320, 1200])
def test_its_form_works_on_another_name_than_ours(visitor: Visitor, demo: str, width: int) -> None:
    page = visitor(demo, width)
    form = Embedded.on(page)
    go_on(form.frame, ESSENTIALS)
    form.arrived()
    bar = page.locator(".bar").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert 0 < bar <= form.top
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_stands_around_its_form_is_accessible(visitor: Visitor, demo: str) -> None:
    found = {}
    for language in LANGUAGES:
        page = visitor(f"{demo}?language={language}", 320, bypass_csp=True)
        page.add_script_tag(path=AXE_FILE_PATH)
        report = page.evaluate("options => axe.run(document, options)", RULES | {"iframes": False})
        found[language] = [fault["help"] for fault in report["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not any(found.values()), found


def test_without_scripts_its_link_leads_to_the_form(visitor: Visitor, demo: str, ours: str) -> None:
    page = visitor(f"{demo}?language=fr", java_script_enabled=False)
    page.locator("#check a").click()
    assert page.url == f"{ours}/embed/demo/fr/"
    assert page.locator("form#page").is_visible()
