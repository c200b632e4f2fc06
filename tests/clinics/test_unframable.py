"""A5: nobody holds any other page in a frame, however its address is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from django.conf import LazySettings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
import pytest

from tests.clinics.test_framing import assert_framable, get
from tests.clinics.visitor import SLUG, ancestors

pytestmark = pytest.mark.usefixtures("clinic")


def assert_in_no_frame(response: Any) -> None:
    """Said twice: for the browsers that know no policy too."""
    assert ancestors(response) == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """An address for each pattern of the site; what stands for a name in it is 1."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern.pattern, LocalePrefixPattern):
            here = f"{before}nl/"
        elif isinstance(pattern.pattern, RoutePattern):
            parts = str(pattern.pattern).replace("<", "\0<").replace(">", ">\0").split("\0")
            here = before + "".join("1" if part.startswith("<") else part for part in parts)
        else:  # the admin's last pattern, for everything else
            here = f"{before}nowhere"
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from addresses(pattern, here)


def test_nothing_outside_can_be_held_in_a_frame(settings: LazySettings) -> None:
    """A5: every address of the site, the staff's among them; errors, files and the demo too."""
    outside = {address for address in addresses(get_resolver()) if not address.startswith("/embed/")}
    assert {"/nl/", "/nl/check/1/", "/nl/admin/", "/nl/admin/login/", "/demo/"} <= outside
    assert len([address for address in outside if address.startswith("/nl/admin/clinics/")]) > 3
    more = {"/", "/nowhere", "/en/nowhere/", "/embed", "/embedded/", "/static/bonerisk/site.css", "/static/x"}
    for demo in (False, True):
        settings.DEMO = demo
        for address in sorted(outside | more) if not demo else ["/demo/"]:
            response = get(address)
            response.getvalue()  # reads a static file to its end, which closes it
            assert_in_no_frame(response)


LOOKALIKES = (
    *("//embed/three-bridges/en/", "///embed/three-bridges/en/", "/embed//three-bridges/en/"),
    *("/embed/../en/", "/embed/../en/check/", "/embed/three-bridges/../../en/check/", "/./embed/../en/"),
    *(
        "/embed%2f..%2fen%2fcheck%2f",
        "/embed/three-bridges/%2e%2e/%2e%2e/en/check/",
        "/embed/three-bridges/%2fen/",
    ),
    *(
        "/embed/three-bridges/en/..%2f..%2f..%2fen/",
        "/embed/three-bridges/en/%2fen/check/",
        "/..%2fembed/x/en/",
    ),
    *(
        "/en/embed/three-bridges/en/",
        "/en/check/../../embed/three-bridges/en/",
        "/en/..%2fembed/three-bridges/",
    ),
    *("/EMBED/three-bridges/en/", "/Embed/three-bridges/en/", "/embed\\three-bridges\\en/", "/embed;/en/"),
    *("/embed/three-bridges%00/en/", "/embed/three-bridges%0d%0aX-Frame: yes/en/", "/embed/three-bridges%0a"),
    *("/embed/three-bridges;/en/", "/embed/three-bridges,demo/en/", "/embed/three-bridges%20*/en/"),
    *(
        "/embed%3f/en/check/",
        "/en/check/%3f/embed/three-bridges/en/",
        "/en/check/%23/embed/three-bridges/en/",
    ),
    *(
        "/en/check/embed/",
        "/%00/embed/three-bridges/en/",
        "embed/three-bridges/en/",
        "/embed/en/admin/login/",
    ),
)


def test_no_address_that_looks_like_an_embedded_one_shows_another_page() -> None:
    """A5: what somebody may hold in a frame is never a page of the site, the staff's least of all."""
    for address in LOOKALIKES:
        path_info = unquote(address, "latin-1")
        response = get("/", PATH_INFO=path_info)
        if not path_info.startswith("/embed/"):
            assert_in_no_frame(response)
        elif ancestors(response) != ["'none'"]:
            assert_framable(response, "https://clinic.example")
            assert (response.status_code, b'class="framed"' in response.content) == (404, True), address
        assert "X-Frame" not in response


def test_an_address_written_another_way_is_the_same_page() -> None:
    """The server has undone the writing by then: page and header come from the same address."""
    for address in (f"%2fembed/{SLUG}/en/", f"/embed%2f{SLUG}%2fen%2f", f"/%65mbed/{SLUG}/%65n/"):
        response = get("/", PATH_INFO=unquote(address))
        assert_framable(response, "https://clinic.example")
        assert (response.status_code, b'class="framed"' in response.content) == (200, True)
