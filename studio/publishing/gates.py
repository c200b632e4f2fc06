"""The gates of a publication in words, and the problems that close them beside links to the parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy

from rules.gates import Gate, proofs_gate
from rules.problems import Problem
from studio.publishing.problems import ProblemRow, problem_row
from studio.standing import Stand, Standing
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES = {
    "checks": gettext_lazy("Nothing is missing, and everything fits together"),
    "engine": gettext_lazy("The rules run, and quickly enough"),
    "examples": gettext_lazy("The example visitors get what they must get"),
    "proofs": gettext_lazy("What must hold for every possible visitor is proven"),
}
COUNTS = {
    "checks": ngettext_lazy("%(count)d part", "%(count)d parts", "count"),
    "engine": ngettext_lazy("%(count)d rule", "%(count)d rules", "count"),
    "examples": ngettext_lazy("%(count)d example visitor", "%(count)d example visitors", "count"),
    "proofs": ngettext_lazy("%(count)d proof", "%(count)d proofs", "count"),
}
MOST_SHOWN = 10  # of the proofs; their own page has more


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate: what it asks, how it stands, and what closes it."""

    name: str
    title: StrOrPromise
    state: str
    is_open: bool
    problems: list[ProblemRow]


@dataclass(frozen=True, slots=True)
class Despite:
    """Why a release was published although some proofs came to no end, and which."""

    reason: str
    undecided: list[ProblemRow]


def gates_in_words(gates: Iterable[Gate], copy: WorkingCopy) -> list[GateRow]:
    """Each gate as it stands for a working copy."""
    return [_row(gate, _state(gate), copy) for gate in gates]


def proofs_in_words(proofs: Standing, copy: WorkingCopy) -> GateRow:
    """The gate that takes longer than a page; what is not decided closes it until somebody says why not."""
    if proofs.report:
        gate = proofs_gate(proofs.report)
        return _row(replace(gate, problems=gate.problems[:MOST_SHOWN]), _state(gate), copy)
    gate = Gate("proofs", 0, was_tried=False)
    return _row(gate, gettext("running") if proofs.stand is Stand.RUNNING else _state(gate), copy)


def report_in_words(report: Sequence[dict[str, Any]]) -> list[str]:
    """What the gates found when a release was published."""
    return [_line(line) for line in report if line["gate"] in COUNTS]


def despite(report: Sequence[dict[str, Any]]) -> Despite | None:
    """Of a release that was published with some proofs undecided."""
    for line in report:
        if line.get("despite"):
            problems = [
                Problem(tuple(place), template, params)
                for place, template, params, _proof in line["undecided"]
            ]
            return Despite(line["despite"], [problem_row(problem, None) for problem in problems])
    return None


def _row(gate: Gate, state: str, copy: WorkingCopy) -> GateRow:
    is_open = gate.was_tried and not gate.problems
    shown = [problem_row(problem, copy) for problem in gate.problems]
    return GateRow(gate.name, TITLES[gate.name], state, is_open, shown)


def _line(line: dict[str, Any]) -> str:
    words = str(COUNTS[line["gate"]] % {"count": line["count"]})
    undecided = len(line.get("undecided", ()))
    if not undecided:
        return words
    return gettext("%(proofs)s (%(count)s not decided)") % {"proofs": words, "count": undecided}


def _state(gate: Gate) -> str:
    if not gate.was_tried:
        return gettext("not run yet")
    count = len(gate.problems)
    if count:
        return ngettext("%(count)d problem", "%(count)d problems", count) % {"count": count}
    return gettext("passed: %(what)s") % {"what": COUNTS[gate.name] % {"count": gate.count}}
