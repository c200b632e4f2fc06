"""What becomes of a proof, as plain data too: proofs run in a process of their own. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from rules.problems import Problem


class Proof(StrEnum):
    """What is proven, in the order in which it is."""

    ONE_LEVEL = "one-level"
    RED_FLAG = "red-flag-urgent"
    RULE_ALIVE = "rule-alive"
    REACHABLE = "recommendation-reachable"
    WITHHELD = "withheld"
    INCOMPATIBLE = "incompatible"
    CRITERION = "criterion-refers"
    GUARANTEE = "guarantee"
    MONOTONE = "monotone"
    UNANSWERED = "unanswered"


class Verdict(StrEnum):
    """How it ended: it holds for everybody, it does not, or the solver could not tell."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class How(StrEnum):
    """By which means: from the way the rules are built, or by the solver."""

    ARGUMENT = "argument"
    SOLVER = "solver"


class Visitor(NamedTuple):
    """A counter-example, as the engine confirmed it; `answers` as `Assessor.assess` takes them, `fired` rules' keys."""

    answers: dict[str, object]
    level: str
    fired: list[str]


@dataclass(frozen=True, slots=True)
class Result:
    """One proof and its end.

    `place` is the part that it speaks of, such as ("rules", "key"), or ("facts", "key"), or () for all of them.
    `problem` is what to mend when it does not hold or is not decided. `visitors` is who shows it: nobody where it
    takes nobody (a rule that can never hold), two where an answer changes, before and after.
    """

    proof: Proof
    place: tuple[str, ...]
    verdict: Verdict
    how: How
    problem: Problem | None = None
    visitors: tuple[Visitor, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain data, which `read` reads back."""
        return {
            "proof": self.proof.value,
            "place": [*self.place],
            "verdict": self.verdict.value,
            "how": self.how.value,
            "problem": _problem_data(self.problem),
            "visitors": [visitor._asdict() for visitor in self.visitors],
        }


def read(data: Mapping[str, Any]) -> Result:
    """A result from its plain data."""
    proof, verdict, how = Proof(data["proof"]), Verdict(data["verdict"]), How(data["how"])
    visitors = tuple(Visitor(**visitor) for visitor in data["visitors"])
    return Result(proof, tuple(data["place"]), verdict, how, _problem(data["problem"]), visitors)


@dataclass(frozen=True, slots=True)
class Report:
    """The proofs of one document in order, or those that came before the rest was `stopped`, and why it was."""

    results: tuple[Result, ...]
    stopped: Problem | None = None

    @property
    def refuted(self) -> tuple[Problem, ...]:
        """What does not hold."""
        return self._problems(Verdict.REFUTED)

    @property
    def undecided(self) -> tuple[Problem, ...]:
        """What nobody knows to hold or not."""
        return (*self._problems(Verdict.UNDECIDED), *([self.stopped] if self.stopped else []))

    def _problems(self, verdict: Verdict) -> tuple[Problem, ...]:
        return tuple(one.problem for one in self.results if one.verdict is verdict and one.problem)

    def proven(self) -> dict[str, int]:
        """How many proofs of each kind succeeded."""
        return {**Counter(one.proof.value for one in self.results if one.verdict is Verdict.PROVEN)}

    def summary(self, despite: str = "") -> dict[str, Any]:
        """What a release keeps: the numbers, what stayed undecided, and why it was published despite that.

        Of what is undecided: place, sentence, params, and the proof's name ("" when the rest of the proofs is missing).
        """
        undecided = [
            [*(_problem_data(one.problem) or []), one.proof.value]
            for one in self.results
            if one.verdict is Verdict.UNDECIDED
        ]
        if self.stopped:
            undecided.append([*(_problem_data(self.stopped) or []), ""])
        return {"proven": self.proven(), "undecided": undecided, "despite": despite if undecided else ""}

    def as_data(self) -> dict[str, Any]:
        """Plain data, which `read_report` reads back."""
        return {
            "results": [result.as_data() for result in self.results],
            "stopped": _problem_data(self.stopped),
        }


def read_report(data: Mapping[str, Any]) -> Report:
    """A report from its plain data."""
    return Report(tuple(map(read, data["results"])), _problem(data["stopped"]))


def _problem_data(problem: Problem | None) -> list[Any] | None:
    return [[*problem.place], problem.template, problem.params] if problem else None


def _problem(data: Sequence[Any] | None) -> Problem | None:
    return Problem(tuple(data[0]), data[1], data[2]) if data else None
