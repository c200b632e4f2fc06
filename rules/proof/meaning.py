"""What a document says about anybody, as formulas: which rules fire, what stands, the level, what is shown. No Django.

It is the meaning that `tests/rules/reference.py` writes down for one person; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

import z3

from rules.conditions import Condition, Operator
from rules.document import Document, FindingKind, Recommendation, RecommendationKind, Rule
from rules.measures import MEASURES
from rules.outcome import MAINTAIN
from rules.proof.polarity import Push, pushes
from rules.proof.somebody import Changed, Formula, Somebody, both, either
from rules.proof.terms import TERMS, Term
from rules.reporter import WITHOUT_TIPS, ranked_visits

LEVELS = (*(kind.value for kind in RecommendationKind if kind is not RecommendationKind.TIP), MAINTAIN)


class Meaning:
    """What the document says about `somebody`; what is disabled says nothing."""

    def __init__(self, document: Document, somebody: Somebody) -> None:
        self.document, self.somebody = document.in_use(), somebody
        self.rules_of: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.document.rules:
            self.rules_of[rule.then].append(rule)
        self.visits = ranked_visits(self.document)
        self.tips = [item for item in self.document.recommendations if item.kind is RecommendationKind.TIP]
        self._terms: dict[str, Term] = {}
        self._fires: dict[str, Formula] = {}
        self._established: dict[str, Formula] = {}
        self._standing: dict[str, Formula] = {}

    def term(self, measure: str) -> Term:
        """A measured fact."""
        if measure not in self._terms:
            self._terms[measure] = TERMS[measure](self.somebody)
        return self._terms[measure]

    def holds(self, condition: Condition) -> Formula:
        """A condition, on whatever it is."""
        if condition.operator is Operator.ESTABLISHED:
            return self.established(condition.subject)
        if condition.operator is Operator.NOT_ESTABLISHED:
            return z3.Not(self.established(condition.subject))
        if condition.subject in MEASURES:
            return self.term(condition.subject).holds(condition)
        return self.somebody.holds(condition)

    def fires(self, rule: Rule) -> Formula:
        """Whether the rule holds."""
        if rule.key not in self._fires:
            self._fires[rule.key] = self.meets(rule.all, rule.any, rule.of, rule.at_least)
        return self._fires[rule.key]

    def meets(
        self,
        every: Collection[Condition],
        some: Collection[Condition],
        of: Collection[Condition],
        at_least: int | None,
    ) -> Formula:
        """Conditions in the three forms that a rule can have."""
        if of and at_least:
            return z3.AtLeast(*map(self.holds, of), at_least)
        return either([*map(self.holds, some)]) if some else both([*map(self.holds, every)])

    def established(self, finding: str) -> Formula:
        """Whether one of the finding's rules fires."""
        if finding not in self._established:
            self._established[finding] = either([self.fires(rule) for rule in self.rules_of[finding]])
        return self._established[finding]

    def called(self, item: Recommendation) -> Formula:
        """Whether one of its findings stands."""
        return either([*map(self.established, item.called_for_by)])

    def withheld(self, item: Recommendation) -> Formula:
        """Whether a caution keeps it back."""
        return either([*map(self.established, item.withheld_by)])

    def standing(self, item: Recommendation) -> Formula:
        """Called for, and not withheld."""
        if item.key not in self._standing:
            self._standing[item.key] = z3.And(self.called(item), z3.Not(self.withheld(item)))
        return self._standing[item.key]

    @cached_property
    def _measured(self) -> set[str]:
        """The measures that a rule looks at."""
        subjects = {condition.subject for rule in self.document.rules for condition in rule.conditions}
        return {name for name in MEASURES if name in subjects}

    @cached_property
    def pushes(self) -> dict[Condition, Push]:
        """The way that each condition on a fact pushes the level."""
        return pushes(self.document)

    @cached_property
    def levels(self) -> dict[str, Formula]:
        """Each level: the strongest kind of visit that stands; without any, `maintain`."""
        levels, stronger = {}, either([])
        for kind in RecommendationKind:
            if kind is not RecommendationKind.TIP:
                stands = either([self.standing(item) for item in self.visits if item.kind is kind])
                levels[kind.value] = z3.And(stands, z3.Not(stronger))
                stronger = z3.Or(stronger, stands)
        return {**levels, MAINTAIN: z3.Not(stronger)}

    def level_in(self, levels: Collection[str]) -> Formula:
        """Whether the level is one of these."""
        return either([self.levels[level] for level in LEVELS if level in levels])

    def told(self, item: Recommendation) -> Formula:
        """Whether the visitor hears of it: shown, or a tip that is named among those withheld."""
        if item.kind is not RecommendationKind.TIP:
            return self.shown(item)
        return z3.And(self.called(item), z3.Not(self.level_in([kind.value for kind in WITHOUT_TIPS])))

    def shown(self, item: Recommendation) -> Formula:
        """Whether the visitor gets it: a tip where there are tips, of the visits the first that stands."""
        if item.kind is RecommendationKind.TIP:
            return z3.And(self.told(item), z3.Not(self.withheld(item)))
        before = self.visits[: self.visits.index(item)]
        return z3.And(self.standing(item), z3.Not(either([*map(self.standing, before)])))


class Variation(Meaning):
    """The same of a visitor whose answers, or by a document whose rules, differ a little.

    What does not depend on the difference is taken over: most formulas stay the very same.
    """

    def __init__(
        self, meaning: Meaning, changed: Changed | None = None, without: Collection[str] = ()
    ) -> None:
        super().__init__(meaning.document, changed or meaning.somebody)
        measures = self._measured if changed else set()
        self.measures = {name for name in measures if meaning.term(name) != self.term(name)}
        subjects = {changed.key, *changed.depending, *self.measures} if changed else set()
        self.affected = _affected(self.document, subjects, without)
        for rule in self.document.rules:
            if rule.key in without:
                self._fires[rule.key] = either([])
            elif rule.then not in self.affected:
                self._fires[rule.key] = meaning.fires(rule)
        for finding in self.document.findings:
            if finding.key not in self.affected:
                self._established[finding.key] = meaning.established(finding.key)
        for item in self.document.recommendations:
            if self.affected.isdisjoint((*item.called_for_by, *item.withheld_by)):
                self._standing[item.key] = meaning.standing(item)


def _affected(document: Document, subjects: Collection[str], without: Collection[str]) -> set[str]:
    """The findings that rest on one of these facts or rules, directly or not."""
    using: defaultdict[str, set[str]] = defaultdict(set)
    found: set[str] = set()
    waiting = [rule.then for rule in document.rules if rule.key in without]
    for rule in document.rules:
        for condition in rule.conditions:
            if condition.on_finding:
                using[condition.subject].add(rule.then)
            elif condition.subject in subjects:
                waiting.append(rule.then)
    while waiting:
        finding = waiting.pop()
        if finding not in found:
            found.add(finding)
            waiting += using[finding]
    return found


def listed(document: Document) -> list[str]:
    """The findings that a visitor is shown."""
    return [item.key for item in document.findings if item.kind is not FindingKind.INTERMEDIATE]
