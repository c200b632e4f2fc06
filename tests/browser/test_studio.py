"""A clinician who has never seen YAML: changes a threshold, tries it, publishes it, and goes back."""

from __future__ import annotations

from collections.abc import Callable
import re
import time

from playwright.sync_api import Page, expect
import pytest
from pytest_django.live_server_helper import LiveServer

from rules.models import Part, RuleSet
from tests.browser.conftest import OpenPage
from tests.browser.shortcuts import Shortcuts
from tests.browser.studio import Studio

pytestmark = pytest.mark.browser
DESKTOP = {"viewport": {"width": 1200, "height": 900}}
RULE = "us-woman-from-65"
WOMAN_OF_62 = {"age_years": 62, "sex": "female", "country": "us"}
REFERRAL = "Parlez à votre médecin d’une mesure"
PROVEN_WITHIN_MS = 120_000
FOLLOWS_WITHIN = 6  # seconds: two, and the time that a loaded machine takes for a page
Studios = Callable[..., Studio]


@pytest.fixture
def studio(open_page: OpenPage, live_server: LiveServer) -> Studios:
    """The studio in a window of its own, signed in."""

    def opened(language: str = "en", **wishes: object) -> Studio:
        own = Studio(open_page(**{**DESKTOP, **wishes}), live_server.url, language)
        own.sign_in()
        return own

    return opened


def result_becomes(visitor: Shortcuts, is_referral: bool) -> None:
    """A visitor who asks again gets another result soon, without a restart."""
    until = time.monotonic() + FOLLOWS_WITHIN
    while True:
        visitor.early_result(WOMAN_OF_62)
        heading = visitor.page.locator("h1").inner_text()
        if heading.startswith(REFERRAL) == is_referral:
            return
        assert time.monotonic() < until, heading
        time.sleep(0.2)


def threshold(page: Page) -> None:
    """Set the age to 60, wherever its row is."""
    row = page.locator("[name$=-subject][value='fact:age_years']").get_attribute("name")
    page.locator(f"[name={str(row).replace('subject', 'value')}]").fill("60")


def prove(admin: Studio) -> None:
    """Run the proofs, and wait for what they find."""
    admin.rule_set("proofs")
    admin.page.locator("[name=begin]").click()
    expect(admin.page.locator("table.kinds")).to_be_visible(timeout=PROVEN_WITHIN_MS)


def change_and_try(admin: Studio) -> None:
    """The age in a rule, seen in the map and in what an invented visitor gets."""
    page = admin.page
    admin.part("rule", RULE)
    threshold(page)
    page.locator("[name=_continue]").click()
    expect(page.locator("main")).to_contain_text("votre âge\u00a0: 60 ans ou plus")
    admin.rule_set("change")
    expect(page.locator(f"#rules-{RULE}")).to_contain_text("votre âge\u00a0: 60 ans ou plus")

    admin.rule_set("try")
    page.locator("[name=age_years]").fill("62")
    for name, value in (("sex", "female"), ("country", "us")):
        page.locator(f"[name={name}][value={value}]").check()
    page.get_by_role("button", name="Essayer", exact=True).first.click()
    expect(page.locator("main")).to_contain_text(REFERRAL)
    expect(page.locator("main")).to_contain_text("60 ans ou plus")


def test_a_threshold_is_changed_and_tried_with_scripts(studio: Studios) -> None:
    change_and_try(studio("fr"))


@pytest.mark.usefixtures("threads")
def test_a_threshold_is_changed_tried_published_and_taken_back(
    studio: Studios, open_page: OpenPage, live_server: LiveServer
) -> None:
    """Without scripts, in French; a guarantee of the default rules says otherwise. Visitors follow each time."""
    visitor = Shortcuts(open_page(), live_server.url, "fr")
    result_becomes(visitor, is_referral=False)
    admin = studio("fr", java_script_enabled=False)
    page = admin.page
    change_and_try(admin)
    result_becomes(visitor, is_referral=False)

    prove(admin)
    page.locator(".failure h3 a").click()
    page.locator("[name=_switch]").click()
    prove(admin)
    expect(page.locator(".failure")).to_have_count(0)

    admin.rule_set("publish")
    expect(page.locator("main")).to_contain_text("60")
    page.locator("[name=note]").fill("Âge abaissé à 60 ans, pour l’essai.")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("2")
    result_becomes(visitor, is_referral=True)

    admin.rule_set("rollback", "?number=1")
    page.locator("[name=note]").fill("C’était un essai.")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".messagelist")).to_contain_text("1")
    result_becomes(visitor, is_referral=False)
    assert RuleSet.objects.get().current.number == 1  # type: ignore[union-attr]


def test_a_rule_is_changed_by_keyboard_alone(studio: Studios) -> None:
    """Every control is reached with Tab, in the order of the page, and the focus is seen."""
    admin = studio()
    page = admin.page
    admin.part("rule", RULE)
    page.locator("#content-start").focus()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent")
        reached.append(str(name))
        if name == "_save":
            break
    assert "_save" in reached
    values = [name for name in reached if re.fullmatch(r"conditions-\d-value", name)]
    assert values == sorted(values) != []
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_be_visible()


def test_two_editors_at_once(studio: Studios) -> None:
    """The second one is told, and loses nothing."""
    first, second = studio(), studio()
    for admin in (first, second):
        admin.part("rule", RULE)
    threshold(first.page)
    first.page.locator("[name=_save]").click()
    second.page.locator("[name=note]").fill("My own note")
    second.page.locator("[name=_save]").click()
    expect(second.page.locator("[name=note]")).to_have_value("My own note")
    assert Part.objects.get(collection="rules", key=RULE).content["all"][2] == "age_years ≥ 60"
    expect(second.page.locator("main")).to_contain_text("60")
