"""Small rule sets put to the proof, one question at a time."""

from __future__ import annotations

from typing import Any

from rules.proof.prover import tasks
from rules.proof.results import Proof, Result, Verdict
from tests.rules.documents import Data, small, sound
from tests.rules.proof.stating import Told, facts_of, referred


def about(**lists: list[Data]) -> Data:
    """A rule set of these findings, rules, recommendations and guarantees alone."""
    return {**small(), "findings": [], "rules": [], "recommendations": [], **lists}


def ask(data: Data, proof: Proof, *place: str) -> list[Result]:
    """The proofs of this name, of one part or of all."""
    asked = [task for task in tasks(sound(data)) if task.proof is proof and place in ((), task.place)]
    return [task.result() for task in asked]


def refuted(data: Data, proof: Proof, *place: str) -> Result:
    """The only one that does not hold; the reference says of each visitor what the engine says."""
    found = [result for result in ask(data, proof, *place) if result.verdict is not Verdict.PROVEN]
    (result,) = found
    assert result.verdict is Verdict.REFUTED
    assert result.problem is not None
    assert result.problem.place == result.place
    for visitor in result.visitors:
        told = told_to(data, visitor.answers)
        assert (visitor.level, {*visitor.fired}) == (told.level, told.fired)
    return result


def is_proven(data: Data, proof: Proof, *place: str) -> list[str]:
    """By which means each is proven."""
    found = ask(data, proof, *place)
    assert {result.verdict for result in found} == {Verdict.PROVEN}
    assert {(result.problem, result.visitors) for result in found} == {(None, ())}
    return [result.how for result in found]


def told_to(data: Data, answers: dict[str, Any]) -> Told:
    """What the reference tells a visitor."""
    return referred(sound(data), facts_of(answers))


def answers_of(result: Result) -> list[dict[str, object]]:
    """What its visitors answered."""
    return [visitor.answers for visitor in result.visitors]
