"""Which answers decide that two sets of rules judge a person differently."""

from __future__ import annotations

from collections.abc import Iterator, Set

from rules.document import Document, Rule
from rules.strata import findings_used
from studio.impact.sides import Side


def deciding(before: Side, after: Side, place: int) -> set[str]:
    """The facts that rules look at which fire for this person on one side only, and those of the steps on the way.

    Where the same rules fire, those behind the two referrals, and behind what withholds them.
    """
    people = [side.survey.people[place] for side in (before, after)]
    otherwise = set(people[0].fired) ^ set(people[1].fired)
    referrals = {person.referral for person in people}
    facts: set[str] = set()
    for side, person in zip((before, after), people, strict=True):
        fired = [rule for rule in side.document.rules if rule.key in person.fired]
        ends = _behind(side.document, referrals)
        started = {
            rule.key for rule in fired if rule.key in otherwise or (not otherwise and rule.then in ends)
        }
        facts.update(_facts(fired, started))
    return facts


def _behind(document: Document, referrals: Set[str | None]) -> set[str]:
    """The findings that call for these recommendations or withhold them."""
    return {
        finding
        for item in document.recommendations
        if item.key in referrals
        for finding in (*item.called_for_by, *item.withheld_by)
    }


def _facts(fired: list[Rule], started: set[str]) -> Iterator[str]:
    """What these rules look at, and the rules that established the findings they use, and so on."""
    seen: set[str] = set()
    while started - seen:
        seen |= started
        now = [rule for rule in fired if rule.key in started]
        used = set().union(*map(findings_used, now))
        yield from (c.subject for rule in now for c in rule.conditions if not c.on_finding)
        started = {rule.key for rule in fired if rule.then in used}
