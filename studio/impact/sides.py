"""The working copy and a release, each tried on everybody of the made-up population, both at once.

The rules run in processes of their own (`rules.sandbox`), and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from rules.document import Document
from rules.impact import Survey
from rules.models import Release
from rules.population import population
from rules.problems import DocumentInvalid, Problem
from rules.sandbox import AT_ONCE, survey_apart
from studio.trying.trials import Fault, faults_of
from studio.workingcopy import WorkingCopy


@dataclass(frozen=True, slots=True)
class Side:
    """Rules in use, and what they do to each person."""

    document: Document
    survey: Survey


@dataclass(frozen=True, slots=True)
class Sides:
    """Before and after: None where there is no release, and where there are faults."""

    before: Side | None
    after: Side | None
    before_faults: list[Fault]
    after_faults: list[Fault]


def both_sides(copy: WorkingCopy, release: Release | None) -> Sides:
    """The release and the working copy; nothing runs while the checks of the working copy fail."""
    if copy.problems:
        return Sides(None, None, [], faults_of(copy, copy.problems))
    before, broken = _readable(release)
    done = _surveys([copy.document, *([before] if before else [])])
    after, after_problems = _side(copy.document, done)
    was, before_problems = _side(before, done) if before else (None, broken)
    return Sides(was, after, faults_of(copy, before_problems), faults_of(copy, after_problems))


def _readable(release: Release | None) -> tuple[Document | None, list[Problem]]:
    try:
        return (release.document() if release else None), []
    except DocumentInvalid as invalid:
        return None, invalid.problems


def _surveys(documents: Iterable[Document]) -> dict[Document, Future[Survey]]:
    """Each document once; the futures are done."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        asked = {document: threads.submit(survey_apart, document) for document in set(documents)}
        population()  # who compares them needs it too: it is drawn while the others work, once in a process
        return asked


def _side(document: Document, done: dict[Document, Future[Survey]]) -> tuple[Side | None, list[Problem]]:
    try:
        return Side(document.in_use(), done[document].result()), []
    except DocumentInvalid as invalid:
        return None, invalid.problems
