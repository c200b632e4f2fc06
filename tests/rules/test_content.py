"""The default rule set says what its source documents say: every statement is used as its row asks, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
import re

import pytest

import rules
from rules.checks import check
from rules.conditions import Condition
from rules.document import Document, Finding, FindingKind, Recommendation, RecommendationKind, Rule, Text
from rules.facts import FACTS
from rules.yamlfiles import load_folder

CONTENT = Path(rules.__path__[0]) / "content" / "bone-health"
SHARED = Path(__file__).parents[2].parent / "shared"


def _ids(letter: str, *numbers: int | range) -> list[str]:
    each = chain.from_iterable([n] if isinstance(n, int) else n for n in numbers)
    return [f"{letter}{number:02}" for number in each]


# What knowledge.md says each statement is for.
USES = {
    "rule": [*_ids("R", range(1, 21)), *_ids("W", range(1, 7), 8)],
    "tip": [*_ids("L", range(1, 6), range(7, 20), 23, 24), *_ids("N", 1, 2, 9, 10)],
    "caution": [*_ids("L", 6, 20, 21, 22), *_ids("N", range(3, 9))],
    "info": ["W07", "N11"],
    "drop": _ids("X", 1, 2, 3),
    "interlock": _ids("S", range(1, 11)),
}
NEVER_USED = {*USES["drop"], "L20", "L21", "L22", "N05", "N06", "N07", "N08"}
MUST_BE_WITHHELD = {
    "L06": {"sun-sensitive"},
    "N03": {"protect-kidneys", "no-calcium-supplement"},
    "N04": {"protect-kidneys", "no-calcium-supplement"},
}
LISTS = ["two-of-all-risk-factors", "three-of-all-risk-factors"]
WAITS_FOR_NO_SCAN = {"criterion", "density"}
NOT_CLINICAL = {"age-50-or-over", "past-menopause"}


@cache
def document() -> Document:
    return load_folder(CONTENT)


def findings(*kinds: FindingKind) -> list[Finding]:
    return [finding for finding in document().findings if finding.kind in kinds]


def recommendations(*kinds: RecommendationKind) -> list[Recommendation]:
    return [item for item in document().recommendations if item.kind in kinds]


def rule(key: str) -> Rule:
    return next(rule for rule in document().rules if rule.key == key)


def cited(items: Iterable[Finding | Rule | Recommendation]) -> set[str]:
    return set(chain.from_iterable(item.sources for item in items))


def established(rule: Rule) -> set[str]:
    return {condition.subject for condition in rule.conditions if condition.on_finding}


def test_the_default_rule_set_can_be_published() -> None:
    check(document())


@pytest.mark.skipif(not SHARED.exists(), reason="the source documents are not beside the checkout")
def test_the_uses_above_are_those_of_the_knowledge_base() -> None:
    rows = re.findall(r"^\| ([RWLNXS]\d\d) \|(.*)\|$", (SHARED / "knowledge.md").read_text(), re.MULTILINE)
    uses = {
        key: "interlock" if key[0] == "S" else cells.rsplit("|", 1)[1].split()[0].strip(";:")
        for key, cells in rows
    }
    assert uses == {key: use for use, keys in USES.items() for key in keys}


@pytest.mark.skipif(not SHARED.exists(), reason="the source documents are not beside the checkout")
def test_every_country_of_the_guidelines_is_asked() -> None:
    table = (SHARED / "guidelines.md").read_text()
    assert set(re.findall(r"^\| `([a-z]+)` ", table, re.MULTILINE)) == set(FACTS["country"].choices)


def test_every_statement_for_rules_is_behind_a_rule_or_finding() -> None:
    assert set(USES["rule"]) - cited([*document().rules, *document().findings]) == set()


def test_every_statement_for_tips_is_behind_a_tip() -> None:
    assert set(USES["tip"]) - cited(recommendations(RecommendationKind.TIP)) == set()


def test_background_is_behind_a_why_text() -> None:
    assert set(USES["info"]) - cited(document().recommendations) == set()


def test_every_interlock_is_behind_a_caution_a_red_flag_or_a_recommendation() -> None:
    careful = cited(findings(FindingKind.CAUTION, FindingKind.RED_FLAG))
    assert set(USES["interlock"]) - careful - cited(document().recommendations) == set()


def test_nothing_rests_on_what_must_not_be_said() -> None:
    used = cited([*document().findings, *document().rules]) | cited(document().recommendations)
    assert used & NEVER_USED == set()


@pytest.mark.parametrize(("statement", "cautions"), MUST_BE_WITHHELD.items())
def test_a_doubtful_tip_comes_only_with_its_caution(statement: str, cautions: set[str]) -> None:
    tips = [
        tip for tip in recommendations(RecommendationKind.TIP) if statement in tip.sources and tip.withheld_by
    ]
    assert tips
    assert [tip.key for tip in tips if not cautions <= set(tip.withheld_by)] == []


@pytest.mark.parametrize("key", LISTS)
def test_a_count_of_risk_factors_counts_them_all(key: str) -> None:
    assert {finding.key for finding in findings(FindingKind.RISK_FACTOR)} ^ established(rule(key)) == set()


def test_every_risk_factor_of_health_and_family_is_worth_a_talk() -> None:
    clinical = {
        finding.key
        for finding in findings(FindingKind.RISK_FACTOR)
        if finding.topic in ("risk-factors", "health")
    }
    assert clinical - NOT_CLINICAL ^ established(rule("one-clinical-risk-factor")) == set()


def test_any_criterion_means_every_criterion() -> None:
    listed = established(rule("any-criterion")) | established(rule("any-be-criterion"))
    assert {finding.key for finding in findings(FindingKind.CRITERION)} ^ listed == {"be-criterion"}


@pytest.mark.parametrize("country", FACTS["country"].choices)
def test_a_country_has_criteria_of_its_own_and_one_referral_for_them(country: str) -> None:
    criteria = {f.key for f in findings(FindingKind.CRITERION) if f.key.startswith(f"{country}-")}
    callers = [
        set(item.called_for_by)
        for item in recommendations(RecommendationKind.REFER)
        if criteria & set(item.called_for_by)
    ]
    assert criteria
    assert callers == [criteria]


def test_a_criterion_holds_in_its_country_only() -> None:
    criteria = {finding.key for finding in findings(FindingKind.CRITERION)}
    wrong = [
        rule.key
        for rule in document().rules
        if rule.then in criteria and Condition.parse(f"country is {rule.then.split('-')[0]}") not in rule.all
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_criterion_says_whose_it_is_and_of_which_year(language: str) -> None:
    years = {source.key: str(source.year) for source in document().sources}
    for finding in findings(FindingKind.CRITERION):
        owner = finding.label[language].split(":")[0]
        assert set(re.findall(r"\d{4}", owner)) == {years[key] for key in finding.sources}, finding.key


def test_a_recent_scan_holds_back_criteria_and_density_but_no_warning_sign() -> None:
    kinds = {finding.key: finding.kind.value for finding in document().findings}
    for item in recommendations(RecommendationKind.REFER):
        waits = {kinds[key] for key in item.called_for_by} <= WAITS_FOR_NO_SCAN
        assert item.withheld_by == (("recent-densitometry",) if waits else ()), item.key


def test_only_tips_that_all_may_follow_have_nothing_to_withhold_them() -> None:
    """Whoever adds a tip about food or exercise decides whom it could harm, or says here that it harms nobody."""
    free = {tip.key for tip in recommendations(RecommendationKind.TIP) if not tip.withheld_by}
    assert free == {
        "ask-first-about-calcium-and-vitamin-d",
        "ask-first-with-kidney-disease",
        "balance-with-support",
        "be-ask-about-reimbursement",
        "calcium-apart-from-iron-and-zinc",
        "calcium-apart-from-medicine",
        "calm-moments",
        "change-with-your-care-team",
        "check-the-label",
        "exercise-with-a-physiotherapist",
        "keep-bone-treatment",
        "keep-medicines",
        "keep-vitamin-k-steady",
        "less-coffee",
        "limit-alcohol",
        "no-high-dose-calcium",
        "plan-a-restricted-diet",
        "protect-your-skin",
        "safe-home",
        "sleep-enough",
        "stop-smoking",
        "vitamin-b12",
        "vitamin-k-supplement-to-be-discussed",
    }


def test_a_document_is_cited_in_its_own_language() -> None:
    """Its title is what a visitor sees as the source; numbered statements only lead to documents.

    Our own safety rules are named in every language.
    """
    for source in document().sources:
        assert bool(source.based_on) == bool(re.fullmatch(r"[RWLNS]\d\d", source.key)), source.key
        assert bool(source.language) != bool(source.based_on or isinstance(source.citation, Text)), source.key
        if source.language in ("fr", "nl"):
            words = f"{source.named_in(source.language)} {source.section or ''}"
            assert not re.search(r"\b(the|and|of|to|with|for)\b", words, re.IGNORECASE), source.key


def test_a_statement_rests_on_documents() -> None:
    documents = {source.key for source in document().sources if not source.based_on}
    assert {key for source in document().sources for key in source.based_on} - documents == set()
