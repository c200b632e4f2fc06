"""Every page keeps to itself: nothing from elsewhere, nothing left behind, nothing against its own policy."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Dialog, Page
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.conftest import FLAGS, OpenPage
from tests.browser.form import another_page, go_on, held, turn
from tests.browser.shortcuts import ESSENTIALS, PAGES, Shortcuts

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
    messages, addresses = messages_of(page), set[str]()
    page.context.on("request", lambda request: addresses.add(request.url))
    for name, open_it in PAGES.items():
        open_it(Shortcuts(page, live_server.url, "fr"))
        assert page.locator("h1").count() == 1, name
    expected = ("Failed to load resource: the server responded with a status of 40",)  # the two problem pages
    assert [message for message in messages if not message.startswith(expected)] == []
    assert {url for url in addresses if not url.startswith(f"{live_server.url}/")} == set()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_steps_in_one_document_keep_to_the_policy(scripted: Page) -> None:
    messages = messages_of(scripted)
    to_result(scripted)
    assert messages == []
    assert scripted.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_console_would_tell_of_a_breach(open_page: OpenPage, live_server: LiveServer) -> None:
    page = open_page(java_script_enabled=True)
    messages = messages_of(page)
    page.goto("/en/")
    page.set_content(FORBIDDEN)
    assert "Content Security Policy" in " ".join(messages)


def to_result(page: Page) -> None:
    """The short way, typed step by step from the welcome page."""
    page.goto("/en/")
    page.get_by_role("link", name="Start", exact=True).click()
    while not page.locator("main .actions [value=result]").count():
        go_on(page, ESSENTIALS)
    go_on(page, ESSENTIALS)
    turn(page, "main .actions [value=result]")
    assert page.locator(".level").count() == 1


@pytest.fixture
def with_memory(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser that keeps the pages it leaves in memory, as everybody's does and a tested one does not."""
    keeps = ["--disable-back-forward-cache"]
    path = chromium.find()
    with browser.browser_type.launch(executable_path=path, args=FLAGS, ignore_default_args=keeps) as kept:
        yield kept.new_page(base_url=live_server.url)


def test_after_start_over_no_way_back_shows_an_answer(with_memory: Page) -> None:
    page = with_memory
    to_result(page)
    with another_page(page):
        page.get_by_role("link", name="Start over").click()
    assert page.locator("h1").inner_text() == "How are your bones?"
    for _ in range(page.evaluate("history.length") - 2):  # the first is the empty tab
        page.evaluate("setTimeout(() => history.back())")
        page.wait_for_timeout(700)
        page.locator("h1").wait_for()
        assert not page.locator(".level").count()
        assert held(page).keys() <= {"country"}  # which is a guess


def test_leaving_asks_first_while_answers_could_get_lost(scripted: Page) -> None:
    questions: list[str] = []

    def leave(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    scripted.on("dialog", leave)
    scripted.goto("/en/check/")
    go_on(scripted, ESSENTIALS)
    scripted.evaluate("location.assign('/en/')")
    scripted.get_by_role("heading", name="How are your bones?").wait_for()
    assert questions == ["beforeunload"]


def test_the_result_prints_with_its_reasons_and_without_buttons(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = open_page(color_scheme="dark")
    Shortcuts(page, live_server.url).result()
    page.emulate_media(media="print")
    assert [b for b in page.get_by_role("button").all() if b.is_visible()] == []
    assert page.locator("h1").is_visible()
    for folded in (".reasons .because", ".more h3"):
        box = page.locator(folded).first.bounding_box()
        assert box, folded
        assert box["height"] > 10, folded
    colours = page.locator("h1").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e.parentElement).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"], "black on paper, though the screen is dark"


def test_the_result_of_a_long_list_prints_on_two_pages(open_page: OpenPage, live_server: LiveServer) -> None:
    page = open_page()
    Shortcuts(page, live_server.url).result()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
