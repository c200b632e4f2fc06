"""Proof runs: begun, followed, cancelled. The work is done by `manage.py prove`, a process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
import subprocess
import sys
import time
from typing import Any, cast

from django.db import OperationalError, models, transaction
from django.utils import timezone

from rules.checks import problems_of
from rules.child import ROOT
from rules.document import Document, dump, parse
from rules.models import ProofRun, RuleSet
from rules.problems import DocumentInvalid
from rules.proof.apart import Step, report, steps, subject
from rules.proof.results import Report, read_report
from rules.services.editing import locked

State = ProofRun.State
SILENCE = timedelta(seconds=60)  # it says something each second; who is not heard of for so long is gone
TELL_SECONDS = 0.3
KEPT = 20  # runs of a rule set
# The shell leaves it behind at once, so that it outlives the web worker and nobody has to wait for its end.
BEHIND = '"$0" manage.py prove "$1" </dev/null >/dev/null &'


def begin_proofs(rule_set: RuleSet, document: Document, by: str) -> ProofRun:
    """The run for a document: that which is done or still working, or a new one; raise DocumentInvalid.

    A rule set has one run at work: a new one cancels that of other rules. One that was stopped may come to its end on
    a quieter machine, so it is begun again.
    """
    if problems := problems_of(document):
        raise DocumentInvalid(problems)
    name = subject(document)
    with transaction.atomic():
        rule_set = locked(rule_set)
        run = rule_set.proof_runs.filter(digest=name).first()
        if run and (_has_ended_well(run) or is_working(run)):
            return run
        if run:
            run.delete()
        _running(rule_set.proof_runs.all()).update(
            state=State.CANCELLED
        )  # of what the working copy is no longer
        for old in rule_set.proof_runs.order_by("-begun")[KEPT:]:
            old.delete()
        run = ProofRun.objects.create(
            rule_set=rule_set, digest=name, content=dump(document.without_examples()), by=by
        )
        transaction.on_commit(lambda: _start(run.pk))
    return run


def _report(run: ProofRun) -> Report:
    return read_report(cast("Mapping[str, Any]", run.report))  # of a run that is done


def _has_ended_well(run: ProofRun) -> bool:
    return run.state == State.DONE and not _report(run).stopped


def is_working(run: ProofRun) -> bool:
    """Whether its process is alive, as far as anybody heard."""
    return run.state == State.RUNNING and timezone.now() - run.heard < SILENCE


def cancel_proofs(rule_set: RuleSet) -> None:
    """Whatever is at work for the rule set ends within a second or two; a run that is done stays so."""
    _running(rule_set.proof_runs.all()).update(state=State.CANCELLED)


def prove(run: ProofRun) -> bool:
    """Work a run off, telling how far it is; False when somebody cancelled it."""
    try:
        with closing(steps(parse(run.content))) as proofs:
            found = report(_noted(run, proofs))
    except _Cancelled:
        return False
    return _end(run, found)


def report_of_proofs(rule_set: RuleSet, document: Document) -> Report | None:
    """What the proofs of exactly these rules found, whatever the examples; None while they have come to no end."""
    run = rule_set.proof_runs.filter(digest=subject(document), state=State.DONE).first()
    return _report(run) if run else None


class _Cancelled(Exception):
    pass


def _noted(run: ProofRun, proofs: Iterable[Step]) -> Iterator[Step]:
    """The same, told in the run now and then; raise _Cancelled when somebody wants no more."""
    told, done = 0.0, 0
    for step in proofs:
        done += step.result is not None
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            if not _tell(run, count=step.total, done=done):
                raise _Cancelled
        yield step


def _tell(run: ProofRun, **news: Any) -> bool:
    """Whether the run is still wanted; a database that is busy is told the next time."""
    try:
        return bool(_running(_runs(run)).update(**news, heard=timezone.now()))
    except OperationalError:
        return True


def _end(run: ProofRun, found: Report) -> bool:
    """The last word must come through: a busy database is asked again for as long as a run counts as alive."""
    until = time.monotonic() + SILENCE.total_seconds()
    while True:
        try:
            ended = _running(_runs(run)).update(
                state=State.DONE, report=found.as_data(), done=len(found.results), heard=timezone.now()
            )
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(TELL_SECONDS)
        else:
            return bool(ended)


def _runs(run: ProofRun) -> models.QuerySet[ProofRun]:
    return ProofRun.objects.filter(pk=run.pk)


def _running(runs: models.QuerySet[ProofRun]) -> models.QuerySet[ProofRun]:
    return runs.filter(state=State.RUNNING)


def _start(pk: int) -> None:
    subprocess.run(  # noqa: S603  # this very Python, our own command
        ["/bin/sh", "-c", BEHIND, sys.executable, str(pk)], cwd=ROOT, check=True, start_new_session=True
    )
