"""A3, A4: in a frame there is no cookie to ride on; a form counts only where the browser itself says it is ours."""

from __future__ import annotations

from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.conf import LazySettings
from django.test import Client
import pytest

from clinics.models import Clinic
from tests.clinics.conftest import PARENT
from tests.clinics.visitor import SLUG, Framed
from tests.questionnaire.visitor import FORM, LANGUAGES, Page

OWN = "http://testserver"
# The origin that a browser sends along, and whether it may be ours: a page cannot set it.
ORIGINS: dict[str | None, bool] = {
    None: True,
    OWN: True,
    "null": False,
    "": False,
    PARENT: False,
    "https://elsewhere.example": False,
    f"{OWN}:8000": False,
    f"{OWN}:80": False,
    f"{OWN}/": False,
    f"{OWN}.elsewhere.example": False,
    f"{OWN}@elsewhere.example": False,
    f"{OWN}, https://elsewhere.example": False,
    OWN.upper(): False,
    OWN.replace("http:", "https:"): False,
    "testserver": False,
    "file://": False,
    "Null": False,
}
SITES: dict[str | None, bool] = {
    None: True,
    "same-origin": True,
    "same-site": False,
    "cross-site": False,
    "none": False,
    "": False,
    "Same-Origin": False,
    "same-origin, cross-site": False,
    "rubbish": False,
}
SANDBOXED = "The bone check does not work inside this page"


@pytest.fixture
def visitor(clinic: Clinic) -> Framed:
    """Somebody at the first page."""
    visitor = Framed()
    visitor.begin()
    return visitor


def post(visitor: Framed, origin: str | None, site: str | None = None, **more: Any) -> Page:
    """The page after the first one, sent as a browser would with these headers."""
    sent = {"Origin": origin, "Sec-Fetch-Site": site}
    headers = {name: value for name, value in sent.items() if value is not None}
    body = urlencode({"state": visitor.page.state, "go": "stay"})
    return Page(visitor.client.post(f"{visitor.start}about-you/", body, FORM, headers=headers, **more))


def test_only_a_form_of_our_own_page_is_taken(visitor: Framed) -> None:
    """A4: every origin with every relation; the clinic's own page is no exception."""
    for (origin, is_own), (site, is_same) in product(ORIGINS.items(), SITES.items()):
        page = post(visitor, origin, site)
        is_ours = is_own and is_same
        assert (page.status, bool(page.step)) == ((200, True) if is_ours else (403, False)), (origin, site)
        assert page.response["Cache-Control"] == "no-store"
        assert (page.heading == SANDBOXED) == (origin == "null")
        assert not page.response.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_is_told_on_a_page_with_a_way_to_begin_again(clinic: Clinic, language: str) -> None:
    visitor = Framed(language)
    visitor.begin()
    page = post(visitor, "https://elsewhere.example")
    assert (page.status, page.language) == (403, language)
    assert page.html.one("a", class_="btn")["href"] == visitor.start
    assert visitor.page.state not in page.response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sandboxed_frame_tells_the_clinic_what_to_change(clinic: Clinic, language: str) -> None:
    """Its visitors can go on in a page of their own, and its webmaster reads the words of the remedy."""
    visitor = Framed(language)
    visitor.begin()
    page = post(visitor, "null", "cross-site")
    assert (page.status, page.language) == (403, language)
    for word in ("sandbox", "allow-forms", "allow-same-origin", "allow-scripts", "allow-popups"):
        assert word in page.html.one("main").text
    link = page.html.one("a", class_="btn")
    assert (link["href"], link["target"], link["rel"]) == (visitor.start, "_blank", "noopener")


def test_behind_a_server_that_ends_tls_our_origin_is_the_secure_one(
    visitor: Framed, settings: LazySettings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    secure = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "testserver"}
    assert post(visitor, "https://testserver", "same-origin", **secure).status == 200
    assert post(visitor, "http://testserver", "same-origin", **secure).status == 403


def test_a_port_belongs_to_our_origin(visitor: Framed) -> None:
    with_port = {"HTTP_HOST": "testserver:8001"}
    assert post(visitor, "http://testserver:8001", **with_port).status == 200
    assert post(visitor, "http://testserver", **with_port).status == 403
    assert post(visitor, "http://testserver:8000", **with_port).status == 403


def test_what_a_proxy_is_said_to_have_been_asked_for_does_not_count(visitor: Framed) -> None:
    """A10: a forged name of the host makes no other origin ours."""
    forged = {"HTTP_X_FORWARDED_HOST": "elsewhere.example", "HTTP_X_FORWARDED_PROTO": "https"}
    assert post(visitor, "https://elsewhere.example", **forged).status == 403
    assert post(visitor, OWN, **forged).status == 200


def test_neither_cookie_nor_token_makes_a_difference(visitor: Framed) -> None:
    """A4: third-party cookies are blocked; those that a browser has all the same are neither read nor renewed."""
    strict = Client(enforce_csrf_checks=True)
    visitor.client = strict
    assert post(visitor, OWN, "same-origin").status == 200
    strict.cookies["csrftoken"] = strict.cookies["sessionid"] = "x" * 32
    page = post(visitor, OWN, "same-origin", HTTP_X_CSRFTOKEN="y" * 32)
    assert page.status == 200
    assert not page.response.cookies
    assert "Cookie" not in page.response["Vary"]


def test_a_referrer_from_elsewhere_is_no_reason_to_refuse(visitor: Framed) -> None:
    """Whoever strips or invents it: the origin has been told."""
    assert post(visitor, OWN, "same-origin", HTTP_REFERER="https://elsewhere.example/").status == 200


def test_by_reading_nothing_changes(visitor: Framed) -> None:
    """A3: a page that is fetched from anywhere is the first one, whatever the address says; nothing is stored."""
    for method in ("get", "head"):
        for place in ("", "about-you/", "result/"):
            address = f"{visitor.start}{place}?" + urlencode({"state": visitor.page.state, "go": "result"})
            response = visitor.client.generic(method.upper(), address, HTTP_SEC_FETCH_SITE="cross-site")
            assert response.status_code == (302 if place else 200)
            assert response.get("Location", visitor.start) == visitor.start
    assert post(visitor, OWN, "same-origin").step == "about-you"


def test_an_address_below_a_frame_is_refused_before_anything_is_read(visitor: Framed) -> None:
    """A forged form of one clinic at another's address learns nothing of the state either."""
    for state in ("", "x", visitor.page.state):
        body = urlencode({"state": state})
        response = visitor.client.post(f"/embed/{SLUG}/en/about-you/", body, FORM, headers={"origin": PARENT})
        assert Page(response).heading == "We could not understand that request"
