"""Somebody with a phone and no JavaScript goes through the questionnaire, in each language."""

from __future__ import annotations

from dataclasses import dataclass
import re

from playwright.sync_api import Locator, Page, expect
import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.form import BACK, CONTINUE, codes, fill, go_on, held, turn, walk
from tests.browser.shortcuts import Shortcuts
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Words:
    """What the person of `EVERYTHING` reads on the way and at the end."""

    start: str
    go_on: str
    level: str
    first: str
    reason: str
    answer: str
    tip: str
    more: str
    withheld: str


WORDS = {
    "en-GB": Words(
        start="Start",
        go_on="Continue",
        level="See your doctor about a bone density test",
        first="In the next few weeks",
        reason="You broke a bone after a minor shock",
        answer="Fracture after a minor shock: yes",
        tip="Plant drinks with calcium",
        more="8 more tips",
        withheld="Running and jumping",
    ),
    "fr-BE": Words(
        start="Commencer",
        go_on="Continuer",
        level="Parlez à votre médecin d’une mesure de la densité des os",
        first="Dans les prochaines semaines",
        reason="Vous vous êtes cassé un os après un choc léger",
        answer="Fracture après un petit choc : oui",
        tip="Boissons végétales enrichies en calcium",
        more="Encore 8 conseils",
        withheld="Course et sauts",
    ),
    "nl-BE": Words(
        start="Beginnen",
        go_on="Verder",
        level="Vraag uw arts naar een meting van de botdichtheid",
        first="In de komende weken",
        reason="U brak een bot na een lichte schok of val",
        answer="Botbreuk na een kleine schok: ja",
        tip="Plantaardige dranken met calcium",
        more="Nog 8 tips",
        withheld="Rennen en springen",
    ),
}


def part(page: Page, heading: str) -> Locator:
    """The section of the result under the heading with this id."""
    return page.locator(f"section[aria-labelledby={heading}]")


@pytest.mark.parametrize("locale", WORDS)
def test_a_whole_journey_leads_to_advice_with_its_reasons(open_page: OpenPage, locale: str) -> None:
    words, page, addresses = WORDS[locale], open_page(locale=locale), list[str]()
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    page.goto("/")
    page.get_by_role("link", name=words.start, exact=True).click()
    expect(page.get_by_role("button", name=words.go_on, exact=True)).to_be_visible()
    walk(page, EVERYTHING)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.level)
    expect(part(page, "first")).to_contain_text(words.first)
    part(page, "why").get_by_text(words.reason, exact=True).click()
    expect(part(page, "why").get_by_text(words.answer, exact=True).first).to_be_visible()
    expect(part(page, "tips").get_by_role("heading", name=words.tip)).to_be_visible()
    expect(part(page, "withheld")).to_contain_text(words.withheld)
    assert len(addresses) > 7
    assert all(re.fullmatch(r"http://[^/]+/[a-z]{2}/(check/([a-z-]+/)?)?", address) for address in addresses)


def test_seven_tips_are_seen_and_the_others_unfold(page: Page, live_server: LiveServer) -> None:
    Shortcuts(page, live_server.url).result()
    tips = part(page, "tips").get_by_role("heading", level=3)
    expect(tips).to_have_count(7)
    page.get_by_text(WORDS["en-GB"].more, exact=True).click()
    expect(tips).to_have_count(15)


def test_the_language_can_change_in_the_middle(page: Page) -> None:
    page.goto("/en/check/")
    go_on(page, EVERYTHING)
    page.locator("[name=height_loss][value=over_4_cm]").check()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("À propos de vous")
    assert held(page) == {"height_loss": ["over_4_cm"]}
    go_on(page, {"last_densitometry": "never"})
    expect(page.get_by_role("heading", level=1)).to_have_text("Signes d’alerte")
    page.get_by_role("button", name="Nederlands").click()
    page.locator(BACK).click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_label("Hoe oud bent u?").wait_for()
    before = held(page)
    assert (before["age_years"], before["height_loss"]) == (["64"], ["over_4_cm"])
    assert before["weight_kg"] == ["61,7"]


def test_back_and_forward_keep_every_answer(page: Page) -> None:
    page.goto("/en/check/")
    filled: dict[str, list[str]] = {}
    for _ in range(4):
        fill(page, EVERYTHING)
        filled |= held(page)
        turn(page, CONTINUE)
    reached = page.locator("h1").inner_text()
    seen_again: dict[str, list[str]] = {}
    while page.locator(BACK).count():
        turn(page, BACK)
        seen_again |= held(page)
    assert {"age_years", "height_loss", "red_flags", "menopause"} <= filled.keys()
    assert seen_again == filled
    turn(page, CONTINUE)  # all that was answered need not be gone through again
    assert page.locator("h1").inner_text() == reached


def test_an_answer_can_be_changed_from_the_result(page: Page, live_server: LiveServer) -> None:
    Shortcuts(page, live_server.url).result()
    page.get_by_role("button", name="Warning signs").click()
    page.locator("[name=symptoms]").first.wait_for()
    assert held(page) == {key: codes(key, EVERYTHING[key]) for key in ("symptoms", "red_flags")}
    page.get_by_label("None of these").last.uncheck()
    page.get_by_label("New weakness or numbness in the legs").check()
    page.locator(CONTINUE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get medical help today")


def test_enter_in_a_field_continues_and_changes_no_language(page: Page) -> None:
    page.goto("/fr/check/")
    page.locator("[name=age_years]").fill("62")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choisissez une réponse.")
    page.locator("[name=sex][value=male]").check()
    page.locator("[name=age_years]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=height_loss]").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
