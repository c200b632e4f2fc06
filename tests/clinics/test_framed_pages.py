"""The whole questionnaire in a clinic's frame: no cookie, no way out but a new tab, no language too many."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urldefrag, urlencode

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.clinics.conftest import PARENT, MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.markup import Element, read
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import FORM, LANGUAGES, Page

OWN = re.compile(rf"/embed/{SLUG}/(en|fr|nl)/([a-z-]+/)?")
APART = {"target": "_blank", "rel": "noopener"}
CONTACT: dict[str, Any] = {
    "referral": {
        "en": "Call our nurses.",
        "fr": "Appelez nos infirmières.",
        "nl": "Bel onze verpleegkundigen.",
    },
    "phone": "+32 2 555 12 12",
    "booking_url": "https://clinic.example/book?for=bones&in=2",
}


def journey(language: str) -> Framed:
    """Everything that a visitor can come to: each step, faults, other languages, every level, pages of problems."""
    visitor = Framed(language)
    visitor.begin()
    visitor.answer({"age_years": "x"})
    visitor.begin()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    for other in LANGUAGES:
        visitor.switch(other)
    visitor.switch(language)
    visitor.press("back")
    visitor.press("summary")
    visitor.press("next")
    visitor.walk(HEALTHY_MAN)
    for answers in AT_EACH_LEVEL.values():
        visitor.arrive(answers)
    for more in ("further", "prospects", "summary"):
        visitor.arrive(EVERYTHING)
        visitor.press(more)
    visitor.send_state("garbage", "diet")
    for refused in ({"origin": "null"}, {"origin": PARENT}):
        response = visitor.client.post(f"{visitor.start}diet/", "state=x", FORM, headers=refused)
        visitor.seen.append(Page(response))
    visitor.seen.append(Page(visitor.client.get(f"{visitor.start}a/b/")))
    return visitor


def is_safe(link: Element) -> bool:
    """Whether it stays on the page or in the frame, calls somebody, or opens a new tab that does not know this one."""
    here, place = urldefrag(link["href"])
    return (
        (not here and bool(place))
        or bool(OWN.fullmatch(link["href"]))
        or bool(re.fullmatch(r"tel:\+?[0-9]+", link["href"]))
        or (link["target"] == "_blank" and "noopener" in link["rel"].split())
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_way_stays_in_the_frame_and_leaves_nothing_behind(
    make_clinic: MakeClinic, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A4, A5, A8, A17, A18: every page on the way, in each language; and no query, once the clinic is known."""
    make_clinic(**CONTACT)
    Framed().begin()
    with django_assert_num_queries(0):
        visitor = journey(language)
    assert not visitor.client.cookies
    assert {page.language for page in visitor.seen} == set(LANGUAGES)
    assert {page.step for page in visitor.seen} >= {"about-you", "diet", "result", "summary", ""}
    for page in visitor.seen:
        assert_stays_in_the_frame(page)
        assert_keeps_nothing(page)
        assert_looks_like_the_clinic(page)


def assert_stays_in_the_frame(page: Page) -> None:
    """Every link, form and button, those that wait in a template too."""
    links = page.whole.all("a", "area")
    assert links
    for link in links:
        assert is_safe(link), link.attributes
        if link["target"]:
            assert link.all("span", class_="visually-hidden") or "noreferrer" in link["rel"], link.text
    actions = [e[name] for e in page.whole.walk() for name in ("action", "formaction") if e[name]]
    assert all(OWN.fullmatch(action) for action in actions)
    assert not page.whole.all("base", "iframe", "object", "embed", "meta", **{"http-equiv": "refresh"})
    loaded = {e[name] for e in page.whole.all("link", "script", "img") for name in ("href", "src") if e[name]}
    assert all(re.match(r"/static/bonerisk/|/embed/colour/[0-9a-f]{6}\.css$", name) for name in loaded), (
        loaded
    )


def assert_keeps_nothing(page: Page) -> None:
    """Neither cookie nor cache; and who may hold it is said each time."""
    response = page.response
    assert not response.cookies
    assert "Set-Cookie" not in response
    caching = response["Cache-Control"].replace(" ", "").split(",")
    assert "no-store" in caching or caching == ["private", "no-cache"]
    assert not {"ETag", "Access-Control-Allow-Origin"} & set(response.headers)
    assert "Cookie" not in response["Vary"]
    assert ancestors(page) == ["'self'", PARENT]
    assert "X-Frame-Options" not in response
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"


