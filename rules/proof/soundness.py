"""What must hold of everybody: levels, red flags, interlocks, criteria, the author's guarantees. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import z3

from rules.document import FindingKind, Guarantee, Recommendation, RecommendationKind, Urgency
from rules.facts import FACTS
from rules.problems import Fault, sentence
from rules.proof.inquiry import Inquiry, Place, Task, proven, refuted
from rules.proof.results import How, Proof, Result
from rules.proof.somebody import FALSE, Formula, both, either
from rules.proof.visitors import holds

REFERRING = ("urgent", "out_of_scope", "refer")
TWO_LEVELS = sentence("a visitor gets the levels %(one)s and %(other)s at once")
NO_LEVEL = sentence("a visitor gets no level")
NOT_URGENT = sentence(
    "a visitor with this red flag is not told to seek help today; let it call for an urgent notice for today"
)
SHOWN_WITH = sentence("is shown together with “%(finding)s”, which must withhold it")
TOGETHER = sentence(
    "is shown together with “%(recommendation)s”, with which it is incompatible; withhold one of them"
)
ABROAD = sentence(
    "stands for a visitor of another country, or of none; let each rule for it ask for its country"
)
NOT_REFERRED = sentence(
    "a visitor who meets this criterion is not referred; let it call for a referral, or withhold that by a caution"
)
OF_NOBODY = sentence("speaks of nobody: its conditions exclude each other; correct them")
BROKEN = sentence("does not hold for everybody; mend the rules, or the guarantee")


def tasks(inquiry: Inquiry) -> Iterator[Task]:
    """Every proof of this kind."""
    yield from _one_level(inquiry)
    yield from _red_flags(inquiry)
    yield from _withheld(inquiry)
    yield from _incompatible(inquiry)
    yield from _criteria(inquiry)
    yield from _guarantees(inquiry)


def _one_level(inquiry: Inquiry) -> Iterator[Task]:
    levels = inquiry.meaning.levels
    yield inquiry.never(Proof.ONE_LEVEL, (), lambda: z3.Not(either([*levels.values()])), Fault(NO_LEVEL))
    for one, other in combinations(levels, 2):
        both_at_once = partial(z3.And, levels[one], levels[other])
        yield inquiry.never(Proof.ONE_LEVEL, (), both_at_once, Fault(TWO_LEVELS, one=one, other=other))


def _red_flags(inquiry: Inquiry) -> Iterator[Task]:
    urgent = [item for item in inquiry.meaning.visits if item.kind is RecommendationKind.URGENT]
    help_today = either([inquiry.meaning.shown(item) for item in urgent if item.urgency is Urgency.TODAY])
    for finding in inquiry.document.findings:
        if finding.kind is FindingKind.RED_FLAG:
            calm = partial(_without, inquiry, finding.key, help_today)
            yield inquiry.never(Proof.RED_FLAG, ("findings", finding.key), calm, Fault(NOT_URGENT))


def _without(inquiry: Inquiry, finding: str, wanted: Formula) -> Formula:
    """The finding stands, and what it calls for is missing."""
    return z3.And(inquiry.meaning.established(finding), z3.Not(wanted))


def _withheld(inquiry: Inquiry) -> Iterator[Task]:
    for item in inquiry.document.recommendations:
        for key in item.withheld_by:
            formula = partial(_shown_with, inquiry, item, key)
            place = ("recommendations", item.key)
            yield inquiry.never(Proof.WITHHELD, place, formula, Fault(SHOWN_WITH, finding=key))


def _shown_with(inquiry: Inquiry, item: Recommendation, finding: str) -> Formula:
    return z3.And(inquiry.meaning.shown(item), inquiry.meaning.established(finding))


def _incompatible(inquiry: Inquiry) -> Iterator[Task]:
    items = {item.key: item for item in inquiry.document.recommendations}
    for item in items.values():
        for key in item.incompatible_with:
            formula = partial(_both_shown, inquiry, item, items[key])
            fault = Fault(TOGETHER, recommendation=key)
            yield inquiry.never(Proof.INCOMPATIBLE, ("recommendations", item.key), formula, fault)


def _both_shown(inquiry: Inquiry, one: Recommendation, other: Recommendation) -> Formula:
    return z3.And(inquiry.meaning.shown(one), inquiry.meaning.shown(other))


def _criteria(inquiry: Inquiry) -> Iterator[Task]:
    """A criterion is one country's, and refers there, unless a caution turns the referral into a talk."""
    for finding in inquiry.document.findings:
        if finding.kind is FindingKind.CRITERION:
            place, key = ("findings", finding.key), finding.key
            yield Task(Proof.CRITERION, place, partial(_in_its_country, inquiry, place))
            formula = partial(_not_referred, inquiry, key)
            yield inquiry.never(Proof.CRITERION, place, formula, Fault(NOT_REFERRED))


