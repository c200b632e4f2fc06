"""What a document must satisfy beyond its schema before it can be published. No Django.

Each check yields problems; `check` gathers them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from rules.compiler import count_problems, limit_problems
from rules.conditions import NUMERIC, Condition, Operator
from rules.document import (
    Document,
    Example,
    FindingKind,
    Guarantee,
    Recommendation,
    RecommendationKind,
    Rule,
    Source,
)
from rules.examples import answer_faults
from rules.facts import FACTS, Kind
from rules.measures import KINDS
from rules.problems import DocumentInvalid, Fault, Problem, problem, sentence
from rules.schema import Conditional, Conditions
from rules.strata import Cycle, finding_strata
from rules.yamlfiles import topic_problems

Name = tuple[str, str]  # the list that a part stands in, and its key
OPERATORS = {
    Kind.INTEGER: {Operator.IS, Operator.IS_NOT, Operator.KNOWN, *NUMERIC},
    Kind.DECIMAL: {Operator.IS, Operator.IS_NOT, Operator.KNOWN, *NUMERIC},
    Kind.BOOLEAN: {Operator.IS, Operator.IS_NOT, Operator.KNOWN},
    Kind.CHOICE: {Operator.IS, Operator.IS_NOT, Operator.KNOWN},
    Kind.SEVERAL: {Operator.INCLUDES, Operator.EXCLUDES, Operator.KNOWN},
}


def check(document: Document) -> None:
    """Raise DocumentInvalid with every problem of the document; what is disabled only has to stand in its place."""
    in_use = document.in_use()
    problems = [*count_problems(in_use)] or [*_all_problems(document, in_use)] or [*limit_problems(in_use)]
    if problems:
        raise DocumentInvalid(problems)


def problems_of(document: Document) -> list[Problem]:
    """What `check` finds, to look at; nothing in a sound document."""
    try:
        check(document)
    except DocumentInvalid as invalid:
        return invalid.problems
    return []


def _all_problems(document: Document, in_use: Document) -> Iterator[Problem]:
    yield from key_problems(document)
    yield from topic_problems(document)
    for one in (_sources, _conditions, _findings, _recommendations, _cycles, _examples, _guarantees):
        yield from one(in_use)


def key_problems(document: Document) -> Iterator[Problem]:
    """The keys that stand twice in their list: such a document can be no working copy either."""
    for place, count in Counter((name, item.key) for name, item in document.items()).items():
        if count > 1:
            yield problem(place, "the key stands %(count)s times; give each its own", count=count)


def _sources(document: Document) -> Iterator[Problem]:
    known = {source.key for source in document.sources}
    for name, item in document.items():
        if isinstance(item, Example | Guarantee):
            continue
        for key in item.based_on if isinstance(item, Source) else item.sources:
            if key not in known:
                yield problem(
                    (name, item.key),
                    "unknown source “%(source)s”; add it to “sources” or correct it",
                    source=key,
                )


def _conditions(document: Document) -> Iterator[Problem]:
    findings = {finding.key for finding in document.findings}
    for name, item in document.items():
        if not isinstance(item, Conditional):
            continue
        place, count = (name, item.key), len(item.of)
        if item.at_least is not None and item.at_least > count:
            words = {"least": item.at_least, "count": count}
            yield problem(place, "at_least %(least)s of %(count)s conditions can never hold", **words)
        yield from _unfit_conditions(place, item.conditions, findings)
        if isinstance(item, Guarantee):
            yield from _unfit_conditions(place, item.unless, findings)


def _unfit_conditions(place: Name, conditions: Conditions, findings: Collection[str]) -> Iterator[Problem]:
    for condition, times in Counter(conditions).items():
        if times > 1:
            quoted = (*place, f"“{condition}”")
            yield problem(quoted, "stands %(count)s times; once is enough", count=times)
        fault = condition_fault(condition, findings)
        if fault:
            yield fault.within(*place)


def condition_fault(condition: Condition, findings: Collection[str]) -> Problem | None:
    """Why one condition cannot stand in a rule or guarantee, if it cannot; `findings` are the keys of the document's.

    Its place is the condition alone: put it `within` that of its part.
    """
    fault = _finding_fault(condition, findings) if condition.on_finding else _fact_fault(condition)
    return fault.at(f"“{condition}”") if fault else None


def _finding_fault(condition: Condition, findings: Collection[str]) -> Fault | None:
    known = condition.subject in findings
    return None if known else Fault(sentence("no such finding; correct the key or add the finding"))


def _fact_fault(condition: Condition) -> Fault | None:
    kind = KINDS.get(condition.subject)
    if kind is None:
        return Fault(sentence("no such fact; the facts are listed in rules/facts.py and rules/measures.py"))
    fitting = OPERATORS[kind]
    if condition.operator not in fitting:
        words = sentence("“%(operator)s” does not fit; use one of %(operators)s")
        return Fault(words, operator=condition.operator, operators=", ".join(sorted(fitting)))
    return None if condition.operator is Operator.KNOWN else _value_fault(condition, kind)


def _value_fault(condition: Condition, kind: Kind) -> Fault | None:
    value, fact = condition.value, FACTS.get(condition.subject)
    if kind is Kind.BOOLEAN:
        return None if isinstance(value, bool) else Fault(sentence("write true or false"))
    if kind in (Kind.CHOICE, Kind.SEVERAL):
        choices = fact.choices if fact else ()
        words = sentence("no such choice; use one of %(choices)s")
        return None if value in choices else Fault(words, choices=", ".join(choices))
    if isinstance(value, bool | str) or value is None:
        return Fault(sentence("write a number, such as 65 or 18.5"))
    if fact and fact.low is not None and fact.high is not None and not fact.low <= value <= fact.high:
        words = sentence("out of range; write a number from %(low)s to %(high)s")
        return Fault(words, low=fact.low, high=fact.high)
    return None


def _findings(document: Document) -> Iterator[Problem]:
    known = {finding.key for finding in document.findings}
    established = {rule.then for rule in document.rules}
    for key in sorted(known - established):
        yield problem(("findings", key), "no rule establishes it; add a rule or remove the finding")
    for rule in document.rules:
        if rule.then not in known:
            yield problem(
                ("rules", rule.key),
                "establishes “%(finding)s”, which is no finding; add it or correct the key",
                finding=rule.then,
            )


def _recommendations(document: Document) -> Iterator[Problem]:
    kinds = {finding.key: finding.kind for finding in document.findings}
    shown = [key for key, kind in kinds.items() if kind is not FindingKind.INTERMEDIATE]
    without_reason = kinds.keys() - resting_on(document, shown)
    known = {item.key for item in document.recommendations}
    for item in document.recommendations:
        for fault in (*_unfit_findings(item, kinds), *_unshown_reasons(item, without_reason)):
            yield fault.at("recommendations", item.key)
        for key in sorted({*item.incompatible_with} - known):
            yield problem(
                ("recommendations", item.key),
                "there is no recommendation “%(recommendation)s” in use; correct the key or take it out",
                recommendation=key,
            )


def _unfit_findings(item: Recommendation, kinds: dict[str, FindingKind]) -> Iterator[Fault]:
    """The visitor reads why a tip was left out in the words of a caution."""
    for key in (*item.called_for_by, *item.withheld_by):
        if key not in kinds:
            words = sentence("unknown finding “%(finding)s”; add it to “findings” or correct it")
            yield Fault(words, finding=key)
    for key in sorted(set(item.called_for_by) & set(item.withheld_by)):
        words = sentence("“%(finding)s” both calls for it and withholds it; decide for one")
        yield Fault(words, finding=key)
    for key in item.withheld_by:
        if kinds.get(key, FindingKind.CAUTION) is not FindingKind.CAUTION:
            words = sentence(
                "“%(finding)s” withholds it but is no caution; name a caution, or add one that rests on it"
            )
            yield Fault(words, finding=key)


def _unshown_reasons(item: Recommendation, without_reason: set[str]) -> Iterator[Fault]:
    for key in item.called_for_by:
        if key in without_reason:
            words = sentence(
                "“%(finding)s” is intermediate and can rest on facts alone, so no reason could be shown"
            )
            yield Fault(words, finding=key)


def resting_on(document: Document, findings: Iterable[str]) -> set[str]:
    """These findings, and all that never stand without one of them; no condition is looked at twice."""
    needing: dict[str, list[int]] = defaultdict(list)  # by finding, the rules that ask for it
    for number, rule in enumerate(document.rules):
        for condition in rule.conditions:
            if condition.operator is Operator.ESTABLISHED:
                needing[condition.subject].append(number)
    spare = [_spare(rule) for rule in document.rules]
    ways = Counter(rule.then for rule in document.rules)  # to establish a finding without these
    found, waiting = set(), [*findings]
    while waiting:
        found.add(finding := waiting.pop())
        for number in needing.pop(finding, ()):
            spare[number] -= 1
            if spare[number] == -1:
                then = document.rules[number].then
                ways[then] -= 1
                waiting += [then] * (not ways[then])
    return found


def _spare(rule: Rule) -> int:
    """How many of its conditions can fail while it fires."""
    return max(0, len(rule.conditions) - (len(rule.all) or rule.at_least or 1))


def _cycles(document: Document) -> Iterator[Problem]:
    try:
        finding_strata(document)
    except Cycle as cycle:
        yield problem(
            ("rules",),
            "the findings %(ring)s rest on each other in a ring; take one condition out",
            ring=cycle,
        )


def _tips(document: Document) -> set[str]:
    return {item.key for item in document.recommendations if item.kind is RecommendationKind.TIP}


def _examples(document: Document) -> Iterator[Problem]:
    tips = _tips(document)
    findings = {item.key for item in document.findings if item.kind is not FindingKind.INTERMEDIATE}
    for item in document.examples:
        place = ("examples", item.key)
        yield from answer_faults(item)
        for key in sorted({*item.findings} - findings):
            yield problem(
                place, "no finding “%(finding)s” is ever shown; correct the key or take it out", finding=key
            )
        yield from _no_tips(place, {*item.tips, *item.withheld} - tips)


def _no_tips(place: Name, keys: Iterable[str]) -> Iterator[Problem]:
    for key in sorted(keys):
        yield problem(place, "there is no tip “%(tip)s” in use; correct the key or take it out", tip=key)


def _guarantees(document: Document) -> Iterator[Problem]:
    tips, established = _tips(document), {rule.then for rule in document.rules}
    findings = {item.key for item in document.findings if item.key in established}
    for item in document.guarantees:
        place = ("guarantees", item.key)
        for key in sorted({*item.findings, *item.never_findings} - findings):
            yield problem(
                place, "no rule in use establishes “%(finding)s”; correct the key or take it out", finding=key
            )
        yield from _no_tips(place, {*item.tips, *item.never_tips} - tips)
