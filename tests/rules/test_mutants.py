"""Mistakes in the default rules are stopped before they are published; `python -m benchmarks.mutants` tries hundreds.

Each of these breaks the contract for somebody. The contract is written down twice beside the rules: as guarantees that
are proven, and in `tests.rules.contract`, which decides here whether a mistake matters.
"""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.material import default_document
from benchmarks.mutants.mutations import Data, Mutant, every
from benchmarks.mutants.trials import attempt, contract
from rules.document import dump

SLIPS = [
    ("condition dropped", "be-family-hip-fracture: age_years > 65"),
    ("operator turned", "drinks-much-coffee: coffee_cups_per_day > 3 → coffee_cups_per_day ≥ 3"),
    ("interlock removed", "leafy-greens: takes-vitamin-k-antagonist"),
    ("visit disabled", "see-doctor-stooped-posture"),
]


@cache
def original() -> Data:
    return dump(default_document())


@cache
def mutants() -> list[Mutant]:
    return [*every(original())]


def test_the_default_rules_keep_the_contract_for_everybody() -> None:
    """Thousands of people, at every limit of it, in every country, beside every caution."""
    assert contract().breach(default_document()) is None


@pytest.mark.parametrize(("kind", "words"), SLIPS)
def test_a_slip_that_breaks_the_contract_is_stopped(kind: str, words: str) -> None:
    """By a proof or an example: these documents pass the checks."""
    [slip] = [one for one in mutants() if one.kind == kind and one.words.startswith(words)]
    trial = attempt(slip.of(original()))
    assert trial.breaks
    assert trial.caught


def test_a_document_that_the_checks_refuse_is_stopped_by_them() -> None:
    """Nothing establishes the finding any more."""
    [slip] = [one for one in mutants() if one.words == "smokes-now" and one.kind == "rule disabled"]
    assert attempt(slip.of(original())).caught == "checks"