def _not_referred(inquiry: Inquiry, finding: str) -> Formula:
    meaning = inquiry.meaning
    kept_back = [
        meaning.withheld(item)
        for item in meaning.visits
        if item.kind is RecommendationKind.REFER and finding in item.called_for_by
    ]
    talked_about = z3.And(either(kept_back), meaning.levels["discuss"])
    return _without(inquiry, finding, z3.Or(meaning.level_in(REFERRING), talked_about))


def _in_its_country(inquiry: Inquiry, place: Place) -> Result:
    """Its country is that of whomever the solver finds first."""
    stands, solver = inquiry.meaning.established(place[1]), inquiry.solver
    model = solver.find(stands)
    if model is None:
        return proven(Proof.CRITERION, place, How.SOLVER)
    options = [inquiry.anybody.option("country", name) for name in FACTS["country"].choices]
    home = next((option for option in options if holds(model, option)), FALSE)
    found = solver.smallest(inquiry.anybody, stands, z3.Not(home))
    if found is None:
        return proven(Proof.CRITERION, place, How.SOLVER)
    return refuted(Proof.CRITERION, place, Fault(ABROAD), inquiry.witness.visitor(found, inquiry.meaning))


def _guarantees(inquiry: Inquiry) -> Iterator[Task]:
    for guarantee in inquiry.document.guarantees:
        yield Task(Proof.GUARANTEE, ("guarantees", guarantee.key), partial(_kept, inquiry, guarantee))


def _kept(inquiry: Inquiry, guarantee: Guarantee) -> Result:
    """A promise to nobody is a mistake, and would be proven of any rules."""
    place, about = ("guarantees", guarantee.key), _about(inquiry, guarantee)
    if inquiry.solver.find(about) is None:
        return refuted(Proof.GUARANTEE, place, Fault(OF_NOBODY))
    broken = z3.And(about, z3.Not(both([*_promised(inquiry, guarantee)])))
    return inquiry.holds_of_nobody(Proof.GUARANTEE, place, broken, Fault(BROKEN))


def _about(inquiry: Inquiry, guarantee: Guarantee) -> Formula:
    """Whether it speaks of somebody."""
    meaning = inquiry.meaning
    about = [meaning.meets(guarantee.all, guarantee.any, guarantee.of, guarantee.at_least)]
    return both([*about, *(z3.Not(meaning.holds(condition)) for condition in guarantee.unless)])


def _promised(inquiry: Inquiry, guarantee: Guarantee) -> Iterator[Formula]:
    meaning = inquiry.meaning
    wanted = {*guarantee.tips, *guarantee.never_tips}
    shown = {item.key: meaning.shown(item) for item in meaning.tips if item.key in wanted}
    if guarantee.levels:
        yield meaning.level_in(guarantee.levels)
    yield from map(meaning.established, guarantee.findings)
    yield from (z3.Not(meaning.established(key)) for key in guarantee.never_findings)
    yield from (shown[key] for key in guarantee.tips)
    yield from (z3.Not(shown[key]) for key in guarantee.never_tips)
