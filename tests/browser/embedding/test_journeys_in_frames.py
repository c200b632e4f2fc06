"""The questionnaire in clinics' pages: two sites with https, third-party cookies blocked, a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect
import pytest

from tests.browser.embedding.conftest import Visitor
from tests.browser.embedding.embedded import SLUG, Embedded, host_page, notes, policy, snippet
from tests.browser.embedding.secure import STRANGER, Others
from tests.browser.form import BACK, CONTINUE, RESULT_NOW, another_page, fill, go_on, held, reached, turn
from tests.browser.shortcuts import ESSENTIALS

pytestmark = pytest.mark.browser

CANARIES = ESSENTIALS | {"age_years": 71, "weight_kg": 123.4}


def test_third_party_cookies_are_blocked_here(visitor: Visitor, others: Others) -> None:
    """Control for A4: a site gets its own cookie back, and none in another site's frame."""
    cookie = others.publish("<h1>A cookie</h1>", STRANGER, "/cookie")
    page = visitor(cookie)
    page.reload()
    assert [asked.cookie for asked in others.asked if asked.path == "/cookie"] == ["", "seen=1"]
    others.asked.clear()
    page = visitor(others.publish(f'<iframe src="{cookie}"></iframe>'))
    page.reload(wait_until="networkidle")
    assert [asked.cookie for asked in others.asked if asked.path == "/cookie"] == ["", ""]
    assert page.context.cookies() == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 360), ("nl", 300)])
def test_a_whole_journey_fits_into_a_clinics_page(
    visitor: Visitor, ours: str, others: Others, language: str, width: int
) -> None:
    """A4, A6, A18, A19: no cookie, no answer in a message, nothing from elsewhere, no word on where one comes from."""
    asked, complaints = set[str](), list[str]()
    page = visitor("about:blank", width)
    page.context.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(others.publish(host_page(snippet(ours, SLUG, language), head=policy(ours))))
    form = Embedded.on(page)
    before = page.evaluate("[location.href, history.length, scrollY]")
    assert (form.has_focus, form.frame.locator("html").get_attribute("lang")) == (False, language)
    make_a_mistake(form)
    to_result(form)
    unfold(form)
    assert [data for name, data in notes(page) if name == "bonerisk:completed"] == [None]
    with page.context.expect_page() as booking:
        form.frame.locator("[data-contact=booking]").click()
    booking.value.wait_for_load_state()
    assert [(sent.path, sent.referrer) for sent in others.asked][1:] == [("/book", "")]
    raise_a_red_flag(form)
    start_over(form)
    assert len(form.heights) > 9
    assert {a < b for a, b in zip(form.heights, form.heights[1:], strict=False)} == {True, False}
    assert page.evaluate("[location.href, history.length]") == before[:2]
    assert before[2] == 0
    says_nothing(page, ours)
    assert {url for url in asked if not url.startswith((f"{ours}/", f"{others.origin()}/", "data:"))} == set()
    assert (page.context.cookies(), complaints) == ([], [])


def make_a_mistake(form: Embedded) -> None:
    """Continue with nothing filled in, and follow the link to what is missing."""
    turn(form.frame, CONTINUE)
    form.arrived()
    form.frame.get_by_role("alert").get_by_role("link").last.click()
    field = form.frame.locator("[name=sex]").first
    expect(field).to_be_focused()
    for place in (form.frame.locator("#q_sex .form-label"), field):
        expect(place).to_be_in_viewport()


def to_result(form: Embedded) -> None:
    """The essentials, with a look back in the middle."""
    for _ in range(2):
        go_on(form.frame, CANARIES)
        form.arrived()
    turn(form.frame, BACK)
    form.arrived()
    assert held(form.frame)["red_flags"] == ["none"]
    while not form.frame.locator(RESULT_NOW).count():
        go_on(form.frame, CANARIES)
        form.arrived()
    fill(form.frame, CANARIES)
    assert not [name for name, _ in notes(form.page) if name == "bonerisk:completed"]
    turn(form.frame, RESULT_NOW)
    form.arrived()
    expect(form.frame.locator(".level-refer")).to_be_visible()


def unfold(form: Embedded) -> None:
    """What grows and shrinks without a new page."""
    before, folded = form.height, form.frame.locator(".reasons summary").first
    for is_higher in (True, False):
        folded.click()
        form.page.wait_for_timeout(100)
        assert (form.fitted() > before) == is_higher


def raise_a_red_flag(form: Embedded) -> None:
    """Change an answer from the result, so that it becomes urgent."""
    turn(form.frame, "button[value='change:warning-signs']")
    form.arrived()
    form.frame.locator("[name=red_flags][value=none]").uncheck()
    form.frame.locator("[name=red_flags][value=leg_weakness_or_numbness]").check()
    turn(form.frame, RESULT_NOW)
    form.arrived()
    expect(form.frame.locator(".level-urgent")).to_be_visible()


def start_over(form: Embedded) -> None:
    """By a link, which leads to another document in the frame."""
    with another_page(form.frame):
        reached(form.frame.locator("[data-do=wipe]")).click()
    form.frame.wait_for_selector("[name=age_years]")
    form.fitted()
    assert 0 <= form.top < 370
    assert held(form.frame).keys() <= {"country"}


def says_nothing(page: Page, ours: str) -> None:
    """Each message is one of three, with a number in large steps or nothing."""
    messages = [data for origin, data in notes(page) if origin == ours]
    assert {message.pop("bonerisk") for message in messages} == {"height", "scroll", "completed"}
    assert {tuple(message) for message in messages} == {("height",), ("top",), ()}
    assert {number % 32 for message in messages for number in message.values()} == {0}
