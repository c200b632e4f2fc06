"""The method page's content: complete, linked, in the page's language, and its figures those of docs/method.md."""

from __future__ import annotations

from pathlib import Path
import re
from typing import Any

from django.utils import translation
import pytest

from questionnaire.method import ACCURACY, MethodPage, method_page
from questionnaire.sentences import Statement
from rules.assessment import Assessor
from rules.document import LANGUAGES, Document, parse

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
GROUPS = ("women ≥ 50", "women 50–64", "men ≥ 50")


def item(key: str, kind: str, **more: Any) -> dict[str, Any]:
    """A part of a document in the topic “habits”; its texts are its key, marked with the language."""
    words = dict.fromkeys(LANGUAGES, key)
    texts = {"title": words, "text": words, "why": words, "called_for_by": ["smoker"], "priority": 1}
    own = {"label": words} if kind in ("risk_factor", "caution") else texts
    return {"key": key, "topic": "habits", "kind": kind, "sources": ["R10"]} | own | more


def rule(condition: str, then: str) -> dict[str, Any]:
    """A rule of one condition."""
    return {"key": f"rule-{then}", "topic": "habits", "sources": ["R10"], "all": [condition], "then": then}


SMALL = parse(
    {
        "key": "small",
        "title": dict.fromkeys(LANGUAGES, "Small"),
        "topics": ["habits"],
        "sources": [
            {"key": "R10", "citation": "A numbered statement", "based_on": ["guide", "article"]},
            {"key": "guide", "citation": "Le guide", "language": "fr"},
            {"key": "article", "citation": "Het artikel", "language": "nl"},
        ],
        "findings": [item("smoker", "risk_factor"), item("careful", "caution")],
        "rules": [rule("smoking is current", "smoker"), rule("smoker is established", "careful")],
        "recommendations": [
            item("talk", "discuss", urgency="routine"),
            item("left-out", "tip", withheld_by=["careful"]),
        ],
    }
)


def small() -> MethodPage:
    """The page of a rule set of a few lines, with a topic that the site has no words for."""
    assessor = Assessor(SMALL, {"rule_set": "small", "number": 7, "digest": "sha256:" + "ab" * 32})
    return method_page(assessor, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_recommendation_stands_in_its_topic_once(
    site: Assessor, document: Document, language: str
) -> None:
    page = method_page(site, language)
    assert [finding.key for topic in page.topics for finding in topic.findings] == [
        finding.key for finding in document.findings
    ]
    assert [advice.key for topic in page.topics for advice in topic.advice] == [
        item.key for item in document.recommendations
    ]
    assert page.topics[0].findings[0].label == document.findings[0].label[language]


def test_every_finding_has_a_rule_and_a_document_that_it_rests_on(site: Assessor) -> None:
    findings = [finding for topic in method_page(site, "en").topics for finding in topic.findings]
    assert [finding.key for finding in findings if not finding.rules or not finding.sources] == []
    sources = [source for finding in findings for source in finding.sources]
    assert not any(source.based_on for source in sources)


def test_several_rules_of_a_finding_and_their_own_sources_stand_together(site: Assessor) -> None:
    findings = {
        finding.key: finding for topic in method_page(site, "en").topics for finding in topic.findings
    }
    density = findings["low-density-likely"]
    assert len(density.rules) == 2
    assert [source.key for source in density.sources] == ["koh-2001", "lydick-1998"]


def test_advice_says_what_calls_for_it_and_what_withholds_it() -> None:
    (topic,) = small().topics
    advice = {advice.key: advice for advice in topic.advice}
    assert (topic.key, topic.title) == ("habits", "Habits")
    assert advice["left-out"].called_for_by == [Statement("smoker", "smoker")]
    assert advice["left-out"].withheld_by == [Statement("careful", "careful")]
    assert advice["left-out"].level == ""
    assert str(advice["talk"].level) == "Talk about your bones at your next visit to the doctor"


def test_the_release_is_named() -> None:
    page = small()
    assert (page.title, page.number, page.digest) == ("Small", 7, "abababababab")
    assert [source.key for source in page.sources] == ["guide", "article"]


def test_the_page_is_in_its_own_language_whatever_the_visitor_before_read(site: Assessor) -> None:
    with translation.override("fr"):
        page = method_page(site, "nl")
    age = next(f for topic in page.topics for f in topic.findings if f.key == "age-50-or-over")
    assert age.rules[0].conditions[0].text == "Uw leeftijd: 50 jaar of meer"


def test_the_figures_are_those_of_the_method_document() -> None:
    """Counts there are shares with three decimals; every count here gives that share."""
    text = METHOD.read_text(encoding="utf-8")
    for name, row in zip(GROUPS, ACCURACY, strict=True):
        line = re.search(
            rf"\| {name} \| \*\*our rule\*\* \| (\d+) \| (\d+) \| \*\*([\d.]+)\*\*.*\| ([\d.]+) \|\n", text
        )
        assert line
        assert (row.people, row.low) == (int(line[1]), int(line[2]))
        assert (f"{row.found / row.low:.3f}", f"{row.referred / row.people:.3f}") == (line[3], line[4])
