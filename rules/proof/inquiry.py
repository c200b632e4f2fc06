"""One document under proof: what its questions share. No Django.

A question is a function that returns its `Result`; `Task` is one that waits to be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import z3

from rules.document import Document
from rules.problems import Fault, Problem, sentence
from rules.proof.meaning import Meaning
from rules.proof.results import How, Proof, Result, Verdict, Visitor
from rules.proof.solving import Solver, Undecided
from rules.proof.somebody import Formula, Somebody
from rules.proof.visitors import Witness, holds

Place = tuple[str, ...]
UNDECIDED = sentence(
    "the solver cannot tell whether this holds for everybody (%(reason)s); simplify the rules"
)


class Task:
    """One proof that waits; `ask` raises Undecided when it does not come to an end."""

    def __init__(self, proof: Proof, place: Place, ask: Callable[[], Result]) -> None:
        self.proof, self.place, self._ask = proof, place, ask

    def result(self) -> Result:
        """Its end, whichever."""
        try:
            return self._ask()
        except Undecided as undecided:
            problem = Problem(self.place, UNDECIDED, {"reason": str(undecided)})
            return Result(self.proof, self.place, Verdict.UNDECIDED, How.SOLVER, problem)


class Inquiry:
    """A document that passed the checks, its meaning for anybody, the solver and the engine."""

    def __init__(self, document: Document) -> None:
        self.document = document.in_use()
        self.anybody = Somebody()
        self.meaning = Meaning(self.document, self.anybody)
        self.solver = Solver(self.anybody.laws)

    @cached_property
    def witness(self) -> Witness:
        """Compiled when the first counter-example comes."""
        return Witness(self.meaning)

    def never(self, proof: Proof, place: Place, formula: Callable[[], Formula], fault: Fault) -> Task:
        """The proof that the formula holds of nobody."""
        return Task(proof, place, lambda: self.holds_of_nobody(proof, place, formula(), fault))

    def holds_of_nobody(self, proof: Proof, place: Place, formula: Formula, fault: Fault) -> Result:
        """The same, proven now; raise Undecided."""
        supposed = z3.simplify(formula)
        if z3.is_false(supposed):
            return proven(proof, place, How.ARGUMENT)
        found = self.solver.smallest(self.anybody, supposed)
        if found is None:
            return proven(proof, place, How.SOLVER)
        visitor = self.witness.visitor(
            found, self.meaning, lambda typed: holds(found, z3.substitute(supposed, *typed))
        )
        return refuted(proof, place, fault, visitor)


def proven(proof: Proof, place: Place, how: How) -> Result:
    """It holds for everybody."""
    return Result(proof, place, Verdict.PROVEN, how)


def refuted(proof: Proof, place: Place, fault: Fault, *visitors: Visitor) -> Result:
    """It does not, as these visitors show."""
    return Result(proof, place, Verdict.REFUTED, How.SOLVER, fault.at(*place), visitors)
