"""What everybody must get and must not get, in plain Python; it reads neither rules nor guarantees.

Sources: the levels and measures of facts.md, the criteria of guidelines.md, the numbered statements of knowledge.md,
and, where these give no number, the readings that docs/decisions.md, docs/method.md and the notes of the rules tell.
What they leave open is open here: such a criterion is None, and a tip that they neither ask for nor forbid is free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.facts import Facts
from tests.rules.contract.criteria import criteria_of
from tests.rules.contract.findings import (
    CLINICAL,
    MAJOR_RISKS,
    MAJOR_SIGNS,
    MINOR_SIGNS,
    RED_FLAGS,
    RISKS,
    low_density_likely,
)
from tests.rules.contract.person import Person
from tests.rules.contract.tips import CONTRADICTORY, is_treated, tips_of

PLAIN = RED_FLAGS | MAJOR_SIGNS | MINOR_SIGNS | RISKS | {"low-density-likely": low_density_likely}
WITHOUT_TIPS = {"urgent", "out_of_scope"}


@dataclass(frozen=True, slots=True)
class Due:
    """What one person must get, by keys; the level is one of `levels`."""

    levels: frozenset[str]
    findings: frozenset[str]
    never_findings: frozenset[str]
    tips: frozenset[str]
    never_tips: frozenset[str]

    def fault(self, level: str, findings: Collection[str], tips: Collection[str]) -> str | None:
        """What is wrong first with what they do get, or None."""
        if level not in self.levels:
            return f"level {level} is none of {sorted(self.levels)}"
        if not (self.findings <= {*findings} and self.never_findings.isdisjoint(findings)):
            return (
                f"findings {sorted(self.findings.difference(findings) | self.never_findings & {*findings})}"
            )
        if self.levels <= WITHOUT_TIPS:
            return f"tips at level {level}" if tips else None
        if not (self.tips <= {*tips} and self.never_tips.isdisjoint(tips)):
            return f"tips {sorted(self.tips.difference(tips) | self.never_tips & {*tips})}"
        met = [pair for pair in CONTRADICTORY if {*pair} <= {*tips}]
        return f"contradictory tips {met}" if met else None


def due(facts: Facts) -> Due:
    """For somebody with these clean facts and their measures."""
    p = Person(facts)
    met, found = dict(criteria_of(p)), {key: bool(test(p)) for key, test in PLAIN.items()}
    certainly, possibly = any(met.values()), any(value is not False for value in met.values())
    every = met | found
    return Due(
        frozenset({_level(p, found, certainly), _level(p, found, possibly)}),
        frozenset(key for key, value in every.items() if value),
        frozenset(key for key, value in every.items() if value is False),
        *tips_of(p, found),
    )


def _level(p: Person, found: Mapping[str, bool], meets_criterion: bool) -> str:
    if _count(found, RED_FLAGS):
        return "urgent"
    if p.age < 18 or p.says("pregnant_or_breastfeeding", True):
        return "out_of_scope"
    minor = _count(found, MINOR_SIGNS) > 0
    if _count(found, MAJOR_SIGNS) or (minor and (p.age >= 50 or _count(found, RISKS) >= 2)):
        return "refer"
    if meets_criterion or found["low-density-likely"]:
        return "discuss" if p.says("last_densitometry", "under_2_years") else "refer"
    return "discuss" if minor or is_treated(p) or _some_risk_factors(found) else "maintain"


def _some_risk_factors(found: Mapping[str, bool]) -> bool:
    """One of health, medicines or family, two major ones, or three of any kind (docs/decisions.md)."""
    return _count(found, CLINICAL) >= 1 or _count(found, MAJOR_RISKS) >= 2 or _count(found, RISKS) >= 3


def _count(found: Mapping[str, bool], among: Collection[str]) -> int:
    return sum(found[key] for key in among)
