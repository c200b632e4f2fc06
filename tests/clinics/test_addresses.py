"""A1, A25: an address of a clinic that does not exist says the same as one that is closed, at the same price."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.conf import LazySettings
from django.test import Client
import pytest
from pytest_django import DjangoAssertNumQueries

from clinics.directory import directory
from clinics.models import Clinic
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.visitor import FORM, LANGUAGES, Page

UNKNOWN = "nowhere"
NONE = (
    *(UNKNOWN, "demo", "colour", "Three-Bridges", "THREE-BRIDGES", "three_bridges", "three-bridges-", "-"),
    *(
        "three--bridges",
        "x" * 40,
        "x" * 41,
        "x" * 2_000,
        "..",
        "three-bridges.",
        "%",
        "'--",
        "three-bridges\n",
    ),
    *(" three-bridges", "thrée-bridges", "ｔhree-bridges", "\0", "three\ufeff-bridges", "٣", "*", "\\"),
)
client = Client()
METHODS = ("get", "head", "post", "put", "delete", "options", "patch", "trace")
PLACES = ("", "en/", "fr/diet/", "de/", "en/nowhere/")


@pytest.fixture
def closed(make_clinic: MakeClinic) -> Clinic:
    """A clinic that is not open any more."""
    return make_clinic(is_active=False)


def ask(method: str, slug: str, place: str = "nl/", data: str = "") -> Any:
    """The response at an address below a clinic's."""
    return client.generic(method.upper(), f"/embed/{quote(slug, safe='')}/{place}", data, FORM)


def said(response: Any) -> tuple[object, ...]:
    """All that tells one response from another, but who may frame it and which page is told how tall it is."""
    leaves_out = ("Content-Security-Policy", "Content-Length")
    headers = {name: value for name, value in response.items() if name not in leaves_out}
    return response.status_code, headers, re.sub(rb'data-parents="[^"]*"', b"", response.content)


@pytest.mark.parametrize("place", ["", "nl/", "nl/diet/"])
def test_what_is_no_clinic_gets_the_page_of_a_closed_one(closed: Clinic, place: str) -> None:
    """A1: neither case, length, script nor what stands beside the name tells whether there is one."""
    expected = said(ask("get", closed.slug, place))
    for slug in NONE:
        response = ask("get", slug, place)
        assert said(response) == expected, slug
        assert (response.status_code, ancestors(response)) == (404, ["'none'"]), slug


@pytest.mark.parametrize("place", PLACES)
def test_no_method_tells_them_apart(closed: Clinic, place: str) -> None:
    """A1: the same status, headers and body for each method, and none of them works on either."""
    for method in METHODS:
        unknown, inactive = (ask(method, slug, place, "state=x") for slug in (UNKNOWN, closed.slug))
        assert said(unknown) == said(inactive)
        assert unknown.status_code in (404, 405)
        assert UNKNOWN.encode() not in unknown.content


