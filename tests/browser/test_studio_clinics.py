"""Whoever looks after a clinic: what they type is seen at once, and what visitors could not read is not saved."""

from __future__ import annotations

from django.utils import translation
from playwright.sync_api import FrameLocator, Page, expect
import pytest
from pytest_django.live_server_helper import LiveServer

from clinics.models import Clinic
from clinics.snippet import snippets
from tests.browser.conftest import OpenPage
from tests.browser.studio import Studio

pytestmark = pytest.mark.browser
DESKTOP = {"viewport": {"width": 1200, "height": 900}}
PALE, NEAREST, AS_SEEN = "#ffee88", "#6b6439", "rgb(107, 100, 57)"


@pytest.fixture
def studio(open_page: OpenPage, live_server: LiveServer) -> Studio:
    """The clinic's page in French, with scripts."""
    opened = Studio(open_page(java_script_enabled=True, **DESKTOP), live_server.url, "fr")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.sign_in()
    opened.clinic()
    return opened


def tab_to(page: Page, place: str) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(60):
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
        page.keyboard.press("Tab")
    raise AssertionError(place)


def write(page: Page, place: str, words: str) -> None:
    """Go there, and type in place of what stands there."""
    tab_to(page, place)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def preview(page: Page, kind: str) -> FrameLocator:
    """The open one of the preview's frames."""
    return page.frame_locator(f".preview input:checked + label + .panel iframe.{kind}")


def test_a_colour_is_mended_seen_and_saved_and_the_snippet_copied(studio: Studio) -> None:
    """In French, by keyboard alone."""
    page = studio.page
    expect(preview(page, "questionnaire").locator("h1")).to_be_visible()
    page.locator("#content-start").focus()
    write(page, "#id_accent", PALE)
    page.keyboard.press("Enter")
    expect(page.locator("#id_accent_error")).to_contain_text(NEAREST)
    expect(page.locator("#id_accent")).to_have_value(PALE)
    expect(page.locator(".errornote")).to_be_focused()

    tab_to(page, ".errornote a")
    page.keyboard.press("Enter")
    write(page, "#id_accent", NEAREST)
    expect(page.locator("[data-twin]")).to_have_value(NEAREST)
    write(page, "#id_phone", "+32 9 999 99 99")
    button = preview(page, "questionnaire").locator(".btn-primary").first
    expect(button).to_have_css("background-color", AS_SEEN)
    expect(preview(page, "referral").locator("[data-contact=phone]")).to_contain_text("+32 9 999 99 99")
    assert Clinic.objects.get().accent != NEAREST
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert (Clinic.objects.get().accent, Clinic.objects.get().phone) == (NEAREST, "+32 9 999 99 99")

    page.locator("#content-start").focus()
    tab_to(page, "[data-copy=script-fr]")
    page.keyboard.press("Enter")
    with translation.override("fr"):
        expect(page.locator("[data-copy=script-fr] + .copied")).to_have_text(translation.gettext("Copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == next(snippets("three-bridges", "fr")).html


def test_the_preview_follows_what_is_typed(studio: Studio) -> None:
    """The name in the questionnaire's own sentence; the referral from nothing to something, as text."""
    page = studio.page
    sentence = preview(page, "questionnaire").locator("[data-contact=name]")
    expect(sentence).to_contain_text("Three Bridges")
    page.locator("#id_name").fill("Chez <b>Anna</b> $&")
    expect(sentence).to_contain_text("Chez <b>Anna</b> $&")
    said = preview(page, "referral")
    expect(said.locator("main [data-contact]")).to_have_count(0)
    page.locator("#id_referral_fr").fill("Nous avons du temps. {phone}")
    page.locator("#id_booking_url").fill("javascript:alert(1)")
    expect(said.locator("main [data-contact=text]")).to_have_text("Nous avons du temps. {phone}")
    expect(said.locator("main h3")).to_have_text("Chez <b>Anna</b> $&")
    expect(said.locator("main [data-contact=booking]")).not_to_have_attribute("href", "javascript:alert(1)")
    expect(said.locator("main [data-contact]")).to_have_count(3)

    page.locator("label[for=preview-nl]").click()
    expect(preview(page, "questionnaire").locator("html")).to_have_attribute("lang", "nl")
    width = page.locator(".preview .panel:visible iframe").first.evaluate("frame => frame.clientWidth")
    page.locator("#width-desktop").check()
    wide = page.locator(".preview .panel:visible iframe").first.evaluate("frame => frame.clientWidth")
    assert width < 400
    assert wide > 900


def test_without_scripts_the_page_shows_what_is_saved(open_page: OpenPage, live_server: LiveServer) -> None:
    """Each language and width can be chosen, and the address of a page be asked about."""
    studio = Studio(open_page(**DESKTOP), live_server.url)
    studio.sign_in()
    studio.clinic()
    page = studio.page
    expect(page.locator("[data-copy], [data-twin]").locator("visible=true")).to_have_count(0)
    page.locator("label[for=preview-en]").click()
    expect(preview(page, "questionnaire").locator("[data-contact=name]")).to_contain_text("Three Bridges")
    page.locator("label[for=snippets-en]").click()
    expect(page.locator("#script-en")).to_be_visible()
    expect(page.locator("#script-fr")).to_be_hidden()
    page.locator("#works-page").fill("https://www.clinic.example/contact")
    page.keyboard.press("Enter")
    expect(page.locator("#works-answer")).to_contain_text("https://www.clinic.example")
    expect(page.locator("#works-answer")).to_be_in_viewport()
