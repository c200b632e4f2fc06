"""Proofs in a real browser: begun, followed while they run, read, tried; and what a change does to the population."""

from __future__ import annotations

import threading

from playwright.sync_api import expect
import pytest
from pytest_django.live_server_helper import LiveServer

from rules.document import Guarantee
from rules.models import ProofRun, RuleSet
from rules.services import add_part
from tests.browser.conftest import OpenPage
from tests.browser.studio import Studio
from tests.rules.documents import text

pytestmark = pytest.mark.browser
PATIENCE_MS = 120_000  # the proofs of the default rules, on a machine that runs other tests too
DESKTOP = {"viewport": {"width": 1200, "height": 900}}


@pytest.fixture
def promise(live_server: LiveServer) -> None:
    """A guarantee that the rules do not keep."""
    title = text("Nobody under 30 is sent to a doctor")
    item = Guarantee.model_validate(
        {"key": "the-young", "title": title, "all": ["age_years < 30"], "levels": ["maintain", "discuss"]}
    )
    add_part(RuleSet.objects.get(), "guarantees", item, "anna")


@pytest.mark.usefixtures("promise")
def test_a_guarantee_is_refuted_by_a_visitor_who_can_be_tried(
    open_page: OpenPage, live_server: LiveServer, threads: list[threading.Thread]
) -> None:
    """In Dutch; the page follows the run by itself, and tells the end to a screen reader."""
    page = open_page(**DESKTOP, java_script_enabled=True)
    studio = Studio(page, live_server.url, "nl")
    studio.sign_in()
    studio.rule_set("proofs")
    page.locator("[name=begin]").click()
    expect(page.locator("#progress progress")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(1, timeout=PATIENCE_MS)
    failure = page.locator(".failure")
    expect(failure).to_contain_text("Nobody under 30 is sent to a doctor (nl)")
    expect(failure.locator(".outcome li").first).to_contain_text("Uw leeftijd")
    expect(page.locator("#told")).to_contain_text("1")
    failure.locator("form button").first.click()
    expect(page.locator("main .outcome").first).to_contain_text("arts")
    for thread in threads:
        thread.join()


def test_proofs_are_cancelled(
    open_page: OpenPage, live_server: LiveServer, threads: list[threading.Thread]
) -> None:
    """And begun again, by keyboard."""
    page = open_page(**DESKTOP, java_script_enabled=True)
    studio = Studio(page, live_server.url)
    studio.sign_in()
    studio.rule_set("proofs")
    page.locator("[name=begin]").press("Enter")
    page.locator("[name=cancel]").press("Enter")
    expect(page.locator(".verdict")).to_contain_text("The proofs were cancelled.")
    for thread in threads:
        thread.join()
    assert ProofRun.objects.get().report is None
    page.locator("[name=begin]").press("Enter")
    expect(page.locator(".verdict")).to_contain_text("hold for every visitor", timeout=PATIENCE_MS)
    for thread in threads:
        thread.join()
