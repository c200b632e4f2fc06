"""Every page in every language: sound HTML, no word that we do not say, no English left over, no index value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
import re

from django.test import Client
import pytest

from bonerisk.headers import HEADERS
from rules.assessment import Assessor
from rules.facts import FACTS
from tests.questionnaire.markup import Element
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, anybody
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
BANNED = re.compile(
    r"%|percent|per cent|pour cent|diagnos|probab|waarschijnlijkheid|kans van|score|high risk|haut risque"
    r"|risque élevé|hoog risico|verhoogd risico op|you have osteoporosis|you suffer"
    r"|vous avez une ostéoporose|u hebt osteoporose|u heeft osteoporose",
    re.IGNORECASE,
)
SCRIPT = "/static/bonerisk/site.js"
INDEX = re.compile(r"\b(OST|ORAI|OSIRIS|SCORE|MORES)\b")
ENGLISH = re.compile(r"\b(the|and|your|you|with|of|is|are|for|this)\b", re.IGNORECASE)
OTHERS: Answers = dict.fromkeys(FACTS) | {
    "age_years": 52,
    "sex": "unspecified",
    "menopause": "surgical_or_medical",
    "fragility_fracture": True,
    "medicines": ["glucocorticoids"],
}
JOURNEYS = {"everything": EVERYTHING, "other": OTHERS}
CROWD = [*AT_EACH_LEVEL.values(), *map(anybody, range(35))]


def journey(answers: Answers, language: str) -> list[Page]:
    """Every page on the way to the result, the errors on the first of them."""
    visitor = Visitor(language)
    visitor.begin()
    visitor.answer({"age_years": "x", "weight_kg": "x"})
    visitor.walk(answers)
    return visitor.seen


def other_pages(language: str) -> list[Page]:
    """What is not a step."""
    client = Client(raise_request_exception=False)
    states = [Visitor(language).send_state(state, "diet") for state in ("garbage", "x" * 9_000)]
    return [Page(client.get(f"/{language}/{address}")) for address in ("", "nowhere/")] + states


def texts(element: Element) -> Iterator[str]:
    """What the page says, to a screen reader too; names of languages and of documents apart, in their own language."""
    for name in ("aria-label", "content"):
        if element[name] and element["name"] != "viewport":
            yield element[name]
    for child in element.children:
        if isinstance(child, Element):
            if not child["lang"]:
                yield from texts(child)
        else:
            lines = child.splitlines() if element.tag == "textarea" else [child]
            yield from filter(None, (re.sub(r"\s+", " ", line).strip() for line in lines))


def assert_sound(page: Page, language: str) -> None:
    """What holds for every page, with what waits in templates; `read` has checked its HTML."""
    html = page.whole
    assert page.language == language
    assert html.one("title").text
    assert html.one("main")["id"] == "content"
    assert html.all("a")[0]["href"] == "#content"
    assert not html.all("style", "iframe", "font")
    assert [(s["src"], s.text) for s in html.all("script")] == [(SCRIPT, "")] * bool(page.step)
    assert not [
        name for e in html.walk() for name in e.attributes if name == "style" or name.startswith("on")
    ]
    assert sum("autofocus" in e.attributes for e in html.walk()) <= 1
    for field in html.all("input", "textarea"):
        assert field["type"] == "hidden" or field["aria-label"] or html.all("label", **{"for": field["id"]})
    assert [e.text for e in page.languages] == ["English", "Français", "Nederlands"]
    assert [e["lang"] for e in page.languages if e["aria-current"] == "true"] == [language]


def assert_headed_in_order(page: Page) -> None:
    """No level of headings is left out; the error summary stands above the page's own heading."""
    levels = [
        int(e.tag[1]) for e in page.html.one("main").all("h1", "h2", "h3", "h4") if "alert" not in above(e)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def above(element: Element) -> set[str]:
    """The classes of all that it stands in."""
    return {name for e in element.above() for name in e["class"].split()}


def assert_safe(page: Page) -> None:
    """The headers of every response."""
    assert HEADERS.items() <= dict(page.response.items()).items()
    assert page.response["Content-Language"] == page.language
    assert not {"Set-Cookie", "ETag", "Last-Modified"} & set(page.response.headers)
    assert not page.response.cookies
    assert len(page.response.content) < 64 * 1024


def assert_decent(page: Page) -> None:
    """No word that we do not say, and no index with a number."""
    for text in texts(page.whole):
        for part in re.split(r"[;(]", text):  # in the plain text the answers stand in one line
            assert not INDEX.search(part) or not re.search(r"\d", part), text
        assert not BANNED.search(INDEX.sub("", text)), text


def untranslated(english: Page, page: Page) -> set[str]:
    """Texts of two words and more that read the same in English, and English sentences among the others."""
    found = set()
    for original, translated in zip(texts(english.whole), texts(page.whole), strict=True):
        words = re.findall(r"[^\W\d_]{2,}", original)
        is_english = page.language == "fr" and len(ENGLISH.findall(translated)) > 1
        if is_english or (original == translated and len(words) > 1):
            found.add(translated)
    return found


def assert_good(pages: dict[str, list[Page]]) -> None:
    """All of that, of the same pages in each language."""
    for language, seen in pages.items():
        for page, english in zip(seen, pages["en"], strict=True):
            assert_sound(page, language)
            assert_headed_in_order(page)
            assert_safe(page)
            assert_decent(page)
            assert language == "en" or untranslated(english, page) == set()


@pytest.mark.parametrize("answers", JOURNEYS.values(), ids=list(JOURNEYS))
def test_every_page_on_the_way_is_good(answers: Answers) -> None:
    assert_good({language: journey(answers, language) for language in LANGUAGES})


def test_every_other_page_is_good() -> None:
    assert_good({language: other_pages(language) for language in LANGUAGES})


@pytest.mark.parametrize("number", range(len(CROWD)))
def test_every_result_is_good(number: int) -> None:
    assert_good({language: [Visitor(language).arrive(CROWD[number])] for language in LANGUAGES})


def test_the_crowd_has_people_at_each_level(site: Assessor) -> None:
    assert {site.assess(answers)["level"] for answers in CROWD} == AT_EACH_LEVEL.keys()


def test_whatever_carries_answers_is_stored_nowhere_and_the_first_page_by_nobody_else() -> None:
    first, *others = journey(EVERYTHING, "en") + other_pages("en")[1:]
    assert {page.response["Cache-Control"] for page in others} == {"no-store"}
    assert set(first.response["Cache-Control"].split(", ")) == {"private", "no-cache"}
