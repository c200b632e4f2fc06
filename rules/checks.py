"""What a document must satisfy beyond its schema before it can be published. No Django.

Each check yields sentences that name the place and the remedy; `check` gathers them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rules.compiler import limit_problems
from rules.conditions import NUMERIC, Condition, Operator
from rules.document import INDEX, Document, DocumentInvalid, FindingKind, Recommendation, Rule, Source
from rules.facts import FACTS, Kind
from rules.measures import KINDS
from rules.strata import Cycle, finding_strata

OPERATORS = {
    Kind.INTEGER: {Operator.IS, Operator.IS_NOT, Operator.KNOWN, *NUMERIC},
    Kind.DECIMAL: {Operator.IS, Operator.IS_NOT, Operator.KNOWN, *NUMERIC},
    Kind.BOOLEAN: {Operator.IS, Operator.IS_NOT, Operator.KNOWN},
    Kind.CHOICE: {Operator.IS, Operator.IS_NOT, Operator.KNOWN},
    Kind.SEVERAL: {Operator.INCLUDES, Operator.EXCLUDES, Operator.KNOWN},
}


def check(document: Document) -> None:
    """Raise DocumentInvalid with every problem of the document."""
    checks = (_keys, _topics, _sources, _conditions, _findings, _recommendations, _cycles)
    problems = [problem for one in checks for problem in one(document)]
    problems = problems or list(limit_problems(document))
    if problems:
        raise DocumentInvalid(problems)


def _keys(document: Document) -> Iterator[str]:
    for (name, key), count in Counter((name, item.key) for name, item in document.items()).items():
        if count > 1:
            yield f"{name} → {key}: the key stands {count} times; give each its own"


def _topics(document: Document) -> Iterator[str]:
    """Topics become files: each list stands in their order."""
    for topic, count in Counter(document.topics).items():
        if count > 1 or topic == INDEX:
            yield f"topics → {topic}: the name is taken; give each topic its own"
    places = {topic: place for place, topic in enumerate(document.topics)}
    before: dict[str, int] = {}
    for name, item in document.items():
        if isinstance(item, Source):
            continue
        place = places.get(item.topic)
        if place is None:
            yield f"{name} → {item.key}: unknown topic “{item.topic}”; use one of {', '.join(document.topics)}"
        elif place < before.setdefault(name, place):
            yield f"{name} → {item.key}: stands after a later topic; put it with the others of “{item.topic}”"
        else:
            before[name] = place


def _sources(document: Document) -> Iterator[str]:
    known = {source.key for source in document.sources}
    for name, item in document.items():
        for key in item.based_on if isinstance(item, Source) else item.sources:
            if key not in known:
                yield f"{name} → {item.key}: unknown source “{key}”; add it to “sources” or correct it"


def _conditions(document: Document) -> Iterator[str]:
    findings = {finding.key for finding in document.findings}
    for rule in document.rules:
        if rule.at_least is not None and rule.at_least > len(rule.of):
            yield f"rules → {rule.key}: at_least {rule.at_least} of {len(rule.of)} conditions can never hold"
        for condition, count in Counter(rule.conditions).items():
            if count > 1:
                yield f"rules → {rule.key} → “{condition}”: stands {count} times; once is enough"
            fault = _finding_fault(condition, findings) if condition.on_finding else _fact_fault(condition)
            if fault:
                yield f"rules → {rule.key} → “{condition}”: {fault}"


def _finding_fault(condition: Condition, findings: set[str]) -> str:
    known = condition.subject in findings
    return "" if known else "no such finding; correct the key or add the finding"


def _fact_fault(condition: Condition) -> str:
    kind = KINDS.get(condition.subject)
    if kind is None:
        return "no such fact; the facts are listed in rules/facts.py and rules/measures.py"
    if condition.operator not in OPERATORS[kind]:
        return f"“{condition.operator}” does not fit; use one of {', '.join(sorted(OPERATORS[kind]))}"
    if condition.operator is Operator.KNOWN:
        return ""
    return _value_fault(condition, kind)


def _value_fault(condition: Condition, kind: Kind) -> str:
    value, fact = condition.value, FACTS.get(condition.subject)
    if kind is Kind.BOOLEAN:
        return "" if isinstance(value, bool) else "write true or false"
    if kind in (Kind.CHOICE, Kind.SEVERAL):
        choices = fact.choices if fact else ()
        return "" if value in choices else f"no such choice; use one of {', '.join(choices)}"
    if isinstance(value, bool | str) or value is None:
        return "write a number, such as 65 or 18.5"
    if fact and fact.low is not None and fact.high is not None and not fact.low <= value <= fact.high:
        return f"out of range; write a number from {fact.low} to {fact.high}"
    return ""


def _findings(document: Document) -> Iterator[str]:
    known = {finding.key for finding in document.findings}
    established = {rule.then for rule in document.rules}
    for key in sorted(known - established):
        yield f"findings → {key}: no rule establishes it; add a rule or remove the finding"
    for rule in document.rules:
        if rule.then not in known:
            yield f"rules → {rule.key}: establishes “{rule.then}”, which is no finding; add it or correct the key"


def _recommendations(document: Document) -> Iterator[str]:
    kinds = {finding.key: finding.kind for finding in document.findings}
    with_reason = _with_reason(document)
    for item in document.recommendations:
        for fault in (*_unfit_findings(item, kinds), *_unshown_reasons(item, kinds.keys() - with_reason)):
            yield f"recommendations → {item.key}: {fault}"


def _unfit_findings(item: Recommendation, kinds: dict[str, FindingKind]) -> Iterator[str]:
    """The visitor reads why a tip was left out in the words of a caution."""
    for key in (*item.called_for_by, *item.withheld_by):
        if key not in kinds:
            yield f"unknown finding “{key}”; add it to “findings” or correct it"
    for key in sorted(set(item.called_for_by) & set(item.withheld_by)):
        yield f"“{key}” both calls for it and withholds it; decide for one"
    for key in item.withheld_by:
        if kinds.get(key, FindingKind.CAUTION) is not FindingKind.CAUTION:
            yield f"“{key}” withholds it but is no caution; name a caution, or add one that rests on it"


def _unshown_reasons(item: Recommendation, without_reason: set[str]) -> Iterator[str]:
    for key in item.called_for_by:
        if key in without_reason:
            yield f"“{key}” is intermediate and can rest on facts alone, so no reason could be shown"


def _with_reason(document: Document) -> set[str]:
    """The findings that never stand without one to show as the reason: all but some intermediate ones."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in document.rules:
        rules[rule.then].append(rule)
    found = {item.key for item in document.findings if item.kind is not FindingKind.INTERMEDIATE}
    while more := {key for key, own in rules.items() if all(_shows_reason(r, found) for r in own)} - found:
        found |= more
    return found


def _shows_reason(rule: Rule, with_reason: set[str]) -> bool:
    """Whether it takes one of these findings to make the rule fire."""
    conditions = rule.conditions
    reasons = sum(c.operator is Operator.ESTABLISHED and c.subject in with_reason for c in conditions)
    return len(conditions) - reasons < (len(rule.all) or rule.at_least or 1)


def _cycles(document: Document) -> Iterator[str]:
    try:
        finding_strata(document)
    except Cycle as cycle:
        yield f"rules: the findings {cycle} rest on each other in a ring; take one condition out"
