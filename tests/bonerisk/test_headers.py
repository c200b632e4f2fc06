"""The security headers stand on every response, and no response sets a cookie."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
import pytest

from bonerisk import urls
from bonerisk.headers import HEADERS
from bonerisk.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500"]


@csrf_exempt
def fine(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


def careless(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine", headers={"X-Frame-Options": "ALLOWALL", "Cache-Control": "public"})


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    *urls.urlpatterns,  # the error pages link to the site's pages
    path("fine/", fine),
    path("careless/", careless),
    path("broken/", broken),
]
pytestmark = pytest.mark.urls(__name__)

STYLES = "/static/bonerisk/site.css"
FOR_FRAMES = HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}  # a sandboxed one is of another site
RESPONSES = [
    ("/fine/", HTTPStatus.OK, HEADERS),
    ("/careless/", HTTPStatus.OK, HEADERS),
    (STYLES, HTTPStatus.OK, FOR_FRAMES),
    ("/static/missing.css", HTTPStatus.NOT_FOUND, FOR_FRAMES),
    ("/missing/", HTTPStatus.NOT_FOUND, HEADERS),
    ("/broken/", HTTPStatus.INTERNAL_SERVER_ERROR, HEADERS),
]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status", "headers"), RESPONSES)
def test_every_response_has_every_header_and_no_cookie(
    visitor: Client, address: str, status: HTTPStatus, headers: dict[str, str]
) -> None:
    response = visitor.get(address)
    response.getvalue()  # reads a static file to its end, which closes it
    assert response.status_code == status
    assert headers.items() <= dict(response.items()).items()
    assert not response.cookies


def test_a_foreign_host_name_is_refused_with_every_header(visitor: Client) -> None:
    response = visitor.get("/fine/", headers={"host": "foreign.example"})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert HEADERS.items() <= dict(response.items()).items()
    assert not response.cookies


@pytest.mark.parametrize("address", ["/fine/", "/missing/", "/broken/", STYLES])
def test_what_answers_a_post_is_stored_nowhere(visitor: Client, address: str) -> None:
    response = visitor.post(address, {"age_years": "70"})
    response.getvalue()  # reads a static file to its end, which closes it
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_post_from_elsewhere_is_refused_unless_the_view_says_otherwise() -> None:
    response = Client(enforce_csrf_checks=True).post("/careless/")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert HEADERS.items() <= dict(response.items()).items()


def test_the_policy_allows_nothing_unsafe_and_nothing_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    assert {"script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))


def directives(response: Any) -> dict[str, set[str]]:
    """The policy by directive, each once."""
    pairs = [directive.split() for directive in response["Content-Security-Policy"].split("; ")]
    found = {name: set(values) for name, *values in pairs}
    assert len(found) == len(pairs)
    return found


def test_the_staff_may_look_at_a_frame_of_ours_and_load_nothing_more(visitor: Client) -> None:
    """For the preview of what a clinic would show; their own pages are in no frame all the same."""
    here, there = (directives(visitor.get(address)) for address in ("/en/admin/login/", "/fine/"))
    assert here == there | {"frame-src": {"'self'", settings.BASE_URL}}
    assert here["frame-ancestors"] == {"'none'"}


def test_the_demo_takes_frame_and_script_from_the_sites_own_address(visitor: Client) -> None:
    """As a clinic's page does, which stands at another one."""
    here, there = (directives(visitor.get(address)) for address in ("/demo/", "/fine/"))
    ours = {"'self'", settings.BASE_URL}
    assert here == there | {"frame-src": ours, "script-src": ours}
    assert here["frame-ancestors"] == {"'none'"}


@pytest.mark.parametrize(
    "address", ["/demo", "/demo/x/", "/en/demo/", "/en/admin", "/x/en/admin/", "/static"]
)
def test_no_other_address_is_given_more(visitor: Client, address: str) -> None:
    assert HEADERS.items() <= dict(visitor.get(address).items()).items()
