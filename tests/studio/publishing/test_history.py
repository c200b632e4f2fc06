"""The history: who did what, when, in words."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import Rule, digest
from rules.models import Change, RuleSet
from rules.services import (
    add_part,
    change_outline,
    change_part,
    move_part,
    publish_working_copy,
    remove_part,
    roll_back,
    withdraw,
)
from rules.workingcopy import document_of
from tests.rules.documents import rule, small
from tests.rules.versions import proven
from tests.studio.asking import address, texts

pytestmark = pytest.mark.django_db


def edit(rule_set: RuleSet, by: str, age: int) -> None:
    """Somebody changes the age limit."""
    part = rule_set.parts.get(collection="rules", key="age")
    item = Rule.model_validate({**small()["rules"][0], "all": [f"age_years ≥ {age}"]})
    change_part(part, item, part.version, by)


def entries(client: Client, rule_set: RuleSet, **query: str) -> list[str]:
    """Each change as one text, the newest first."""
    page = texts(client.get(address("changes", rule_set, **query)))
    return page.split(" · ")[1:]


def test_everything_that_was_done(auditor: Client, rule_set: RuleSet) -> None:
    """The newest first, each with its person, and its words."""
    edit(rule_set, "ada", 60)
    part = add_part(rule_set, "rules", Rule.model_validate(rule("new", "old", any=["sex is female"])), "bo")
    move_part(part, up=True, by="bo")
    remove_part(part, part.version, "bo")
    rule_set.refresh_from_db()
    change_outline(rule_set, {**small()["title"], "en": "Tiny"}, ["bones", "diet"], rule_set.version, "cy")
    rule_set.refresh_from_db()
    publish_working_copy(proven(rule_set), digest(document_of(rule_set)), 1, "a note", "dee")
    roll_back(rule_set, 1, 2, "a reason", "dee")
    withdraw(rule_set, 2, 1, 1, "a danger", "dee")
    expected = [
        ("dee", "Withdrew release 2", "a danger"),
        ("dee", "Went back to release 1", "a reason"),
        ("dee", "Published release 2", "a note"),
        ("cy", "Rule set", "Changed", "Title (English) Small → Tiny", "Topics Added What you eat"),
        ("bo", "Rule for Label of old new Removed", "Conditions Your sex at birth: female"),
        ("bo", "Rule for Label of old new Moved"),
        ("bo", "Rule for Label of old new Added", "Conditions Your sex at birth: female"),
        (
            "ada",
            "Rule for Label of old age Changed",
            "Your age: 65 years or more → Your age: 60 years or more",
        ),
        ("command line", "Published release 1", "the first one"),
        ("command line", "Replaced the working copy"),
    ]
    for found, words in zip(entries(auditor, rule_set), expected, strict=True):
        assert found.startswith(words[0])
        assert all(some in found for some in words[1:])


def test_of_one_part_and_of_one_person(auditor: Client, rule_set: RuleSet) -> None:
    """And back to everything; a part that nobody knows has no history."""
    edit(rule_set, "ada", 60)
    edit(rule_set, "bo", 61)
    of_part = texts(auditor.get(address("changes", rule_set, list="rules", key="age")))
    assert "Only the changes of this part Label of old age Show everything" in of_part
    assert len(entries(auditor, rule_set, list="rules", key="age")) == 2
    assert len(entries(auditor, rule_set, list="rules", key="age", who="bo")) == 1
    assert len(entries(auditor, rule_set, who="ada")) == 1
    assert len(entries(auditor, rule_set, who=":")) == 2
    for query in (
        {"list": "findings", "key": "age"},
        {"key": "\0"},
        {"who": "nobody\0"},
        {"list": "x", "key": "x"},
    ):
        assert auditor.get(address("changes", rule_set, **query)).status_code == 200
    assert entries(auditor, rule_set, list="x", key="x") == []
    assert "Nothing was found." in texts(auditor.get(address("changes", rule_set, list="x", key="x")))


def test_a_part_that_is_gone_has_its_name_still(auditor: Client, rule_set: RuleSet) -> None:
    """From the history itself."""
    part = rule_set.parts.get(collection="recommendations", key="milk")
    remove_part(part, part.version, "ada")
    assert "Tip Title of milk milk Removed" in entries(auditor, rule_set)[0]


def test_a_change_of_a_part_that_this_site_no_longer_knows(auditor: Client, rule_set: RuleSet) -> None:
    """Says what was done and to which key."""
    Change.objects.create(
        rule_set=rule_set,
        by="ada",
        action="changed",
        collection="rules",
        key="shoe",
        before={"a": 1},
        after={"b": 2},
    )
    assert "Rule for shoe shoe Changed" in entries(auditor, rule_set)[0]


def test_a_page_holds_fifty(
    auditor: Client, rule_set: RuleSet, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As many queries for many changes as for a few; a filter holds on the next page."""
    auditor.get(address("changes", rule_set))
    with CaptureQueriesContext(connection) as few:
        auditor.get(address("changes", rule_set))
    for age in range(70, 130):
        edit(rule_set, "ada", age)
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(entries(auditor, rule_set)) == 50
    page = auditor.get(address("changes", rule_set, who="ada"))
    assert "Page 1 of 2" in texts(page)
    assert b'href="?who=ada&amp;page=2"' in page.content
    second = entries(auditor, rule_set, who="ada", page="2")
    assert len(second) == 10
    assert "Newer" in second[-1]
