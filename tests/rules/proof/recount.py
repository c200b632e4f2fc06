"""Every proof once more, by looking at everybody: what the solver must find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations

from rules.document import Document, Finding, FindingKind, Guarantee, Recommendation, Rule
from rules.facts import FACTS
from rules.proof.results import Proof
from tests.rules.proof.comparing import falls, is_better_silent
from tests.rules.proof.everybody import Everybody, Person
from tests.rules.proof.stating import Told, referred
from tests.rules.reference import Reference

LEVELS = ("urgent", "out_of_scope", "refer", "discuss", "maintain")
Shows = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Claim:
    """One proof: whether it is refuted, what shows it of a visitor or two, and how many answers the first gives.

    There is no count where it takes nobody, several where either will do.
    """

    proof: Proof
    place: tuple[str, ...]
    refuted: bool = False
    shows: Shows = field(compare=False, default=lambda *_: False)
    counts: frozenset[int] = frozenset()


class Recount:
    """All claims about a document, in any order."""

    def __init__(self, everybody: Everybody) -> None:
        self._everybody, self._people = everybody, everybody.people
        self._document = everybody.document

    def claims(self) -> Iterator[Claim]:
        """Every proof that there must be."""
        yield from (Claim(Proof.ONE_LEVEL, ()) for _ in (None, *combinations(LEVELS, 2)))  # a person has one
        for finding in self._document.findings:
            yield from self._finding(finding)
        for item in self._document.recommendations:
            yield from self._recommendation(item)
        yield from map(self._rule, self._document.rules)
        yield from map(self._guarantee, self._document.guarantees)
        for key, fact in FACTS.items():
            yield self._comparison(Proof.MONOTONE, key, partial(falls, self._everybody, key))
            if not fact.required:
                silent = partial(is_better_silent, self._everybody, key)
                yield self._comparison(Proof.UNANSWERED, key, silent)

    def _never(self, proof: Proof, place: tuple[str, ...], breaks: Callable[[Person], bool]) -> Claim:
        breaking = [person for person in self._people if breaks(person)]
        return Claim(proof, place, bool(breaking), breaks, _fewest(breaking))

    def _finding(self, finding: Finding) -> Iterator[Claim]:
        place, key = ("findings", finding.key), finding.key
        if finding.kind is FindingKind.RED_FLAG:
            yield self._never(Proof.RED_FLAG, place, lambda p: p.has(key) and not self._is_helped_today(p))
        if finding.kind is FindingKind.CRITERION:
            yield self._never(Proof.CRITERION, place, lambda p: p.has(key) and self._is_sent_home(p, key))
            yield self._in_one_country(key)

    def _is_helped_today(self, person: Person) -> bool:
        notices = [item for item in self._document.recommendations if item.kind == "urgent"]
        return any(person.sees(item.key) for item in notices if item.urgency == "today")

    def _is_sent_home(self, person: Person, finding: str) -> bool:
        referrals = [item for item in self._document.recommendations if item.kind == "refer"]
        kept_back = [
            item.key
            for item in referrals
            if finding in item.called_for_by and item.key in person.told.withheld
        ]
        return not (person.level in LEVELS[:3] or (person.level == "discuss" and kept_back))

    def _in_one_country(self, finding: str) -> Claim:
        """Its home is the country of whomever the solver comes upon first."""
        meeting = [person for person in self._people if person.has(finding)]
        countries = {person.facts.get("country") for person in meeting}
        counts = [
            _fewest(p for p in meeting if p.facts.get("country") != country or country is None)
            for country in countries
        ]
        refuted = len(countries) > 1 or None in countries
        return Claim(
            Proof.CRITERION,
            ("findings", finding),
            refuted,
            lambda p: p.has(finding),
            frozenset().union(*counts) if refuted else frozenset(),
        )

    def _recommendation(self, item: Recommendation) -> Iterator[Claim]:
        place, key = ("recommendations", item.key), item.key
        for caution in item.withheld_by:
            yield self._never(Proof.WITHHELD, place, partial(_meets, key, caution))
        for other in item.incompatible_with:
            yield self._never(Proof.INCOMPATIBLE, place, partial(_sees_both, key, other))
        called = [p for p in self._people if not p.told.established.isdisjoint(item.called_for_by)]
        refuted = not any(person.sees(key) for person in called)
        yield Claim(Proof.REACHABLE, place, refuted, lambda p: not p.sees(key), _fewest(called))

    def _rule(self, rule: Rule) -> Claim:
        rules = tuple(other for other in self._document.rules if other is not rule)
        counts = partial(self._counts, rule, self._document.model_copy(update={"rules": rules}))
        firing = [person for person in self._people if rule.key in person.told.fired]
        return Claim(
            Proof.RULE_ALIVE,
            ("rules", rule.key),
            not any(map(counts, firing)),
            lambda p: rule.key in p.told.fired and not counts(p),
            _fewest(firing),
        )

    def _counts(self, rule: Rule, without: Document, person: Person) -> bool:
        """Whether this rule alone leads to its finding, and its finding to something that is told."""
        told = referred(without, person.facts)
        return rule.then not in told.established and self._seen(person.told) != self._seen(told)

    def _seen(self, told: Told) -> tuple[set[str], set[str], set[tuple[str, str]]]:
        """Findings, recommendations, and what calls for each that is shown or named as withheld."""
        listed = {item.key for item in self._document.findings if item.kind is not FindingKind.INTERMEDIATE}
        tips = told.level not in ("urgent", "out_of_scope")
        calling = {
            (item.key, key)
            for item in self._document.recommendations
            if (tips if item.kind == "tip" else item.key in told.shown)
            for key in told.established.intersection(item.called_for_by)
        }
        return told.established & listed, told.shown, calling

    def _guarantee(self, guarantee: Guarantee) -> Claim:
        place = ("guarantees", guarantee.key)
        if not any(self._is_about(guarantee, person) for person in self._people):
            return Claim(Proof.GUARANTEE, place, refuted=True)
        return self._never(
            Proof.GUARANTEE, place, lambda p: self._is_about(guarantee, p) and _breaks(guarantee, p)
        )

    def _is_about(self, guarantee: Guarantee, person: Person) -> bool:
        """By two rules more: whom it speaks of, and whom not."""
        form = {
            "all": guarantee.all,
            "any": guarantee.any,
            "of": guarantee.of,
            "at_least": guarantee.at_least,
        }
        about = self._document.rules[0].model_copy(update={"key": "about", "then": "about", **form})
        exempt = about.model_copy(
            update={"key": "exempt", "then": "exempt", "all": (), "any": guarantee.unless, "of": ()}
        )
        rules = (
            *self._document.rules,
            *[about] * bool(guarantee.conditions),
            *[exempt] * bool(guarantee.unless),
        )
        reference = Reference(self._document.model_copy(update={"rules": rules}), person.facts)
        return (not guarantee.conditions or reference.established("about")) and not reference.established(
            "exempt"
        )

    def _comparison(self, proof: Proof, key: str, breaks: Callable[[Person, Person], bool]) -> Claim:
        breaking = [
            person
            for person in self._people
            if any(breaks(person, other) for other in self._everybody.changed(person, key))
        ]
        return Claim(proof, ("facts", key), bool(breaking), breaks, _fewest(breaking))


def _meets(recommendation: str, finding: str, person: Person) -> bool:
    return person.sees(recommendation) and person.has(finding)


def _sees_both(one: str, other: str, person: Person) -> bool:
    return person.sees(one) and person.sees(other)


def _breaks(guarantee: Guarantee, person: Person) -> bool:
    return not (
        (not guarantee.levels or person.level in guarantee.levels)
        and all(map(person.has, guarantee.findings))
        and not any(map(person.has, guarantee.never_findings))
        and all(map(person.sees, guarantee.tips))
        and not any(map(person.sees, guarantee.never_tips))
    )


def _fewest(people: Iterable[Person]) -> frozenset[int]:
    return frozenset(sorted({len(person.facts) for person in people})[:1])
