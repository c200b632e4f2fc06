"""A rule set under examination: gates, proofs and what it does to the made-up population, in words or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.document import Document, digest
from rules.examples import stated
from rules.gates import Gate, examine, proofs_gate
from rules.impact import Impact, compare
from rules.problems import DocumentInvalid, Problem
from rules.proof.apart import report_on
from rules.proof.results import Report, Result, Verdict
from rules.sandbox import survey_apart


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. `proofs` and `impact` are None where a gate before them is closed.

    `unseen` is why there is no impact of rules that are sound otherwise: too many for the population, say.
    """

    document: Document
    gates: tuple[Gate, ...]
    proofs: Report | None = None
    impact: Impact | None = None
    unseen: str = ""

    @property
    def problems(self) -> list[Problem]:
        """Why it cannot be published."""
        return [problem for gate in self.gates for problem in gate.problems]


def examination(document: Document, against: Document | None, despite: str) -> Examination:
    """Everything, as far as it can be tried; what is undecided is a problem unless there is a reason to publish."""
    gates = examine(document)
    if any(gate.problems for gate in gates):
        return Examination(document, gates)
    proofs = report_on(document)
    gates = (*gates, proofs_gate(proofs, despite))
    try:
        impact = compare(survey_apart(against) if against else None, survey_apart(document))
    except DocumentInvalid as invalid:
        return Examination(document, gates, proofs, unseen=str(invalid))
    return Examination(document, gates, proofs, impact)


def in_words(found: Examination) -> Iterator[str]:
    """Lines for whoever ran the command."""
    document, proofs, impact = found.document, found.proofs, found.impact
    if found.problems:
        yield f"{len(found.problems)} problem(s):"
        yield from found.problems
    else:
        counts = f"{len(document.rules)} rules, {len(document.findings)} findings"
        recommendations = f"{len(document.recommendations)} recommendations"
        yield f"{document.key} is sound: {counts}, {recommendations} ({digest(document)[:19]}…)."
        if document.examples:
            yield f"{len(document.examples)} example visitors get what they must."
    if proofs:
        proven = proofs.proven()
        yield f"{sum(proven.values())} proofs hold for every possible visitor:"
        yield from (f"  {name}: {count}" for name, count in proven.items())
        for result in proofs.results:
            yield from _shown_by(result)
    if found.unseen:
        yield f"What it does to the made-up adults cannot be told: {found.unseen}"
    if impact:
        yield from _impact_in_words(impact)


def _shown_by(result: Result) -> Iterator[str]:
    if result.verdict is Verdict.REFUTED:
        yield f"{' → '.join(result.place)} ({result.proof}) is shown by:"
    for visitor in result.visitors:
        answers = ", ".join(map(str, stated(visitor.answers)))
        yield f"  {answers}"
        yield f"    level {visitor.level}; rules {', '.join(visitor.fired) or 'none'}"


def _impact_in_words(impact: Impact) -> Iterator[str]:
    group = impact.everybody
    before = "" if group.before is None else f" ({group.before.referred} before)"
    yield f"Of {group.people} made-up adults {group.after.referred} are referred{before}."
    if impact.moves:
        moves = impact.moves
        yield f"The level rises for {moves.up}, falls for {moves.down}, and otherwise changes for {moves.sideways}."


def as_data(found: Examination) -> dict[str, Any]:
    """The same as plain data for JSON."""
    return {
        "rule_set": found.document.key,
        "digest": digest(found.document),
        "is_sound": not found.problems,
        "gates": [
            {"gate": gate.name, "count": gate.count, "tried": gate.was_tried, "problems": [*gate.problems]}
            for gate in found.gates
        ],
        "proofs": found.proofs and found.proofs.as_data(),
        "impact": found.impact and found.impact.as_data(),
    }
