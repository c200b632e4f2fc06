"""What the method page says is proven of the rules in force."""

from __future__ import annotations

from typing import Any

import pytest

from questionnaire.pages import _html
from questionnaire.proven import CLAIMS, proven
from rules.document import LANGUAGES, Document, parse
from rules.problems import Problem
from rules.proof.apart import report_on
from rules.proof.results import How, Proof, Report, Result, Verdict
from rules.releases import Releases
from tests.questionnaire.test_trust_pages import visit
from tests.rules.documents import small, sound, text

GUARANTEES = [
    {"key": "old", "title": text("The old are found"), "all": ["age_years ≥ 65"], "findings": ["old"]},
    {
        "key": "young",
        "title": text("The young are left alone"),
        "all": ["age_years < 40"],
        "levels": ["maintain"],
    },
    {"key": "off", "title": text("Not any more"), "levels": ["refer"], "disabled": True},
]


@pytest.fixture(scope="module")
def promising() -> Document:
    """The small rule set with two guarantees and one that is switched off."""
    return sound({**small(), "guarantees": GUARANTEES})


def line(report: Report) -> list[dict[str, Any]]:
    """The report of a release that keeps this one of the proofs."""
    return [{"gate": "checks"}, {"gate": "proofs", **report.summary("We looked.")}]


def test_what_holds_is_claimed_with_every_guarantee(promising: Document) -> None:
    """Kinds of which the rule set has none are not spoken of: it has no red flag and no criterion."""
    found = proven(promising.in_use(), line(report_on(promising)), "fr")
    assert found
    expected = [
        Proof.ONE_LEVEL,
        Proof.MONOTONE,
        Proof.UNANSWERED,
        Proof.WITHHELD,
        Proof.RULE_ALIVE,
        Proof.REACHABLE,
    ]
    assert found.claims == [CLAIMS[proof] for proof in expected]
    assert found.guarantees == ["The old are found (fr)", "The young are left alone (fr)"]
    assert (found.count, found.undecided) == (len(report_on(promising).results), 0)


def test_what_is_undecided_is_not_claimed(promising: Document) -> None:
    results = list(report_on(promising).results)
    for number, result in enumerate(results):
        if result.place in [("guarantees", "old"), ("facts", "weight_kg")]:
            problem = Problem(result.place, "who knows", {})
            results[number] = Result(result.proof, result.place, Verdict.UNDECIDED, How.SOLVER, problem)
    found = proven(promising.in_use(), line(Report(tuple(results))), "en")
    assert found
    assert CLAIMS[Proof.MONOTONE] not in found.claims
    assert CLAIMS[Proof.WITHHELD] in found.claims
    assert (found.guarantees, found.undecided) == (["The young are left alone"], 3)


def test_of_proofs_that_were_stopped_nothing_is_claimed(promising: Document) -> None:
    """Nobody knows which of a kind are missing."""
    report = Report(report_on(promising).results[:20], Problem((), "too slow", {}))
    found = proven(promising.in_use(), line(report), "en")
    assert found
    assert (found.claims, found.guarantees, found.undecided) == ([], [], 1)


def test_a_release_from_before_there_were_proofs_says_so(promising: Document) -> None:
    assert proven(promising, [{"gate": "checks"}], "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_tells_it_in_each_language(
    site: object, warm: Releases, document: Document, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the release keeps it, without asking the database again."""
    report = report_on(document)
    monkeypatch.setitem(warm._reports, 1, line(report))
    _html.cache_clear()
    page = visit("method", language)
    _html.cache_clear()
    titles = [item.title[language] for item in document.guarantees]
    assert titles
    assert [title for title in titles if title not in page.text] == []
    assert f" {len(report.results)} " in page.text


def test_a_document_of_nothing_but_maintain_still_promises_one_level() -> None:
    """The least that can be proven."""
    bare = {**small(), "findings": [], "rules": [], "recommendations": [], "examples": []}
    found = proven(parse(bare), line(report_on(parse(bare))), "en")
    assert found
    assert CLAIMS[Proof.ONE_LEVEL] in found.claims
