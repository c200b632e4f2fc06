"""Visitors of the default rule set, one a line of `cases/*.csv`; what is expected comes from the source documents.

Columns: `case`; `answers` (a JSON object of facts); `level`; `referral` (a key, or empty); `findings`, `tips` (must be
there); `absent`, `absent_tips` (must not; `*`: no tip at all); `withheld` (`tip<finding that withholds it`, or `-` for
nothing at all); `why`: what it checks, in words, beginning with the statement or heading that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
import csv
from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
import re

import pytest

import rules
from rules.answers import clean
from rules.assessment import Assessor
from rules.document import Document, RecommendationKind, digest
from rules.engine import Engine, Firing
from rules.measures import measure, with_measures
from rules.outcome import Outcome
from rules.yamlfiles import load_folder

FOLDER = Path(__file__).parent / "cases"
CONTENT = Path(rules.__path__[0]) / "content" / "bone-health"
NO_TIP, NOTHING = "*", "-"
WARNINGS = ("no-high-dose-calcium", "calcium-apart-from-iron-and-zinc")
RESTS_ON = re.compile(
    r"(?:[RWLNS]\d\d|Levels|Facts|Guidelines|Density rule|Safety interlocks|Row (?:be|fr|nl|uk|us|other))\b"
)


@dataclass(frozen=True)
class Case:
    """One line of a file, its keys as sets."""

    id: str
    answers: dict[str, object]
    level: str
    referral: str | None
    findings: set[str]
    absent: set[str]
    tips: set[str]
    absent_tips: set[str]
    withheld: set[str]
    why: str

    def named(self) -> Iterator[str]:
        """Every finding and recommendation that the line names."""
        yield from self.findings | self.absent | self.tips | self.absent_tips - {NO_TIP}
        yield from (key for pair in self.withheld - {NOTHING} for key in pair.split("<"))
        yield from [self.referral] if self.referral else []


def _cases() -> list[Case]:
    return [
        Case(
            id=f"{path.stem}/{row['case']}",
            answers=json.loads(row["answers"]),
            level=row["level"],
            referral=row["referral"] or None,
            why=row["why"],
            **{
                column: set(row[column].split())
                for column in ("findings", "absent", "tips", "absent_tips", "withheld")
            },
        )
        for path in sorted(FOLDER.glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]


CASES = _cases()
every_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@cache
def document() -> Document:
    return load_folder(CONTENT)


@cache
def assessor() -> Assessor:
    return Assessor(document(), {"rule_set": "bone-health", "number": 1, "digest": digest(document())})


def outcome_of(case: Case) -> Outcome:
    return assessor().assess(case.answers)


@cache
def firings() -> dict[str, list[Firing]]:
    """The rules that each case fires, as the engine reports them."""
    engine = Engine(document())
    facts = {case.id: clean(case.answers).facts for case in CASES}
    return {case: engine.fire(with_measures(known, measure(known))) for case, known in facts.items()}


@every_case
def test_visitor_gets_the_level_and_referral(case: Case) -> None:
    outcome = outcome_of(case)
    referral = outcome["referral"]
    assert (outcome["level"], referral and referral["key"]) == (case.level, case.referral), case.why


@every_case
def test_visitor_gets_the_findings_and_tips(case: Case) -> None:
    outcome = outcome_of(case)
    findings = {finding["key"] for finding in outcome["findings"]}
    tips = {tip["key"] for tip in outcome["tips"]}
    assert case.findings - findings == set(), case.why
    assert case.absent & findings == set(), case.why
    assert case.tips - tips == set(), case.why
    assert tips & (tips if case.absent_tips == {NO_TIP} else case.absent_tips) == set(), case.why


@every_case
def test_tips_that_could_harm_the_visitor_are_withheld(case: Case) -> None:
    outcome = outcome_of(case)
    withheld = {f"{item['key']}<{reason}" for item in outcome["withheld"] for reason in item["because"]}
    if case.withheld == {NOTHING}:
        assert withheld == set(), case.why
    else:
        assert case.withheld - withheld == set(), case.why
    assert {pair.split("<")[0] for pair in withheld}.isdisjoint(tip["key"] for tip in outcome["tips"])


@pytest.mark.parametrize("warning", WARNINGS)
@pytest.mark.parametrize(
    "ask_first", ["ask-first-with-kidney-disease", "ask-first-about-calcium-and-vitamin-d"]
)
def test_who_must_ask_first_reads_that_before_the_warnings(ask_first: str, warning: str) -> None:
    """A warning alone could read as leave to take it."""
    shown = [[tip["key"] for tip in outcome_of(case)["tips"]] for case in CASES if ask_first in case.tips]
    both = [tips for tips in shown if warning in tips]
    assert both
    assert [tips for tips in both if tips.index(ask_first) > tips.index(warning)] == []


def test_every_case_has_its_own_name() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []


def test_cases_name_nothing_that_does_not_exist() -> None:
    """A slip in `absent` would otherwise make a case that cannot fail."""
    known = {item.key for _, item in document().items()}
    assert {(case.id, key) for case in CASES for key in case.named() if key not in known} == set()


def test_every_case_says_what_it_rests_on() -> None:
    assert [case.id for case in CASES if not RESTS_ON.match(case.why)] == []


def test_every_rule_fires_in_a_case_and_is_silent_in_another() -> None:
    counts = Counter(firing.rule.key for fired in firings().values() for firing in fired)
    assert [rule.key for rule in document().rules if not 0 < counts[rule.key] < len(CASES)] == []


def test_every_condition_makes_its_rule_fire_in_a_case() -> None:
    """Above all each alternative of an `any`, and each entry of a count."""
    held = {(f.rule.key, str(c)) for fired in firings().values() for f in fired for c in f.conditions}
    conditions = {(rule.key, str(condition)) for rule in document().rules for condition in rule.conditions}
    assert conditions - held == set()


def test_every_recommendation_is_shown_in_a_case() -> None:
    outcomes = [outcome_of(case) for case in CASES]
    shown = {tip["key"] for outcome in outcomes for tip in outcome["tips"]}
    shown |= {referral["key"] for outcome in outcomes if (referral := outcome["referral"])}
    assert {item.key for item in document().recommendations} - shown == set()


def test_every_reason_to_withhold_a_tip_is_tried_in_a_case() -> None:
    tips = [item for item in document().recommendations if item.kind is RecommendationKind.TIP]
    pairs = {f"{tip.key}<{finding}" for tip in tips for finding in tip.withheld_by}
    assert pairs - {pair for case in CASES for pair in case.withheld} == set()
