"""The same rules as generated straight Python, an `if` a rule: about as fast as Python can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.wide import Wide, flag
from rules.conditions import Condition, Operator
from rules.document import Document, Rule
from rules.facts import Kind
from rules.measures import KINDS
from rules.strata import finding_strata

SIGNS = {"≤": "<=", "≥": ">=", "is": "==", "is not": "!="}


class IfElse:
    """One document as one function."""

    def __init__(self, document: Document) -> None:
        self._fire = _compiled(document)

    def fire(self, fact: Wide) -> set[str]:
        """The keys of the rules that fire for one visitor's wide fact."""
        return set(self._fire(fact.get))


def _compiled(document: Document) -> Callable[[Callable[[str], Any]], list[str]]:
    names: dict[str, Any] = {}
    exec("\n    ".join(_lines(document)), names)  # noqa: S102  # of a document that passed its checks
    function: Callable[[Callable[[str], Any]], list[str]] = names["fire"]
    return function


def _lines(document: Document) -> Iterator[str]:
    strata = finding_strata(document)
    properties = {_property(c) for rule in document.rules for c in rule.conditions if not c.on_finding}
    yield "def fire(get):"
    yield "fired = []"
    yield from (f"{name} = get({name!r})" for name in sorted(properties))
    yield from (f"{_variable(finding.key)} = False" for finding in document.findings)
    for rule in sorted(document.rules, key=lambda rule: strata[rule.then]):
        yield f"if {_rule(rule)}:"
        yield f"    fired.append({rule.key!r})"
        yield f"    {_variable(rule.then)} = True"
    yield "return fired"


def _rule(rule: Rule) -> str:
    tests = [f"({_test(condition)})" for condition in rule.conditions]
    if rule.of:
        return f"{' + '.join(tests)} >= {rule.at_least}"
    return (" and " if rule.all else " or ").join(tests)


def _test(condition: Condition) -> str:
    operator, value = condition.operator, condition.value
    if condition.on_finding:
        return f"{'' if operator is Operator.ESTABLISHED else 'not '}{_variable(condition.subject)}"
    name = _property(condition)
    if operator is Operator.KNOWN:
        return f"{name} is not None"
    if KINDS[condition.subject] is Kind.SEVERAL:
        return f"{name} is {operator is Operator.INCLUDES}"
    text = repr(value) if isinstance(value, bool | str) else str(value)
    return f"{name} is not None and {name} {SIGNS.get(operator, operator)} {text}"


def _property(condition: Condition) -> str:
    key = condition.subject
    return flag(key, str(condition.value)) if KINDS[key] is Kind.SEVERAL else key


def _variable(finding: str) -> str:
    return "_" + finding.replace("-", "_")
