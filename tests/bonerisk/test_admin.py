"""The staff's sessions and cookies: for the admin alone, and as hard to steal as Django can make them."""

from __future__ import annotations

from collections.abc import Callable
import re
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
import pytest

from bonerisk.headers import ADMIN_HEADERS, CONTENT_SECURITY_POLICY

PASSWORD = "long enough for a test"
LOGIN = "/fr/admin/login/"


@pytest.fixture
def somebody(db: None) -> User:
    """A member of staff."""
    return User.objects.create_superuser("somebody", "", PASSWORD)


def sign_in(**options: Any) -> Any:
    """The answer to the form of the admin's first page, sent as a browser sends it."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(LOGIN)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    form = {"username": "somebody", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    return client.post(LOGIN, form | {"next": "/fr/admin/"}, **options)


@pytest.mark.usefixtures("somebody")
def test_the_staff_sign_in_with_cookies_that_no_script_reads_and_that_end_with_the_browser() -> None:
    response = sign_in(headers={"origin": "http://testserver"})
    assert (response.status_code, response["Location"]) == (302, "/fr/admin/")
    assert response.cookies.keys() == {"sessionid", "csrftoken"}
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["max-age"]
        assert not cookie["domain"]


@pytest.mark.usefixtures("somebody")
def test_nobody_signs_in_from_a_page_that_hides_where_it_is() -> None:
    """As our own would, with the visitors' `Referrer-Policy: no-referrer`: browsers then send this origin."""
    assert sign_in(headers={"origin": "null"}).status_code == 403
    assert ADMIN_HEADERS["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [LOGIN, "/fr/admin/", "/fr/admin/nowhere/"])
def test_the_admins_pages_have_every_header_and_are_stored_nowhere(db: None, address: str) -> None:
    response = Client().get(address)
    policy = f"{CONTENT_SECURITY_POLICY}; frame-src 'self' {settings.BASE_URL}"  # for the preview of a clinic
    headers = ADMIN_HEADERS | {"Content-Security-Policy": policy}
    assert headers.items() <= dict(response.items()).items()
    assert response["Cache-Control"] == "no-store"


def test_a_session_ends_after_a_working_day(somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == 8 * 60 * 60


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/fr/", "/fr/privacy/", "/fr/check/diet/", "/fr/nowhere/"])
def test_a_visitors_page_takes_no_notice_of_a_session(
    somebody: User, method: str, address: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = Client()
    client.get(LOGIN)
    client.force_login(somebody)
    stranger = getattr(Client(), method)(address)
    with django_assert_num_queries(0):
        response = getattr(client, method)(address)
    assert (response.status_code, response.content) == (stranger.status_code, stranger.content)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
