"""The same rules as durable-rules' documentation shows it: a `Host`, a session per visitor, findings as chained facts.

It may die or hang, so it runs as a child process (`python -m benchmarks.host_idiom`): a line with visitors' numbers
in, a line with the CPU seconds and the rules fired for each out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
import json
import os
import signal
import sys
import time
from typing import Any

from durable.engine import Host  # noqa: TID251  # the one place that needs what the product avoids

from benchmarks.material import default_document, visitors
from benchmarks.wide import Wide, flag
from rules.conditions import Condition, Operator
from rules.document import Document, Rule
from rules.facts import Kind
from rules.measures import KINDS
from rules.strata import finding_strata, findings_used

COMPARISONS = {"<": "$lt", "≤": "$lte", ">": "$gt", "≥": "$gte", "is not": "$neq"}
LONGEST_ROUND_S = 60
Definition = dict[str, dict[str, Any]]


class HostIdiom:
    """One document on a Host."""

    def __init__(self, document: Document) -> None:
        self._fired: dict[str, dict[str, str]] = defaultdict(dict)
        self._strata = finding_strata(document)
        self._used = set().union(*map(findings_used, document.rules))
        definition: Definition = {}
        for rule in document.rules:
            definition |= self._counting(rule) if rule.of else self._plain(rule)
        self._host = Host({"bonerisk": definition})
        self._visitors = 0

    def fire(self, fact: Wide) -> set[str]:
        """The keys of the rules that fire for one visitor's wide fact, in a session of its own."""
        self._visitors += 1
        session = f"visitor-{self._visitors}"
        self._host.assert_fact("bonerisk", {**fact, "sid": session})
        self._host.delete_state("bonerisk", session)
        return set(self._fired.pop(session, {}))

    def _plain(self, rule: Rule) -> Definition:
        branches = [rule.all] if rule.all else [(condition,) for condition in rule.any]
        return {
            f"{rule.key}~{number}": self._rule(rule, _patterns(branch), self._establish(rule))
            for number, branch in enumerate(branches)
        }

    def _counting(self, rule: Rule) -> Definition:
        counted = {
            f"{rule.key}~{number}": self._rule(rule, _patterns((condition,)), _mark(rule, number))
            for number, condition in enumerate(rule.of)
        }
        at_least = [{"m": {"counted": rule.key}}]
        last = self._rule(rule, at_least, self._establish(rule)) | {"count": rule.at_least}
        return {**counted, rule.key: last}

    def _rule(
        self, rule: Rule, patterns: list[dict[str, Any]], action: Callable[[Any], None]
    ) -> dict[str, Any]:
        return {"all": patterns, "pri": self._strata[rule.then], "run": action}

    def _establish(self, rule: Rule) -> Callable[[Any], None]:
        def action(c: Any) -> None:
            fired = self._fired[c.s.sid]
            is_new = rule.then not in fired.values()
            fired[rule.key] = rule.then
            if is_new and rule.then in self._used:
                c.assert_fact({"finding": rule.then})

        return action


def _mark(rule: Rule, number: int) -> Callable[[Any], None]:
    return lambda c: c.assert_fact({"counted": rule.key, "position": number})


def _patterns(conditions: tuple[Condition, ...]) -> list[dict[str, Any]]:
    tests = [_test(condition) for condition in conditions if not condition.on_finding]
    patterns = [{"m": tests[0] if len(tests) == 1 else {"$and": tests}}] if tests else []
    for number, condition in enumerate(c for c in conditions if c.on_finding):
        negation = "$not" if condition.operator is Operator.NOT_ESTABLISHED else ""
        patterns.append({f"f{number}{negation}": {"finding": condition.subject}})
    return patterns


def _test(condition: Condition) -> dict[str, Any]:
    key, operator, value = condition.subject, condition.operator, condition.value
    if operator is Operator.KNOWN:
        return {"$ex": {key: 1}}
    if KINDS[key] is Kind.SEVERAL:
        return {flag(key, str(value)): operator is Operator.INCLUDES}
    plain = value if isinstance(value, bool | str) else float(value or 0)
    return {key: plain} if operator is Operator.IS else {COMPARISONS[operator]: {key: plain}}


def main() -> None:
    """Serve rounds until stdin ends."""
    idiom, facts = HostIdiom(default_document()), [visitor.wide for visitor in visitors()]
    for line in sys.stdin:
        signal.alarm(LONGEST_ROUND_S)  # whoever hangs is ended by the system
        chosen = [facts[number] for number in json.loads(line)]
        start = time.process_time()
        fired = [idiom.fire(fact) for fact in chosen]
        seconds = time.process_time() - start
        print(json.dumps({"seconds": seconds, "fired": [sorted(keys) for keys in fired]}), flush=True)
    os._exit(0)  # the Host's timer threads would keep the process


if __name__ == "__main__":
    main()