def test_looking_for_them_costs_the_same(
    closed: Clinic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A25: one query for what may be a clinic; none for what cannot be one."""
    for place in PLACES:
        directory.forget()
        for slug in (UNKNOWN, closed.slug, "x" * 41):
            with django_assert_num_queries(1):
                ask("get", slug, place)
        with django_assert_num_queries(0):
            for slug in ("colour", "demo", "Three-Bridges", "three_bridges", "thrée"):
                ask("get", slug, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitors_of_a_closed_clinic_can_read_the_page_in_its_frame(closed: Clinic, language: str) -> None:
    """Its site may still hold the frame: a browser's grey square would tell them nothing."""
    visitor = Framed(language)
    page = visitor.begin()
    assert (page.status, page.language) == (404, language)
    assert ancestors(page) == ["'self'", *closed.origins]
    link = page.html.one("a", class_="btn")
    assert (link["href"], link["target"], link["rel"]) == (f"/{language}/", "_blank", "noopener")
    assert link.one("span", class_="visually-hidden").text
    assert "Three Bridges" not in page.text


def test_a_clinic_that_closes_stops_visitors_on_their_way(clinic: Clinic) -> None:
    visitor = Framed()
    visitor.begin()
    Clinic.objects.update(is_active=False)
    directory.forget()
    assert visitor.press().heading == "There is no bone check at this address"
    assert visitor.page.status == 404


def test_the_demo_is_there_only_where_it_is_switched_on(clinic: Clinic, settings: LazySettings) -> None:
    assert ask("get", "demo").status_code == 404
    settings.DEMO = True
    response = ask("get", "demo")
    assert response.status_code == 200
    assert ancestors(response)[0] == "'self'"
    assert not set(clinic.origins) & set(ancestors(response))


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_address_leads_to_its_own_language(make_clinic: MakeClinic, language: str) -> None:
    """Whatever the visitor's browser asks for, and whatever the site's own first language is."""
    make_clinic(default_language=language)
    for asked in ("", "fr", "nl-BE", "xx"):
        response = client.get(f"/embed/{SLUG}/", headers={"accept-language": asked})
        assert (response.status_code, response["Location"]) == (302, f"/embed/{SLUG}/{language}/")
        assert not response.cookies


@pytest.mark.parametrize("offered", [["nl"], ["nl", "fr"]])
def test_a_language_that_is_not_offered_leads_to_the_clinics_own(
    make_clinic: MakeClinic, offered: list[str]
) -> None:
    make_clinic(languages=offered, default_language="nl")
    for asked in ("en", "de", "EN", "e", "eng", "en-gb"):
        for method, step in (("get", ""), ("head", ""), ("get", "diet/"), ("post", "diet/")):
            response = ask(method, SLUG, f"{asked}/{step}", "state=x")
            assert (response.status_code, response["Location"]) == (302, f"/embed/{SLUG}/nl/")


def test_where_no_language_is_named_a_problem_is_told_in_the_clinics_own(make_clinic: MakeClinic) -> None:
    make_clinic(default_language="nl")
    for place, language in (("x/y/z/", "nl"), ("de/a/b/", "nl"), ("fr/a/b/", "fr")):
        address = f"/embed/{SLUG}/{place}"
        page = Page(client.get(address, headers={"accept-language": "en"}))
        assert (page.status, page.language) == (404, language)
        assert page.response["Content-Language"] == language
        assert page.html.one("a", class_="btn")["href"] == f"/embed/{SLUG}/{language}/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_step_by_its_address_leads_to_the_start(clinic: Clinic, method: str) -> None:
    for step in ("diet", "result", "about-you", "nowhere"):
        response = ask(method, SLUG, f"fr/{step}/")
        assert (response.status_code, response["Location"]) == (302, f"/embed/{SLUG}/fr/")


@pytest.mark.parametrize(
    ("place", "allowed"),
    [("", "GET, HEAD"), ("en/", "GET, HEAD"), ("en/diet/", "GET, HEAD, POST")],
)
def test_other_methods_are_refused(clinic: Clinic, place: str, allowed: str) -> None:
    for method in {"put", "delete", "options", "patch", "trace"} | (
        {"post"} if "POST" not in allowed else set()
    ):
        response = ask(method, SLUG, place)
        assert (response.status_code, response["Allow"]) == (405, allowed)


@pytest.mark.parametrize("place", ["", "/en", "/fr/diet"])
def test_a_forgotten_slash_is_put_there(clinic: Clinic, place: str) -> None:
    response = client.get(f"/embed/{SLUG}{place}")
    assert (response.status_code, response["Location"]) == (301, f"/embed/{SLUG}{place}/")


def test_no_page_below_a_clinic_is_taken_for_one_of_another(make_clinic: MakeClinic) -> None:
    """A1: each address shows its own clinic and nothing of its neighbour, active or not."""
    make_clinic()
    make_clinic("three", name="Three", origins=["https://three.example"])
    make_clinic("three-bridges-2", name="Second", origins=["https://second.example"], is_active=False)
    page = Framed(clinic="three").begin()
    assert ancestors(page) == ["'self'", "https://three.example"]
    assert not re.search(r"Three Bridges|Second|/embed/three-", page.response.content.decode())
    assert Page(ask("get", "three-bridges-2")).status == 404
