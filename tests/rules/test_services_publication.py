"""Which release visitors get: published from the working copy or a file; and what is refused."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from rules.document import Document, parse
from rules.gates import Gate, examine
from rules.models import Change, Part, Release, RuleSet
from rules.problems import DocumentInvalid
from rules.services import (
    Conflict,
    FourEyes,
    SameRules,
    Unpublished,
    change_part,
    move_part,
    publish,
    publish_working_copy,
    roll_back,
)
from rules.workingcopy import document_of
from tests.rules.documents import rule, small
from tests.rules.versions import edit, in_force, proven, publish_ages, refused, seen, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule_set() -> RuleSet:
    """Two releases, from 65 and from 66."""
    return publish_ages(65, 66)


def test_a_working_copy_becomes_the_next_release(rule_set: RuleSet) -> None:
    """With who, why, and what the gates found."""
    edited = edit(60, by="eve")
    release = publish_working_copy(edited, seen(edited), in_force(), "Sooner.", "pia")
    assert (in_force(), release.number, release.note, release.published_by) == (3, 3, "Sooner.", "pia")
    assert Release.objects.get(number=3).document() == document_of(RuleSet.objects.get()) == version(60)
    gates = [(gate["gate"], gate["count"], gate["problems"]) for gate in release.report]
    assert gates == [("checks", 9, []), ("engine", 3, []), ("examples", 0, []), ("proofs", 113, [])]
    last = Change.objects.latest("pk")
    assert (last.by, last.action, last.number, last.note) == ("pia", "published", 3, "Sooner.")


def test_what_was_not_seen_is_not_published(rule_set: RuleSet) -> None:
    """R11: somebody edits between the look and the press of the button."""
    earlier = seen(edit(60, by="eve"))
    edited = edit(61, by="ann")
    refused(lambda: publish_working_copy(edited, earlier, in_force(), "why", "pia"), Conflict)


def test_what_changes_while_the_gates_are_tried_is_not_published(
    rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R11: the last look is in the transaction that writes."""
    edited = edit(60, by="eve")
    name = seen(edited)

    def slow(document: Document) -> tuple[Gate, ...]:
        edit(61, by="ann")
        return examine(document)

    monkeypatch.setattr("rules.services.publication.examine", slow)
    with pytest.raises(Conflict, match="has changed since you looked at it"):
        publish_working_copy(edited, name, in_force(), "why", "pia")
    assert in_force() == 2


def test_what_is_in_force_is_not_published_again(rule_set: RuleSet) -> None:
    """Nor is a release made for nothing."""
    refused(lambda: publish_working_copy(rule_set, seen(rule_set), in_force(), "why", "pia"), SameRules)


def test_a_closed_gate_is_told_and_nothing_changes(rule_set: RuleSet) -> None:
    """Every problem, those of the checks and those of the example visitors."""
    data = small()
    visitor = {
        "key": "old",
        "title": "Old",
        "answers": ["age_years is 80", "sex is female"],
        "level": "refer",
    }
    shortfall = refused(lambda: publish(parse({**data, "examples": [visitor]}), "why"), DocumentInvalid)
    assert "examples → old: gets the level" in str(shortfall)
    old = Part.objects.get(collection="rules", key="age")
    broken = rule("age", "old", all=["shoe_size ≥ 41"])
    change_part(old, next(r for r in parse({**data, "rules": [broken]}).rules), old.version, "eve")
    edited = RuleSet.objects.get()
    fault = refused(
        lambda: publish_working_copy(edited, seen(edited), in_force(), "why", "pia"), DocumentInvalid
    )
    assert "no such fact" in str(fault)


@pytest.mark.parametrize("is_on", [True, False])
def test_who_edited_last_may_not_publish_where_four_eyes_are_asked_for(
    rule_set: RuleSet, settings: Settings, is_on: bool
) -> None:
    """Moving a part is an edit as well; somebody else's look is enough."""
    settings.RULES_FOUR_EYES = is_on
    edit(60, by="pia")
    edit(61, by="eve")
    move_part(Part.objects.get(collection="rules", key="vegan"), up=True, by="pia")
    edited = proven(RuleSet.objects.get())
    if is_on:
        refused(lambda: publish_working_copy(edited, seen(edited), in_force(), "why", "pia"), FourEyes)
        assert publish_working_copy(edited, seen(edited), in_force(), "why", "eve").number == 3
    else:
        assert publish_working_copy(edited, seen(edited), in_force(), "why", "pia").number == 3


def test_what_was_edited_before_the_last_publication_counts_no_more(
    rule_set: RuleSet, settings: Settings
) -> None:
    """It was looked at by somebody else then."""
    settings.RULES_FOUR_EYES = True
    edited = edit(60, by="eve")
    publish_working_copy(edited, seen(edited), in_force(), "why", "pia")
    roll_back(rule_set, 1, 3, "why", "pia")
    assert publish_working_copy(edited, seen(edited), in_force(), "again", "eve").number == 4


def test_an_import_does_not_let_go_of_what_was_edited(rule_set: RuleSet) -> None:
    """Unless it is told to; what some release or the file itself holds is not lost."""
    edit(60, by="eve")
    refused(lambda: publish(version(70), "why"), Unpublished)
    assert publish(version(66), "why")[1] is False
    assert publish(version(60), "the same as was edited")[0].number == 3
    roll_back(rule_set, 2, 3, "why", "pia")
    assert publish(version(61), "release 3 has the working copy")[0].number == 4
    edit(62, by="eve")
    assert publish(version(70), "why", discard=True)[0].number == 5
    assert document_of(RuleSet.objects.get()) == version(70)


def test_an_import_does_not_let_go_of_what_it_cannot_read(rule_set: RuleSet) -> None:
    """Nor of what was never published."""
    Part.objects.filter(collection="rules", key="age").update(content={"colour": "red"})
    refused(lambda: publish(version(70), "why"), Unpublished)
    other = RuleSet.objects.create(key="other", topics=["bones"])
    Part.objects.create(rule_set=other, collection="sources", key="S1", position=0, content={"citation": "x"})
    refused(lambda: publish(version(70, key="other"), "why"), Unpublished)
