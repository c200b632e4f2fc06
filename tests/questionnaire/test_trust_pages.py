"""Method, purpose, privacy and emergency: what they promise, and that every link on them leads somewhere."""

from __future__ import annotations

import re

from django.test import Client
from django.utils import translation
import pytest

from bonerisk.headers import HEADERS
from questionnaire.questions import QUESTIONS
from rules.document import Document
from rules.releases import Releases
from tests.questionnaire.test_pages import assert_decent, assert_headed_in_order
from tests.questionnaire.visitor import LANGUAGES, Page

pytestmark = pytest.mark.usefixtures("site")
NAMES = ("method", "purpose", "privacy", "emergency")


@pytest.fixture(autouse=True)
def _in_force(warm: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    """The warm site's release, for these pages too."""
    monkeypatch.setattr("rules.releases.releases", warm)


def visit(name: str, language: str = "en") -> Page:
    """The page, read; `read` has seen that its HTML is sound, its ids are unique and its anchors lead somewhere."""
    page = Page(Client().get(f"/{language}/{name}/"))
    assert page.status == 200
    return page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_sound(name: str, language: str) -> None:
    page = visit(name, language)
    assert page.language == language
    assert_headed_in_order(page)
    assert page.html.one("title").text.startswith(page.heading)
    assert not page.html.all("form", "script", "style", "iframe")
    if name != "method":  # the rules name published indices with their cut-offs
        assert_decent(page)


@pytest.mark.parametrize("name", NAMES)
def test_links_within_the_site_lead_to_pages(name: str) -> None:
    addresses = {link["href"] for link in visit(name).html.all("a") if link["href"].startswith("/")}
    assert addresses
    assert {Client().get(address).status_code for address in addresses} == {200}


def test_the_method_page_has_an_anchor_for_every_finding_and_its_label(document: Document) -> None:
    html = visit("method").html
    labels = {e["id"]: e.one("summary").text for e in html.all("details")}
    assert {finding.key: finding.label.en for finding in document.findings}.items() <= labels.items()


def test_a_rule_of_several_conditions_is_a_list_that_leads_to_what_it_builds_on() -> None:
    details = visit("method").html.one("details", id="us-woman-before-65")
    assert "When all of these apply:" in details.text
    assert "Your age: under 65 years" in details.text
    assert {link["href"] for link in details.all("a")} >= {"#past-menopause", "#us-risk-after-menopause"}


def test_sources_are_marked_with_their_own_language_and_address() -> None:
    details = visit("method").html.one("details", id="fr-low-weight")
    (source,) = details.one("ul", class_="sources").all("li")
    assert source["lang"] == "fr"
    assert source.one("a")["href"] == "https://www.has-sante.fr/"


def test_a_tip_says_when_it_is_left_out() -> None:
    details = visit("method").html.one("details", id="advice_ask-for-scan-fr")
    assert "We leave it out when one of these applies:" in details.text
    assert "#recent-densitometry" in {link["href"] for link in details.all("a")}


def test_accuracy_is_told_in_numbers_of_people() -> None:
    page = visit("method")
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.html.one("tbody").all("tr")]
    assert rows == [
        ["Women of 50 and over", "75 of 831", "68 of 75", "485 of 831"],
        ["Of them, women from 50 to 64", "27 of 466", "23 of 27", "170 of 466"],
        ["Men of 50 and over", "21 of 968", "18 of 21", "312 of 968"],
    ]
    assert "found 68 of the 75 women" in page.text
    assert (
        "sends about 58 of every 100 women of 50 and over to a doctor, and 32 of every 100 men" in page.text
    )


def test_the_method_page_names_the_release_in_force() -> None:
    assert re.search(r"“Bone health”, release 1 [0-9a-f]{12} ", visit("method").text)


def test_the_emergency_page_names_the_signs_of_the_question() -> None:
    for language in LANGUAGES:
        with translation.override(language):
            signs = [str(text) for key, text in QUESTIONS["red_flags"].choices.items() if key != "none"]
        text = visit("emergency", language).text
        assert [sign for sign in signs if sign not in text] == []


def test_the_emergency_numbers_can_be_called() -> None:
    calls = {link["href"]: link.text for link in visit("emergency").html.all("a") if "tel:" in link["href"]}
    assert calls == {f"tel:{number}": number for number in ("112", "15", "999", "111", "911")}


def test_the_emergency_page_can_be_read_in_ten_seconds() -> None:
    """The numbers come first, and the page is about as long as what one reads in a minute."""
    main = visit("emergency").html.one("main")
    assert main.text.index("112") < 60
    assert len(main.text.split()) < 200


def test_what_the_privacy_page_promises_holds() -> None:
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert "https:" not in HEADERS["Content-Security-Policy"]
    for name in NAMES:
        response = visit(name).response
        assert not response.cookies
        assert HEADERS.items() <= dict(response.items()).items()


def test_the_purpose_page_says_for_whom_it_is_not_and_where_to_turn() -> None:
    page = visit("purpose")
    entries = list(
        zip([e.text for e in page.html.all("dt")], [e.text for e in page.html.all("dd")], strict=True)
    )
    assert len(entries) == 5
    assert all(re.search("doctor|midwife|help", turn) for _, turn in entries)
    assert "not a medical device" in page.text
    assert "/en/emergency/" in {link["href"] for link in page.html.one("dl").all("a")}
