"""Requests that no browser sends: too much, too odd, or in the wrong wrapping. A page comes back, never a failure."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from questionnaire.wizard import first_page
from tests.questionnaire.visitor import FORM, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
STATE, BRITISH = first_page(None, 1).sign(), first_page("uk", 1).sign()
WRONG_NUMBERS = {
    "NaN": b"NaN",
    "a signalling NaN": b"sNaN",
    "infinity": b"-Infinity",
    "1e400": b"1e400",
    "a tiny number": b"1e-400",
    "an exponent beyond all": b"1e" + b"9" * 30,
    "an exponent that takes long": b"1e9999999",
    "5,000 digits": b"9" * 5_000,
    "60,000 digits": b"9" * 60_000,
    "NUL": b"7%000",
    "a surrogate": b"%ED%A0%80",
    "no UTF-8": b"%FF",
    "markup": b"%3Cscript%3Ealert(1)%3C/script%3E",
    "a template": b"%7B%7B7*7%7D%7D%7B%25 debug %25%7D",
    "another direction": b"%E2%80%AE07",
    "a slot of our pages": b"[[value:age_years]]",
}


@pytest.fixture
def visitor() -> Visitor:
    """Somebody on the first page."""
    return Visitor("fr")


def body(**fields: str) -> bytes:
    """A first page well filled in, apart from `fields`."""
    return urlencode({"state": STATE, "age_years": "30", "sex": "male", **fields}).encode()


@pytest.mark.parametrize("number", WRONG_NUMBERS.values(), ids=list(WRONG_NUMBERS))
@pytest.mark.parametrize("key", ["age_years", "weight_kg"])
def test_what_is_no_number_is_told_at_its_field(visitor: Visitor, key: str, number: bytes) -> None:
    page = Page(visitor.post("about-you", body() + f"&{key}=".encode() + number))
    assert (page.status, page.step) == (200, "about-you")
    assert page.faults.keys() == {key}
    assert [script["src"] for script in page.html.all("script")] == ["/static/bonerisk/site.js"]


@pytest.mark.parametrize("number", WRONG_NUMBERS.values(), ids=list(WRONG_NUMBERS))
@pytest.mark.parametrize("name", ["height_cm_ft", "height_cm_in", "weight_kg_st", "weight_kg_lb"])
@pytest.mark.parametrize("go", ["next", "unit:height_cm:cm", "unit:weight_kg:lb"])
def test_nor_is_it_one_in_another_unit(visitor: Visitor, name: str, number: bytes, go: str) -> None:
    sent = urlencode({"state": BRITISH, "age_years": "30", "sex": "male", "go": go}).encode()
    page = Page(visitor.post("about-you", sent + f"&{name}=".encode() + number))
    assert (page.status, page.step) == (200, "about-you")
    first = {"height_cm": "height_cm_ft", "weight_kg": "weight_kg_st"}[name[:9]]
    assert page.faults.keys() == ({first} if go == "next" else set())


@pytest.mark.parametrize("choice", [b"%00", b"%ED%A0%80", b"%3Cb%3E", b"unknown", b"", b"female%00"])
def test_a_choice_that_is_not_offered_is_told_at_its_field(visitor: Visitor, choice: bytes) -> None:
    page = Page(visitor.post("about-you", body() + b"&sex=" + choice))
    assert page.faults.keys() == {"sex"}
    assert not page.html.all("b")


@pytest.mark.parametrize("go", ["back", "stay", "unit:weight_kg:lb", "unit:weight_kg:st_lb"])
@pytest.mark.parametrize("number", [b"sNaN", b"1e400", b"7%000", b"%ED%A0%80"])
def test_no_button_fails_on_it_either(visitor: Visitor, number: bytes, go: str) -> None:
    page = Page(visitor.post("about-you", body(go=go) + b"&weight_kg=" + number))
    assert page.status == 200
    assert not page.faults


def test_fields_that_the_page_does_not_ask_are_ignored(visitor: Visitor) -> None:
    more = {
        "smoking": "current",
        "menopause": "natural",
        "release": "7",
        "step": "result",
        "id": "1",
        "_": "x",
    }
    page = Page(visitor.post("about-you", body(**more)))
    assert page.step == "warning-signs"
    visitor.seen.append(page)
    assert "smoking" not in visitor.walk({}, until="lifestyle").values()


def test_of_a_field_sent_twice_the_last_counts(visitor: Visitor) -> None:
    page = Page(visitor.post("about-you", body() + b"&age_years=NaN&age_years=45&sex=&sex=female"))
    assert page.asked == ["height_loss", "pregnant_or_breastfeeding", "last_densitometry"]


@pytest.mark.parametrize(
    "more",
    [b"&a=1" * 10_000, b"&height_cm=170" * 10_000, b"&a=" + b"a" * 5_000_000],
    ids=["fields", "same", "5 MB"],
)
def test_too_much_is_refused_with_a_page(visitor: Visitor, more: bytes) -> None:
    assert_refused(Page(visitor.post("about-you", body() + more)))


@pytest.mark.parametrize(
    "content_type",
    [
        *(
            f"{FORM}; charset={name}"
            for name in ("utf-16", "utf-7", "hex", "undefined", "nonsense", "latin-1")
        ),
        *(FORM.upper(), FORM + ";", FORM + '; charset="'),
    ],
)
def test_our_form_is_read_as_utf_8_whatever_it_claims_to_be(visitor: Visitor, content_type: str) -> None:
    assert Page(visitor.post("about-you", body(), content_type)).step == "warning-signs"


@pytest.mark.parametrize("charset", ["", "utf-8", "utf-16", "hex", "rot13", "idna", "undefined", "nonsense"])
def test_the_form_may_come_in_parts(visitor: Visitor, charset: str) -> None:
    fields = {"state": STATE, "age_years": "30", "sex": "male"}
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    response = visitor.post(
        "about-you", parts + "--x--\r\n", f"multipart/form-data; boundary=x; charset={charset}"
    )
    assert Page(response).step == "warning-signs"


PART = 'Content-Disposition: form-data; name="state"'


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=é", "x"),
        ("multipart/form-data; boundary=x", f"--x\r\n{PART}\r\n\r\nabc"),
        ("multipart/form-data; boundary=x", f'--x\r\n{PART}; filename="a"\r\n\r\nabc\r\n--x--\r\n'),
        (
            "multipart/form-data; boundary=x",
            f"--x\r\n{PART}\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--",
        ),
        ("multipart/form-data; boundary=x", f"--x\r\n{PART}\r\n\r\na\r\n" * 10_000 + "--x--"),
        ("application/json", '{"state": "x"}'),
        ("text/plain", "state=x"),
        ("", "state=x"),
        (FORM, ""),
        (FORM, "&&&===;;;%%%"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_page(visitor: Visitor, content_type: str, data: str) -> None:
    assert_refused(Page(visitor.post("about-you", data, content_type)))


def assert_refused(page: Page) -> None:
    """A page in the visitor's language, with a way to start again."""
    assert page.status in (400, 413)
    assert page.language == "fr"
    assert page.html.one("a", class_="btn")["href"] == "/fr/"
