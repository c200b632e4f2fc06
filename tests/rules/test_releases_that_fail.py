"""R9: a release forced into the database broken or withdrawn: the last good one serves, and the fault is told."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, connection
import pytest
from pytest_django import DjangoAssertNumQueries

from rules import releases as module
from rules.document import dump
from rules.models import Release, RuleSet, Withdrawal
from rules.problems import DocumentInvalid
from rules.releases import NoRelease, Releases, Withdrawn
from rules.services import roll_back
from tests.rules.database import broken_database, damage, force
from tests.rules.documents import Data, finding, rule, small
from tests.rules.versions import publish_ages, take_back, version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _always_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every use looks again."""
    monkeypatch.setattr(module, "RECHECK_SECONDS", -1.0)


def running(*ages: int) -> Releases:
    """A process that runs the last of these releases."""
    publish_ages(*ages)
    releases = Releases("small")
    assert releases.current().release["number"] == len(ages)
    return releases


def with_rules(*rules: Data, **lists: Any) -> Data:
    """The small rule set with other rules."""
    return {**small(), "rules": list(rules), "recommendations": [], **lists}


RING = with_rules(
    rule("r1", "a", all=["b is established"]),
    rule("r2", "b", all=["a is established"]),
    findings=[finding("a"), finding("b")],
)
CROWD = with_rules(
    *(rule(f"r{n}", "old", all=["age_years ≥ 65"]) for n in range(1001)), findings=[finding("old")]
)
UNKNOWN = with_rules(rule("r", "old", all=["shoe_size ≥ 41"]), findings=[finding("old")])
UNTRANSLATED = {**small(), "title": {"en": "Small", "fr": "Petit"}}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(RING, "", id="cycle"),
        pytest.param(CROWD, "", id="1001 rules on one fact; 513 run"),
        pytest.param(UNKNOWN, "", id="unknown fact"),
        pytest.param(UNTRANSLATED, "sha256:x", id="missing translation"),
    ],
)
def test_a_broken_release_forced_by_sql_serves_nobody(content: Data, name: str) -> None:
    """R9: a running process keeps its last good release, a fresh one finds the same; both tell, until it is mended."""
    running_one, fresh = running(65, 66), Releases("small")
    force(content, name)
    for releases in (running_one, fresh, fresh):
        assert releases.current().document == version(66)
        assert (releases.current().release["number"], releases.fault) == (2, "DocumentInvalid")
    publish_ages(67)
    for releases in (running_one, fresh):
        assert (releases.current().release["number"], releases.fault) == (100, "")


def test_a_fresh_process_goes_back_over_everything_that_cannot_be_used() -> None:
    """R9: broken ones and withdrawn ones; a later one than that in force is none to go back to."""
    publish_ages(65, 66, 67, 68, 69)
    roll_back(RuleSet.objects.get(), 4, 5, "why", "pia")
    take_back(2, instead=4)
    damage(4, content={})
    damage(3, content={"canary": 1})
    fresh = Releases("small")
    assert (fresh.current().release["number"], fresh.fault) == (1, "DocumentInvalid")


def test_where_no_release_is_good_the_fault_of_the_one_in_force_is_raised() -> None:
    """No rules are better than wrong ones."""
    publish_ages(65, 66)
    for number in (1, 2):
        damage(number, content={})
    fresh = Releases("small")
    for _ in range(2):
        with pytest.raises(DocumentInvalid, match="title: is missing"):
            fresh.current()
    assert fresh.fault == ""
    assert publish_ages(67).current is not None
    assert fresh.current().release["number"] == 3


def test_the_fault_is_logged_without_a_word_of_the_rules(caplog: pytest.LogCaptureFixture) -> None:
    """For whoever watches the logs."""
    publish_ages(65)
    force({**small(), "title": {"en": "canary"}}, "sha256:canary")
    Releases("small").current()
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (
        record.getMessage()
        == "The rules in force cannot be read (DocumentInvalid); the last good ones serve."
    )
    assert "canary" not in caplog.text


def test_a_visitor_stays_on_the_release_they_began_with() -> None:
    """Whatever is in force by now."""
    releases = running(65, 66)
    assert releases.for_visitor(1).document == version(65)
    force(RING)
    assert releases.for_visitor(1).document == version(65)
    with pytest.raises(NoRelease):
        releases.for_visitor(3)


def test_nobody_goes_on_with_a_withdrawn_release() -> None:
    """At the next look; on the command line and for the admin it can still be had."""
    releases = running(65, 66)
    assert releases.for_visitor(2).document == version(66)
    take_back(2, instead=1)
    with pytest.raises(Withdrawn, match="release 2 of “small” was withdrawn"):
        releases.for_visitor(2)
    assert releases.for_visitor(1).release["number"] == releases.current().release["number"] == 1
    assert (releases.numbered(2).document, releases.fault) == (version(66), "")


def test_what_is_withdrawn_is_learnt_within_two_seconds_by_one_query(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The same look as for what is in force."""
    releases = running(65, 66)
    releases.for_visitor(1)
    monkeypatch.setattr(module, "RECHECK_SECONDS", 3600.0)
    take_back(1, instead=2)
    with django_assert_num_queries(0):
        releases.for_visitor(1)
    monkeypatch.setattr(module, "RECHECK_SECONDS", -1.0)
    with django_assert_num_queries(1), pytest.raises(Withdrawn):
        releases.for_visitor(1)
    with django_assert_num_queries(1):
        releases.current()


def force_withdrawn(number: int) -> None:
    """A withdrawal past the services, as with SQL."""
    Withdrawal.objects.create(release=Release.objects.get(number=number), reason="", by="")


def test_a_release_that_is_in_force_and_withdrawn_serves_nobody() -> None:
    """R9: only SQL can do that; the one before it serves, in a running process as in a fresh one."""
    running_one, fresh = running(65, 66), Releases("small")
    force_withdrawn(2)
    for releases in (running_one, fresh):
        assert (releases.current().release["number"], releases.fault) == (1, "Withdrawn")
        with pytest.raises(Withdrawn):
            releases.for_visitor(2)


@pytest.mark.parametrize("is_in_force", [True, False])
def test_where_all_are_withdrawn_nobody_is_served(is_in_force: bool) -> None:
    """R9: not even by a process that still has one ready."""
    releases = running(65)
    force_withdrawn(1)
    if not is_in_force:
        RuleSet.objects.update(current=None)
    for _ in range(2):
        with pytest.raises(NoRelease):
            releases.current()
    with pytest.raises(NoRelease):
        releases.in_force()


def test_in_force_is_that_release_or_none() -> None:
    """The command line works with what it names, and with nothing in its place."""
    releases = running(65, 66)
    assert releases.in_force() is releases.current()
    damage(2, content=dump(version(70)))
    releases.forget()
    with pytest.raises(DocumentInvalid, match="not what was published"):
        releases.in_force()
    assert releases.current().release["number"] == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_database_what_was_withdrawn_stays_withdrawn() -> None:
    """And what was in force serves."""
    releases = running(65, 66)
    take_back(1, instead=2)
    releases.current()
    with broken_database():
        assert releases.current().release["number"] == 2
        error = "OperationalError" if connection.vendor == "sqlite" else "ProgrammingError"
        assert releases.fault == error
        with pytest.raises(Withdrawn):
            releases.for_visitor(1)
        with pytest.raises(DatabaseError):
            Releases("small").for_visitor(2)
    assert (releases.current().release["number"], releases.fault) == (2, "")
