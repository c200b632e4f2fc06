"""The same rules as a decision graph of zen-engine: a node of expressions for each stratum, run with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
import json
from typing import Any

import zen

from benchmarks.wide import Wide, flag
from rules.conditions import Condition, Operator
from rules.document import Document, Rule
from rules.facts import Kind
from rules.measures import KINDS
from rules.strata import finding_strata

SIGNS = {"≤": "<=", "≥": ">=", "is": "==", "is not": "!="}


class ZenGraph:
    """One document as a decision."""

    def __init__(self, document: Document) -> None:
        self._rules = {f"r{number}": rule for number, rule in enumerate(document.rules)}
        self._findings = {finding.key: f"f{number}" for number, finding in enumerate(document.findings)}
        strata = finding_strata(document)
        nodes = [self._node(number, strata) for number in range(max(strata.values()) + 1)]
        self._decision = zen.ZenEngine().create_decision(json.dumps(_graph(nodes)))

    def fire(self, fact: Wide) -> set[str]:
        """The keys of the rules that fire for one visitor's wide fact; the trace is made, and not read."""
        result = self._decision.evaluate(fact, {"trace": True})["result"]
        return {rule.key for name, rule in self._rules.items() if result[name]}

    def _node(self, number: int, strata: Mapping[str, int]) -> dict[str, Any]:
        rules = {name: rule for name, rule in self._rules.items() if strata[rule.then] == number}
        expressions = {name: self._rule(rule) for name, rule in rules.items()}
        for finding in dict.fromkeys(rule.then for rule in rules.values()):
            causes = [f"$.{name}" for name, rule in rules.items() if rule.then == finding]
            expressions[self._findings[finding]] = " or ".join(causes)
        content = [{"id": key, "key": key, "value": text} for key, text in expressions.items()]
        name = f"stratum {number}"
        return _part(name, "expressionNode", content={"expressions": content, "passThrough": True})

    def _rule(self, rule: Rule) -> str:
        tests = [f"({self._test(condition)})" for condition in rule.conditions]
        if rule.of:
            return f"{' + '.join(f'({test} ? 1 : 0)' for test in tests)} >= {rule.at_least}"
        return (" and " if rule.all else " or ").join(tests)

    def _test(self, condition: Condition) -> str:
        key, operator, value = condition.subject, condition.operator, condition.value
        if condition.on_finding:
            return f"{self._findings[key]} == {json.dumps(operator is Operator.ESTABLISHED)}"
        if operator is Operator.KNOWN:
            return f"{key} != null"
        if KINDS[key] is Kind.SEVERAL:
            return f"{flag(key, str(value))} == {json.dumps(operator is Operator.INCLUDES)}"
        text = json.dumps(value) if isinstance(value, bool | str) else str(value)
        test = f"{key} {SIGNS.get(operator, operator)} {text}"
        return test if operator is Operator.IS else f"{key} != null and {test}"


def _graph(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    chain = [_part("facts", "inputNode"), *nodes, _part("rules", "outputNode")]
    edges = [
        {"id": f"edge {number}", "sourceId": before["id"], "targetId": after["id"]}
        for number, (before, after) in enumerate(pairwise(chain))
    ]
    return {"nodes": chain, "edges": edges}


def _part(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, **more}
