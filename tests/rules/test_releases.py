"""The releases that a process runs: the one in force is found, kept, and not lost when its row or the database is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
import logging
import threading
from typing import Any

from django.db import DatabaseError, connection, connections
import pytest
from pytest_django import DjangoAssertNumQueries

from rules import releases as module
from rules.document import digest, parse
from rules.models import Release, RuleSet
from rules.problems import DocumentInvalid
from rules.releases import NoRelease, Releases
from rules.services import publish
from tests.rules.database import broken_database, damage, force
from tests.rules.documents import finding, rule, small

PERSON = {"age_years": 62, "sex": "female"}
MISSING = "OperationalError" if connection.vendor == "sqlite" else "ProgrammingError"  # a table
LOOK_AT_ONCE, NEVER_LOOK = -1.0, 3600.0


def publish_version(age: int) -> None:
    """The small rule set with its own age limit."""
    data = small()
    data["rules"][0]["all"] = [f"age_years ≥ {age}"]
    publish(parse(data), f"from {age}")


@pytest.fixture
def releases(db: None, monkeypatch: pytest.MonkeyPatch) -> Releases:
    """A process that runs the small rule set, its first release published; it looks again at every use."""
    monkeypatch.setattr(module, "RECHECK_SECONDS", LOOK_AT_ONCE)
    publish_version(60)
    return Releases("small")


def test_the_release_in_force_assesses(releases: Releases) -> None:
    """And names itself in the outcome."""
    outcome = releases.current().assess(PERSON)
    assert outcome["release"] == Release.objects.get().reference()
    assert [entry["key"] for entry in outcome["findings"]] == ["old"]


def test_a_new_release_is_picked_up(releases: Releases) -> None:
    """At the next look."""
    assert releases.current().release["number"] == 1
    publish_version(70)
    assert releases.current().release["number"] == 2
    assert releases.current().assess(PERSON)["findings"] == []


def test_between_two_looks_nothing_is_asked_of_the_database(
    releases: Releases, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A look is one query, and one more for a release that is new here."""
    with django_assert_num_queries(2):
        releases.current()
    with django_assert_num_queries(1):
        releases.current()
    publish_version(70)
    monkeypatch.setattr(module, "RECHECK_SECONDS", NEVER_LOOK)
    with django_assert_num_queries(0):
        assert releases.current().release["number"] == 1
        releases.current().assess(PERSON)
    monkeypatch.setattr(module, "RECHECK_SECONDS", LOOK_AT_ONCE)
    with django_assert_num_queries(2):
        assert releases.current().release["number"] == 2


def test_it_looks_every_two_seconds() -> None:
    """So that all processes run a new release soon."""
    assert module.RECHECK_SECONDS == 2


