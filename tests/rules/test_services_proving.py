"""Proof runs: begun once for each state of the working copy, followed, cancelled; what a publication makes of them."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
import time
from typing import Any

from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone
import pytest

from rules.document import dump, parse
from rules.models import ProofRun, RuleSet
from rules.problems import DocumentInvalid, Problem
from rules.proof import apart
from rules.proof.apart import report_on, subject
from rules.proof.results import Report
from rules.services import (
    NotProven,
    Undecided,
    begin_proofs,
    cancel_proofs,
    is_working,
    proving,
    publication,
    publish,
    publish_working_copy,
    report_of_proofs,
)
from rules.workingcopy import document_of
from tests.rules.documents import rule, small
from tests.rules.processes import child, shared_database
from tests.rules.versions import edit, in_force, publish_ages, refused, seen, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs for which a process was started; none is, here: its database would be another one."""
    runs: list[int] = []
    monkeypatch.setattr(proving, "_start", runs.append)
    return runs


def begin(rule_set: RuleSet) -> ProofRun:
    """The run for the working copy as it stands."""
    return begin_proofs(rule_set, document_of(rule_set), "eve")


def work_off(run: ProofRun) -> str:
    """What the process says that the studio starts."""
    out = StringIO()
    call_command("prove", run.pk, stdout=out)
    run.refresh_from_db()
    return out.getvalue().strip()


@pytest.mark.django_db(transaction=True)
def test_a_run_is_begun_once_and_keeps_what_was_found(started: list[int]) -> None:
    rule_set = publish_ages(65)
    run = begin(rule_set)
    assert started == [run.pk]
    assert (run.state, run.by, is_working(run)) == ("running", "eve", True)
    assert begin(rule_set) == run
    assert report_of_proofs(rule_set, version(65)) is None
    assert work_off(run) == "The proofs are done."
    assert (run.state, run.count) == ("done", len(report_on(version(65)).results))
    assert report_of_proofs(rule_set, version(65)) == report_on(version(65))
    assert report_of_proofs(rule_set, version(66)) is None
    assert begin(rule_set) == run
    assert started == [run.pk]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_cancelled_ends_and_can_be_begun_again(started: list[int]) -> None:
    run = begin(publish_ages(65))
    cancel_proofs(run.rule_set)
    assert work_off(run) == "The proofs were cancelled."
    assert (run.state, run.report, is_working(run)) == ("cancelled", None, False)
    again = begin(run.rule_set)
    assert started == [run.pk, again.pk]
    assert work_off(again) == "The proofs are done."
    cancel_proofs(again.rule_set)
    again.refresh_from_db()
    assert again.state == "done"


def test_an_example_visitor_more_needs_no_new_proof(started: list[int]) -> None:
    """Whoever keeps a counter-example as one can go on."""
    rule_set = publish_ages(65)
    run = begin(rule_set)
    example = {
        "key": "anne",
        "title": "Anne",
        "answers": ["age_years is 70", "sex is female"],
        "level": "maintain",
    }
    assert begin_proofs(rule_set, parse({**dump(version(65)), "examples": [example]}), "eve") == run
    assert rule_set.proof_runs.count() == 1


def test_a_rule_set_has_one_run_at_work(started: list[int]) -> None:
    """Whoever edits on and proves again does not fill the machine with solvers."""
    rule_set = publish_ages(65)
    earlier = begin_proofs(rule_set, version(60), "eve")
    begin_proofs(rule_set, version(61), "eve")
    earlier.refresh_from_db()
    assert earlier.state == "cancelled"
    assert [run.state for run in rule_set.proof_runs.order_by("-begun")] == ["running", "cancelled"]


