"""Sites as browsers compare them: put straight where it is meant, refused where it could mean more."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from clinics.origins import OriginInvalid, origin, origin_of

STRAIGHT = {
    "https://clinic.example": "https://clinic.example",
    "HTTPS://Clinic.EXAMPLE/": "https://clinic.example",
    " https://clinic.example\t": "https://clinic.example",
    "https://clinic.example:443": "https://clinic.example",
    "https://clinic.example:8443": "https://clinic.example:8443",
    "https://clinic.example:08443/": "https://clinic.example:8443",
    "https://clinic": "https://clinic",
    "https://a-b.c-d.example": "https://a-b.c-d.example",
    "https://192.0.2.1": "https://192.0.2.1",
    "https://bücher.example": "https://xn--bcher-kva.example",
    "https://Пример.example": "https://xn--e1afmkfd.example",
    "https://xn--bcher-kva.example": "https://xn--bcher-kva.example",
    "https://clinic。example": "https://clinic.example",
    "http://localhost": "http://localhost",
    "http://localhost:80": "http://localhost",
    "http://127.0.0.1:8000": "http://127.0.0.1:8000",
}
REFUSED = {
    "no_address": (
        *(
            "",
            " ",
            "clinic.example",
            "//clinic.example",
            "https:clinic.example",
            "https://",
            "*",
            "'self'",
            "null",
        ),
        *("javascript:alert(1)", "data:text/html,x", "ftp://clinic.example", "https//clinic.example"),
        *("https://user@clinic.example", "https://user:word@clinic.example", "https://@clinic.example"),
        *("https://a; script-src *", "https://a https://b", "https://a\nhttps://b", "https://a\r\nX: y"),
        *('https://a"', "https://a<b>", "https:\\\\clinic.example", "https://clinic.example\\@evil.example"),
        *("https://clinic.example\x00", "https://cli\x00nic.example", "https://clinic.example\x7f"),
        *("https://clinic\ud800.example", "https://clinic\u202eelpmaxe.", "https://cli\u200bnic.example"),
        "https://" + "a." * 1020 + "example",
    ),
    "insecure": ("http://clinic.example", "http://localhost.clinic.example", "http://127.0.0.2"),
    "wildcard": ("https://*", "https://*.clinic.example", "https://clinic.*"),
    "has_path": (
        *("https://clinic.example/contact", "https://clinic.example/;x", "https://clinic.example//"),
        *("https://clinic.example?", "https://clinic.example/#", "https://clinic.example/?x=1"),
    ),
    "no_host": (
        *("https://-", "https://a..b", "https://clinic.example.", "https://.example", "https://a_b.example"),
        *(
            "https://[::1]",
            "https://[::1",
            "https://a;b.example",
            "https://a,b.example",
            "https://a'b.example",
        ),
        *("https://℀.example", "https://straße.example", "https://" + "a" * 64 + ".example"),
        "https://" + "a." * 130 + "example",
        "https://%63linic.example",
    ),
    "no_port": (
        *("https://a:0", "https://a:", "https://a:65536", "https://a:x", "https://a:-1", "https://a:８０"),
        "https://clinic.example:*",
    ),
}
EXACT = re.compile(
    r"https://[a-z0-9.-]+(?::[1-9]\d{0,4})?|http://(?:localhost|127\.0\.0\.1)(?::[1-9]\d{0,4})?", re.ASCII
)


@pytest.mark.parametrize("typed", STRAIGHT)
def test_what_is_meant_is_put_straight(typed: str) -> None:
    """As the browser will compare it; a page's address has the same origin."""
    assert origin(typed) == STRAIGHT[typed]
    assert origin(STRAIGHT[typed]) == STRAIGHT[typed]
    assert origin_of(f"{STRAIGHT[typed]}/a;b,c'd*/é?x=(1)#y") == STRAIGHT[typed]


@pytest.mark.parametrize(("reason", "typed"), [(r, typed) for r, texts in REFUSED.items() for typed in texts])
def test_what_could_mean_more_is_refused(reason: str, typed: str) -> None:
    """A8: userinfo, control characters, wildcards, a second directive of the policy, what looks like another letter."""
    with pytest.raises(OriginInvalid) as refused:
        origin(typed)
    assert refused.value.reason == reason


@settings(max_examples=40)  # the pattern is slow to draw from
@given(st.text(max_size=60) | st.from_regex(r"https?://\S{0,40}", fullmatch=True))
@example("https://a\u3002b;c")
def test_nothing_gets_into_a_header_but_an_origin(text: str) -> None:
    """A8: whatever is typed; and what came out once, comes out again."""
    try:
        found = origin(text)
    except OriginInvalid:
        return
    assert EXACT.fullmatch(found)
    assert origin(found) == found
