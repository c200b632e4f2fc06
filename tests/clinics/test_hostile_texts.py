"""A7: whatever a clinic says of itself is text in its frame: no element, attribute or address comes of it."""

from __future__ import annotations

import html
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
import pytest

from clinics.directory import directory, venue
from clinics.models import Clinic
from clinics.validation import referral_text
from questionnaire.state import State
from questionnaire.venue import Contact
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.people import EVERYTHING
from tests.studio.test_hostile_texts import HOSTILE, structure

BOOKING, PHONE = "https://clinic.example/book", "112"
NO_BOOKING = (
    *(
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://clinic.example/",
    ),
    *(
        "//clinic.example/",
        "/en/",
        "clinic.example",
        "https:",
        "https://",
        "https:clinic.example",
        "ftp://x.example",
    ),
    *(
        'https://x.example/" onclick="alert(1)',
        "https://x.example/<script>",
        "https://x.example/\nx",
        " https://x y",
    ),
    *("https://user:secret@x.example/", "java\tscript:alert(1)", "\0javascript:x", "https://[x", "tel:112"),
)
NO_PHONE = (
    "javascript:alert(1)",
    '112" onclick="alert(1)',
    "112;ext=1",
    "112,,,9",
    "call us",
    "+",
    "1" * 60,
    "١١٢",
)


def pages() -> dict[str, str]:
    """Name and HTML of the pages that say something of the clinic, and of some that do not."""
    visitor = Framed()
    state = State("result", (), EVERYTHING, 1, clinic=SLUG).sign()
    responses = {
        "first": visitor.client.get(visitor.start),
        "result": visitor.post("result", urlencode({"state": state, "go": "stay"})),
        "summary": visitor.post("result", urlencode({"state": state, "go": "summary"})),
        "problem": visitor.post("diet", "state=x"),
    }
    assert [response.status_code for response in responses.values()] == [200, 200, 200, 403]
    return {name: response.content.decode() for name, response in responses.items()}


def change(**fields: object) -> None:
    """Past every validation, as with SQL."""
    Clinic.objects.update(**fields)
    directory.forget()


def test_no_text_of_a_clinic_becomes_markup(make_clinic: MakeClinic) -> None:
    """Its pages have the same elements as with friendly words, and show the hostile ones as they are."""
    make_clinic(referral={"en": "Call us."}, phone=PHONE, booking_url=BOOKING)
    friendly = {name: structure(page) for name, page in pages().items()}
    sayable = [text for text in HOSTILE if may_be_said(text)]
    assert len(sayable) >= len(HOSTILE) - 2
    for text in sayable:
        change(name=text[:80], referral={"en": text})
        seen = pages()
        for name, page in seen.items():
            assert structure(page) == friendly[name], (text, name)
        assert html.unescape(seen["first"]).count(text[:80]) == 1
        assert text in html.unescape(seen["result"])


def may_be_said(text: str) -> bool:
    """Whether validation takes it as one line of a clinic's words; what it does not is left out."""
    try:
        referral_text(text)
    except ValidationError:
        return False
    return True


def test_appointments_are_made_over_https_only(make_clinic: MakeClinic) -> None:
    """Whatever stands in the row: a link of another kind is not shown at all."""
    clinic = make_clinic(phone=PHONE)
    for address in NO_BOOKING:
        clinic.booking_url = address
        assert venue(clinic).contact("en") == Contact(phone=PHONE), address
    change(booking_url=NO_BOOKING[0])
    page = pages()["result"]
    assert 'data-contact="phone"' in page
    assert 'data-contact="booking"' not in page
    change(booking_url="https://clinic.example/?a=1&b=%22x%22#c'd")
    link = Framed().arrive(EVERYTHING).html.one("a", **{"data-contact": "booking"})
    assert link["href"] == "https://clinic.example/?a=1&b=%22x%22#c'd"


def test_what_is_no_phone_number_is_not_called(make_clinic: MakeClinic) -> None:
    clinic = make_clinic(booking_url=BOOKING)
    for number in NO_PHONE:
        clinic.phone = number
        assert venue(clinic).contact("en") == Contact(booking=BOOKING), number
    change(phone=NO_PHONE[0])
    page = pages()["result"]
    assert 'data-contact="booking"' in page
    assert 'data-contact="phone"' not in page


@pytest.mark.parametrize("field", ["name", "phone"])
def test_words_with_a_line_break_split_no_header(make_clinic: MakeClinic, field: str) -> None:
    make_clinic()
    change(**{field: "Bridges\r\nSet-Cookie: a=b\r\n\r\n<script>"})
    page = Framed().begin()
    assert page.status == 200
    assert "Set-Cookie" not in page.response
    assert ancestors(page) == ["'self'", "https://clinic.example"]
