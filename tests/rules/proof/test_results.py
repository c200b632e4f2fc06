"""What becomes of a proof, as plain data and back: proofs run in a process of their own."""

from __future__ import annotations

import json

import pytest

from rules.problems import Problem
from rules.proof.prover import tasks
from rules.proof.results import How, Proof, Report, Result, Verdict, read, read_report
from tests.rules.documents import Data, guarantee, recommendation, small, sound

STOPPED = Problem((), "stopped after %(limit)s seconds", {"limit": 9})


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Of a rule set that has all there is: proven, refuted by one visitor, undecided, numbers with digits."""
    data: Data = small()
    data["recommendations"] += [
        recommendation("cheese", "tip", ["frail"], incompatible_with=["milk"]),
        recommendation("call", "refer", ["frail"], priority=60),
    ]
    claims = [
        guarantee("kept", all=["age_years < 65"]),
        guarantee("broken", all=["weight_kg is 47.25", "age_years ≥ 65"]),
        guarantee("unsure", all=["bmi is 18.5", "weight_kg is 50", "age_years ≥ 65"]),
    ]
    found = tasks(sound({**data, "guarantees": claims}))
    return [task.result() for task in found if task.proof not in (Proof.MONOTONE, Proof.UNANSWERED)]


def test_every_verdict_is_among_them(results: list[Result]) -> None:
    assert {result.verdict for result in results} == {*Verdict}
    assert 47.25 in [v.answers.get("weight_kg") for result in results for v in result.visitors]


def test_a_result_reads_back_from_json(results: list[Result]) -> None:
    for result in results:
        again = read(json.loads(json.dumps(result.as_data())))
        assert again == result
        assert (type(again.proof), type(again.verdict), type(again.how)) == (Proof, Verdict, How)
        if result.problem:
            assert again.problem is not None
            assert (again.problem.place, again.problem.template, again.problem.params) == (
                result.problem.place,
                result.problem.template,
                result.problem.params,
            )


@pytest.mark.parametrize("stopped", [None, STOPPED])
def test_a_report_reads_back_from_json(results: list[Result], stopped: Problem | None) -> None:
    report = Report(tuple(results), stopped)
    assert read_report(json.loads(json.dumps(report.as_data()))) == report


def test_what_a_report_says(results: list[Result]) -> None:
    report = Report(tuple(results))
    assert [problem.place for problem in report.refuted] == [
        ("recommendations", "cheese"),
        ("guarantees", "broken"),
        ("recommendations", "scan"),
    ]
    assert [problem.place for problem in report.undecided] == [("guarantees", "unsure")]
    assert Report(tuple(results), STOPPED).undecided == (*report.undecided, STOPPED)
    assert report.proven() == {
        "one-level": 11,
        "withheld": 1,
        "guarantee": 1,
        "rule-alive": 3,
        "recommendation-reachable": 3,
    }


def test_what_a_release_keeps(results: list[Result]) -> None:
    unsure = next(result for result in results if result.verdict is Verdict.UNDECIDED)
    assert unsure.problem is not None
    kept = [["guarantees", "unsure"], unsure.problem.template, unsure.problem.params, "guarantee"]
    report = Report((unsure,))
    assert report.summary("We looked.") == {"proven": {}, "undecided": [kept], "despite": "We looked."}
    rest = [[], "stopped after %(limit)s seconds", {"limit": 9}, ""]
    assert Report((unsure,), STOPPED).summary() == {"proven": {}, "undecided": [kept, rest], "despite": ""}
    nothing = Report(()).summary("No reason is needed.")
    assert nothing == {"proven": {}, "undecided": [], "despite": ""}
