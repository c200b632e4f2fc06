"""From fired rules to the outcome: level, referral, findings with their reasons, tips, what was withheld. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import cast

from rules.conditions import Condition, Operator
from rules.document import Document, Finding, FindingKind, Recommendation, RecommendationKind, Urgency
from rules.engine import Firing
from rules.facts import FACTS, Value
from rules.outcome import (
    MAINTAIN,
    Because,
    Brief,
    FindingEntry,
    Outcome,
    Plain,
    Referral,
    ReleaseReference,
    Tip,
)

WITHOUT_TIPS = (RecommendationKind.URGENT, RecommendationKind.OUT_OF_SCOPE)
FURTHER_REASON = 10
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Case:
    """One person, assessed: the facts the rules saw and the rules that fired."""

    facts: dict[str, Value]
    measures: dict[str, int | Decimal | None]
    ignored: list[str]
    firings: list[Firing]


def ranked_visits(document: Document) -> list[Recommendation]:
    """Everything but tips: the strongest kind first, then the soonest, then the weightiest; the first to stand wins."""
    kinds, urgencies = list(RecommendationKind), list(Urgency)
    visits = [item for item in document.recommendations if item.kind is not RecommendationKind.TIP]
    return sorted(
        visits, key=lambda item: (kinds.index(item.kind), urgencies.index(_urgency(item)), -item.priority)
    )


class Reporter:
    """Writes outcomes of one release; what depends on the document alone is worked out once."""

    def __init__(self, document: Document, release: ReleaseReference) -> None:
        self._release = release
        self._findings = {finding.key: finding for finding in document.findings}
        self._listed = {key: finding for key, finding in self._findings.items() if not _is_step(finding)}
        tips = [item for item in document.recommendations if item.kind is RecommendationKind.TIP]
        self._visits, self._tips = ranked_visits(document), tips
        self._called_by: defaultdict[str, list[int]] = defaultdict(list)
        for position, item in enumerate(tips):
            for key in item.called_for_by:
                self._called_by[key].append(position)

    def report(self, case: Case, language: str) -> Outcome:
        """The outcome of a case, its texts in `language`."""
        reasons = _Reasons(self._findings, case)
        visit = self._visit(reasons.established)
        tips = [] if visit and visit.kind in WITHOUT_TIPS else self._called_tips(reasons)
        withheld = [(item, reasons.withholding(item)) for item in tips]
        return {
            "release": self._release,
            "level": _level(visit),
            "referral": _referral(visit, reasons, language) if visit else None,
            "findings": [
                _finding(finding, reasons, language)
                for key, finding in self._listed.items()
                if key in reasons.established
            ],
            "tips": [_tip(item, reasons, language) for item, withholding in withheld if not withholding],
            "withheld": [
                {"key": item.key, "because": withholding} for item, withholding in withheld if withholding
            ],
            "measures": {key: _rounded(value) for key, value in case.measures.items()},
            "ignored": case.ignored,
        }

    def brief(self, firings: Iterable[Firing]) -> Brief:
        """What `report` tells, by keys; the tips in the document's order."""
        fired = {firing.rule.key: firing.rule.then for firing in firings}
        established = set(fired.values())
        visit = self._visit(established)
        tips = () if visit and visit.kind in WITHOUT_TIPS else self._tips
        shown = [item.key for item in tips if _stands(item, established)]
        return Brief(_level(visit), visit.key if visit else None, tuple(shown), tuple(fired))

    def level(self, firings: Iterable[Firing]) -> str:
        """The level that `report` tells, without anything else."""
        return _level(self._visit({firing.rule.then for firing in firings}))

    def _visit(self, established: Set[str]) -> Recommendation | None:
        """The first that a finding calls for and none withholds."""
        return next((item for item in self._visits if _stands(item, established)), None)

    def _called_tips(self, reasons: _Reasons) -> list[Recommendation]:
        """The tips that this person's findings call for, the weightiest first, else in the document's order."""
        called = {position for key in reasons.established for position in self._called_by.get(key, ())}
        return sorted((self._tips[position] for position in sorted(called)), key=reasons.weight, reverse=True)


