"""What the proofs found, in words: how many of each kind hold, and what does not, with who shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.document import Guarantee
from rules.problems import Problem
from rules.proof.results import How, Proof, Report, Result, Verdict
from studio.guarantees import in_words
from studio.proving.visitors import Shown, shown
from studio.proving.words import NOTES, TITLES
from studio.publishing.problems import ProblemRow, problem_row
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_SHOWN = 50  # of what does not hold: who mends those first has fewer


@dataclass(frozen=True, slots=True)
class Kind:
    """The proofs of one kind: `held` of `count`, by argument or by the solver."""

    title: StrOrPromise
    note: StrOrPromise
    count: int
    refuted: int
    undecided: int
    by_argument: int
    by_solver: int

    @property
    def held(self) -> int:
        """How many succeeded."""
        return self.by_argument + self.by_solver


@dataclass(frozen=True, slots=True)
class Failure:
    """What does not hold, or what nobody knows to hold; `origin` is the part as the page that tries names it.

    `promise` is what a guarantee says, "" of other parts.
    """

    title: StrOrPromise
    problem: ProblemRow
    is_refuted: bool
    origin: str
    promise: str
    visitors: list[Shown]


def kinds(report: Report) -> list[Kind]:
    """Every kind in order, those with nothing to prove too."""
    return [_kind(proof, [one for one in report.results if one.proof is proof]) for proof in Proof]


def _kind(proof: Proof, results: Sequence[Result]) -> Kind:
    verdicts = [one.verdict for one in results]
    means = [one.how for one in results if one.verdict is Verdict.PROVEN]
    return Kind(
        TITLES[proof],
        NOTES.get(proof, ""),
        len(results),
        verdicts.count(Verdict.REFUTED),
        verdicts.count(Verdict.UNDECIDED),
        means.count(How.ARGUMENT),
        means.count(How.SOLVER),
    )


def failing(report: Report) -> list[tuple[Result, Problem]]:
    """What does not hold, then what is not decided, each with what to mend."""
    return [
        (one, one.problem)
        for verdict in (Verdict.REFUTED, Verdict.UNDECIDED)
        for one in report.results
        if one.verdict is verdict and one.problem
    ]


def failures(copy: WorkingCopy, failed: Sequence[tuple[Result, Problem]]) -> list[Failure]:
    """Each in words, as many as anybody reads at once."""
    return [_failure(copy, result, problem) for result, problem in failed[:MOST_SHOWN]]


def _failure(copy: WorkingCopy, result: Result, problem: Problem) -> Failure:
    part = copy.part_of(problem)
    item = copy.items.get((part.collection, part.key)) if part else None
    return Failure(
        TITLES[result.proof],
        problem_row(problem, copy),
        result.verdict is Verdict.REFUTED,
        f"{part.collection}:{part.key}" if part else "",
        in_words(copy, item) if isinstance(item, Guarantee) else "",
        shown(copy, result.visitors),
    )
