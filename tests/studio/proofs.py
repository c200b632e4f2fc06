"""Proof runs as the studio finds them."""

from __future__ import annotations

from typing import Any

from rules.document import Document, dump, parse
from rules.models import ProofRun, RuleSet
from rules.problems import Problem
from rules.proof.apart import subject
from rules.proof.inquiry import UNDECIDED
from rules.proof.results import How, Proof, Report, Result, Verdict
from rules.services import replace_working_copy
from rules.workingcopy import document_of
from tests.rules.documents import Data, finding, guarantee, recommendation, rule, small

REASON = "max. resource limit exceeded"


def begun(rule_set: RuleSet, **more: Any) -> ProofRun:
    """A run for the working copy as it is; `more` says how far it is."""
    document = document_of(rule_set).without_examples()
    return ProofRun.objects.create(
        rule_set=rule_set, digest=subject(document), content=dump(document), **more
    )


def ended(rule_set: RuleSet, *results: Result, stopped: Problem | None = None) -> ProofRun:
    """A run that found this: what a solver gives up cannot be had to order."""
    return begun(rule_set, state=ProofRun.State.DONE, report=Report(results, stopped).as_data())


def undecided(*place: str) -> Result:
    """A proof that came to no end."""
    problem = Problem(place, UNDECIDED, {"reason": REASON})
    return Result(Proof.MONOTONE, place, Verdict.UNDECIDED, How.SOLVER, problem)


def replaced(rule_set: RuleSet, data: Data) -> Document:
    """The working copy says this from now on."""
    document = parse(data)
    replace_working_copy(rule_set, document, "somebody")
    return document


def unproven() -> Data:
    """The small rule set with something that does not hold of each sort: of a rule, for everybody, of an answer.

    A rule that can hold for nobody; a guarantee; a caution that smoking brings, which turns a referral away.
    """
    data = small()
    data["findings"] += [finding("smoker"), finding("held-back", "caution")]
    data["rules"] += [
        rule("nobody", "old", all=["age_years ≥ 65", "age_years < 30"]),
        rule("smokes", "smoker", all=["smoking is current"]),
        rule("holds-back", "held-back", all=["smoker is established"]),
    ]
    data["recommendations"][1]["withheld_by"] = ["held-back"]
    data["recommendations"].append(recommendation("walk", "tip", ["smoker"]))
    data["guarantees"] = [guarantee("calm")]
    return data
