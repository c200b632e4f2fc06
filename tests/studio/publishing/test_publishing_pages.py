"""What holds for every page around publishing: hostile texts are text, and hundreds of rules cost no more queries."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
import pytest

from rules.archive import pack
from rules.document import parse
from rules.models import RuleSet
from rules.services import publish, replace_working_copy, roll_back, withdraw
from tests.rules.documents import Data, finding, rule, small
from tests.studio.asking import address
from tests.studio.conftest import SignIn
from tests.studio.proofs import ended, undecided

pytestmark = pytest.mark.django_db
HOSTILE = (
    '"><img src=x onerror=alert(1)></textarea><script>alert(1)</script>'
    "{{7*7}}{% debug %}%(number)s{0}<del>[x](javascript:alert(1))\u202e&lt;b&gt;"
)
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("changes", {}),
    ("differences", {"from": "1", "to": "draft"}),
    ("load", {"number": "1"}),
    ("proofs", {}),
    ("publish", {}),
    ("releases", {}),
    ("rollback", {"number": "1"}),
    ("withdraw", {"number": "1"}),
)


def hostile() -> Data:
    """The small rule set with hostile words wherever it has words."""
    data = small()
    data["title"]["en"] = HOSTILE
    data["sources"][0] |= {"citation": HOSTILE, "section": HOSTILE}
    for item in data["findings"]:
        item["label"]["en"] = HOSTILE
    for item in data["recommendations"]:
        item |= {field: {**item[field], "en": HOSTILE} for field in ("title", "text", "why")}
    for item in data["rules"]:
        item["note"] = HOSTILE
    data["examples"] = [
        {"key": "x", "title": HOSTILE, "answers": ["age_years is 40", "sex is male"], "level": "maintain"}
    ]
    return data


class Suspicious(HTMLParser):
    """Collects what only hostile words could have made."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An image, an inline script, a handler, a link that runs something."""
        attributes = dict(attrs)
        inline = tag == "script" and "src" not in attributes
        handlers = any(name.startswith("on") for name in attributes)
        if tag in ("img", "b") or inline or handlers or "javascript" in (attributes.get("href") or ""):
            self.found.append((tag, attributes))


def pages(client: Client, rule_set: RuleSet) -> Iterator[Any]:
    """Every page that shows such words, the preview of an import and the answer to a bad note among them."""
    for name, query in PAGES:
        yield client.get(address(name, rule_set, **query))
    yield client.get(address("withdraw", rule_set, number="3"))
    file = SimpleUploadedFile("rules.zip", pack(parse({**small(), "topics": ["bones", "falls"]})))
    yield client.post(address("import", rule_set), {"file": file})
    yield client.post(address("publish", rule_set), {"note": HOSTILE * 5})
    yield client.post(address("rollback", rule_set, number="1"), {"note": HOSTILE, "seen": "0"})


def test_hostile_words_are_words(sign_in: SignIn, rule_set: RuleSet) -> None:
    """A7: in texts, notes, reasons and the trail of changes, on every page around publishing."""
    publish(parse(hostile()), HOSTILE, HOSTILE[:150])
    publish(parse({**hostile(), "topics": ["bones", "falls"]}), "third")
    withdraw(rule_set, 2, 3, 3, HOSTILE, "somebody")
    replace_working_copy(rule_set, parse(small() | {"title": hostile()["title"]}), "ada", HOSTILE)
    client = sign_in("superuser")
    seen = 0
    for response in pages(client, rule_set):
        assert response.status_code in (200, 409)
        assert Suspicious(response.content.decode()).found == []
        seen += texts_with_markup(response).count(HOSTILE[:60])
    assert seen > 20


def texts_with_markup(response: Any) -> str:
    """The page's texts, in which a hostile “<” may stand."""
    parser = _Texts()
    parser.feed(response.content.decode())
    return "".join(parser.found)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def test_no_more_queries_for_hundreds_of_rules(sign_in: SignIn, rule_set: RuleSet) -> None:
    """Nor for rules of which each differs."""
    client = sign_in("superuser")
    counts = []
    for number, size in enumerate((5, 300), start=2):
        publish(parse(many(size, 40)), f"{size} rules", discard=True)
        roll_back(rule_set, 1, number, "once", "ada")
        replace_working_copy(rule_set, parse(many(size, 50)), "ada")
        ended(rule_set, *(undecided("rules", f"r{number}") for number in range(size)))
        client.get(address("publish", rule_set))  # the site has looked at the rules in force
        counts.append([queries(client, address(name, rule_set, **query)) for name, query in PAGES])
    few, hundreds = counts
    assert hundreds == few
    assert max(few) <= 14


def many(size: int, age: int) -> Data:
    """The small rule set with so many rules more, each with an age limit of its own."""
    data = small()
    data["findings"] += [finding(f"f{number}") for number in range(size)]
    data["rules"] += [
        rule(f"r{number}", f"f{number}", any=[f"age_years ≥ {age + number % 20}"]) for number in range(size)
    ]
    return data


def queries(client: Client, page: str) -> int:
    """How many it takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured.captured_queries)
