"""Pages that want more than the form's height: messages that lie, frames around what is not for frames."""

from __future__ import annotations

from html import escape

from django.test import Client
from playwright.sync_api import Dialog, Page
import pytest

from questionnaire.state import State
from questionnaire.wizard import RESULT
from tests.browser.embedding.conftest import Visitor
from tests.browser.embedding.embedded import NOTES, SLUG, Embedded, host_page, notes, snippet
from tests.browser.embedding.secure import OURS, STRANGER, Others
from tests.browser.form import go_on
from tests.browser.shortcuts import ESSENTIALS

pytestmark = pytest.mark.browser

REFUSED = "chrome-error://chromewebdata/"
WELL_FORMED = """[
  {bonerisk: "height", height: 6400}, {bonerisk: "scroll", top: 1280}, {bonerisk: "completed"},
]"""
MALFORMED = """[
  null, undefined, 0, 6400, true, "height", "completed", "javascript:alert(1)", [], {}, ["height", 6400], new Date(),
  {bonerisk: ["completed"]}, {bonerisk: "hello"}, {bonerisk: "Height", height: 6400}, {height: 6400}, {top: 1280},
  ...[undefined, null, "6400", "6400px", "javascript:alert(1)", "1px; position: fixed", [6400], {}, true, 6400n,
    NaN, Infinity, -Infinity, -6400, 0, 199, 640.5, 20001, 1e9, 2 ** 53].map(height => ({bonerisk: "height", height})),
  ...[undefined, null, "1280", "javascript:alert(1)", NaN, Infinity, -32, 0.5, 20001].map(
    top => ({bonerisk: "scroll", top})),
  {bonerisk: "navigate", href: "javascript:alert(1)"}, {bonerisk: "location", url: "https://stranger.test/"},
]"""
POST = "() => {messages}.forEach(message => {target}.postMessage(message, '*'))"


def post(sender: Embedded, messages: str, target: str = "parent") -> None:
    """Send messages from inside a frame, and wait until they have been dealt with."""
    sender.frame.evaluate(POST.format(messages=messages, target=target))
    sender.page.evaluate("new Promise(done => setTimeout(done, 200))")


def watched(page: Page) -> list[str]:
    """What will have gone wrong in the page: errors of scripts, dialogs."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def note(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return wrong


@pytest.fixture
def crowded(visitor: Visitor, ours: str, others: Others) -> tuple[Embedded, Embedded, Embedded]:
    """Two forms and a stranger's frame on one page."""
    stranger = others.publish(f"<h1>An advertisement</h1>{NOTES}", STRANGER)
    parts = (
        f'<div id="one">{snippet(ours, SLUG)}</div>',
        f'<div id="two">{snippet(ours, SLUG)}</div>',
        f'<iframe id="stranger" src="{stranger}"></iframe>',
    )
    page = visitor(others.publish(host_page(*parts)))
    one, two = (Embedded.on(page, f"#{name} iframe") for name in ("one", "two"))
    return one, two, Embedded.loaded(page, "#stranger")


def test_a_page_believes_its_own_frame_and_only_what_makes_sense(
    crowded: tuple[Embedded, Embedded, Embedded],
) -> None:
    """A6: a lie from another frame, from another origin or out of all bounds changes nothing."""
    one, two, stranger = crowded
    page, wrong = one.page, watched(one.page)
    heights, address = (one.height, two.height, stranger.height), page.url
    post(stranger, WELL_FORMED)
    post(stranger, MALFORMED)
    post(one, MALFORMED)
    assert len(notes(page)) > 80
    assert (one.height, two.height, stranger.height) == heights
    assert page.evaluate("[scrollY, location.href]") == [0, address]
    assert "bonerisk:completed" not in {name for name, _ in notes(page)}
    one.frame.goto(stranger.frame.url)  # the frame itself is somebody else's now
    post(one, "[]")
    place = page.evaluate("scrollY")
    post(one, WELL_FORMED)
    assert (one.height, page.evaluate("scrollY")) == (heights[0], place)
    post(two, WELL_FORMED)  # control: from there, these mean something, and for that form alone
    assert (one.height, two.height) == (heights[0], 6400)
    assert page.evaluate("scrollY") > place
    assert [data for name, data in notes(page) if name == "bonerisk:completed"] == [None]
    assert wrong == []


