"""R9: a clinic's row that somebody has damaged, past every validation, harms neither another clinic nor a header."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import JSONField, Value
import pytest

from clinics.directory import directory, venue
from clinics.models import Clinic
from clinics.validation import MOST_ORIGINS
from tests.clinics.conftest import PARENT, MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.visitor import LANGUAGES, Page

NULL = Value(None, JSONField())  # the JSON null, where the column itself takes none
DAMAGES: dict[str, tuple[Any, ...]] = {
    "languages": (
        [],
        NULL,
        "en",
        {},
        {"en": 1},
        5,
        ["xx"],
        ["en", "en"],
        [1],
        [["en"]],
        [None],
        ["e", "n"],
        True,
    ),
    "default_language": ("xx", "", "EN", "e"),
    "country": ("zz", "BE", " be", "<b>"),
    "referral": (
        NULL,
        [],
        "Call",
        5,
        {"en": 5},
        {"en": None},
        {"xx": "y"},
        {"en": ["a"]},
        {"en": "x" * 5_000},
    ),
    "accent": ("", "red", "#GGGGGG", "#fff", "red;}", '"><script>', "#1f5f5b;}", "#1F5F5B", "#ffff00"),
    "phone": ("call us", '"><script>'),
    "booking_url": ("javascript:alert(1)", "http://x.example/"),
    "name": ("", "[[state:]]", "\0", "x" * 5_000),
}
# What somebody could try to say in the header; each stands beside a good one, which stays.
NO_ORIGINS: tuple[Any, ...] = (
    *(
        "*",
        "https://*",
        "https://*.example",
        "https:",
        "https://",
        "http://clinic.example",
        "data:",
        "'none'",
        "''",
    ),
    *(
        "'unsafe-inline'",
        "https://a.example; script-src *",
        "https://a.example;",
        "https://a.example https://b.example",
    ),
    *(
        "https://a.example,https://b.example",
        "https://a.example\r\nX-Injected: 1",
        "https://a.example\nX: 1",
        ";",
        "",
    ),
    *(
        "https://a.example/",
        "https://a.example/path",
        "https://A.example",
        "https://a.example:443",
        " https://a.example",
    ),
    *(
        "https://user@a.example",
        "https://a.example?x",
        "https://a.example#x",
        "https://ä.example",
        "clinic.example",
    ),
    *(
        None,
        5,
        1.5,
        True,
        [],
        ["https://a.example"],
        {},
        {"https://a.example": 1},
        "x" * 5_000,
        "https://" + "a." * 2_000,
    ),
)


def change(**fields: object) -> None:
    """As with SQL."""
    Clinic.objects.filter(slug=SLUG).update(**fields)
    directory.forget()


@pytest.mark.parametrize("field", DAMAGES)
def test_a_damaged_field_closes_nothing(make_clinic: MakeClinic, field: str) -> None:
    """The clinic stays open, with what there was before anybody filled the field in."""
    sound = getattr(make_clinic(), field)
    for value in DAMAGES[field]:
        change(**{field: value})
        page = Page(Framed().client.get(f"/embed/{SLUG}/", follow=True))
        assert (page.status, page.step, page.language) == (200, "about-you", "en"), value
        assert all(re.fullmatch(r"[a-z0-9/.-]+", link["href"]) for link in page.whole.all("link"))
        if field == "languages":
            assert [link["lang"] for link in page.languages] == list(LANGUAGES)
        elif field != "accent":
            page = Framed().arrive(EVERYTHING)
            assert (page.status, page.step) == (200, "result"), value
        assert ancestors(page) == ["'self'", PARENT]
        change(**{field: sound})


def test_no_origin_says_anything_else_in_the_header(make_clinic: MakeClinic) -> None:
    """A5, R9: neither another directive nor another header, and nobody else is let in; the good one beside it stays."""
    clinic = make_clinic()
    for text in NO_ORIGINS:
        clinic.origins = [text, PARENT]
        assert venue(clinic).parents == (PARENT,), text
    change(origins=[*NO_ORIGINS, PARENT])
    page = Framed().begin()
    assert (page.status, ancestors(page)) == (200, ["'self'", PARENT])
    assert page.html["data-parents"] == PARENT
    assert not {"X-Injected", "X"} & set(page.response.headers)
    for whole in (NULL, {}, {PARENT: 1}, PARENT, 5, True):
        change(origins=whole)
        assert ancestors(Framed().begin()) == ["'self'"], whole


def test_more_origins_than_can_be_filled_in_make_no_endless_header(make_clinic: MakeClinic) -> None:
    """A web server in front takes only some kilobytes."""
    make_clinic(origins=[f"https://site-{number}.example" for number in range(1_000)])
    assert len(ancestors(Framed().begin())) == 1 + MOST_ORIGINS


def test_its_neighbours_and_the_site_do_not_notice(make_clinic: MakeClinic) -> None:
    """With everything wrong at once, asked for before and after."""
    make_clinic()
    make_clinic("four-bridges", name="Four Bridges", origins=["https://four.example"])
    before = [Framed(clinic="four-bridges").begin().text, Framed().client.get("/en/check/").status_code]
    change(**{field: values[-1] for field, values in DAMAGES.items()}, origins=["*", "; script-src *"])
    assert Framed().begin().status == 200
    page = Framed(clinic="four-bridges").begin()
    assert [page.text, Framed().client.get("/en/check/").status_code] == before
    assert ancestors(page) == ["'self'", "https://four.example"]


def test_a_sound_row_is_shown_as_it_is(make_clinic: MakeClinic) -> None:
    """What validation takes, comes through."""
    fields: dict[str, Any] = {
        "languages": ["nl", "fr"],
        "default_language": "fr",
        "country": "be",
        "origins": [PARENT, "https://www.clinic.example:8443", "http://localhost:8001"],
        "accent": "#7a3b69",
        "referral": {"fr": "Appelez-nous."},
        "phone": "+32 2 555 12 12",
        "booking_url": "https://clinic.example/book",
    }
    clinic = make_clinic(**fields)
    clinic.full_clean(exclude=["rule_set"])
    found = venue(clinic)
    assert (found.clinic, found.name, found.root) == (SLUG, "Three Bridges", f"/embed/{SLUG}/")
    assert (found.languages, found.country, found.accent) == (("fr", "nl"), "be", "#7a3b69")
    assert found.parents == tuple(fields["origins"])
    assert found.contact("fr").text == "Appelez-nous."
    assert (found.contact("nl").text, found.contact("nl").phone) == ("", "+32 2 555 12 12")
    assert found.contact("en") == type(found.contact("fr"))()
    assert found.rule_set == "bone-health"
