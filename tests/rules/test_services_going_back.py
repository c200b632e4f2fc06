"""Back to an earlier release, and away from one: what points where, what is refused, and that it says why."""

from __future__ import annotations

import pytest

from rules.document import dump
from rules.models import LONGEST_NOTE, Change, Release, RuleSet, Withdrawal
from rules.problems import DocumentInvalid
from rules.services import (
    Conflict,
    NotUsable,
    Refusal,
    Withdrawn,
    publish,
    publish_working_copy,
    roll_back,
    withdraw,
)
from rules.workingcopy import document_of
from tests.rules.database import damage
from tests.rules.versions import edit, in_force, publish_ages, refused, seen, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule_set() -> RuleSet:
    """Two releases, from 65 and from 66."""
    return publish_ages(65, 66)


def test_rolling_back_points_to_an_earlier_release(rule_set: RuleSet) -> None:
    """The release itself and the working copy stay as they are."""
    release = roll_back(rule_set, 1, seen=2, note="Too strict.", by="pia")
    assert (in_force(), release.number, Release.objects.count()) == (1, 1, 2)
    assert document_of(RuleSet.objects.get()) == version(66)
    last = Change.objects.latest("pk")
    assert (last.by, last.action, last.number, last.note) == ("pia", "rolled_back", 1, "Too strict.")


def test_a_withdrawn_release_is_used_no_more(rule_set: RuleSet) -> None:
    """Another one takes its place in the same moment; nobody goes back to it."""
    withdraw(rule_set, 2, instead=1, seen=2, reason="Wrong dose.", by="pia")
    withdrawal = Withdrawal.objects.get()
    assert (in_force(), withdrawal.release.number, withdrawal.reason, withdrawal.by) == (
        1,
        2,
        "Wrong dose.",
        "pia",
    )
    assert str(withdrawal) == "small 2"
    changes = Change.objects.order_by("-pk").values_list("by", "action", "number", "note")[:2]
    assert [*changes] == [("pia", "rolled_back", 1, "Wrong dose."), ("pia", "withdrawn", 2, "Wrong dose.")]
    refused(lambda: roll_back(rule_set, 2, 1, "why", "pia"), NotUsable)
    refused(lambda: publish(version(66), "again"), Withdrawn)
    withdrawn = edit(66, "eve")
    refused(lambda: publish_working_copy(withdrawn, seen(withdrawn), 1, "again", "pia"), Withdrawn)
    assert publish(version(67), "mended")[0].number == 3


def test_a_publication_is_about_the_release_that_was_in_force(rule_set: RuleSet) -> None:
    """Whoever went back meanwhile had a reason."""
    edited = edit(70, "eve")
    roll_back(rule_set, 1, 2, "That did harm.", "pia")
    refused(lambda: publish_working_copy(edited, seen(edited), 2, "why", "eve"), Conflict)
    assert in_force() == 1
    assert publish_working_copy(edited, seen(edited), 1, "why", "eve").number == 3


@pytest.mark.parametrize("note", ["", "  ", "\n"])
def test_why_has_to_be_said(rule_set: RuleSet, note: str) -> None:
    """Whatever is done, from the command line too."""
    edited = edit(70, "eve")
    for attempt in (
        lambda: publish(version(71), note, discard=True),
        lambda: publish_working_copy(edited, seen(edited), 2, note, "eve"),
        lambda: roll_back(rule_set, 1, 2, note, "pia"),
        lambda: withdraw(rule_set, 2, 1, 2, note, "pia"),
    ):
        assert str(refused(attempt, Refusal)) == "Say why, in a note."
    assert in_force() == 2


def test_nobody_goes_back_to_what_is_in_force(rule_set: RuleSet) -> None:
    """History would tell of a step that was none."""
    refused(lambda: roll_back(rule_set, 2, 2, "why", "pia"), NotUsable)


def test_an_earlier_release_is_withdrawn_without_changing_what_is_in_force(rule_set: RuleSet) -> None:
    """For the visitors who are in the middle of it; even one that cannot be read."""
    damage(1, content={})
    withdraw(rule_set, 1, instead=2, seen=2, reason="Wrong dose.", by="pia")
    assert in_force() == 2
    assert Change.objects.latest("pk").action == "withdrawn"


@pytest.mark.parametrize(
    ("number", "instead", "seen", "why"),
    [
        (2, 1, 1, Conflict),
        (2, 2, 2, NotUsable),
        (1, 1, 2, NotUsable),
        (2, 7, 2, NotUsable),
        (7, 2, 2, NotUsable),
        (2, 10**30, 2, NotUsable),
    ],
)
def test_a_withdrawal_that_makes_no_sense_is_refused(
    rule_set: RuleSet, number: int, instead: int, seen: int, why: type[Exception]
) -> None:
    """What was seen is in force no more, or there is nothing to put in its place."""
    refused(lambda: withdraw(rule_set, number, instead, seen, "why", "pia"), why)


@pytest.mark.parametrize(("number", "seen", "why"), [(1, 1, Conflict), (0, 2, NotUsable), (3, 2, NotUsable)])
def test_a_roll_back_that_makes_no_sense_is_refused(
    rule_set: RuleSet, number: int, seen: int, why: type[Exception]
) -> None:
    """R11: two roll back at once, the second one learns of it."""
    refused(lambda: roll_back(rule_set, number, seen, "why", "pia"), why)


def test_where_nothing_is_in_force_nothing_is_rolled_back(rule_set: RuleSet) -> None:
    """It was not what somebody saw."""
    RuleSet.objects.update(current=None)
    refused(lambda: roll_back(rule_set, 1, 2, "why", "pia"), Conflict)


def test_nobody_goes_back_to_a_damaged_release(rule_set: RuleSet) -> None:
    """R9: neither by rolling back nor in the place of a withdrawn one."""
    damage(1, content=dump(version(70)))
    refused(lambda: roll_back(rule_set, 1, 2, "why", "pia"), DocumentInvalid)
    refused(lambda: withdraw(rule_set, 2, 1, 2, "why", "pia"), DocumentInvalid)


def test_a_note_that_is_too_long_is_refused_with_a_sentence(rule_set: RuleSet) -> None:
    """On every database; one of just the length is kept whole."""
    edited, long = edit(60, by="eve"), "x" * (LONGEST_NOTE + 1)
    for attempt in (
        lambda: publish(version(70), long),
        lambda: publish_working_copy(edited, seen(edited), in_force(), long, "pia"),
        lambda: roll_back(edited, 1, 2, long, "pia"),
        lambda: withdraw(edited, 2, 1, 2, long, "pia"),
    ):
        assert str(refused(attempt, Refusal)) == "The note has 501 characters; 500 at most."
    assert (
        publish_working_copy(edited, seen(edited), in_force(), "é" * LONGEST_NOTE, "pia").note
        == "é" * LONGEST_NOTE
    )
