"""What each field takes, whoever fills it in: the admin, a command or an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
import pytest

from clinics import validation
from clinics.models import Clinic
from rules.models import RuleSet
from tests.studio.conftest import _no_release_remembered, rule_set
from tests.studio.test_hostile_texts import HOSTILE

__all__ = ["_no_release_remembered", "rule_set"]  # fixtures

CONTROLS = (
    "a\nb",
    "a\r\nb",
    "a\x00b",
    "\ud800",
    "a\x85b",
    "a\u2028b",
    "a\u202eb",
    "\u2067ab\u2069",
    "\x1b[31m",
)
CSS = (
    *("red;}body{background:url(//x)", "expression(alert(1))", "@import '//x'", "</style><script>"),
    *(
        "var(--x,url(//x))",
        "#1f5f5b;}*{display:none",
        "#1f5f5b\n",
        " #1f5f5b",
        "#1F5F5B",
        "#fff",
        "1f5f5b",
        "",
    ),
    *("#１ｆ５ｆ５ｂ", "#1f5f5g", "#1f5f5b00", "url(javascript:alert(1))"),
)
TAKEN: list[tuple[Callable[[Any], None], Iterable[Any]]] = [
    (validation.plain_text, ("", "Clinique de l’Étoile", "مستشفى", "<b>“&”</b>", "a\u00a0b", "क्‍ष")),
    (validation.slug, ("a", "three-bridges", "1-2", "v1")),
    (validation.languages, (["en"], ["nl", "fr", "en"])),
    (validation.origins, ([], ["https://clinic.example", "http://localhost:8000"])),
    (validation.colour, ("#1f5f5b", "#000000")),
    (validation.referral, ({}, {"en": ""}, {"fr": "Bienvenue\u00a0! 2 rue des Tilleuls", "nl": "x" * 500})),
    (validation.phone, ("112", "+32 2 555 12 12", "02/555.12.12", "0800-1234", "+1 (555) 010-9999")),
    (
        validation.booking_address,
        (
            "https://clinic.example",
            "https://clinic.example:8443/é/a,b;c*'d?x=(1)&y=%20#z",
            "https://x.y?next=//z",
        ),
    ),
]
REFUSED: list[tuple[Callable[[Any], None], Iterable[Any], str]] = [
    (validation.plain_text, CONTROLS, "on one line"),
    (validation.slug, ("", "A", "a_b", "-a", "a-", "a--b", "é", "a\n", "../x", "a/b", "１"), "small letters"),
    (validation.slug, ("demo", "colour"), "taken by the site"),
    (validation.languages, ([], ["en", "en"], "en", None, 5, {"en": 1}), "at least one"),
    (validation.languages, (["xx"], ["en", "EN"], [5], [["en"]], [None]), "languages of the site"),
    (validation.origins, ("https://a.example", None, [5], {"https://a.example": 1}), "one site on each line"),
    (validation.origins, ([f"https://a{n}.example" for n in range(21)],), "At most 20 sites."),
    (
        validation.origins,
        (["https://A.example"], ["https://a.example/"], ["https://a.example"] * 2),
        "there twice",
    ),
    (
        validation.origins,
        (["https://a; script-src *"], ["https://u@a.example"], ["'self'"]),
        "no address of a site",
    ),
    (validation.colour, CSS, "# and six signs"),
    (validation.colour, ("#ffffff", "#ffee88"), "The nearest that can be read is #"),
    (validation.referral, (None, [], "x", {"xx": "x"}), "a text for each language"),
    (validation.referral, ({"en": 5}, {"en": None}, {"en": "x" * 501}), "at most 500 characters"),
    (validation.referral, tuple({"en": text} for text in CONTROLS), "on one line"),
    (
        validation.referral,
        tuple(
            {"en": text} for text in ("20 % do", "20% do", "Votre diagnostic", "30 procent", "10 pour cent")
        ),
        "medical device",
    ),
    (
        validation.phone,
        (
            *("", "1", "12", "call", "+", "+32 2 555 12 12 ", "+32 (0)2 555 12 12", "(02) 555", "tel:112"),
            *("112\n", "１１２", "1" * 31, '1"onclick=', "112;ext=1", "+32-"),
        ),
        "Write a phone number",
    ),
    (
        validation.booking_address,
        (
            *(
                "",
                "clinic.example",
                "http://clinic.example",
                "http://localhost",
                "javascript:alert(1)",
                "//x.y",
            ),
            *(
                "https://u:p@x.y",
                'https://x.y/"onclick=',
                "https://x.y/<b>",
                "https://x.y/\n",
                "https://x.y/ z",
            ),
            *(
                "data:text/html,x",
                "https://x.y/\u202e",
                "https://x.y/\x00",
                "https://x.y/\ud800",
                "https:x.y",
            ),
            "https://x.y/" + "z" * 2048,
        ),
        "beginning with https://",
    ),
]


def each(cases: list[Any]) -> list[Any]:
    """Every value with its validator, and what else belongs to it."""
    return [
        pytest.param(check, value, *rest, id=f"{check.__name__}: {value!a:.60}")
        for check, values, *rest in cases
        for value in values
    ]


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


@pytest.mark.parametrize(("check", "value"), each(TAKEN))
def test_what_is_meant_is_taken(check: Callable[[Any], None], value: Any) -> None:
    """Names in every script, addresses of every shape."""
    check(value)


@pytest.mark.parametrize(("check", "value", "remedy"), each(REFUSED))
def test_what_is_not_is_refused_with_a_remedy(check: Callable[[Any], None], value: Any, remedy: str) -> None:
    """A7, A8: and never with an exception of another kind."""
    with pytest.raises(ValidationError) as refused:
        check(value)
    assert remedy in " ".join(refused.value.messages)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_no_colour_site_number_or_address(text: str) -> None:
    """A7: where a text is more than a text, it has to be one of few."""
    for check in (validation.colour, validation.phone, validation.booking_address, validation.slug):
        with pytest.raises(ValidationError):
            check(text)
    with pytest.raises(ValidationError):
        validation.origins([text])


def test_a_refusal_repeats_no_more_than_a_line_of_what_was_typed() -> None:
    """A fault is read, not scrolled through."""
    with pytest.raises(ValidationError) as refused:
        validation.exact_origin("x" * 5000)
    assert len(refused.value.messages[0]) < 200


@pytest.mark.django_db
def test_rules_have_to_be_published(rule_set: RuleSet) -> None:
    """And to exist."""
    assert validation.is_published(rule_set.pk)
    assert not validation.is_published(RuleSet.objects.create(key="draft").pk)
    assert not validation.is_published(0)


@pytest.mark.django_db
def test_the_model_asks_all_of_them(rule_set: RuleSet) -> None:
    """Whatever saves a clinic by its rules names each wrong field."""
    wrong = Clinic(
        name="a\nb",
        slug="A",
        languages=[],
        default_language="fr",
        country="xx",
        rule_set=RuleSet.objects.create(key="draft"),
        origins=["*"],
        accent="red",
        referral=[],
        phone="x",
        booking_url="x",
    )
    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()
    fields = {"name", "slug", "languages", "default_language", "country", "rule_set", "origins", "accent"}
    assert refused.value.message_dict.keys() == fields | {"phone", "booking_url"}
    Clinic(name="Mill", slug="mill", rule_set=rule_set).full_clean()
