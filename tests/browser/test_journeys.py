"""The whole way, in each language, on a phone and on a larger screen, with and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
import pytest

from questionnaire.questions import SECTIONS
from tests.browser.conftest import OpenPage
from tests.browser.form import BACK, CONTINUE, RESULT_NOW, fill, go_on, held, turn, walk
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
    strength: str


WORDS = {
    "en-GB": Words(
        start="Start",
        go_on="Continue",
        level="See your doctor about a bone density test",
        first="See a doctor about your fracture",
        reason="You broke a bone after a minor shock",
        answer="Fracture after a minor shock: yes",
        tip="Plant drinks with calcium",
        more="9 more tips",
        withheld="Running and jumping",
        strength="Food rich in vitamin C: 5 portions a week",
    ),
    "fr-BE": Words(
        start="Commencer",
        go_on="Continuer",
        level="Parlez à votre médecin d’une mesure de la densité des os",
        first="Votre fracture : voyez un médecin",
        reason="Vous vous êtes cassé un os après un choc léger",
        answer="Fracture après un choc léger : oui",
        tip="Boissons végétales enrichies en calcium",
        more="Encore 9 conseils",
        withheld="Course et sauts",
        strength="Aliments riches en vitamine C : 5 portions par semaine",
    ),
    "nl-BE": Words(
        start="Beginnen",
        go_on="Verder",
        level="Vraag uw arts naar een botdichtheidsmeting",
        first="Ga naar een arts met uw breuk",
        reason="U brak een bot na een lichte schok of val",
        answer="Botbreuk na een lichte schok of val: ja",
        tip="Plantaardige dranken met calcium",
        more="Nog 9 tips",
        withheld="Hardlopen en springen",
        strength="Voeding met veel vitamine C: 5 porties per week",
    ),
}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
ZOOMED = {"viewport": {"width": 320, "height": 256}}  # what is left of a window of 1280 by 1024 at 400 %
SCRIPT = {"java_script_enabled": True}
DEVICES: dict[str, tuple[str, dict[str, Any]]] = {
    "en, phone": ("en-GB", {}),
    "en, desktop, script": ("en-GB", DESKTOP | SCRIPT),
    "fr, desktop": ("fr-BE", DESKTOP),
    "fr, phone, script": ("fr-BE", SCRIPT),
    "nl, phone": ("nl-BE", {}),
    "nl, zoomed, script": ("nl-BE", ZOOMED | SCRIPT),
}


def part(page: Page, heading: str) -> Locator:
    """The section of the result under the heading with this id."""
    return page.locator(f"section[aria-labelledby={heading}]")


@pytest.mark.parametrize("device", DEVICES)
def test_a_whole_journey_leads_to_advice_with_its_reasons(open_page: OpenPage, device: str) -> None:
    locale, wishes = DEVICES[device]
    words, page, addresses = WORDS[locale], open_page(locale=locale, **wishes), list[str]()
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    page.goto("/")
    page.get_by_role("link", name=words.start, exact=True).click()
    expect(page.get_by_role("button", name=words.go_on, exact=True)).to_be_visible()
    headings = walk(page, EVERYTHING)
    assert len(set(headings)) == len(SECTIONS)
    assert (len(headings) == len(SECTIONS)) == ("java_script_enabled" in wishes)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.level)
    expect(part(page, "first")).to_contain_text(words.first)
    part(page, "why").get_by_text(words.reason, exact=True).click()
    expect(part(page, "why").locator(".because").get_by_text(words.answer, exact=True).first).to_be_visible()
    expect(part(page, "strengths")).to_contain_text(words.strength)
    expect(part(page, "tips").get_by_role("heading", name=words.tip)).to_be_visible()
    expect(part(page, "withheld")).to_contain_text(words.withheld)
    assert all(re.fullmatch(r"http://[^/]+/[a-z]{2}/(check/([a-z-]+/)?)?", address) for address in addresses)


def test_seven_tips_are_seen_and_the_others_unfold(go: Shortcuts) -> None:
    go.result()
    tips = part(go.page, "tips").get_by_role("heading", level=3)
    expect(tips).to_have_count(7)
    go.page.get_by_text(WORDS["en-GB"].more, exact=True).click()
    expect(tips).to_have_count(16)


def test_the_short_way_leads_to_a_result_that_can_be_continued(page: Page) -> None:
    page.goto("/en/check/")
    while not page.locator(RESULT_NOW).count():
        go_on(page, EVERYTHING)
    fill(page, EVERYTHING)
    turn(page, RESULT_NOW)  # the answers open the questions on the fracture first
    fill(page, EVERYTHING)
    turn(page, RESULT_NOW)
    turn(page, "button[value='change:lifestyle']")
    fill(page, EVERYTHING)
    turn(page, RESULT_NOW)
    expect(page.get_by_role("status")).to_have_text("Your result is the same as before.")


def test_the_language_can_change_in_the_middle(open_page: OpenPage) -> None:
    page = open_page(locale="en-BE")
    page.goto("/en/check/")
    go_on(page, EVERYTHING)
    page.locator("[name=height_loss][value=over_4_cm]").check()
    turn(page, "button[lang=fr]")
    expect(page.get_by_role("heading", level=1)).to_have_text("À propos de vous")
    assert held(page) == {"height_loss": ["over_4_cm"]}
    go_on(page, {"last_densitometry": "never"})
    expect(page.get_by_role("heading", level=1)).to_have_text("Signes d’alerte")
    turn(page, "button[lang=nl]")
    turn(page, BACK)
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
    assert {"age_years", "height_cm_ft", "height_loss", "red_flags", "menopause"} <= filled.keys()
    assert seen_again == filled
    turn(page, CONTINUE)  # all that was answered need not be gone through again
    assert page.locator("h1").inner_text() == reached


def test_a_height_changes_its_unit_and_stays_the_same(scripted: Page) -> None:
    scripted.goto("/en/check/")
    fill(scripted, {"height_cm": 165, "weight_kg": 61.7})
    turn(scripted, "button[value='unit:height_cm:cm']")
    assert held(scripted)["height_cm"] == ["165.1"]
    expect(scripted.get_by_role("button", name="cm", exact=True)).to_have_attribute("aria-pressed", "true")
    turn(scripted, "button[value='unit:height_cm:ft_in']")
    filled = held(scripted)
    assert (filled["height_cm_ft"], filled["height_cm_in"]) == (["5"], ["5"])
    assert (filled["weight_kg_st"], filled["weight_kg_lb"]) == (["9"], ["10"])


def test_an_answer_can_be_changed_from_the_summary(go: Shortcuts) -> None:
    go.summary(level="refer")
    turn(go.page, "button[value='change:warning-signs:red_flags']")
    question = go.page.locator("#q_red_flags")
    expect(question).to_be_focused()
    expect(question).to_be_in_viewport()
    question.get_by_label("None of these").uncheck()
    question.get_by_label("New weakness or numbness in the legs").check()
    turn(go.page, RESULT_NOW)
    expect(go.page.get_by_role("heading", level=1)).to_have_text("Get medical help today")
    expect(go.page.get_by_role("status")).to_contain_text(WORDS["en-GB"].level)


def test_prospects_and_further_points_are_there_on_demand(go: Shortcuts) -> None:
    go.result()
    turn(go.page, "button[value=prospects]")
    expect(go.page.locator("#prospects")).to_be_focused()
    expect(part(go.page, "prospects")).to_contain_text("What we don’t know")
    turn(go.page, "button[value=further]")
    expect(go.page.locator("#further")).to_be_focused()
    assert part(go.page, "further").locator("li details").count() > 5


def test_the_result_opens_as_plain_text_beside_it(go: Shortcuts) -> None:
    go.result()
    with go.page.context.expect_page() as opened:
        go.page.locator("button[value=text]").click()
    text = opened.value.locator("body")
    expect(text).to_contain_text("Bone check")
    expect(text).to_contain_text(WORDS["en-GB"].level)
    expect(go.page.get_by_role("heading", level=1)).to_have_text(WORDS["en-GB"].level)


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
