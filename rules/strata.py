"""The order of the rules: a rule comes after every rule that establishes a finding it uses. No Django."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter

from rules.document import Document, Rule


class Cycle(ValueError):
    """Findings that rest on each other in a ring; `findings` lists it, first one repeated at the end."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__(" → ".join(findings))
        self.findings = findings


def finding_strata(document: Document) -> dict[str, int]:
    """Each finding's stratum: 0 when its rules use facts only, else one above the findings they use; or Cycle.

    A rule that counts facts (`at_least`) needs them established first, so it stands at 1 or above.
    """
    rules_of: dict[str, list[Rule]] = defaultdict(list)
    for rule in document.rules:
        rules_of[rule.then].append(rule)
    used = {finding: set().union(*map(findings_used, rules)) for finding, rules in rules_of.items()}
    try:
        order = list(TopologicalSorter(used).static_order())
    except CycleError as error:
        raise Cycle(error.args[1]) from None
    strata: dict[str, int] = {}
    for finding in order:
        below = [strata[earlier] + 1 for earlier in used.get(finding, ())]
        counts = any(rule.of for rule in rules_of[finding])
        strata[finding] = max([*below, int(counts)], default=0)
    return strata


def findings_used(rule: Rule) -> set[str]:
    """The findings that the rule's conditions speak of."""
    return {condition.subject for condition in rule.conditions if condition.on_finding}
