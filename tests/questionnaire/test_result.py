"""From an outcome to what the page shows, on a rule set of a few lines."""

from __future__ import annotations

from typing import Any

from django.utils import translation
import pytest

from questionnaire.journey import Page, Rules
from questionnaire.result import SHOWN_AT_ONCE, Result, result_of
from questionnaire.state import State
from rules.assessment import Assessor
from rules.document import LANGUAGES, parse
from tests.questionnaire.markup import read
from tests.questionnaire.visitor import Answers

SOURCES = ["R10", "R11", "guide"]
TIPS = [f"tip-{number}" for number in range(9)]


def in_each_language(text: str) -> dict[str, str]:
    """The same words, marked with their language."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def item(key: str, kind: str, **more: Any) -> dict[str, Any]:
    """A recommendation called for by tobacco."""
    texts = {name: in_each_language(f"{name} of {key}") for name in ("title", "text", "why")}
    own = {"key": key, "topic": "habits", "kind": kind, "sources": ["R10"], "called_for_by": ["smoking"]}
    return own | texts | more


def finding(key: str, kind: str) -> dict[str, Any]:
    """A finding whose label is its key."""
    return {"key": key, "topic": "habits", "kind": kind, "sources": ["R10"], "label": in_each_language(key)}


def rule(condition: str, then: str) -> dict[str, Any]:
    """A rule of one condition."""
    return {"key": f"rule-{then}", "topic": "habits", "sources": ["R10"], "all": [condition], "then": then}


DOCUMENT = parse(
    {
        "key": "small",
        "title": in_each_language("Small"),
        "topics": ["habits"],
        "sources": [
            {"key": "R10", "citation": "A numbered statement", "based_on": ["guide", "article"]},
            {"key": "R11", "citation": "Another numbered statement", "based_on": ["article"]},
            {"key": "guide", "citation": "Le guide", "language": "fr", "year": 2026},
            {"key": "article", "citation": "Het artikel", "language": "nl"},
        ],
        "findings": [
            finding("stressed", "risk_factor"),
            finding("aching", "warning_sign"),
            finding("smoking", "risk_factor"),
            finding("careful", "caution"),
            finding("child", "caution"),
        ],
        "rules": [
            rule("stress is often", "stressed"),
            rule("symptoms includes night_cramps", "aching"),
            rule("smoking is current", "smoking"),
            rule("smoking is established", "careful"),
            rule("age_years < 18", "child"),
        ],
        "recommendations": [
            item("not-for-children", "out_of_scope", priority=9, urgency="routine", called_for_by=["child"]),
            item("talk", "discuss", priority=9, urgency="routine"),
            *(item(key, "tip", priority=50 - number, sources=SOURCES) for number, key in enumerate(TIPS)),
            item("left-out", "tip", priority=2, withheld_by=["careful"]),
            item("left-out-too", "tip", priority=1, withheld_by=["careful"]),
        ],
    }
)
SMOKER: Answers = {
    "age_years": 40,
    "sex": "male",
    "smoking": "current",
    "stress": "often",
    "symptoms": ["night_cramps"],
}
MILK: Answers = {
    "milk_or_yoghurt_per_day": 2,
    "cheese_per_day": 0,
    "fortified_drinks_per_day": 0,
    "leafy_greens_per_week": 0,
    "oily_fish_per_week": 0,
    "nuts_or_seeds_per_week": 0,
    "pulses_or_tofu_per_week": 0,
}


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    """The rule set, ready."""
    return Assessor(DOCUMENT, {"rule_set": "small", "number": 1, "digest": "sha256:0"})


def result_in(assessor: Assessor, answers: Answers, language: str = "en", more: str = "") -> Result:
    """The result of these answers, with more of it where that was asked for."""
    outcome = assessor.assess(answers, language)
    state = State("result", (), answers, 1, level=outcome["level"])
    with translation.override(language):
        return result_of(Page(state, outcome=outcome, more=more), outcome, Rules(assessor, language))


def listed(html: str, name: str) -> list[str]:
    """The lines of the lists of a class."""
    page = read(f'<!doctype html>\n<html lang="en">{html}</html>')
    return [line.text for entries in page.all("ul", class_=name) for line in entries.all("li")]


def test_findings_stand_with_the_weightiest_first_and_the_referrals_before_all(assessor: Assessor) -> None:
    result = result_in(assessor, SMOKER)
    assert [reason.label for reason in result.reasons] == ["smoking (en)", "aching (en)"]
    assert [reason.label for reason in result.further] == ["stressed (en)", "careful (en)"]


def test_many_others_are_counted_until_somebody_asks_for_them(
    assessor: Assessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questionnaire.result.SHOWN_AT_ONCE", 1)
    result = result_in(assessor, SMOKER)
    assert (result.further_count, result.further) == (2, [])
    asked_for = result_in(assessor, SMOKER, more="further")
    assert [reason.label for reason in asked_for.further] == ["stressed (en)", "careful (en)"]


def test_behind_a_finding_stand_answers_or_an_earlier_finding(assessor: Assessor) -> None:
    result = result_in(assessor, SMOKER, "fr")
    assert result.reasons[0].because == ["Tabac\u00a0: je fume actuellement"]
    assert result.further[1].because == ["smoking (fr)"]
    assert listed(result.further[1].html, "because") == ["smoking (fr)"]


def test_behind_a_finding_stands_its_rule(assessor: Assessor) -> None:
    (rule_in_words,) = listed(result_in(assessor, SMOKER).reasons[0].html, "rule")
    assert "I smoke now" in rule_in_words


def test_what_one_visitor_answered_is_not_in_the_next_ones_reasons(assessor: Assessor) -> None:
    first = result_in(assessor, SMOKER | {"age_years": 17}).reasons[0]
    second = result_in(assessor, SMOKER | {"age_years": 16}).reasons[0]
    assert (first.because, second.because) == (["Your age: 17 years"], ["Your age: 16 years"])
    assert listed(first.html, "because") == first.because
    assert listed(second.html, "because") == second.because


def test_a_numbered_statement_gives_way_to_its_documents_each_once(assessor: Assessor) -> None:
    tips = {tip.title: tip for tip in result_in(assessor, SMOKER, "nl").more_tips}
    assert listed(tips["title of tip-8 (nl)"].html, "sources") == ["Le guide, 2026", "Het artikel"]
    assert 'lang="fr"' in tips["title of tip-8 (nl)"].html


def test_tips_left_out_for_the_same_reasons_stand_together(assessor: Assessor) -> None:
    (group,) = result_in(assessor, SMOKER, "nl").withheld
    assert group.titles == ["title of left-out (nl)", "title of left-out-too (nl)"]
    assert group.because == ["careful (nl)"]


def test_the_first_tips_are_shown_at_once(assessor: Assessor) -> None:
    result = result_in(assessor, SMOKER)
    assert [tip.text for tip in result.tips] == [f"text of {key} (en)" for key in TIPS[:SHOWN_AT_ONCE]]
    assert [tip.title for tip in result.more_tips] == [f"title of {key} (en)" for key in TIPS[SHOWN_AT_ONCE:]]
    assert all(f"why of {key} (en)" in tip.html for key, tip in zip(TIPS, result.tips, strict=False))
    assert {line for tip in result.tips for line in listed(tip.html, "because")} == {"smoking (en)"}


def test_the_referral_says_how_soon(assessor: Assessor) -> None:
    result = result_in(assessor, SMOKER)
    assert result.referral
    assert (result.level, result.referral.title) == ("discuss", "title of talk (en)")
    assert result.urgency == "At your next visit, or in the coming months"


def test_beside_what_ends_the_questionnaire_nothing_else_is_shown(assessor: Assessor) -> None:
    result = result_in(assessor, SMOKER | {"age_years": 17} | MILK, more="further")
    assert result.level == "out_of_scope"
    assert [reason.label for reason in result.reasons] == ["child (en)"]
    assert (result.further_count, result.tips, result.more_tips, result.withheld) == (0, [], [], [])
    assert (result.conversation, result.calcium, result.strengths) == (None, None, [])


def test_without_a_finding_there_is_nobody_to_see(assessor: Assessor) -> None:
    result = result_in(assessor, {"age_years": 30, "sex": "female"})
    assert (result.level, result.referral, result.urgency, result.reasons) == ("maintain", None, "", [])
    assert result.conversation is None


@pytest.mark.parametrize(
    ("milk", "language", "week", "share", "is_enough"),
    [
        (0, "en", "1,700", 22, False),
        (1, "en", "3,400", 44, False),
        (1, "fr", "3\u00a0400", 44, False),
        (1, "nl", "3.400", 44, False),
        (3, "en", "6,700", 87, False),
        (4, "en", "8,400", 100, True),
    ],
)
def test_the_weeks_calcium_beside_what_is_advised(
    assessor: Assessor, milk: int, language: str, week: str, share: int, is_enough: bool
) -> None:
    answers = {"age_years": 60, "sex": "female"} | MILK | {"milk_or_yoghurt_per_day": milk}
    calcium = result_in(assessor, answers, language).calcium
    assert calcium
    assert (calcium.week, calcium.share, calcium.is_enough) == (week, share, is_enough)


def test_without_answers_on_food_no_calcium_is_guessed(assessor: Assessor) -> None:
    assert result_in(assessor, {"age_years": 60, "sex": "female"}).calcium is None
