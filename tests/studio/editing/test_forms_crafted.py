"""Forms as no browser sends them, and texts that would be markup."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
import pytest

from rules.models import RuleSet
from tests.studio.pages import address, html, opened, part_of, pressed, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def frail(rule_set: RuleSet) -> str:
    """The page of a finding."""
    return address(part_of(rule_set, "findings", "frail"))


def test_a14_what_is_no_field_is_ignored(editor: Client, rule_set: RuleSet, frail: str) -> None:
    """A14: nor do doubled fields do more than one of them would."""
    before = part_of(rule_set, "findings", "frail")
    crafted = {
        "position": "0",
        "collection": "rules",
        "rule_set": "99",
        "rule_set_id": "99",
        "id": "1",
        "pk": "1",
    }
    crafted |= {"content": "{}", "disabled": "on", "published": "1", "then": "old", "__class__": "x"}
    assert pressed(editor, frail, **crafted).status_code == 302
    assert part_of(rule_set, "findings", "frail") == before
    assert part_of(rule_set, "findings", "frail").content == before.content
    assert pressed(editor, frail, label_en=["one", "two"], version=["0", "1"]).status_code == 302
    assert part_of(rule_set, "findings", "frail").content["label"]["en"] == "two"


@pytest.mark.parametrize("version", ["", "x", "1.5"])
def test_a14_without_the_version_nothing_is_saved(
    editor: Client, rule_set: RuleSet, frail: str, version: str
) -> None:
    """A14: a crafted form cannot pass over what somebody else did."""
    assert "Nothing was saved" in read(pressed(editor, frail, version=version, label_en="x")).text
    assert part_of(rule_set, "findings", "frail").version == 1


HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>{{7*7}}{% debug %}{{request}}",
    "[x](javascript:alert(1)) data:text/html,<b> &lt;i&gt; %(words)s %s {0}",
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (("sources", "S1"), ("citation", "section")),
        (("sources", "S1"), ("named_en", "named_fr", "named_nl")),
        (("findings", "frail"), ("label_en", "label_fr", "label_nl")),
        (("rules", "age"), ("note",)),
        (("recommendations", "milk"), ("title_en", "title_fr", "text_nl", "why_en")),
    ],
)
def test_a7_hostile_texts_stay_texts(
    editor: Client, rule_set: RuleSet, hostile: str, name: tuple[str, str], fields: tuple[str, ...]
) -> None:
    """A7: on the part's page, on that which refuses it, in the message, and where it is used."""
    page, part = address(part_of(rule_set, *name)), part_of(rule_set, *name)
    changes: dict[str, Any] = dict.fromkeys(fields, hostile) | (
        {"citation": ""} if "named_en" in fields else {}
    )
    refused = pressed(editor, page, **changes, version="x")
    saved = pressed(editor, page, **changes)
    assert saved.status_code == 302
    message = html(editor, "/en/admin/")
    for shown in (
        refused.content.decode(),
        message,
        html(editor, page),
        html(editor, address(part, "delete")),
    ):
        assert "<script>" not in shown
        assert "<svg" not in re.sub(
            r"(?s)<!-- SVGs -->.*|<button class=\"theme-toggle\">.*?</button>", "", shown
        )
        assert "onerror=alert(1)>" not in shown
        assert "<i>" not in shown
        assert 'href="javascript:' not in shown
    assert opened(editor, page).sent[fields[0]] == [hostile]
