"""Which way a condition can move the level: a look at how the rules are built that saves the solver most of its work.

Along the strata, a condition pushes the way of the finding that it helps to establish; "is not established" and a
withholding caution turn it round. No Django.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Flag, auto

from rules.conditions import Condition, Operator
from rules.document import Document, RecommendationKind
from rules.strata import finding_strata


class Push(Flag):
    """When it comes to hold, the level can rise, can fall, either, or (the empty flag) neither."""

    UP = auto()
    DOWN = auto()


NOWHERE = Push(0)


def turned(push: Push) -> Push:
    """The other way round."""
    up = Push.UP if Push.DOWN in push else NOWHERE
    return up | (Push.DOWN if Push.UP in push else NOWHERE)


def pushes(document: Document) -> dict[Condition, Push]:
    """The way that each condition on a fact pushes the level; of a document without cycles."""
    of_finding = _called(document)
    of_condition: defaultdict[Condition, Push] = defaultdict(lambda: NOWHERE)
    strata = finding_strata(document)
    for rule in sorted(document.rules, key=lambda rule: -strata[rule.then]):
        push = of_finding[rule.then]
        for condition in rule.conditions:
            if condition.operator is Operator.ESTABLISHED:
                of_finding[condition.subject] |= push
            elif condition.operator is Operator.NOT_ESTABLISHED:
                of_finding[condition.subject] |= turned(push)
            else:
                of_condition[condition] |= push
    return of_condition


def _called(document: Document) -> defaultdict[str, Push]:
    """The pushes of findings by what they call for and withhold; out of scope stands in the way of a referral."""
    found: defaultdict[str, Push] = defaultdict(lambda: NOWHERE)
    for item in document.recommendations:
        if item.kind is not RecommendationKind.TIP:
            is_aside = item.kind is RecommendationKind.OUT_OF_SCOPE
            for key in item.called_for_by:
                found[key] |= Push.UP | Push.DOWN if is_aside else Push.UP
            for key in item.withheld_by:
                found[key] |= Push.UP | Push.DOWN if is_aside else Push.DOWN
    return found
