"""The rule language, slow and obvious: what the engine must find for every document and everybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from rules.conditions import Condition, Operator
from rules.document import Document, Finding, FindingKind, Recommendation, Rule

Fired = dict[str, tuple[Condition, ...]]  # by the key of each rule that holds: its conditions that hold


class Reference:
    """What a document says about one person. A finding is established when one of its rules holds, and only then.

    The findings in `without` never are: as if the document had no rule for them.
    """

    def __init__(
        self, document: Document, facts: Mapping[str, object], without: Collection[str] = ()
    ) -> None:
        rules = tuple(rule for rule in document.rules if rule.then not in without)
        self._document, self._facts = document.model_copy(update={"rules": rules}), facts
        self.established = cache(self._established)

    def fired(self) -> Fired:
        """Every rule that holds, in the document's order."""
        return {rule.key: self._holding(rule) for rule in self._document.rules if self._holds(rule)}

    def _established(self, finding: str) -> bool:
        return any(self._holds(rule) for rule in self._document.rules if rule.then == finding)

    def _holds(self, rule: Rule) -> bool:
        if rule.all:
            return len(self._holding(rule)) == len(rule.all)
        if rule.any:
            return len(self._holding(rule)) >= 1
        assert rule.at_least is not None
        return len(self._holding(rule)) >= rule.at_least

    def _holding(self, rule: Rule) -> tuple[Condition, ...]:
        return tuple(c for c in (*rule.all, *rule.any, *rule.of) if self._true(c))

    def _true(self, condition: Condition) -> bool:
        if condition.operator is Operator.ESTABLISHED:
            return self.established(condition.subject)
        if condition.operator is Operator.NOT_ESTABLISHED:
            return not self.established(condition.subject)
        given = self._facts.get(condition.subject)
        return given is not None and _compares(given, condition.operator, condition.value)


def _compares(given: Any, operator: Operator, wanted: Any) -> bool:
    meanings: dict[Operator, Callable[[], object]] = {
        Operator.KNOWN: lambda: True,
        Operator.IS: lambda: given == wanted,
        Operator.IS_NOT: lambda: given != wanted,
        Operator.LESS: lambda: given < wanted,
        Operator.AT_MOST: lambda: given <= wanted,
        Operator.MORE: lambda: given > wanted,
        Operator.AT_LEAST: lambda: given >= wanted,
        Operator.INCLUDES: lambda: wanted in given,
        Operator.EXCLUDES: lambda: wanted not in given,
    }
    return bool(meanings[operator]())


class ReferenceOutcome:
    """What a person is told: level, referral, findings with reasons, tips and what was withheld, as keys."""

    STRENGTH = ("urgent", "out_of_scope", "refer", "discuss")
    URGENCY = ("today", "soon", "routine")

    def __init__(
        self, document: Document, facts: Mapping[str, object], without: Collection[str] = ()
    ) -> None:
        reference = Reference(document, facts, without)
        self._document, self._fired = document, reference.fired()
        self._established = {
            finding.key for finding in document.findings if reference.established(finding.key)
        }
        self._kinds = {finding.key: finding.kind for finding in document.findings}

    def visit(self) -> Recommendation | None:
        """The strongest recommendation to see somebody; among equals the soonest, then the weightiest."""
        standing = [
            item
            for item in self._document.recommendations
            if item.kind in self.STRENGTH and self._calling(item) and not self.withholding(item)
        ]
        return min(standing, key=self._rank, default=None)

    def _rank(self, item: Recommendation) -> tuple[int, int, int]:
        assert item.urgency is not None
        return self.STRENGTH.index(item.kind), self.URGENCY.index(item.urgency), -item.priority

    def level(self) -> str:
        """The kind of the visit; without one: keep going."""
        visit = self.visit()
        return visit.kind if visit else "maintain"

    def called_tips(self) -> list[Recommendation]:
        """The tips that are called for: the weightiest first, 10 points for each further reason. None if urgent."""
        if self.level() in ("urgent", "out_of_scope"):
            return []
        called = [
            item for item in self._document.recommendations if item.kind == "tip" and self._calling(item)
        ]
        return sorted(called, key=lambda item: -(item.priority + 10 * len(self._calling(item))))

    def withholding(self, item: Recommendation) -> list[str]:
        """The established findings that withhold a recommendation."""
        return [key for key in item.withheld_by if key in self._established]

    def reasons(self, item: Recommendation) -> list[str]:
        """The findings that call for it; in place of an intermediate one, those behind it."""
        found: dict[str, None] = {}
        for key in self._calling(item):
            behind = [finding for is_fact, finding in self.because(key) if not is_fact]
            found |= dict.fromkeys(behind if self._is_step(key) else [key])
        return list(found)

    def listed(self) -> list[Finding]:
        """The established findings that are shown."""
        return [f for f in self._document.findings if f.key in self._established and not self._is_step(f.key)]

    def because(self, finding: str) -> list[tuple[bool, str]]:
        """The facts (True) and findings (False) that established a finding, each once."""
        return list(dict.fromkeys(self._because(finding)))

    def _because(self, finding: str) -> Iterator[tuple[bool, str]]:
        for rule in self._document.rules:
            for condition in self._fired.get(rule.key, ()) if rule.then == finding else ():
                if condition.operator is Operator.ESTABLISHED and self._is_step(condition.subject):
                    yield from self._because(condition.subject)
                elif condition.operator is not Operator.NOT_ESTABLISHED:
                    yield condition.operator is not Operator.ESTABLISHED, condition.subject

    def _calling(self, item: Recommendation) -> list[str]:
        return [key for key in item.called_for_by if key in self._established]

    def _is_step(self, finding: str) -> bool:
        return self._kinds[finding] is FindingKind.INTERMEDIATE
