"""A real Chromium, a real server, the test database: a test takes `page` and says `page.goto("/en/")`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
import pytest
from pytest_django.live_server_helper import LiveServer

import rules
from rules.releases import releases
from rules.services import publish
from rules.yamlfiles import load_folder
from tests.browser import chromium

CONTENT = Path(rules.__file__).parent / "content" / "bone-health"
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "en-GB", "java_script_enabled": False}
OpenPage = Callable[..., Page]

FLAGS = [
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(live_server: LiveServer) -> Iterator[Browser]:
    """One Chromium for all browser tests; without one they skip, or fail where BROWSER_TESTS=required.

    It needs the server so that it ends first: a connection left open outlives the database that they share.
    """
    path = chromium.find()
    if not path:
        (pytest.fail if chromium.REQUIRED else pytest.skip)(chromium.MISSING)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread: Django takes every query here for one inside a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chrome = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture(autouse=True)
def _rules_in_force(transactional_db: None, live_server: LiveServer) -> Iterator[None]:
    """The default rules, published; the live server empties the database after each test."""
    publish(load_folder(CONTENT), "for the tests")
    releases.forget()
    yield
    releases.forget()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens a page in a profile of its own: a phone without JavaScript, unless the test asks for something else."""
    with ExitStack() as stack:

        def on_a_phone(**wishes: Any) -> Page:
            context = browser.new_context(base_url=live_server.url, **{**PHONE, **wishes})
            return stack.enter_context(context).new_page()

        yield on_a_phone


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A phone without JavaScript, in a profile of its own."""
    return open_page()
