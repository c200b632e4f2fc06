"""A clinic, its site and ours, and visitors of it: `visitor(address)` opens a page in a profile of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
import ssl
from typing import Any

from django.conf import LazySettings
from playwright.sync_api import Browser, Page
import pytest
from pytest_django.live_server_helper import LiveServer

from clinics.directory import directory
from clinics.models import Clinic
from rules.models import RuleSet
from tests.browser.conftest import PATIENCE_MS
from tests.browser.embedding.embedded import SLUG
from tests.browser.embedding.secure import OURS, Others, certificates, other_sites, our_site

Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def _certificates() -> ssl.SSLContext:
    return certificates()


@pytest.fixture(scope="session")
def ours(_certificates: ssl.SSLContext, live_server: LiveServer) -> Iterator[str]:
    """The origin of our site; `live_server` has made the database ready."""
    with our_site(_certificates) as origin:
        yield origin


@pytest.fixture(scope="session")
def others(_certificates: ssl.SSLContext) -> Iterator[Others]:
    """The sites of everybody else."""
    with other_sites(_certificates) as sites:
        yield sites


@pytest.fixture(autouse=True)
def clinic(_rules_in_force: None, others: Others, settings: LazySettings) -> Iterator[Clinic]:
    """A clinic that lists its site."""
    settings.ALLOWED_HOSTS = [OURS, "localhost"]
    directory.forget()
    others.forget()
    yield Clinic.objects.create(
        slug=SLUG,
        name="Three Bridges",
        origins=[others.origin()],
        rule_set=RuleSet.objects.get(key="bone-health"),
        booking_url=others.publish("<p>Choose a day", path="/book"),
    )
    directory.forget()


@pytest.fixture
def visitor(browser: Browser, ours: str) -> Iterator[Visitor]:
    """Opens an address; `width` is that of the window."""
    with ExitStack() as stack:

        def visits(address: str, width: int = 1280, **wishes: Any) -> Page:
            size = {"viewport": {"width": width, "height": 740}, "locale": "en-GB", **wishes}
            profile = stack.enter_context(browser.new_context(**size))
            profile.set_default_timeout(PATIENCE_MS)
            page = profile.new_page()
            page.goto(address)
            return page

        yield visits
