"""What clinics copy: it means what it says to a browser, and every address in it is there."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
import pytest

from clinics import script
from clinics.models import Clinic
from clinics.snippet import Snippet, snippets
from questionnaire.venue import LANGUAGES

Tag = tuple[str, dict[str, str | None]]
SITE = "https://bones.example"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data)


def read(snippet: Snippet) -> _Reader:
    """As a browser does."""
    reader = _Reader()
    reader.feed(snippet.html)
    return reader


@pytest.fixture(autouse=True)
def _site() -> None:
    """Nobody reads in the language that another test left behind."""
    translation.activate("en")


@override_settings(BASE_URL=SITE)
def test_the_ways_are_few_and_short() -> None:
    """Two lines at most."""
    found = {snippet.key: snippet.html for snippet in snippets("three-bridges", "en")}
    assert list(found) == ["script", "pinned", "element", "frame", "link"]
    clinic = 'data-clinic="three-bridges" data-language="en"'
    assert found["script"].splitlines() == [
        f'<script src="{SITE}/embed/v1.js" {clinic} async></script>',
        f'<noscript><a href="{SITE}/embed/three-bridges/en/">Open the bone check</a></noscript>',
    ]
    assert all(html.count("\n") <= 1 for html in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
@override_settings(BASE_URL=SITE)
def test_each_way_leads_to_the_clinic_in_the_language(language: str) -> None:
    """With a link for whoever has no script, in words of that language, whatever the admin reads in."""
    page = f"{SITE}/embed/three-bridges/{language}/"
    with translation.override(language):
        words, title = translation.gettext("Open the bone check"), translation.gettext("Bone check")
    for snippet in snippets("three-bridges", language):
        reader = read(snippet)
        links = [attributes["href"] for tag, attributes in reader.tags if tag == "a"]
        assert (links, reader.words) == ([page], [words])
    frame = dict(read(next(s for s in snippets("three-bridges", language) if s.key == "frame")).tags)[
        "iframe"
    ]
    assert frame["src"] == page
    assert frame["title"] == title
    assert frame["loading"] == "lazy"
    assert str(frame["height"]).isdecimal()


def test_the_element_and_the_script_name_the_clinic_as_the_script_reads_it() -> None:
    """Its attributes have to be those of clinics/scripts."""
    found = {snippet.key: read(snippet).tags for snippet in snippets("three-bridges", "nl")}
    (tag, attributes), *_ = found["script"]
    assert (tag, attributes["data-clinic"], attributes["data-language"]) == ("script", "three-bridges", "nl")
    loader, (tag, attributes), *_ = found["element"]
    assert "data-clinic" not in loader[1]
    assert attributes == {"clinic": "three-bridges", "language": "nl"}
    source = script.source(script.newest(1) or "").decode()
    assert f'customElements.define("{tag}"' in source
    assert "dataset" in source


def test_the_pinned_script_is_the_one_that_is_served(client: Client) -> None:
    """A browser compares just these bytes with just this digest."""
    pinned = dict(read(next(s for s in snippets("x", "en") if s.key == "pinned")).tags)["script"]
    address = str(pinned["src"]).removeprefix(settings.BASE_URL)
    served = client.get(address)
    assert served.status_code == 200
    assert "immutable" in served["Cache-Control"]
    digest = base64.b64encode(hashlib.sha384(served.content).digest()).decode()
    assert (pinned["integrity"], pinned["crossorigin"]) == (f"sha384-{digest}", "anonymous")


def test_every_address_in_them_is_there(client: Client, clinic: Clinic) -> None:
    """Nobody copies a link that leads nowhere."""
    for language in LANGUAGES:
        for snippet in snippets(clinic.slug, language):
            for _, attributes in read(snippet).tags:
                address = attributes.get("src") or attributes.get("href")
                assert not address or client.get(address.removeprefix(settings.BASE_URL)).status_code == 200


@override_settings(BASE_URL=SITE)
def test_nothing_ends_an_attribute_early() -> None:
    """A8: were a slug ever something else than letters, it would still be text."""
    slug = '"><script>alert(1)</script>'
    for snippet in snippets(slug, "en"):
        tags = read(snippet).tags
        assert [tag for tag, _ in tags].count("script") <= 1
        assert any(slug in str(value) for _, attributes in tags for value in attributes.values())
