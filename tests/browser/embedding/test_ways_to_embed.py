"""What a clinic can do with the form in its page, and what visitors read where it cannot be shown."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page, Route, expect
import pytest

from clinics.models import Clinic
from tests.browser.embedding.conftest import Visitor
from tests.browser.embedding.embedded import SLUG, Embedded, host_page, notes, snippet
from tests.browser.embedding.secure import STRANGER, Others
from tests.browser.form import CONTINUE, another_page, go_on, held, turn
from tests.browser.shortcuts import ESSENTIALS

pytestmark = pytest.mark.browser

SCRIPT = Path(settings.ROOT, "static/bonerisk/site.js")
OPEN = "Open it in a page of its own."
PATIENCE_MS = 4_000  # how long the script waits for the frame's answer
LATE = """
  const add = window.addEventListener;
  window.addEventListener = (kind, hear) => {
    const later = event => Object.assign(window, {late: () => hear(event)});
    add(kind, kind === "message" ? later : hear);
  };
"""


def test_two_forms_on_one_page_keep_apart(
    visitor: Visitor, ours: str, others: Others, clinic: Clinic
) -> None:
    clinic.pk, clinic.slug, clinic.languages, clinic.default_language = None, "second", ["nl", "fr"], "nl"
    clinic.save()
    page, errors = complaining(visitor)
    parts = (
        f'<script src="{ours}/embed/v1.js"></script>',  # for elements that the clinic writes itself
        f'<div id="one">{snippet(ours, SLUG, "fr")}</div>',
        '<div id="two"><bonerisk-form clinic="second"><a href="/x">Open it</a></bonerisk-form></div>',
        "<bonerisk-form></bonerisk-form>",
    )
    page.goto(others.publish(host_page(*parts)))
    one, two = (Embedded.on(page, f"#{name} iframe") for name in ("one", "two"))
    assert (page.locator("bonerisk-form").count(), page.get_by_role("link").count()) == (3, 0)
    assert [form.element.get_attribute("title") for form in (one, two)] == [
        "Le point sur vos os",
        "Bone check",
    ]
    assert [form.frame.evaluate("document.documentElement.lang") for form in (one, two)] == ["fr", "nl"]
    height = two.height
    go_on(one.frame, ESSENTIALS)
    one.arrived()
    assert one.height != height == two.height
    assert held(two.frame).keys() <= {"country"}
    move_and_remove(page)
    assert ["bonerisk-form: its attribute “clinic” is missing" in error for error in errors] == [True]


def complaining(visitor: Visitor) -> tuple[Page, list[str]]:
    """A page whose clock a test can turn, and what will be said on its console."""
    page, said = visitor("about:blank"), list[str]()
    page.clock.install()
    page.on("console", lambda message: said.append(message.text))
    return page, said


def move_and_remove(page: Page) -> None:
    """A page that its own scripts rebuild: no form comes twice, one moves and begins anew, one goes without a trace."""
    page.locator("#one script").evaluate("""old => {
      const again = document.createElement("script");
      for (const {name, value} of old.attributes) again.setAttribute(name, value);
      return new Promise(done => { again.onload = done; old.replaceWith(again) });
    }""")
    assert page.locator("#one bonerisk-form").count() == 1
    page.evaluate("document.body.append(document.querySelector('#two bonerisk-form'))")
    Embedded.on(page, "body > bonerisk-form iframe")
    page.evaluate("document.querySelector('#one').remove()")
    page.clock.fast_forward(PATIENCE_MS)
    Embedded.on(page, "body > bonerisk-form iframe")


def test_a_sticky_header_covers_no_page(visitor: Visitor, ours: str, others: Others) -> None:
    style = """
      header { background: #fff; height: 90px; position: sticky; top: 0 }
      bonerisk-form { scroll-margin-top: 100px }
    """
    part = f"<header>Our clinic</header>{snippet(ours, SLUG)}"
    form = Embedded.on(visitor(others.publish(host_page(part, style=style)), 360))
    for place in (100, 250):  # at the second step it is in view, and the page stays where it is
        with another_page(form.frame):
            form.frame.locator(CONTINUE).evaluate("button => button.click()")
        form.arrived()
        assert form.top == place
        form.page.evaluate("scrollBy(0, -150)")
    form.frame.get_by_role("alert").get_by_role("link").last.click()
    question = form.frame.locator(".question:focus-within")
    expect(question).to_be_in_viewport()
    assert 100 <= form.top + question.evaluate("question => question.getBoundingClientRect().top") <= 132


def test_a_way_out_of_a_problem_is_no_step_in_the_history(
    visitor: Visitor, ours: str, others: Others
) -> None:
    form = Embedded.on(visitor(others.publish(host_page(snippet(ours, SLUG)))))
    before = form.page.evaluate("history.length")
    form.frame.locator("[name=state]").evaluate("state => { state.value = 'nonsense' }")
    turn(form.frame, CONTINUE)
    form.arrived()
    assert not form.frame.locator("form").count()
    with another_page(form.frame):
        form.frame.get_by_role("link", name="Français").click()
    form.frame.wait_for_selector("html[lang=fr] [name=age_years]")
    form.fitted()
    assert form.page.evaluate("history.length") == before


def test_a_frame_without_the_script_scrolls_itself(visitor: Visitor, ours: str, others: Others) -> None:
    frame = f'<iframe src="{ours}/embed/{SLUG}/en/" title="Bone check" width="600" height="700"></iframe>'
    form = Embedded.loaded(visitor(others.publish(host_page(frame))))
    before = form.page.evaluate("history.length")
    for _ in range(2):
        go_on(form.frame, ESSENTIALS)
        expect(form.frame.locator("h1")).to_be_focused()
        expect(form.frame.locator("h1")).to_be_in_viewport()
    assert (form.height, form.page.evaluate("history.length")) == (700, before)
    assert (form.page.context.cookies(), notes(form.page)) == ([], [])


def test_a_plain_link_leads_to_the_form_in_a_page_of_its_own(
    visitor: Visitor, ours: str, others: Others
) -> None:
    page = visitor(others.publish(host_page(f'<a id="go" href="{ours}/embed/{SLUG}/fr/">Les os</a>')))
    page.locator("#go").click()
    page.wait_for_url(f"{ours}/embed/{SLUG}/fr/")
    for _ in range(2):
        go_on(page, ESSENTIALS)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signes d’alerte")
    assert page.context.cookies() == []


def test_where_the_site_is_not_listed_visitors_get_a_link(
    visitor: Visitor, ours: str, others: Others
) -> None:
    """A5: the browser refuses the frame."""
    page, said = complaining(visitor)
    page.goto(others.publish(host_page(snippet(ours, SLUG, "en")), STRANGER))
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_function("frames.length")
    page.wait_for_load_state("networkidle")
    link = page.get_by_role("link", name=OPEN)
    page.clock.fast_forward(PATIENCE_MS)
    link.wait_for()
    assert not page.locator("iframe").is_visible()
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]
    assert f"Add {others.origin(STRANGER)} to the sites of “{SLUG}” in its admin, if" in said[-1]
    with page.context.expect_page() as opened:
        link.click()
    go_on(opened.value, ESSENTIALS)
    assert opened.value.evaluate("opener") is None
    assert page.url == others.origin(STRANGER) + "/"


def test_a_late_answer_takes_the_link_away(visitor: Visitor, ours: str, others: Others) -> None:
    page, _ = complaining(visitor)

    def delay(route: Route) -> None:
        route.fulfill(body=LATE + SCRIPT.read_text(), content_type="text/javascript")

    page.route("**/site.js", delay)
    page.goto(others.publish(host_page(snippet(ours, SLUG, "nl"))))
    form = Embedded.loaded(page)
    link = page.get_by_role("link", name="Open hem op een eigen pagina.")
    page.clock.fast_forward(PATIENCE_MS)
    link.wait_for()
    form.frame.evaluate("late()")
    expect(link).to_be_hidden()
    assert form.fitted() > 1_000


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-forms", "allow-forms"])
def test_a_sandboxed_frame_explains_itself(visitor: Visitor, ours: str, others: Others, sandbox: str) -> None:
    frame = f'<iframe src="{ours}/embed/{SLUG}/en/" sandbox="{sandbox}" height="700"></iframe>'
    form = Embedded.loaded(visitor(others.publish(host_page(frame))))
    if "allow-scripts" not in sandbox:
        turn(form.frame, CONTINUE)
    expect(form.frame.locator("main h1")).to_have_text("The bone check does not work inside this page")
    expect(form.frame.locator("main")).to_contain_text("has the attribute “sandbox”. Take it away")
    link = form.frame.get_by_role("link", name="Go to the start page")
    assert (link.get_attribute("target"), link.get_attribute("href")) == ("_blank", f"/embed/{SLUG}/en/")
    assert not form.frame.get_by_role("textbox").count()
    assert link.evaluate("link => getComputedStyle(link).borderRadius") == "10px", "without our stylesheet"


def test_a_clinic_that_closed_its_check_says_so_in_a_frame_that_fits(
    visitor: Visitor, ours: str, others: Others, clinic: Clinic
) -> None:
    Clinic.objects.update(is_active=False)
    form = Embedded.on(visitor(others.publish(host_page(snippet(ours, SLUG, "fr")))))
    assert form.height < 640
    assert form.frame.locator("html").get_attribute("lang") == "fr"
    assert not form.frame.locator("form").count()