class _Reasons:
    """Who established what, for one case. Behind an intermediate finding stand its own reasons."""

    def __init__(self, findings: dict[str, Finding], case: Case) -> None:
        self._findings, self._facts = findings, case.facts
        self._conditions: dict[str, list[Condition]] = defaultdict(list)
        for firing in case.firings:
            self._conditions[firing.rule.then] += firing.conditions
        self.established = self._conditions.keys()
        self._subjects: dict[str, dict[tuple[str, bool], None]] = {}

    def withholding(self, item: Recommendation) -> list[str]:
        """The established findings that withhold it."""
        return [key for key in item.withheld_by if key in self.established]

    def weight(self, item: Recommendation) -> int:
        """The priority of what is called for, and some more for each further reason."""
        return item.priority + FURTHER_REASON * sum(key in self.established for key in item.called_for_by)

    def calling(self, item: Recommendation) -> list[str]:
        """The listed findings behind those that call for it, each once."""
        calling: dict[str, None] = {}
        for key in item.called_for_by:
            if key in self.established:
                calling |= self._listed_behind(key) if _is_step(self._findings[key]) else {key: None}
        return list(calling)

    def _listed_behind(self, key: str) -> dict[str, None]:
        return {subject: None for subject, is_finding in self._behind(key) if is_finding}

    def because(self, key: str) -> list[Because]:
        """The facts and listed findings that established a finding, each once."""
        return [
            {"finding": subject}
            if is_finding
            else {"fact": subject, "value": _plain(subject, self._facts[subject])}
            for subject, is_finding in self._behind(key)
        ]

    def _behind(self, key: str) -> Iterable[tuple[str, bool]]:
        """The subjects behind a finding, each once, with whether it is a finding: a fact may share its key."""
        if key not in self._subjects:
            self._subjects[key] = dict.fromkeys(self._each_behind(key))
        return self._subjects[key]

    def _each_behind(self, key: str) -> Iterator[tuple[str, bool]]:
        for condition in self._conditions[key]:
            subject = condition.subject
            if not condition.on_finding:
                yield subject, False
            elif condition.operator is Operator.ESTABLISHED:
                if _is_step(self._findings[subject]):
                    yield from self._behind(subject)
                else:
                    yield subject, True


def _stands(item: Recommendation, established: Set[str]) -> bool:
    """Whether a finding calls for it and none withholds it."""
    return not established.isdisjoint(item.called_for_by) and established.isdisjoint(item.withheld_by)


def _is_step(finding: Finding) -> bool:
    return finding.kind is FindingKind.INTERMEDIATE


def _level(visit: Recommendation | None) -> str:
    return visit.kind.value if visit else MAINTAIN


def _urgency(item: Recommendation) -> Urgency:
    return cast("Urgency", item.urgency)  # the schema: every kind but a tip has one


def _finding(finding: Finding, reasons: _Reasons, language: str) -> FindingEntry:
    return {
        "key": finding.key,
        "kind": finding.kind.value,
        "label": finding.label[language],
        "modifiable": finding.modifiable,
        "because": reasons.because(finding.key),
        "sources": list(finding.sources),
    }


def _referral(item: Recommendation, reasons: _Reasons, language: str) -> Referral:
    return {
        "key": item.key,
        "urgency": _urgency(item).value,
        "text": item.text[language],
        "because": reasons.calling(item),
    }


def _tip(item: Recommendation, reasons: _Reasons, language: str) -> Tip:
    return {
        "key": item.key,
        "text": item.text[language],
        "because": reasons.calling(item),
        "sources": list(item.sources),
    }


def _plain(key: str, value: Value) -> Plain:
    if isinstance(value, frozenset):
        return [choice for choice in FACTS[key].choices if choice in value]
    if isinstance(value, Decimal):
        return _rounded(value) if key not in FACTS else _number(value)
    return value


def _rounded(value: int | Decimal | None) -> int | float | None:
    """One decimal, cut: what is just under a limit must not read as the limit."""
    return _number(value.quantize(TENTH, ROUND_DOWN)) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
