"""A5: who may hold a page in a frame: below /embed/ our site and the clinic's, whatever happens; elsewhere nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import LazySettings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
import pytest

from bonerisk import urls
from bonerisk.headers import HEADERS
from bonerisk.urls import handler400, handler404, handler500
from clinics.directory import directory
from clinics.models import Clinic
from rules.models import RuleSet
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING
from tests.questionnaire.visitor import FORM, LANGUAGES

__all__ = ["handler400", "handler404", "handler500"]


def broken(_request: HttpRequest, **_names: str) -> HttpResponse:
    raise RuntimeError


def careless(_request: HttpRequest, **_names: str) -> HttpResponse:
    lax = {"Content-Security-Policy": "frame-ancestors *", "Cross-Origin-Embedder-Policy": "unsafe-none"}
    return HttpResponse("mine", headers=lax)


urlpatterns = [
    path("embed/<slug:clinic>/en/broken/", broken),
    path("embed/<slug:clinic>/en/careless/", careless),
    *urls.urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.usefixtures("clinic")]
PARENTS = ["https://three.example", "https://www.three.example:8443", "http://localhost:8001"]


client = Client(raise_request_exception=False)


def get(address: str, **more: Any) -> Any:
    """The response at an address, whatever goes wrong."""
    return client.get(address, **more)


def post(address: str, body: str = "", content_type: str = FORM, **more: Any) -> Any:
    """The response to a body."""
    return client.generic("POST", address, body, content_type, **more)


def assert_framable(response: Any, *origins: str) -> None:
    """By us and by these, and by nobody else; with nothing that an older header would add."""
    assert ancestors(response) == ["'self'", *origins]
    assert "X-Frame-Options" not in response
    _assert_rest(response)


def _assert_rest(response: Any) -> None:
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert not response.cookies


def responses(root: str) -> Iterator[tuple[int, Callable[[], Any]]]:
    """Each status below a clinic's address, and how one gets it."""
    visitor, diet = Framed(clinic=root.split("/")[2]), f"{root}en/diet/"
    for code in LANGUAGES:
        yield 200, partial(get, f"{root}{code}/")
    for answers in AT_EACH_LEVEL.values():
        yield 200, partial(visitor.arrive, answers)
    yield 200, lambda: get(f"{root}en/careless/")
    yield 302, lambda: get(root)
    yield 302, lambda: get(f"{root}de/")
    yield 302, lambda: get(diet)
    yield 301, lambda: get(f"{root}en")
    yield 301, lambda: get(root.removesuffix("/"))
    yield 400, lambda: get(f"{root}en/", HTTP_HOST="foreign.example")
    yield 400, lambda: get(root, HTTP_HOST="a b")
    yield 400, lambda: post(diet, "state=" + "x" * 70_000)
    yield 400, lambda: post(diet, "a=1&" * 300)
    yield 400, lambda: post(diet, "state=x", CONTENT_LENGTH="many")
    yield 400, lambda: post(diet, "x", "multipart/form-data; boundary=é")
    yield 403, lambda: post(diet, "state=x")
    yield 403, lambda: post(diet, "state=x", HTTP_ORIGIN="null")
    yield 403, lambda: post(diet, "state=x", HTTP_SEC_FETCH_SITE="cross-site")
    yield 404, lambda: get(f"{root}en/a/b/")
    yield 404, lambda: get(f"{root}en/diet.html")
    yield 405, lambda: post(root)
    yield 405, lambda: client.put(diet)
    yield 500, lambda: get(f"{root}en/broken/")


def test_every_response_names_the_clinics_own_sites_and_no_other(make_clinic: MakeClinic) -> None:
    """A5: on 200 as on 302, 400, 403, 404, 405 and 500; and never the sites of its neighbour."""
    make_clinic("three", origins=PARENTS)
    for slug, origins in (("three", PARENTS), (SLUG, ["https://clinic.example"])):
        for status, response_of in responses(f"/embed/{slug}/"):
            response = response_of()
            response = getattr(response, "response", response)  # of a page that was read
            assert response.status_code == status
            assert_framable(response, *origins)


