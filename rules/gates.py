"""The gates of a publication: what must hold before visitors get a document. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rules.checks import problems_of
from rules.document import Document, Example
from rules.examples import answers_of
from rules.outcome import Outcome
from rules.problems import DocumentInvalid, Problem, problem
from rules.proof.results import Report
from rules.sandbox import Answers, try_out

KEPT = 16  # documents
# The engine runs, whether there are examples or not.
SOMEBODY: Answers = {"age_years": 50, "sex": "unspecified"}


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: `name` is checks, engine, examples or proofs; it is open when there are no `problems`.

    `was_tried` is false for a gate behind a closed one. `count` is how many parts, rules, examples or proofs went
    through.
    """

    name: str
    count: int
    problems: tuple[Problem, ...] = field(default=())
    was_tried: bool = True


def examine(document: Document) -> tuple[Gate, ...]:
    """Every gate, in order; the engine is only tried on what passed the checks."""
    count = sum(1 for _ in document.items())
    if found := problems_of(document):
        closed = Gate("checks", count, tuple(found))
        return closed, Gate("engine", 0, was_tried=False), Gate("examples", 0, was_tried=False)
    try:
        outcomes = outcomes_of_examples(document)
    except DocumentInvalid as invalid:
        closed = Gate("engine", 0, tuple(invalid.problems))
        return Gate("checks", count), closed, Gate("examples", 0, was_tried=False)
    pairs = zip(document.examples, outcomes, strict=True)
    problems = tuple(fault for example, outcome in pairs for fault in shortfalls(example, outcome))
    tried = Gate("engine", len(document.in_use().rules))
    return Gate("checks", count), tried, Gate("examples", len(document.examples), problems)


def proofs_gate(report: Report, despite: str = "") -> Gate:
    """The last gate; what is not decided closes it too, unless somebody said why to publish `despite` that."""
    undecided = () if despite else report.undecided
    return Gate("proofs", len(report.results), (*report.refuted, *undecided))


def report_of(gates: Iterable[Gate], proofs: Report, despite: str = "") -> list[dict[str, object]]:
    """The gates as a release keeps them, the proofs with what they proved."""
    lines: list[dict[str, object]] = [
        {"gate": gate.name, "count": gate.count, "problems": [*gate.problems]}
        for gate in (*gates, proofs_gate(proofs, despite))
    ]
    lines[-1] |= proofs.summary(despite)
    return lines


@lru_cache(maxsize=KEPT)  # a process of its own takes half a second; what failed is tried again
def outcomes_of_examples(document: Document) -> tuple[Outcome, ...]:
    """What each example visitor gets, by rules that passed the checks; raise DocumentInvalid if they do not run."""
    _, *traced = try_out(document, [SOMEBODY, *(answers_of(example) for example in document.examples)])
    return tuple(one.outcome for one in traced)


def shortfalls(example: Example, outcome: Outcome) -> Iterator[Problem]:
    """What an example visitor must get and does not."""
    place = ("examples", example.key)
    if outcome["level"] != example.level:
        yield problem(
            place,
            "gets the level %(level)s, must get %(due)s; mend the rules, or the example if that is meant",
            level=outcome["level"],
            due=example.level,
        )
    got = given(outcome)
    for key in sorted({*example.findings}.difference(got["findings"])):
        yield problem(place, "lacks the finding “%(finding)s”; mend the rules, or the example", finding=key)
    for key in sorted({*example.tips}.difference(got["tips"])):
        yield problem(place, "lacks the tip “%(tip)s”; mend the rules, or the example", tip=key)
    for key in sorted({*example.withheld}.difference(got["withheld"])):
        yield problem(
            place, "“%(tip)s” is not withheld from this visitor; mend the rules, or the example", tip=key
        )


def given(outcome: Outcome) -> dict[str, list[str]]:
    """The keys of what an example visitor can expect of an outcome, by the names of the example's lists."""
    return {
        "findings": [entry["key"] for entry in outcome["findings"]],
        "tips": [tip["key"] for tip in outcome["tips"]],
        "withheld": [tip["key"] for tip in outcome["withheld"]],
    }
