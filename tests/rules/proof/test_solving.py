"""The solver: anybody, whoever gave the fewest answers, and no end."""

from __future__ import annotations

from itertools import combinations

import pytest
import z3

from rules.facts import FACTS
from rules.proof import solving
from rules.proof.inquiry import UNDECIDED
from rules.proof.prover import tasks
from rules.proof.results import How, Verdict
from rules.proof.solving import Solver, Undecided
from rules.proof.somebody import Somebody
from rules.proof.visitors import holds
from tests.rules.documents import guarantee, small, sound


@pytest.fixture
def somebody() -> Somebody:
    """Anybody."""
    return Somebody()


@pytest.fixture
def solver(somebody: Somebody) -> Solver:
    """Among all people."""
    return Solver(somebody.laws)


def answered(model: z3.ModelRef | None, somebody: Somebody) -> set[str]:
    """What was answered."""
    assert model is not None
    return {key for key in FACTS if holds(model, somebody.known(key))}


def test_somebody_is_found_or_nobody(solver: Solver, somebody: Somebody) -> None:
    age = somebody.number("age_years")
    assert solver.find(age > 120) is None
    model = solver.find(age > 119)
    assert model is not None
    assert model.eval(age) == 120
    assert solver.find() is not None  # what was supposed before is forgotten


def test_the_fewest_answers(solver: Solver, somebody: Somebody) -> None:
    always = {"age_years", "sex"}
    assert answered(solver.smallest(somebody), somebody) == always
    choice = z3.Or(
        z3.And(somebody.known("smoking"), somebody.known("stress")), somebody.option("menopause", "natural")
    )
    assert answered(solver.smallest(somebody, choice), somebody) == {*always, "menopause"}
    assert answered(solver.smallest(somebody, somebody.known("fracture_sites")), somebody) == {
        *always,
        "fragility_fracture",
        "fracture_sites",
    }
    assert solver.smallest(somebody, somebody.number("age_years") > 120) is None


def test_every_answer_where_it_takes_them_all(solver: Solver, somebody: Somebody) -> None:
    every = [somebody.known(key) for key in FACTS]
    assert answered(solver.smallest(somebody, *every), somebody) == {*FACTS}


def test_what_clashes(solver: Solver, somebody: Somebody) -> None:
    age = somebody.number("age_years")
    rest = [somebody.known("weight_kg"), somebody.option("smoking", "never")]
    assert solver.clashing([age > 60, rest[0], age < 50, rest[1]]) == [0, 2]
    assert solver.clashing([rest[0], age > 130]) == [1]
    assert solver.clashing([somebody.option("sex", "male"), somebody.known("menopause"), *rest]) == [0, 1]
    assert solver.clashing([]) == []
    assert solver.clashing(rest) == []
    assert solver.find(*rest) is not None


def pigeons(count: int) -> z3.BoolRef:
    """More pigeons than holes, each in a hole of its own: what solvers take longest to find impossible."""
    nests = [[z3.Bool(f"pigeon {p} in {hole}") for hole in range(count - 1)] for p in range(count)]
    apart = [z3.Not(z3.And(a, b)) for hole in zip(*nests, strict=True) for a, b in combinations(hole, 2)]
    return z3.And([z3.Or(nest) for nest in nests] + apart)


def test_a_question_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch, somebody: Somebody) -> None:
    monkeypatch.setattr(solving, "STEPS", 100_000)
    solver = Solver(somebody.laws)
    with pytest.raises(Undecided):
        solver.find(pigeons(12))
    assert solver.clashing([pigeons(12)]) == []
    assert solver.find() is not None


def test_some_more_answers_where_nobody_can_tell_whether_fewer_do(
    monkeypatch: pytest.MonkeyPatch, somebody: Somebody
) -> None:
    monkeypatch.setattr(solving, "STEPS", 400_000)
    smokes = somebody.option("smoking", "current")
    model = Solver(somebody.laws).smallest(somebody, z3.Or(smokes, pigeons(12)))
    assert answered(model, somebody) == {"age_years", "sex", "smoking"}


def test_a_proof_without_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "STEPS", 1)
    data = {**small(), "guarantees": [guarantee("none")]}
    results = [task.result() for task in tasks(sound(data))]
    verdicts = {(result.verdict, result.how) for result in results}
    assert verdicts == {(Verdict.PROVEN, How.ARGUMENT), (Verdict.UNDECIDED, How.SOLVER)}
    for result in results:
        if result.verdict is Verdict.UNDECIDED:
            assert result.problem is not None
            assert result.problem.place == result.place
            assert result.problem.template == UNDECIDED
            assert result.visitors == ()


def test_nobody_waits_for_ever_for_the_fewest_answers(
    monkeypatch: pytest.MonkeyPatch, somebody: Somebody
) -> None:
    """After a few questions without an answer whoever was found will do."""
    solver = Solver(somebody.laws)
    asked: list[object] = []
    find = solver.find

    def tired(*formulas: z3.BoolRef) -> z3.ModelRef | None:
        asked.append(formulas)
        if len(asked) > 1:
            raise Undecided("tired")
        return find(*formulas)

    monkeypatch.setattr(solver, "find", tired)
    assert solver.smallest(somebody, somebody.option("smoking", "current")) is not None
    assert len(asked) == 2 + solving.GIVEN_UP
