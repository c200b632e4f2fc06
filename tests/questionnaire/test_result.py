"""From an outcome to what the page shows, on a rule set of a few lines."""

from __future__ import annotations

from typing import Any

from django.utils import translation
import pytest

from questionnaire.result import SHOWN_AT_ONCE, ResultWriter
from rules.assessment import Assessor
from rules.document import LANGUAGES, parse

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
            *(item(key, "tip", priority=50 - number) for number, key in enumerate(TIPS)),
            item("left-out", "tip", priority=1, withheld_by=["careful"], sources=["R10", "R11", "guide"]),
        ],
    }
)
SMOKER = {
    "age_years": 40,
    "sex": "male",
    "smoking": "current",
    "stress": "often",
    "symptoms": ["night_cramps"],
}


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    """The rule set, ready."""
    return Assessor(DOCUMENT, {"rule_set": "small", "number": 1, "digest": "sha256:0"})


def test_findings_stand_with_the_weightiest_first_and_the_referrals_before_all(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "en").write(assessor.assess(SMOKER))
    assert [reason.label for reason in result.reasons] == ["smoking (en)", "aching (en)"]
    assert [reason.label for reason in result.further] == ["stressed (en)", "careful (en)"]


def test_behind_a_finding_stand_answers_or_an_earlier_finding(assessor: Assessor) -> None:
    with translation.override("fr"):
        result = ResultWriter(DOCUMENT, "fr").write(assessor.assess(SMOKER, "fr"))
    assert result.reasons[0].because == ["Tabac\u00a0: je fume actuellement"]
    assert result.further[1].because == ["smoking (fr)"]


def test_a_numbered_statement_gives_way_to_its_documents_each_once(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "nl").write(assessor.assess(SMOKER, "nl"))
    assert [source.citation for source in result.withheld[0].sources] == ["Le guide", "Het artikel"]
    assert result.withheld[0].title == "title of left-out (nl)"
    assert result.withheld[0].because == ["careful (nl)"]


def test_the_first_tips_are_shown_at_once(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "en").write(assessor.assess(SMOKER))
    assert [tip.text for tip in result.tips] == [f"text of {key} (en)" for key in TIPS[:SHOWN_AT_ONCE]]
    assert [tip.why for tip in result.more_tips] == [f"why of {key} (en)" for key in TIPS[SHOWN_AT_ONCE:]]
    assert {label for tip in result.tips for label in tip.because} == {"smoking (en)"}


def test_the_referral_says_how_soon(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "en").write(assessor.assess(SMOKER))
    assert result.referral
    assert (result.level, result.referral.title) == ("discuss", "title of talk (en)")
    assert result.urgency == "At your next visit, or in the coming months"


def test_beside_what_ends_the_questionnaire_nothing_else_is_shown(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "en").write(assessor.assess(SMOKER | {"age_years": 17}))
    assert result.level == "out_of_scope"
    assert [reason.label for reason in result.reasons] == ["child (en)"]
    assert (result.further, result.tips, result.more_tips, result.withheld) == ([], [], [], [])


def test_without_a_finding_there_is_nobody_to_see(assessor: Assessor) -> None:
    result = ResultWriter(DOCUMENT, "en").write(assessor.assess({"age_years": 30, "sex": "female"}))
    assert (result.level, result.referral, result.urgency, result.reasons) == ("maintain", None, "", [])