def test_a_run_is_cancelled_in_the_middle(started: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process, and the solver's, end before the proofs do."""
    monkeypatch.setattr(proving, "TELL_SECONDS", 0.0)
    run = begin(publish_ages(65))
    looked: list[int] = []

    def steps(document: object) -> Any:
        for step in apart.steps(version(65)):
            looked.append(step.total)
            if len(looked) == 3:
                cancel_proofs(run.rule_set)
            yield step

    monkeypatch.setattr(proving, "steps", steps)
    assert work_off(run) == "The proofs were cancelled."
    assert len(looked) == 3
    assert (run.state, run.done) == ("cancelled", 2)


@pytest.mark.parametrize("seconds", [0.5, 0.0], ids=["comes back", "stays away"])
def test_a_database_that_is_busy_at_the_end_is_asked_again(
    started: list[int], monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    """SQLite gives up after two seconds; the proofs of a minute must not be lost. A run that nobody hears dies."""
    run = begin(publish_ages(65))
    monkeypatch.setattr(proving, "TELL_SECONDS", 0.01)
    monkeypatch.setattr(proving, "SILENCE", timedelta(seconds=seconds))
    ends: list[object] = []
    update = QuerySet.update

    def busy(rows: Any, **news: Any) -> int:
        if rows.model is ProofRun:
            ends.extend([news] * ("report" in news))
            if len(ends) < 3 or not seconds:
                raise OperationalError("database is locked")
        return int(update(rows, **news))

    monkeypatch.setattr(QuerySet, "update", busy)
    if seconds:
        assert work_off(run) == "The proofs are done."
    else:
        with pytest.raises(OperationalError):
            work_off(run)


def test_a_run_of_which_nothing_was_heard_is_dead(started: list[int]) -> None:
    """The machine was switched off, say; it can be begun again."""
    run = begin(publish_ages(65))
    ProofRun.objects.update(heard=timezone.now() - timedelta(minutes=2))
    run.refresh_from_db()
    assert not is_working(run)
    assert begin(run.rule_set).pk != run.pk


def test_rules_with_problems_are_not_proven(started: list[int]) -> None:
    data = small()
    data["rules"][0]["all"] = ["age_years ≥ 650"]
    rule_set = publish_ages(65)
    with pytest.raises(DocumentInvalid, match="out of range"):
        begin_proofs(rule_set, parse(data), "eve")
    assert started == []


def test_proofs_that_were_stopped_may_be_tried_again(started: list[int]) -> None:
    """And the runs of long ago are forgotten."""
    rule_set = publish_ages(65)
    for age in range(20, 20 + proving.KEPT + 2):
        begin_proofs(rule_set, version(age), "eve")
    assert rule_set.proof_runs.count() == proving.KEPT + 1
    run = begin(rule_set)
    ProofRun.objects.filter(pk=run.pk).update(
        state="done", report=Report((), Problem((), "no end", {})).as_data()
    )
    assert begin(rule_set).pk != run.pk


def test_there_is_no_such_run() -> None:
    with pytest.raises(CommandError, match="there is no proof run 7"):
        call_command("prove", 7)


def test_nothing_is_published_before_it_is_proven(started: list[int]) -> None:
    """Nor when only an earlier state was."""
    edit(60, "eve")
    edited = edit(61, "ann")
    ProofRun.objects.filter(rule_set=edited, digest=subject(document_of(edited))).delete()
    refused(lambda: publish_working_copy(edited, seen(edited), in_force(), "why", "pia"), NotProven)


@pytest.fixture(autouse=True)
def _released() -> None:
    """A release from 65."""
    publish_ages(65)


def test_what_does_not_hold_is_not_published() -> None:
    """With the sentence that says what; by a file neither."""
    data = small()
    data["rules"].append(rule("again", "old", all=["age_years ≥ 70"]))
    why = refused(lambda: publish(parse(data), "why"), DocumentInvalid)
    assert str(why).startswith("rules → again: changes nothing for anybody")


def test_what_is_undecided_is_published_for_a_reason_that_is_kept() -> None:
    edited = edit(60, "eve")
    stopped = Report(report_on(version(60)).results[:50], Problem((), "no end", {}))
    ProofRun.objects.filter(digest=subject(document_of(edited))).update(report=stopped.as_data())

    def attempt(despite: str = "") -> Any:
        return publish_working_copy(edited, seen(edited), in_force(), "why", "pia", despite)

    assert "document: no end" in str(refused(attempt, Undecided))
    release = attempt(" It is only slow. ")
    assert release.report[-1]["despite"] == "It is only slow."
    assert (release.report[-1]["count"], release.report[-1]["problems"]) == (50, [])


def test_an_import_that_is_undecided_needs_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the solver gets no time at all."""
    from rules.yamlfiles import write_folder

    write_folder(version(61), tmp_path)
    monkeypatch.setattr(apart, "LIMITS", apart.LIMITS._replace(wall_seconds=0))
    apart._finished.cache_clear()
    with pytest.raises(CommandError, match=r"did not come to an end within 0 seconds(.|\n)*--despite"):
        call_command("import_rules", str(tmp_path))
    call_command("import_rules", str(tmp_path), despite="This machine is slow.", stdout=StringIO())
    apart._finished.cache_clear()
    report = RuleSet.objects.get(key="small").current.report  # type: ignore[union-attr]
    assert report[-1]["despite"] == "This machine is slow."


@pytest.mark.django_db(transaction=True)
def test_the_process_of_a_run_outlives_whoever_began_it(tmp_path: Path) -> None:
    """The real one: begun by a process that ends at once, on a database that both see."""
    database = shared_database(tmp_path)
    with child("tests.rules.beginner", database) as beginner:
        beginner.ask("prepare")
        beginner.ask("begin")
    with child("tests.rules.beginner", database) as watcher:
        for _ in range(120):
            state = watcher.ask("state")
            if state["state"] != "running":
                break
            time.sleep(0.5)
    assert state == {"state": "done", "proofs": len(report_on(parse(dump(version(65)))).results)}


def test_a_run_is_named_by_its_rules(started: list[int]) -> None:
    run = begin(publish_ages(65))
    assert str(run) == f"small {run.digest[:19]}"


def test_the_process_is_left_behind_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a session of its own, with the number of the run; nobody waits for it."""
    told = tmp_path / "told"
    monkeypatch.setattr(proving, "BEHIND", f'(sleep 0.2; echo "$1" > {told}) &')
    proving._start(7)
    assert not told.exists()
    until = time.monotonic() + 10
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert told.read_text() == "7\n"


def test_what_somebody_else_published_meanwhile_is_not_published_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The proofs take seconds; two imports of the same file may meet."""

    def meanwhile(document: Any) -> Report:
        monkeypatch.undo()
        publish(document, "the faster one")
        return report_on(document)

    monkeypatch.setattr(publication, "report_on", meanwhile)
    release, is_new = publish(version(62), "the slower one")
    assert (release.note, is_new) == ("the faster one", False)
