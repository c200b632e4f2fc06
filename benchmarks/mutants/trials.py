"""One document with a mistake: does it break the contract for anybody, and what would have stopped its publication?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.mutants.mutations import Data
from benchmarks.mutants.people import people
from rules.assessment import Assessor
from rules.checks import check
from rules.document import Document, parse
from rules.examples import answers_of
from rules.facts import Facts
from rules.gates import shortfalls
from rules.outcome import unreleased
from rules.problems import DocumentInvalid
from rules.proof.prover import tasks
from rules.proof.results import Proof, Verdict
from tests.rules.contract import Due, due

CHECKS, EXAMPLES = "checks", "examples"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: `breaks` is what somebody gets against the contract, `caught` what would have stopped it."""

    breaks: str | None
    caught: str | None


class Contract:
    """The people, with what each of them must get."""

    def __init__(self, people: Sequence[Facts]) -> None:
        self._people = [(facts, due(facts)) for facts in people]

    def breach(self, document: Document) -> str | None:
        """What somebody gets that they must not, or not what they must; None for nobody."""
        assessor = Assessor(document, unreleased(document))
        then = {rule.key: rule.then for rule in document.rules}
        return next(filter(None, (_fault(assessor, then, *person) for person in self._people)), None)


def _fault(assessor: Assessor, then: dict[str, str], facts: Facts, expected: Due) -> str | None:
    brief = assessor.brief(facts)
    return expected.fault(brief.level, {then[key] for key in brief.fired}, brief.tips)


@cache
def contract() -> Contract:
    """With everybody; it takes some seconds, once in each process."""
    return Contract(people())


def attempt(data: Data) -> Trial:
    """What the checks refuse cannot run, so it gets nobody into anything."""
    try:
        document = parse(data)
        check(document)
    except DocumentInvalid:
        return Trial(None, CHECKS)
    breaks = contract().breach(document)
    return Trial(breaks, next(_catches(document), None) if breaks else None)


def _catches(document: Document) -> Iterator[str]:
    """What fails: proofs first, and among them guarantees, which catch most."""
    for task in sorted(tasks(document), key=lambda task: task.proof is not Proof.GUARANTEE):
        if task.result().verdict is Verdict.REFUTED:
            yield f"{task.proof.value} {' '.join(task.place[1:])}"
    assessor = Assessor(document, unreleased(document))
    for example in document.examples:
        if any(shortfalls(example, assessor.assess(answers_of(example)))):
            yield EXAMPLES
