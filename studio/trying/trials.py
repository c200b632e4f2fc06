"""Made-up answers, tried with a working copy or a release, beside the release in force.

What was never published runs in a process of its own (`rules.sandbox`), and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rules.assessment import Assessor, Traced
from rules.document import Document
from rules.models import Release, RuleSet
from rules.outcome import Outcome
from rules.problems import DocumentInvalid, Problem
from rules.releases import DEFAULT_RULE_SET, releases
from rules.sandbox import try_out
from studio.problems import in_words
from studio.trying.comparison import Group, differences, marked
from studio.trying.outcomes import Groups, OutcomeWriter
from studio.words import address_of
from studio.workingcopy import Name, WorkingCopy

DRAFT = "draft"
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why rules cannot be tried: what it concerns, "" for no part of its own, and the page where to mend it."""

    text: str
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What some rules gave, or the faults for which they gave nothing."""

    title: str
    outcome: Outcome | None = None
    groups: Groups | None = None
    origin: str = ""
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """One of the outcomes side by side."""

    tried: Tried
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Trial:
    """One or two columns; `differences` is None where there are not two outcomes to compare."""

    columns: list[Column]
    differences: list[str] | None


def rules_to_try(rule_set: RuleSet) -> dict[str, str]:
    """The working copy and every release, by the name that a request gives them. One query."""
    current = rule_set.current.number if rule_set.current else None
    numbers = rule_set.releases.order_by("-number").values_list("number", "withdrawal")
    return {DRAFT: _("Working copy")} | {
        str(number): _release_title(number, current, withdrawal is not None) for number, withdrawal in numbers
    }


def _release_title(number: int, current: int | None, is_withdrawn: bool) -> str:
    if number == current:
        return _("Release %(number)s (in force)") % {"number": number}
    if is_withdrawn:
        return _("Release %(number)s (withdrawn)") % {"number": number}
    return _("Release %(number)s") % {"number": number}


class Bench:
    """Tries one visitor's sound answers; `titles` are the rules to choose from, `origin` the part one came from."""

    def __init__(self, copy: WorkingCopy, titles: Mapping[str, str], answers: Answers, origin: Name) -> None:
        self._copy, self._titles, self._answers, self._origin = copy, titles, answers, origin

    def compare(self, rules: str) -> Trial:
        """The outcome of the chosen rules, and beside it that of the release in force unless it was chosen."""
        current = self._copy.rule_set.current
        chosen = [rules]
        if current and str(current.number) != rules:
            chosen.append(str(current.number))
        tried = [self._try(name) for name in chosen]
        groups = [one.groups for one in tried if one.groups is not None]
        if len(groups) < 2:
            return Trial([Column(one, marked(one.groups) if one.groups else []) for one in tried], None)
        (one, other), (here, there) = tried, groups
        columns = [Column(one, marked(here, there)), Column(other, marked(there, here))]
        return Trial(columns, differences(here, there, (one.title, other.title)))

    def _try(self, name: str) -> Tried:
        title, copy = self._titles[name], self._copy
        try:
            document, traced = self._by_draft() if name == DRAFT else self._by_release(int(name))
        except DocumentInvalid as invalid:
            return Tried(title, faults=faults_of(copy, invalid.problems))
        parts = copy.parts if name == DRAFT else {}
        writer = OutcomeWriter(document, traced.fired, copy.language, self._origin, parts)
        outcome = traced.outcome
        return Tried(title, outcome, writer.groups(outcome), writer.origin(outcome))

    def _by_draft(self) -> tuple[Document, Traced]:
        copy = self._copy
        if copy.problems:
            raise DocumentInvalid(copy.problems)
        (traced,) = try_out(copy.document, [self._answers], copy.language)
        return copy.document.in_use(), traced

    def _by_release(self, number: int) -> tuple[Document, Traced]:
        rule_set = self._copy.rule_set
        if rule_set.key == DEFAULT_RULE_SET:
            assessor = releases.numbered(number)
        else:
            release = Release.objects.select_related("rule_set").get(rule_set=rule_set, number=number)
            assessor = Assessor(release.document(), release.reference())
        return assessor.document, assessor.trace(self._answers, self._copy.language)


def faults_of(copy: WorkingCopy, problems: list[Problem]) -> list[Fault]:
    """Problems of a document with the parts of the working copy that they concern."""
    return [_fault(copy, problem) for problem in problems]


def _fault(copy: WorkingCopy, problem: Problem) -> Fault:
    part = copy.part_of(problem)
    if part is None:
        return Fault(in_words(problem))
    return Fault(in_words(problem), copy.title_of((part.collection, part.key)), address_of(part))