def test_a_clinic_without_a_site_can_be_held_by_ours_only(make_clinic: MakeClinic) -> None:
    """For the admin's preview; its page is there, to link to."""
    make_clinic("three", origins=[])
    response = get("/embed/three/en/")
    assert response.status_code == 200
    assert_framable(response)


def test_a_redirect_to_the_secure_address_does_too(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for place in ("", "en/", "fr/diet/"):
        response = Client().get(f"/embed/{SLUG}/{place}")
        assert (response.status_code, response["Location"][:6]) == (301, "https:")
        assert_framable(response, "https://clinic.example")


def test_a_clinic_whose_rules_cannot_be_had_can_say_so_in_its_frame(make_clinic: MakeClinic) -> None:
    other = RuleSet.objects.create(key="other", title={}, topics=[])
    make_clinic("three", origins=PARENTS, rule_set=other)
    response = get("/embed/three/en/")
    assert (response.status_code, response["Cache-Control"].split(",")[0]) == (503, "no-store")
    assert_framable(response, *PARENTS)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/embed/",
            "/embed/nowhere/",
            "/embed/nowhere/en/",
            "/embed/nowhere/en/diet/",
            "/embed/nowhere/x/y/z",
        ),
        *(
            "/embed/v1.js",
            "/embed/1.0.0.js",
            "/embed/v9.js",
            "/embed/9.9.9.js",
            "/embed/x.js",
            "/embed/three-",
        ),
        *("/embed/colour/1f5f5b.css", "/embed/colour/red.css", "/embed/colour/", "/embed/demo/en/"),
    ],
)
def test_what_is_no_clinics_is_held_by_nobody(address: str) -> None:
    response = get(address)
    assert ancestors(response) == ["'none'"]
    _assert_rest(response)


def test_while_the_database_is_down_what_is_not_known_is_held_by_nobody(settings: LazySettings) -> None:
    """Also where the middleware that looks for the clinic is not reached."""

    def down(*_args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(down):
        directory.forget()
        response = get(f"/embed/{SLUG}/en/")
        assert (response.status_code, ancestors(response)) == (503, ["'none'"])
        settings.SECURE_SSL_REDIRECT = True
        response = Client().get(f"/embed/{SLUG}/en/")
        assert (response.status_code, ancestors(response)) == (301, ["'none'"])


def test_a_clinic_that_cannot_be_made_out_is_held_by_nobody(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    """A fault of ours while looking for it leaves no response without the header, wherever it comes from."""

    def fail(_slug: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(directory, "find", fail)
    response = get(f"/embed/{SLUG}/en/")
    assert (response.status_code, ancestors(response)) == (500, ["'none'"])
    _assert_rest(response)
    settings.SECURE_SSL_REDIRECT = True
    response = Client(raise_request_exception=False).get(f"/embed/{SLUG}/en/")
    assert (response.status_code, ancestors(response)) == (301, ["'none'"])
    _assert_rest(response)


def test_a_clinic_that_takes_a_site_off_its_list_has_it_refused(make_clinic: MakeClinic) -> None:
    make_clinic("three", origins=PARENTS)
    visitor = Framed(clinic="three")
    visitor.walk(EVERYTHING, until="warning-signs")
    Clinic.objects.filter(slug="three").update(origins=PARENTS[:1])
    directory.forget()
    assert ancestors(visitor.press()) == ["'self'", PARENTS[0]]


def test_who_may_hold_it_is_all_that_differs_from_the_sites_policy() -> None:
    """No page in a frame may load or send more than one outside."""
    here, there = (
        get(address)["Content-Security-Policy"] for address in (f"/embed/{SLUG}/en/", "/en/check/")
    )
    assert there == HEADERS["Content-Security-Policy"]
    assert here.replace("'self' https://clinic.example", "'none'") == there
