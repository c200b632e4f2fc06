"""The made-up clinic's site: where it is switched on, it embeds the questionnaire with the very lines that it shows."""

from __future__ import annotations

from django.conf import LazySettings
from django.test import Client
import pytest

from clinics.sample import PHONE
from rules.assessment import Assessor
from tests.clinics.visitor import Framed, ancestors
from tests.questionnaire.markup import Element, read
from tests.questionnaire.people import AT_EACH_LEVEL
from tests.questionnaire.visitor import LANGUAGES, Page

SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _switched_on(settings: LazySettings, site: Assessor) -> None:
    settings.DEMO = True


def visit(query: str = "", accept_language: str = "en") -> Page:
    """The demo as a browser in this language gets it."""
    return Page(Client().get(f"/demo/{query}", headers={"accept-language": accept_language}))


def script_of(page: Page) -> Element:
    """The script element in the page's text."""
    (script,) = page.html.all("script")
    return script


def test_without_the_setting_it_is_a_page_like_any_that_does_not_exist(settings: LazySettings) -> None:
    settings.DEMO = False
    demo, missing = visit(), Client().get("/demonstration/")
    assert demo.status == missing.status_code == 404
    assert demo.response.content == missing.content
    frame = Client().get("/embed/demo/en/")
    assert frame.status_code == 404
    assert ancestors(frame) == ["'none'"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_visitors_language(language: str) -> None:
    asked_by_browser, asked_by_link = visit(accept_language=language), visit(f"?language={language}", "de")
    for page in (asked_by_browser, asked_by_link):
        assert page.language == page.response["Content-Language"] == language
        assert script_of(page)["data-language"] == language
        assert [link["lang"] for link in page.html.all("a", **{"aria-current": "true"})] == [language]
    assert "Accept-Language" in asked_by_browser.response["Vary"]


@pytest.mark.parametrize("wish", ["de", "", "FR", "%3Cscript%3E", "fr%00", "en&language=de"])
def test_a_language_that_it_does_not_have_is_no_wish(wish: str) -> None:
    assert visit(f"?language={wish}", "nl").language == "nl"


def test_a_wish_does_not_outlast_the_page() -> None:
    visitor = Client()
    visitor.get("/demo/?language=fr")
    page = Page(visitor.get("/demo/"))
    assert page.language == "en"
    assert not visitor.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_pasted_is_what_it_shows_and_works(language: str) -> None:
    page = visit(f"?language={language}")
    shown = read(f"<!doctype html>\n<html lang=''>{page.html.one('code').text}</html>")
    script = script_of(page)
    assert shown.one("script").attributes == script.attributes
    assert script["data-clinic"] == "demo"
    assert script["src"].startswith(f"{SITE}/embed/")
    assert Client().get(script["src"].removeprefix(SITE))["Content-Type"].startswith("text/javascript")
    link = page.html.one("noscript").one("a")
    assert link.attributes == shown.one("noscript").one("a").attributes
    first = Page(Client().get(link["href"].removeprefix(SITE)))
    assert (first.status, first.language, first.step) == (200, language, "about-you")
    assert "Orvelle" in first.text


def test_its_policy_lets_in_the_script_and_the_frame_and_nobody_frames_it() -> None:
    response = visit().response
    policy = response["Content-Security-Policy"].split("; ")
    assert {f"script-src 'self' {SITE}", f"frame-src 'self' {SITE}", "style-src 'self'"} <= set(policy)
    assert ancestors(response) == ["'none'"]


def test_it_is_a_page_of_its_own_that_no_search_engine_lists() -> None:
    page = visit()
    assert page.html.one("meta", name="robots")["content"] == "noindex"
    assert "made up" in page.text
    assert not page.html.all(class_="site")
    for element in page.html.walk():
        assert not {"style", "onclick", "onload"} & element.attributes.keys()
    (styles,) = page.html.all("link", rel="stylesheet")
    for file in (styles, page.html.one("link", rel="icon")):
        response = Client().get(file["href"])
        response.getvalue()  # reads it to its end, which closes it
        assert response.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_visitors_are_told_how_to_reach_it(language: str) -> None:
    result = Framed(language, "demo").arrive(AT_EACH_LEVEL["refer"])
    assert result.html.one("a", **{"data-contact": "phone"})["href"] == f"tel:{PHONE.replace(' ', '')}"
    assert result.html.one("a", **{"data-contact": "booking"})["href"].startswith("https://example.org/")
    assert result.html.one(**{"data-contact": "text"}).text


def test_it_may_stand_at_each_exact_name_of_the_site(settings: LazySettings) -> None:
    settings.BASE_URL = "https://bones.test:8443"
    settings.ALLOWED_HOSTS = ["bones.test", "clinic.test", "clinic.test", ".wild.test", "*", "[::1]"]
    frame = Client().get("/embed/demo/en/", headers={"host": "bones.test"})
    assert ancestors(frame) == ["'self'", "https://clinic.test:8443"]
    settings.BASE_URL = "https://bones.test"
    frame = Client().get("/embed/demo/en/", headers={"host": "bones.test"})
    assert ancestors(frame) == ["'self'", "https://clinic.test"]