def assert_looks_like_the_clinic(page: Page) -> None:
    """Its colour, its parents for the script, its languages; no style or script in the page itself."""
    assert page.html["class"] == "framed"
    assert page.html["data-parents"] == PARENT
    assert page.whole.all("link", rel="stylesheet", href="/embed/colour/1f5f5b.css")
    for element in page.whole.walk():
        assert not element["style"]
        assert not [name for name in element.attributes if name.startswith("on")]
        assert element.tag != "style"
        assert element.tag != "script" or (element["src"] and not element.text)
    assert [link["lang"] for link in page.languages] == list(LANGUAGES)
    assert "[[" not in page.response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_that_the_clinic_does_not_see_the_answers(
    make_clinic: MakeClinic, language: str
) -> None:
    """Once, at the start, with the way to help for what cannot wait; and the focus stays where the host has it."""
    make_clinic()
    visitor = Framed(language)
    page = visitor.begin()
    said = page.html.one("main").text
    assert "Three Bridges" in said
    if language == "en":
        assert "Three Bridges does not see your answers" in said
    (urgent,) = page.html.one("main").all("p", class_="notice")
    assert urgent.one("a")["href"] == f"/{language}/emergency/"
    assert not [e for e in page.html.walk() if "autofocus" in e.attributes]
    page = visitor.answer({"age_years": "x"})
    assert page.focus
    page = visitor.walk(EVERYTHING, until="warning-signs")
    assert page.focus == "h1"
    assert "Three Bridges" not in page.text
    assert not page.html.one("main").all("p", class_="notice")
    visitor.press("back")
    assert visitor.page.focus == "h1", "now somebody is at it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clinics_own_words_stand_where_a_doctor_is_advised(
    make_clinic: MakeClinic, language: str
) -> None:
    """With a referral or a discussion; never in place of help today, nor where the check is not made for somebody."""
    make_clinic(**CONTACT)
    for level, answers in AT_EACH_LEVEL.items():
        visitor = Framed(language)
        page = visitor.arrive(answers)
        body = urlencode({"state": page.state, "go": "text"})
        text = visitor.post("result", body).content.decode()
        boxes = page.html.all("div", class_="contact")
        assert bool(boxes) == (level in ("refer", "discuss")), level
        for part in (CONTACT["phone"], CONTACT["booking_url"], CONTACT["referral"][language]):
            assert (part in text) == bool(boxes)
        if boxes:
            assert_offers_contact(boxes[0], page, language)


def assert_offers_contact(box: Element, page: Page, language: str) -> None:
    """Below the referral, under the clinic's name; what leads away opens a new tab."""
    assert page.section("first").all("div", class_="contact") == [box]
    assert box.one(**{"data-contact": "name"}).text == "Three Bridges"
    assert box.one(**{"data-contact": "text"}).text == CONTACT["referral"][language]
    assert box.one(**{"data-contact": "phone"})["href"] == "tel:+3225551212"
    booking = box.one(**{"data-contact": "booking"})
    assert booking["href"] == CONTACT["booking_url"]
    assert APART.items() <= booking.attributes.items()


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({}, []),
        ({"referral": {"fr": "Appelez."}}, []),
        ({"referral": {"en": "Call."}}, ["text"]),
        ({"phone": "112 233"}, ["phone"]),
        ({"booking_url": "https://clinic.example/"}, ["booking"]),
    ],
)
def test_what_a_clinic_does_not_say_leaves_no_gap(
    make_clinic: MakeClinic, given: dict[str, object], parts: list[str]
) -> None:
    make_clinic(**given)
    visitor = Framed()
    page = visitor.arrive(EVERYTHING)
    found = [e["data-contact"] for e in page.whole.walk() if e["data-contact"]]
    assert found == (["name", *parts] if parts else [])
    assert bool(page.html.all("div", class_="contact")) == bool(parts)
    text = visitor.post("result", urlencode({"state": page.state, "go": "text"})).content.decode()
    assert ("Three Bridges" in text) == bool(parts)


def test_the_text_version_is_text_and_kept_nowhere(make_clinic: MakeClinic) -> None:
    make_clinic(**CONTACT | {"name": "Bridges & <b>Sons</b>"})
    visitor = Framed("fr")
    page = visitor.arrive(EVERYTHING)
    button = page.button("text")
    assert (button["formtarget"], button["name"]) == ("_blank", "go")
    response = visitor.post("result", urlencode({"state": page.state, "go": "text"}))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Bridges & <b>Sons</b>" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert ancestors(response) == ["'self'", PARENT]
    assert not response.cookies


@pytest.mark.parametrize("offered", [["fr"], ["nl", "fr"], ["fr", "nl", "en"]])
def test_only_the_clinics_languages_are_offered(make_clinic: MakeClinic, offered: list[str]) -> None:
    """On steps, results, summaries and pages of problems; where there is one, no choice is shown at all."""
    make_clinic(languages=offered, default_language=offered[0])
    visitor = Framed(offered[0])
    visitor.begin()
    visitor.arrive(EVERYTHING)
    visitor.press("summary")
    visitor.send_state("garbage", "diet")
    for page in visitor.seen:
        nav = page.html.one("header").one("nav")
        assert ("hidden" in nav.attributes) == (len(offered) == 1)
        shown = [e["lang"] for e in page.languages if not any("hidden" in up.attributes for up in e.above())]
        assert set(shown) == (set(offered) if len(offered) > 1 else set())


def test_a_clinics_country_is_the_one_that_is_shown_first(make_clinic: MakeClinic) -> None:
    """Whatever the browser suggests; without one, what the browser suggests."""
    make_clinic(country="nl")
    make_clinic("four-bridges")
    browser = "fr-BE,fr;q=0.9"
    assert Framed("fr", accept_language=browser).begin().values()["country"] == ["nl"]
    assert Framed("fr", "four-bridges", browser).begin().values()["country"] == ["be"]
    assert "country" not in Framed(clinic="four-bridges").begin().values()


def test_starting_over_begins_in_the_frame(make_clinic: MakeClinic) -> None:
    make_clinic()
    visitor = Framed("nl")
    page = visitor.arrive(HEALTHY_MAN)
    assert page.html.one("a", **{"data-do": "wipe"})["href"] == visitor.start


def test_a_page_of_a_problem_is_no_dead_end_in_any_frame(make_clinic: MakeClinic) -> None:
    """Where there is no clinic to go back to, our own site opens in a new tab: no frame can hold it."""
    make_clinic()
    for address in ("/embed/nowhere/en/", "/embed/nowhere/en/a/b/", "/embed/x.js", "/embed/colour/red.css"):
        response = Framed().client.get(address)
        html = read(response.content.decode())
        for link in html.all("a"):
            assert urldefrag(link["href"]).url == "" or APART.items() <= link.attributes.items(), address
