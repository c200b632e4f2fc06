"""Two visitors who differ in one answer: what the proofs compare, in plain Python."""

from __future__ import annotations

from typing import Any

from rules.document import Finding, FindingKind
from rules.facts import FACTS, NONE, Kind
from tests.rules.proof.everybody import Everybody, Person

RANKS = {"urgent": 3, "refer": 2, "discuss": 1, "out_of_scope": 0, "maintain": 0}
RISKS = (FindingKind.RISK_FACTOR, FindingKind.WARNING_SIGN, FindingKind.RED_FLAG)


def falls(everybody: Everybody, key: str, one: Person, other: Person) -> bool:
    """Whether the second has a risk more, and the lower level."""
    risks = [item for item in everybody.document.findings if item.kind in RISKS]
    return (
        _is_lower(one, other)
        and _has_only_more(key, one.facts, other.facts)
        and _is_riskier(risks, one, other)
        and everybody.is_changed(one, other, key)
    )


def is_better_silent(everybody: Everybody, key: str, one: Person, other: Person) -> bool:
    """Whether the first, who leaves the question out, has a higher level than with any answer; the second gave one."""
    if key in one.facts or key not in other.facts or not _is_lower(one, other):
        return False
    return everybody.is_changed(one, other, key) and all(
        _is_lower(one, answered) for answered in everybody.changed(one, key) if key in answered.facts
    )


def _is_lower(one: Person, other: Person) -> bool:
    return RANKS[other.level] < RANKS[one.level]


def _has_only_more(key: str, before: Any, after: Any) -> bool:
    if FACTS[key].kind is Kind.SEVERAL:
        ticked, now = (facts.get(key, frozenset()) for facts in (before, after))
        return bool(ticked - {NONE} <= now)
    return key != "age_years" or bool(after[key] >= before[key])


def _is_riskier(risks: list[Finding], one: Person, other: Person) -> bool:
    comes = [item for item in risks if other.has(item.key) and not one.has(item.key)]
    goes = [item for item in risks if one.has(item.key) and not other.has(item.key)]
    return bool(comes) and not goes and not any(item.may_lower for item in comes)
