"""Where the questionnaire is filled in: each venue's addresses and words, and what stands in the slots of a frame."""

from __future__ import annotations

from django.test import RequestFactory
import pytest

from questionnaire.pieces import Piece
from questionnaire.venue import LANGUAGES, NO_CONTACT, SITE, SLOTS, SLOTTED, Contact, Venue, venue_of

FRAME = Venue(
    clinic="bridges",
    name="Bridges & <b>Sons</b>",
    root="/embed/bridges/",
    languages=("nl", "fr"),
    parents=("https://bridges.example", "https://www.bridges.example:8443"),
    accent="#7a3b69",
    contacts={"nl": Contact("Bel ons.", "+32 (2) 555.12-12/3", "https://bridges.example/")},
    is_framed=True,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_venue_has_addresses_of_its_own(language: str) -> None:
    assert SITE.address(language) == f"/{language}/"
    assert SITE.address(language, "diet") == f"/{language}/check/diet/"
    assert FRAME.address(language) == f"/embed/bridges/{language}/"
    assert FRAME.address(language, "diet") == f"/embed/bridges/{language}/diet/"


def test_a_frame_without_a_clinic_leads_to_the_site() -> None:
    assert Venue(is_framed=True).address("fr") == "/fr/"


def test_what_is_said_depends_on_the_language() -> None:
    assert FRAME.contact("nl").text == "Bel ons."
    assert FRAME.contact("fr") == NO_CONTACT == SITE.contact("nl")


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("+32 (2) 555.12-12/3", "+32255512123"), ("112 233", "112233"), ("", ""), ('1"><b>2', "12")],
)
def test_a_phone_number_is_dialled_without_what_makes_it_readable(phone: str, dialled: str) -> None:
    assert Contact(phone=phone).dial == dialled


def test_languages_that_are_not_offered_are_hidden_and_so_is_a_choice_of_one() -> None:
    assert FRAME.without == {"en": " hidden", "fr": "", "nl": "", "choice": ""}
    one = Venue(languages=("fr",)).without
    assert one == {"en": " hidden", "fr": "", "nl": " hidden", "choice": " hidden"}
    assert set(SITE.without.values()) == {""}


def test_what_stands_in_the_slots_is_html() -> None:
    assert FRAME.values == {
        "venue:clinic": "bridges",
        "venue:name": "Bridges &amp; &lt;b&gt;Sons&lt;/b&gt;",
        "venue:root": "/embed/bridges/",
        "venue:parents": "https://bridges.example https://www.bridges.example:8443",
        "venue:accent": "7a3b69",
        "venue:without-en": " hidden",
        "venue:without-fr": "",
        "venue:without-nl": "",
        "venue:without-choice": "",
    }


def test_every_slot_is_one_and_each_venue_fills_it() -> None:
    """Those of the page that is rendered once for all clinics are those that a clinic fills."""
    for slot, mark in SLOTTED.values.items():
        assert mark == f"[[{slot}]]"
    assert SLOTTED.values.keys() == FRAME.values.keys() == set(SLOTS)
    html = " ".join(SLOTTED.values.values())
    assert Piece.read(html).filled(FRAME.values) == " ".join(FRAME.values.values())


def test_a_request_is_at_the_site_unless_it_says_otherwise() -> None:
    request = RequestFactory().get("/")
    assert venue_of(request) is SITE
    request.venue = FRAME  # type: ignore[attr-defined]
    assert venue_of(request) is FRAME
