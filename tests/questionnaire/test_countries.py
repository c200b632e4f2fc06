"""The country that is offered: the browser's region, else the page's language."""

from __future__ import annotations

import pytest

from questionnaire.countries import likely_country
from tests.questionnaire.visitor import Visitor

GUESSES = [
    ("fr-BE,fr;q=0.9,nl;q=0.8", "fr", "be"),
    ("nl-BE", "nl", "be"),
    ("fr-FR", "fr", "fr"),
    ("fr-CH", "fr", "fr"),
    ("fr", "fr", "fr"),
    ("nl-NL,nl;q=0.9", "nl", "nl"),
    ("en-GB,en-US;q=0.9", "en", "uk"),
    ("en-US", "en", "us"),
    ("de-DE,en-IE;q=0.7,en-GB;q=0.5", "en", "uk"),
    ("fr-BE", "nl", "nl"),
    ("fr-BE", "en", None),
    ("en", "en", None),
    ("", "en", None),
    ("", "nl", "nl"),
    ("*", "fr", "fr"),
    ("\0;q=x, ,,--", "en", None),
    ("fr-BE," * 5_000, "en", None),
]


@pytest.mark.parametrize(("header", "language", "country"), GUESSES)
def test_the_likely_country(header: str, language: str, country: str | None) -> None:
    assert likely_country(header, language) == country


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("header", "language", "country"), [GUESSES[0], GUESSES[6], GUESSES[10]])
def test_the_first_page_has_it_chosen_already(header: str, language: str, country: str | None) -> None:
    page = Visitor(language, header).begin()
    assert page.values().get("country") == ([country] if country else None)


@pytest.mark.usefixtures("site")
def test_a_visitor_can_choose_another_one() -> None:
    visitor = Visitor("fr", "fr-BE")
    visitor.begin()
    visitor.answer({"age_years": 30, "sex": "male", "country": "fr"})
    assert visitor.press("back").values()["country"] == ["fr"]
