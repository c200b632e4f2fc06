"""Every page keeps to itself: nothing from elsewhere, nothing left behind, nothing against its own policy."""

from __future__ import annotations

from playwright.sync_api import Page
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.shortcuts import PAGES, Shortcuts

pytestmark = pytest.mark.browser

FORBIDDEN = "<!doctype html><title>x</title><p style='color: red'>x</p>"


def messages_of(page: Page) -> list[str]:
    """What the browser will say about the page on its console: errors, and breaches of the policy."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def test_no_page_asks_elsewhere_complains_or_sets_a_cookie(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = open_page(java_script_enabled=True)
    messages, asked = messages_of(page), set[str]()
    page.context.on("request", lambda request: asked.add(request.url))
    for name, open_it in PAGES.items():
        open_it(Shortcuts(page, live_server.url, "fr"))
        assert page.locator("h1").count() == 1, name
    expected = ("Failed to load resource: the server responded with a status of 40",)  # the two problem pages
    assert [message for message in messages if not message.startswith(expected)] == []
    assert {url for url in asked if not url.startswith(f"{live_server.url}/")} == set()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_console_would_tell_of_a_breach(open_page: OpenPage, live_server: LiveServer) -> None:
    page = open_page(java_script_enabled=True)
    messages = messages_of(page)
    page.goto("/en/")
    page.set_content(FORBIDDEN)
    assert "Content Security Policy" in " ".join(messages)


def test_the_result_prints_with_its_sources_and_without_buttons(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = open_page(color_scheme="dark")
    Shortcuts(page, live_server.url).result()
    page.emulate_media(media="print")
    assert [b for b in page.get_by_role("button").all() if b.is_visible()] == []
    assert page.locator("h1").is_visible()
    for folded in (".reasons .sources", ".more h3"):
        box = page.locator(folded).first.bounding_box()
        assert box, folded
        assert box["height"] > 10, folded
    colour = page.locator(".level .progress-words").evaluate("words => getComputedStyle(words).color")
    assert colour == "rgb(83, 97, 95)", "dark on white, though the screen is dark"