def test_an_earlier_release_can_still_be_had(
    releases: Releases, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """By its number, by one query, then from memory; the one in force stays in force."""
    publish_version(70)
    current = releases.current()
    with django_assert_num_queries(1):
        first = releases.numbered(1)
    with django_assert_num_queries(0):
        assert releases.numbered(1) is first
        assert releases.numbered(2) is current
    assert first.release["number"] == 1
    assert [entry["key"] for entry in first.assess(PERSON)["findings"]] == ["old"]
    assert releases.current() is current


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_a_number_that_was_never_given_is_no_release(releases: Releases, number: int) -> None:
    """Nor is one of another rule set."""
    with pytest.raises(NoRelease, match=f"there is no release {number} of “small”"):
        releases.numbered(number)
    publish(parse({**small(), "key": "other"}), "why")
    with pytest.raises(NoRelease):
        Releases("other").numbered(2)


def test_at_most_eight_releases_are_kept_ready(
    releases: Releases, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The one that was loaded first goes first."""
    for age in range(61, 69):
        publish_version(age)
    kept = [releases.numbered(number) for number in range(1, 10)][1:]
    with django_assert_num_queries(0):
        assert [releases.numbered(number) for number in range(2, 10)] == kept
    with django_assert_num_queries(1):
        releases.numbered(1)


@pytest.mark.django_db
def test_without_a_release_it_says_what_to_run() -> None:
    """Also for a rule set that has no release in force."""
    sentence = r"no release of “small” is published; run: manage\.py import_rules rules/content/small"
    with pytest.raises(NoRelease, match=sentence):
        Releases("small").current()
    RuleSet.objects.create(key="small")
    with pytest.raises(NoRelease, match=sentence):
        Releases("small").current()


def test_a_process_that_found_no_release_finds_the_first_one(releases: Releases) -> None:
    """No restart."""
    other = Releases("other")
    with pytest.raises(NoRelease):
        other.current()
    publish(parse({**small(), "key": "other"}), "why")
    assert other.current().release["rule_set"] == "other"


def unrunnable() -> dict[str, Any]:
    """A document that the schema accepts: a ring of two findings."""
    rules = [rule("r1", "a", all=["b is established"]), rule("r2", "b", all=["a is established"])]
    return {**small(), "findings": [finding("a"), finding("b")], "rules": rules, "recommendations": []}


def speaks_of(condition: str) -> dict[str, Any]:
    """A document that the schema accepts, with a condition that does not fit."""
    data = small()
    data["rules"][0]["all"] = [condition]
    return data


UNREADABLE: list[Any] = [{}, [], "canary", {"canary": 1}, {**small(), "title": {"en": "canary"}}, small()]
UNRUNNABLE: list[dict[str, Any]] = [
    unrunnable(),
    speaks_of("canary ≥ 1"),
    speaks_of("sex is canary"),
    speaks_of("canary is established"),
    {**small(), "rules": [rule(f"r{n}", "old", all=["age_years ≥ 65"]) for n in range(2000)]},
]
BROKEN = [
    *((content, "sha256:x") for content in UNREADABLE),
    *((one, digest(parse(one))) for one in UNRUNNABLE),
]


@pytest.mark.parametrize(("content", "name"), BROKEN, ids=lambda part: str(part)[:40])
def test_a_broken_release_does_not_replace_the_last_good_one(
    releases: Releases, caplog: pytest.LogCaptureFixture, content: Any, name: str
) -> None:
    """It is logged, without a word of its content, at each look until it is mended."""
    good = releases.current()
    force(content, name)
    for looks in (1, 2):
        assert releases.current() is good
        errors = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert len(errors) == looks
        expected = "The rules in force cannot be read (DocumentInvalid); the last good ones serve."
        assert errors[-1].getMessage() == expected
    assert "canary" not in caplog.text
    publish_version(75)
    assert releases.current().release["number"] == 100


def test_a_changed_row_does_not_replace_the_last_good_one(releases: Releases) -> None:
    """In a process that has not read it yet, and in one that has."""
    good = releases.current()
    publish_version(70)
    damage(2, content=speaks_of("age_years ≥ 20"))
    assert releases.current() is good
    damage(1, content={})
    assert releases.numbered(1) is good
    releases.forget()
    for number in (1, 2):
        with pytest.raises(DocumentInvalid):
            releases.numbered(number)
    with pytest.raises(DocumentInvalid):
        releases.current()


def test_while_the_database_is_broken_the_last_good_release_serves(
    transactional_db: None, releases: Releases, caplog: pytest.LogCaptureFixture
) -> None:
    """A process that never had one cannot begin; afterwards both go on by themselves."""
    good, fresh = releases.current(), Releases("small")
    with broken_database():
        assert releases.current() is good
        assert f"({MISSING}); the last good ones serve" in caplog.text
        with pytest.raises(DatabaseError):
            fresh.current()
    publish_version(70)
    assert releases.current().release["number"] == fresh.current().release["number"] == 2


def test_a_rule_set_that_vanished_leaves_the_last_good_release(
    releases: Releases, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is in force any more."""
    good = releases.current()
    RuleSet.objects.update(current=None)
    assert releases.current() is good
    assert "(NoRelease); the last good ones serve" in caplog.text


def test_what_is_forgotten_is_looked_up_again(
    releases: Releases, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As in a fresh process."""
    first = releases.current()
    releases.forget()
    with django_assert_num_queries(2):
        assert releases.current() is not first


@pytest.mark.django_db(transaction=True)
def test_threads_that_begin_together_share_one_release() -> None:
    """It is compiled once."""
    publish_version(60)
    releases, together = Releases("small"), threading.Barrier(8)

    def begin(_: int) -> object:
        together.wait()
        try:
            return releases.current()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(begin, range(8)))) == 1


def test_nobody_waits_while_another_thread_looks(releases: Releases) -> None:
    """A slow database slows one visitor, not all."""
    looking, may_go_on = threading.Event(), threading.Event()

    class Slow(Releases):
        def _pointers(self) -> tuple[int | None, frozenset[int]]:
            if threading.current_thread() is not threading.main_thread():
                looking.set()
                may_go_on.wait(10)
                return 1, frozenset()
            return super()._pointers()

    slow = Slow("small")
    good = slow.current()
    with ThreadPoolExecutor(1) as threads:
        look = threads.submit(slow.current)
        assert looking.wait(10)
        assert slow.current() is good
        assert not look.done()
        may_go_on.set()
        assert look.result(10) is good
