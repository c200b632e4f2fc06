"""A8: a clinic's colour is six digits in an address; what is made of it is a handful of known properties."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.test import Client
import pytest
from pytest_django import DjangoAssertNumQueries
import tinycss2

HOSTILE = (
    *(
        "red",
        "red;}body{background:url(//x)",
        "expression(alert(1))",
        "@import",
        "</style>",
        "var(--x,url())",
    ),
    *(
        "1f5f5b;}*{display:none",
        "1f5f5b}",
        "1f5f5b/**/",
        "1f5f5b\n",
        " 1f5f5b",
        "#1f5f5b",
        "%231f5f5b",
        "url(x)",
    ),
    *(
        "",
        "1f5f5",
        "1f5f5b0",
        "1F5F5B",
        "1f5f5g",
        "١٢٣٤٥٦",
        "１ｆ５ｆ５ｂ",
        "0x1f5f",
        "-1f5f5",
        "\0" * 6,
        "1f5f5b.css",
    ),
    *(
        "javascript:",
        "\\31 f5f5",
        "1f5f5b{{7*7}}",
        "rgb(1,2,3)",
        "inherit",
        "000000 !important",
        "..",
        "a" * 5_000,
    ),
)
client = Client()
KNOWN = {"--accent", "--accent-soft", "--band", "--tint", "--ticked"}


def get(digits: str, method: str = "get") -> Any:
    """The stylesheet of a colour."""
    return client.generic(method.upper(), f"/embed/colour/{quote(digits, safe='')}.css")


def test_what_is_no_colour_is_no_address() -> None:
    for text in HOSTILE:
        response = get(text)
        assert response.status_code == 404, text
        assert not text.strip() or len(text) < 9 or text not in response.content.decode()
        assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("digits", ["1f5f5b", "7a3b69", "ffffff", "000000", "ffff00", "fbf8f3", "0000ff"])
def test_a_stylesheet_says_nothing_but_colours(digits: str) -> None:
    """Read as a browser does: two rules for the root, our own properties, each one colour."""
    rules = tinycss2.parse_stylesheet(get(digits).content.decode(), skip_whitespace=True)
    light, media = rules
    assert (light.type, tinycss2.serialize(light.prelude)) == ("qualified-rule", ":root")
    assert (media.type, media.at_keyword) == ("at-rule", "media")
    (dark,) = tinycss2.parse_rule_list(media.content, skip_whitespace=True)
    assert tinycss2.serialize(dark.prelude) == ":root"
    for rule in (light, dark):
        declared = tinycss2.parse_declaration_list(rule.content, skip_whitespace=True)
        assert {each.type for each in declared} == {"declaration"}
        assert {each.name for each in declared} <= KNOWN
        for each in declared:
            assert re.fullmatch(r"#[0-9a-f]{6}", tinycss2.serialize(each.value))


def test_it_is_kept_for_good_and_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    """Whoever compares its digest may read it; it is the same for everybody."""
    with django_assert_num_queries(0):
        response, head, post = (get("1f5f5b", method) for method in ("get", "head", "post"))
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert (head.status_code, head.content, post.status_code) == (200, b"", 405)
