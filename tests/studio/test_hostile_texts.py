"""A7: whatever stands in the texts of the rules is text on every page: no element, attribute or address comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
import html
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.test import Client
import pytest

from questionnaire.state import State
from rules.document import Document, dump, parse
from rules.models import Part, RuleSet
from rules.releases import releases
from rules.services import publish, replace_working_copy
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.visitor import Visitor
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "nl")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea></title></style></select><svg/onload=alert(1)>",
    "<!-- --!> ]]> <![CDATA[ <b>",
    "{{7*7}}{% debug %}{{request}}{# #}{% include 'x' %}",
    "{{ ''.__class__ }}${7*7}#{7*7}<%= 7*7 %>",
    "[[because:]][[state:]][[value:age_years]]",
    "%(conditions)s %s %d {0} {name}",
    "[click](javascript:alert(1)) [ref]: data:text/html,x <javascript:alert(1)>",
    "&lt;script&gt; &#60;b&#62; &amp;amp; &colon;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u202e\u2066right to left\u2069 \u200b\ufeff",
    "=1+1 @SUM(A1) -2+3",
)
ALL = " ".join(HOSTILE)
VISITORS: tuple[dict[str, Any], ...] = (
    EVERYTHING,
    {"age_years": 70, "sex": "female", "red_flags": ["cannot_bear_weight"]},
    {"age_years": 40, "sex": "male", "diets": ["vegan"], "medicines": ["vitamin_k_antagonist"]},
)
WORDY = ("citation", "section", "note", "may_lower")


def hostile(data: Any, field: str = "") -> Any:
    """The same document with all of it at the end of every text."""
    if isinstance(data, dict):
        if data.keys() == set(LANGUAGES):
            return {language: _worse(words) for language, words in data.items()}
        return {name: hostile(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [hostile(value, field) for value in data]
    return _worse(data) if field in WORDY else data


def _worse(words: str) -> str:
    return f"{words[: 1190 - len(ALL)]} {ALL}"


def tried(document: Document) -> Document:
    """The document with a hostile example visitor more."""
    data = hostile(dump(document))
    for example in data.get("examples", []):
        example["title"] = _worse(example["title"])
    return parse(data)


def public_pages(release: int) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page on which a visitor reads texts of the rules."""
    releases.forget()
    for language in LANGUAGES:
        yield f"method {language}", Client().get(f"/{language}/method/").content.decode()
        for number, answers in enumerate(VISITORS):
            state = State("result", (), answers, release).sign()
            for go in ("stay", "further", "prospects"):
                response = Visitor(language).post("result", urlencode({"state": state, "go": go}))
                assert response.status_code == 200
                yield f"result {language} {number} {go}", response.content.decode()


def studio_pages(client: Client, rule_set: RuleSet) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page on which an admin reads what is in the working copy."""
    names = ("change", "changes", "differences", "examples", "outline", "proofs", "publish", "try")
    addresses = [f"ruleset/{rule_set.pk}/{name}/" for name in names]
    for part in _first_parts():
        model = part.collection.removesuffix("s")
        addresses += [f"{model}/{part.pk}/{name}/" for name in ("change", "delete")]
    for address in addresses:
        response = client.get(f"/en/admin/rules/{address}")
        assert response.status_code == 200, address
        yield address, response.content.decode()
    answers = {"age_years": "70", "sex": "female", "country": "us", "rules": "draft"}
    tried = client.post(f"/en/admin/rules/ruleset/{rule_set.pk}/try/", answers)
    yield "a tried visitor", tried.content.decode()


def _first_parts() -> list[Part]:
    parts = {part.collection: part for part in Part.objects.order_by("-position")}
    return list(parts.values())


def structure(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """How often each element with its attributes, and each address, is on a page."""
    tags = read(page)
    return Counter((tag, tuple(sorted(attributes))) for tag, attributes in tags) + Counter(
        (name, (attributes[name],))
        for _, attributes in tags
        for name in ("href", "src", "action", "formaction")
        if name in attributes
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def read(page: str) -> list[tuple[str, dict[str, str]]]:
    """What a browser takes for elements, and their attributes."""
    tags = _Tags()
    tags.feed(page)
    return tags.found


def test_no_text_of_the_rules_becomes_markup(bone_health: Document, default_rule_set: RuleSet) -> None:
    """The visitors' pages have the same elements as with friendly texts, and show the hostile ones as they are."""
    friendly = {name: structure(page) for name, page in public_pages(1)}
    publish(tried(bone_health), "hostile")
    seen = ""
    for name, page in public_pages(2):
        assert structure(page) == friendly[name], name
        seen += html.unescape(page)
    for text in HOSTILE:
        assert text in seen


def test_no_text_of_the_rules_becomes_markup_in_the_studio(
    sign_in: SignIn, bone_health: Document, default_rule_set: RuleSet
) -> None:
    """Nor on an admin's pages: as a change of friendly rules, and published with a hostile note."""
    client, worse = sign_in("superuser"), tried(bone_health)
    replace_working_copy(default_rule_set, worse, HOSTILE[0], ALL[:500])
    for name, page in studio_pages(client, default_rule_set):
        _nothing_hostile(name, page)
        assert HOSTILE[0] in html.unescape(page), name
    publish(worse, ALL[:500], HOSTILE[0])
    for name in ("releases", "changes"):
        page = client.get(f"/en/admin/rules/ruleset/{default_rule_set.pk}/{name}/").content.decode()
        _nothing_hostile(name, page)
        assert HOSTILE[0] in html.unescape(page), name


def _nothing_hostile(name: str, page: str) -> None:
    """No element or attribute of the hostile texts is in the tree."""
    for tag, attributes in read(page):
        place = (name, tag, attributes)
        assert not [a for a in attributes if a.startswith("on")], place
        assert not (tag == "script" and "src" not in attributes), place
        assert tag not in ("iframe", "object", "embed", "base", "b"), place
        assert attributes.get("src") != "x", place
        assert not attributes.get("href", "").lower().startswith(("javascript:", "data:")), place
