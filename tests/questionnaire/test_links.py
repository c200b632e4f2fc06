"""Every link leads somewhere: pages and places on them here, documents over https elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
import re
from urllib.parse import urldefrag

from django.contrib.staticfiles import finders
from django.test import Client
import pytest

from tests.questionnaire.markup import Element
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING
from tests.questionnaire.visitor import LANGUAGES, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
PAGES = {"", "check/", "method/", "purpose/", "privacy/", "emergency/"}
BUILT = "bonerisk/site.css"  # by tools/stylesheet.py; its own tests see to it


def crawl(start: str) -> dict[str, Page]:
    """By address, every page that links lead to from there."""
    found: dict[str, Page] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = Page(Client().get(address))
            waiting += [urldefrag(link["href"]).url for link in inside(found[address])]
    return found


def inside(page: Page) -> Iterator[Element]:
    """Links to other pages of the site."""
    return (link for link in page.html.all("a") if link["href"].startswith("/"))


@cache
def walked(language: str) -> list[Page]:
    """The pages on the way to a result, the results at each level, the answers, and pages of problems."""
    visitor = Visitor(language)
    visitor.walk(EVERYTHING)
    visitor.press("further")
    visitor.press("prospects")
    visitor.press("summary")
    for answers in AT_EACH_LEVEL.values():
        visitor.arrive(answers)
    visitor.send_state("garbage", "diet")
    return visitor.seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_start_page_links_lead_to_every_page_in_every_language(language: str) -> None:
    found = crawl(f"/{language}/")
    assert {page.status for page in found.values()} == {200}
    assert found.keys() == {f"/{code}/{page}" for code in LANGUAGES for page in PAGES}
    for address, page in found.items():
        assert address.startswith(f"/{page.language}/")


def test_a_link_to_a_place_on_another_page_leads_there() -> None:
    found = crawl("/en/")
    pages = [*found.values(), *walked("en")]
    links = {link["href"] for page in pages for link in inside(page) if "#" in link["href"]}
    for link in links:
        address, place = urldefrag(link)
        assert found[address].html.all(id=place), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_questionnaire_lead_to_pages_in_the_visitors_language(language: str) -> None:
    found = crawl(f"/{language}/")
    for page in walked(language):
        for link in inside(page):
            assert urldefrag(link["href"]).url in found
            if link["lang"] in ("", language):
                assert link["href"].startswith(f"/{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_reads_on_beside_the_form_does_not_lose_the_answers(language: str) -> None:
    for page in walked(language):
        if page.step:
            for link in page.html.one("footer").all("a"):
                assert (link["target"], link["rel"]) == ("_blank", "noopener")
                assert link.all("span", class_="visually-hidden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_to_elsewhere_are_safe_and_say_nothing_of_where_one_comes_from(language: str) -> None:
    pages = [*crawl(f"/{language}/").values(), *walked(language)]
    outside = [link for page in pages for link in page.html.all("a") if not re.match("[/#]", link["href"])]
    assert len(outside) > 20
    for link in outside:
        if not re.fullmatch(r"tel:\d{2,3}", link["href"]):
            assert link["href"].startswith("https://"), link["href"]
            assert set(link["rel"].split()) == {"noopener", "noreferrer"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_offers_itself_in_the_other_languages(language: str) -> None:
    for address, page in crawl(f"/{language}/").items():
        offered = {link["lang"]: link["href"] for link in page.languages if link.tag == "a"}
        own = address.removeprefix(f"/{page.language}/")
        if not page.step:
            assert offered == {code: f"/{code}/{own}" for code in LANGUAGES}
            assert all(link["hreflang"] == link["lang"] for link in page.languages)


def test_files_that_pages_name_exist_and_come_from_this_site() -> None:
    names = {
        element[name]
        for page in [*crawl("/en/").values(), *walked("fr")]
        for element in page.whole.all("link", "script", "img")
        for name in ("href", "src")
        if element[name]
    }
    assert names == {"/static/bonerisk/icon.svg", "/static/bonerisk/site.css", "/static/bonerisk/site.js"}
    for name in names - {f"/static/{BUILT}"}:
        assert finders.find(name.removeprefix("/static/")), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_another_language_says_so(language: str) -> None:
    pages = [*crawl(f"/{language}/").values(), *walked(language)]
    for page in pages:
        for source in page.whole.all("ul", class_="sources"):
            for entry in source.all("li"):
                assert re.fullmatch(r"|[a-z]{2}", entry["lang"])
    titles = [
        entry for page in pages for box in page.whole.all("ul", class_="sources") for entry in box.all("li")
    ]
    assert {entry["lang"] for entry in titles} >= {"en", "fr", "nl"}
    assert not [
        entry.text
        for entry in titles
        if entry["lang"] == "en" and re.search(r"\b(het|les|van)\b", entry.text)
    ]
