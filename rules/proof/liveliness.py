"""What must be possible: each rule changes somebody's outcome, each recommendation is shown to somebody. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import z3

from rules.conditions import Condition
from rules.document import FindingKind, Recommendation, Rule
from rules.problems import Fault, sentence
from rules.proof.inquiry import Inquiry, Task, proven, refuted
from rules.proof.meaning import Meaning, Variation, listed
from rules.proof.results import How, Proof, Result
from rules.proof.somebody import Formula, either

NEVER = sentence("can hold for nobody: %(conditions)s exclude each other; correct or remove one")
NEVER_AT_ALL = sentence(
    "can hold for nobody: no answer makes its conditions true; correct them or remove the rule"
)
SHADOWED = sentence(
    "changes nothing for anybody: whenever it holds, other rules lead to the same; remove it, or correct its conditions"
)
NEVER_CALLED = sentence("is shown to nobody: nothing that calls for it can stand; correct the rules for that")
NEVER_SHOWN = sentence(
    "is shown to nobody: whoever needs it has a caution that withholds it, or something stronger in its place"
)


def tasks(inquiry: Inquiry) -> Iterator[Task]:
    """Every proof of this kind."""
    for rule in inquiry.document.rules:
        yield Task(Proof.RULE_ALIVE, ("rules", rule.key), partial(_alive, inquiry, rule))
    for item in inquiry.document.recommendations:
        place = ("recommendations", item.key)
        yield Task(Proof.REACHABLE, place, partial(_reachable, inquiry, item))


def _alive(inquiry: Inquiry, rule: Rule) -> Result:
    meaning, place = inquiry.meaning, ("rules", rule.key)
    others = [meaning.fires(other) for other in meaning.rules_of[rule.then] if other is not rule]
    alone = z3.And(meaning.fires(rule), z3.Not(either(others)))
    if inquiry.solver.find(alone, *_matters(inquiry, rule)) is not None:
        return proven(Proof.RULE_ALIVE, place, How.SOLVER)
    somebody = inquiry.solver.smallest(inquiry.anybody, meaning.fires(rule))
    if somebody is None:
        return refuted(Proof.RULE_ALIVE, place, _clash(inquiry, rule))
    visitor = inquiry.witness.visitor(somebody, meaning)
    return refuted(Proof.RULE_ALIVE, place, Fault(SHADOWED), visitor)


def _matters(inquiry: Inquiry, rule: Rule) -> list[Formula]:
    """That without the rule the outcome is another one. A finding that is shown is a part of it."""
    kinds = {finding.key: finding.kind for finding in inquiry.document.findings}
    if kinds[rule.then] is not FindingKind.INTERMEDIATE:
        return []
    without = Variation(inquiry.meaning, without=[rule.key])
    return [either([*_differences(inquiry.meaning, without)])]


def _differences(one: Meaning, other: Variation) -> Iterator[Formula]:
    for key in listed(one.document):
        if key in other.affected:
            yield one.established(key) != other.established(key)
    for item in one.document.recommendations:
        for key in other.affected.intersection(
            item.called_for_by
        ):  # a further reason gives a tip more weight
            yield z3.And(one.told(item), one.established(key) != other.established(key))
        for here, there in ((one.shown(item), other.shown(item)), (one.told(item), other.told(item))):
            if not here.eq(there):
                yield here != there


def _clash(inquiry: Inquiry, rule: Rule) -> Fault:
    clashing = inquiry.solver.clashing([*map(inquiry.meaning.holds, rule.all)])
    if len(clashing) < 2:  # one that can hold for nobody by itself; or none: any, or at least so many
        return Fault(NEVER_AT_ALL)
    return Fault(NEVER, conditions=_quoted([rule.all[position] for position in clashing]))


def _quoted(conditions: Sequence[Condition]) -> str:
    return ", ".join(f"“{condition}”" for condition in conditions)


def _reachable(inquiry: Inquiry, item: Recommendation) -> Result:
    meaning, place = inquiry.meaning, ("recommendations", item.key)
    if inquiry.solver.find(meaning.shown(item)) is not None:
        return proven(Proof.REACHABLE, place, How.SOLVER)
    somebody = inquiry.solver.smallest(inquiry.anybody, meaning.called(item))
    if somebody is None:
        return refuted(Proof.REACHABLE, place, Fault(NEVER_CALLED))
    return refuted(Proof.REACHABLE, place, Fault(NEVER_SHOWN), inquiry.witness.visitor(somebody, meaning))
