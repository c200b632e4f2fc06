"""What every contestant is given: the default rule set and the same visitors, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.visitors import facts_of, random_answers
from benchmarks.wide import Wide, wide_fact
from rules.document import Document, FindingKind
from rules.facts import Facts
from rules.yamlfiles import load_folder

FOLDER = Path(__file__).parents[1] / "rules" / "content" / "bone-health"
VISITORS = 200


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visitor: as answers, as facts for our engine, as a flat fact for the others."""

    answers: dict[str, object]
    facts: Facts
    wide: Wide


def default_document() -> Document:
    """The default rule set."""
    return load_folder(FOLDER)


def twice(document: Document) -> Document:
    """The default rules, each twice and each copy with a caution of its own: 300 rules that pass every proof."""
    findings = [
        item.model_copy(update={"key": f"{item.key}-2", "kind": FindingKind.CAUTION})
        for item in document.findings
    ]
    rules = [
        rule.model_copy(update={"key": f"{rule.key}-2", "then": f"{rule.then}-2"}) for rule in document.rules
    ]
    place = document.topics.index
    return document.model_copy(
        update={
            "findings": tuple(sorted([*document.findings, *findings], key=lambda item: place(item.topic))),
            "rules": tuple(sorted([*document.rules, *rules], key=lambda item: place(item.topic))),
        }
    )


def visitors(count: int = VISITORS) -> list[Visitor]:
    """The visitors of every benchmark."""
    return [
        Visitor(answers, facts := facts_of(answers), wide_fact(facts)) for answers in random_answers(count)
    ]
