"""The gates of a publication in words, and the problems that close them beside links to the parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy

from questionnaire.levels import LEVELS
from rules.gates import Gate
from rules.problems import Problem
from studio.problems import in_words
from studio.words import address_of
from studio.workingcopy import Name, WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES = {
    "checks": gettext_lazy("Nothing is missing, and everything fits together"),
    "engine": gettext_lazy("The rules run, and quickly enough"),
    "examples": gettext_lazy("The example visitors get what they must get"),
}
COUNTS = {
    "checks": ngettext_lazy("%(count)d part", "%(count)d parts", "count"),
    "engine": ngettext_lazy("%(count)d rule", "%(count)d rules", "count"),
    "examples": ngettext_lazy("%(count)d example visitor", "%(count)d example visitors", "count"),
}
# The list of the part that a problem names beside the one it concerns, by a word of its sentence; else a finding.
NAMED = {"tip": "recommendations", "withheld": "recommendations", "source": "sources"}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What is wrong, and the part that it concerns; `address` is its page's, "" where there is none.

    `named` are the title and the address of another part that the sentence names, if any.
    """

    text: str
    title: str
    address: str
    named: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate: what it asks, how it stands, and what closes it."""

    title: StrOrPromise
    state: str
    is_open: bool
    problems: list[ProblemRow]


def gates_in_words(gates: Iterable[Gate], copy: WorkingCopy) -> list[GateRow]:
    """Each gate as it stands for a working copy."""
    return [
        GateRow(
            TITLES[gate.name],
            _state(gate),
            gate.was_tried and not gate.problems,
            [problem_row(problem, copy) for problem in gate.problems],
        )
        for gate in gates
    ]


def report_in_words(report: Sequence[dict[str, Any]]) -> list[str]:
    """What the gates found when a release was published."""
    return [str(COUNTS[line["gate"]] % {"count": line["count"]}) for line in report if line["gate"] in COUNTS]


def problem_row(problem: Problem, copy: WorkingCopy | None) -> ProblemRow:
    """A problem beside the part that it concerns; of a document that is no working copy, beside its place."""
    name = problem.place[:2]
    part = copy.parts.get((name[0], name[1])) if copy and len(name) == 2 else None
    if copy is None or part is None:
        return ProblemRow(in_words(problem), " → ".join(problem.place), "")
    title, words = copy.title_of((part.collection, part.key)), dict(problem.params)
    for param in words.keys() & {"level", "due"}:
        words[param] = gettext("“%(words)s”") % {"words": LEVELS[str(words[param])].title}
    other = _named(problem)
    if other not in copy.parts:
        return ProblemRow(gettext(problem.template) % words, title, address_of(part))
    words["key"] = copy.title_of(other)
    link = (copy.title_of(other), address_of(copy.parts[other]))
    return ProblemRow(gettext(problem.template) % words, title, address_of(part), link)


def _named(problem: Problem) -> Name:
    words = re.findall(r"\w+", problem.template)
    collection = next((NAMED[word] for word in words if word in NAMED), "findings")
    return collection, str(problem.params.get("key", ""))


def _state(gate: Gate) -> str:
    if not gate.was_tried:
        return gettext("not run yet")
    count = len(gate.problems)
    if count:
        return ngettext("%(count)d problem", "%(count)d problems", count) % {"count": count}
    return gettext("passed: %(what)s") % {"what": COUNTS[gate.name] % {"count": gate.count}}