def test_a_frame_talks_to_the_page_around_it_and_to_nobody_else(
    crowded: tuple[Embedded, Embedded, Embedded],
) -> None:
    """A6: whoever says hello without holding the frame gets no answer; nor does nonsense from who does."""
    one, two, stranger = crowded
    wrong = watched(one.page)
    assert stranger.frame.evaluate("parent[0] === window && parent.length === 3")
    for form in ("parent[1]", "parent[2]"):
        post(stranger, '[{bonerisk: "hello"}]', form)
        post(stranger, MALFORMED, form)
        post(two, '[{bonerisk: "hello"}]', form)  # of our own origin, but not the page around
    for message in ("null", "'hello'", "{bonerisk: ['hello']}", "{}"):
        one.page.evaluate(f"[1, 2].forEach(form => frames[form].postMessage({message}, '*'))")
    before = len(notes(one.page))
    go_on(one.frame, ESSENTIALS)
    one.arrived()
    assert len(notes(one.page)) > before
    assert (stranger.frame.evaluate("notes"), wrong) == ([], [])


def test_a_site_that_is_not_listed_gets_no_message(visitor: Visitor, ours: str, others: Others) -> None:
    """A6: even where a browser knows nothing of `frame-ancestors`."""
    path, page = f"/embed/{SLUG}/en/", visitor("about:blank")
    html = Client(headers={"host": OURS}).get(path, secure=True).content
    page.route(ours + path, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(others.publish(host_page(snippet(ours, SLUG, "en")), STRANGER))
    form = Embedded.loaded(page)
    page.evaluate("frames[0].postMessage({bonerisk: 'hello'}, '*')")
    go_on(form.frame, ESSENTIALS)
    assert (form.height, notes(page)) == (640, [])


def test_nothing_but_the_form_is_shown_in_a_frame(visitor: Visitor, ours: str, others: Others) -> None:
    """A5: not the staff's pages, not the site's own, and no result of its form."""
    pages = (
        "/en/admin/",
        "/en/admin/login/",
        "/en/",
        "/en/check/",
        "/en/privacy/",
        "/demo/",
        "/embed/nobody/en/",
    )
    frames = "".join(f'<iframe src="{ours}{path}"></iframe>' for path in pages)
    state = escape(State(RESULT, (), dict(ESSENTIALS), 1).sign())
    result = (
        f'<form method="post" action="{ours}/en/check/result/" target="result">'
        f'<input name="state" value="{state}"><input name="go" value="stay"></form><iframe name="result"></iframe>'
    )
    form = f'<iframe src="{ours}/embed/{SLUG}/en/"></iframe>'  # control: this one is
    page = visitor(others.publish(host_page(frames, result, form)))
    with page.expect_response("**/check/result/") as answer:
        page.evaluate("document.forms[0].submit()")
    page.wait_for_load_state("networkidle")
    assert answer.value.status == 200
    assert [frame.url for frame in page.frames[1:]] == [REFUSED] * 8 + [f"{ours}/embed/{SLUG}/en/"]


def test_a_name_that_is_none_leads_nowhere_else(visitor: Visitor, ours: str, others: Others) -> None:
    """A6, A7: whatever stands in the snippet, the frame stays below /embed/ and runs nothing."""
    names = (
        "javascript:alert(1)",
        '"><img src=x onerror=alert(1)>',
        "../en/admin",
        "//stranger.test",
        "?x#y",
    )
    forms = "".join(
        f'<bonerisk-form clinic="{escape(n)}" language="{escape(n)}"></bonerisk-form>' for n in names
    )
    page = visitor("about:blank")
    wrong = watched(page)
    page.goto(others.publish(host_page(f'<script src="{ours}/embed/1.0.0.js"></script>', forms)))
    addresses = page.locator("iframe").evaluate_all("frames => frames.map(frame => frame.src)")
    assert len(addresses) == len(names)
    assert {address.count("/") for address in addresses} == {5}, addresses
    assert {address.startswith(f"{ours}/embed/") for address in addresses} == {True}, addresses
    assert wrong == []
