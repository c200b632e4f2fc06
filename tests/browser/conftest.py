"""A real Chromium, a real server, the test database: a test takes `page` and says `page.goto("/en/")`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
import threading
from typing import Any

from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright
import pytest
from pytest_django.live_server_helper import LiveServer

import rules
from rules.assessment import Assessor
from rules.document import Document, digest
from rules.models import ProofRun
from rules.releases import releases
from rules.services import prove, proving, publish
from rules.yamlfiles import load_folder
from tests.browser import chromium
from tests.browser.shortcuts import Shortcuts

CONTENT = Path(rules.__file__).parent / "content" / "bone-health"
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "locale": "en-GB",
    "java_script_enabled": False,
    "reduced_motion": "reduce",  # each press would wait for the page to scroll there smoothly
}
PATIENCE_MS = 20_000  # on a machine that runs other tests too
expect.set_options(timeout=PATIENCE_MS)
OpenPage = Callable[..., Page]

FLAGS = [
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1",  # the sites of secure.py,
    "--ignore-certificate-errors",  # whose certificates are their own
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


@pytest.fixture(scope="session")
def document() -> Document:
    """The default rules."""
    return load_folder(CONTENT)


@pytest.fixture(scope="session")
def assessor(document: Document) -> Assessor:
    """The default rules, compiled once: each test would take a second longer."""
    return Assessor(document, {"rule_set": document.key, "number": 1, "digest": digest(document)})


@pytest.fixture(autouse=True)
def _rules_in_force(
    transactional_db: None, live_server: LiveServer, document: Document, assessor: Assessor
) -> Iterator[None]:
    """The default rules, published as release 1; the live server empties the database after each test."""
    publish(document, "for the tests")
    releases.forget()
    releases._ready[1] = assessor
    yield
    releases.forget()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens a page in a profile of its own: a phone without JavaScript, unless the test asks for something else."""
    with ExitStack() as stack:

        def on_a_phone(**wishes: Any) -> Page:
            context = browser.new_context(base_url=live_server.url, **{**PHONE, **wishes})
            context.set_default_timeout(PATIENCE_MS)
            return stack.enter_context(context).new_page()

        yield on_a_phone


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A phone without JavaScript, in a profile of its own."""
    return open_page()


@pytest.fixture
def scripted(open_page: OpenPage) -> Page:
    """A phone with JavaScript, in a profile of its own."""
    return open_page(java_script_enabled=True)


@pytest.fixture
def go(scripted: Page, live_server: LiveServer) -> Shortcuts:
    """Short ways on the phone with JavaScript, in English."""
    return Shortcuts(scripted, live_server.url)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The database of the tests lives in this process, so the run is worked off here; the solver has its own still."""
    begun: list[threading.Thread] = []

    def start(pk: int) -> None:
        shared = connections["default"]

        def work() -> None:
            connections["default"] = shared
            prove(ProofRun.objects.get(pk=pk))

        begun.append(threading.Thread(target=work))
        begun[-1].start()

    monkeypatch.setattr(proving, "_start", start)
    return begun
