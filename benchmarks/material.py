"""What every contestant is given: the default rule set and the same visitors, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.visitors import facts_of, random_answers
from benchmarks.wide import Wide, wide_fact
from rules.document import Document
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


def visitors(count: int = VISITORS) -> list[Visitor]:
    """The visitors of every benchmark."""
    return [
        Visitor(answers, facts := facts_of(answers), wide_fact(facts)) for answers in random_answers(count)
    ]
