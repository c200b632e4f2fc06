"""What must hold of everybody, and whoever shows that it does not."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from rules.proof.results import Proof
from tests.rules.documents import Data, finding, guarantee, recommendation, rule, small
from tests.rules.proof.proving import about, answers_of, ask, is_proven, refuted, told_to

LEVELS = ["urgent", "out_of_scope", "refer", "discuss", "maintain"]


def test_everybody_gets_one_level(levels: Data) -> None:
    results = ask(levels, Proof.ONE_LEVEL)
    assert len(results) == 1 + len([*combinations(LEVELS, 2)])
    assert {result.place for result in results} == {()}
    assert {*is_proven(levels, Proof.ONE_LEVEL)} == {"solver", "argument"}


@pytest.fixture
def levels() -> Data:
    """A rule set with every level, each for who answers another question."""
    kinds = {"smoking is current": "urgent", "stress is often": "out_of_scope"}
    kinds |= {"age_years ≥ 65": "refer", "sex is male": "discuss"}
    return about(
        findings=[finding(f"f{number}") for number in range(4)],
        rules=[rule(f"r{number}", f"f{number}", all=[one]) for number, one in enumerate(kinds)],
        recommendations=[
            recommendation(f"i{number}", kind, [f"f{number}"]) for number, kind in enumerate(kinds.values())
        ],
    )


def flags(**more: Any) -> Data:
    """A red flag that calls for an urgent notice, and a caution for smokers."""
    return about(
        findings=[finding("pain", "red_flag"), finding("smoker", "caution")],
        rules=[
            rule("has-pain", "pain", all=["red_flags includes sudden_severe_back_pain"]),
            rule("smokes", "smoker", all=["smoking is current"]),
        ],
        recommendations=[recommendation("go", "urgent", ["pain"], **{"urgency": "today", **more})],
    )


def test_a_red_flag_is_urgent() -> None:
    assert is_proven(flags(), Proof.RED_FLAG) == ["argument"]


def test_a_red_flag_that_can_wait() -> None:
    """A notice of the strongest kind that tells people to come soon is no help today."""
    assert len(refuted(flags(urgency="soon"), Proof.RED_FLAG).visitors) == 1


def test_a_red_flag_that_a_caution_keeps_back() -> None:
    data = flags(withheld_by=["smoker"])
    result = refuted(data, Proof.RED_FLAG, "findings", "pain")
    assert result.problem == (
        "findings → pain: a visitor with this red flag is not told to seek help today;"
        " let it call for an urgent notice for today"
    )
    assert result.how == "solver"
    (answers,) = answers_of(result)
    assert answers.keys() == {"age_years", "sex", "red_flags", "smoking"}
    told = told_to(data, answers)
    assert ("pain" in told.established, told.level) == (True, "maintain")


def test_a_red_flag_that_calls_for_nothing() -> None:
    data = {**flags(), "recommendations": []}
    (answers,) = answers_of(refuted(data, Proof.RED_FLAG))
    assert answers.keys() == {"age_years", "sex", "red_flags"}


def test_a_red_flag_that_stands_for_nobody_asks_for_nothing() -> None:
    data = {**flags(), "recommendations": []}
    data["rules"][0]["all"].append("red_flags includes none")
    assert is_proven(data, Proof.RED_FLAG) == ["solver"]


def test_what_must_withhold_does() -> None:
    data = small()
    data["recommendations"].append(recommendation("cheese", "tip", ["old"], withheld_by=["no-milk"]))
    assert len(is_proven(data, Proof.WITHHELD)) == 2
    assert is_proven(data, Proof.WITHHELD, "recommendations", "milk")


def test_incompatible_recommendations_meet() -> None:
    data = small()
    data["recommendations"] += [
        recommendation("sun", "tip", ["old"]),
        recommendation("shade", "tip", ["frail"], incompatible_with=["sun", "milk"]),
    ]
    sun, milk = ask(data, Proof.INCOMPATIBLE, "recommendations", "shade")
    assert sun.problem == (
        "recommendations → shade: is shown together with “sun”, with which it is incompatible;"
        " withhold one of them"
    )
    assert milk.problem is not None
    assert milk.problem.params == {"recommendation": "milk"}
    for result in (sun, milk):
        (answers,) = answers_of(result)
        assert answers.keys() == {"age_years", "sex", "weight_kg"}
        assert {"sun", "milk", "shade"} <= told_to(data, answers).shown


def test_incompatible_recommendations_that_never_meet() -> None:
    data = small()
    data["recommendations"] += [
        recommendation("soy", "tip", ["no-milk"], incompatible_with=["milk"]),
        recommendation("call", "urgent", ["no-milk"], incompatible_with=["scan"]),
    ]
    assert len(is_proven(data, Proof.INCOMPATIBLE)) == 2


def test_a_disabled_recommendation_meets_nobody() -> None:
    data = small()
    data["recommendations"].append(
        recommendation("off", "tip", ["frail"], incompatible_with=["milk"], disabled=True)
    )
    assert ask(data, Proof.INCOMPATIBLE) == []


def criterion(*conditions: str, **more: list[str]) -> Data:
    """A Belgian criterion that calls for a referral, with `more`, and a caution that calls for a talk."""
    return about(
        findings=[finding("thin", "criterion"), finding("treated", "caution")],
        rules=[
            rule("is-thin", "thin", all=["weight_kg < 50", *conditions]),
            rule("has-treatment", "treated", all=["medicines includes osteoporosis_treatment"]),
        ],
        recommendations=[
            recommendation("scan", "refer", ["thin"], **more),
            recommendation("talk", "discuss", ["treated"]),
        ],
    )


def test_a_criterion_refers_in_its_country() -> None:
    assert is_proven(criterion("country is be"), Proof.CRITERION) == ["solver", "solver"]


def test_a_caution_may_turn_the_referral_into_a_talk() -> None:
    data = criterion("country is be", withheld_by=["treated"])
    assert is_proven(data, Proof.CRITERION, "findings", "thin") == ["solver", "solver"]


def test_a_caution_may_not_send_them_home() -> None:
    data = criterion("country is be", withheld_by=["treated"])
    data["recommendations"].pop()
    result = refuted(data, Proof.CRITERION)
    assert result.problem == (
        "findings → thin: a visitor who meets this criterion is not referred; let it call for a referral,"
        " or withhold that by a caution"
    )
    (answers,) = answers_of(result)
    assert answers["medicines"] == ["osteoporosis_treatment"]
    assert answers.keys() == {"age_years", "sex", "country", "weight_kg", "medicines"}
    assert told_to(data, answers).level == "maintain"


def test_a_talk_without_a_caution_is_no_referral() -> None:
    data = criterion("country is be")
    data["recommendations"][0] = recommendation("scan", "discuss", ["thin"])
    (answers,) = answers_of(refuted(data, Proof.CRITERION))
    assert told_to(data, answers).level == "discuss"


@pytest.mark.parametrize("kind", ["urgent", "out_of_scope"])
def test_something_stronger_will_do(kind: str) -> None:
    data = criterion("country is be")
    data["recommendations"] = [recommendation("scan", kind, ["thin"])]
    assert is_proven(data, Proof.CRITERION)


@pytest.mark.parametrize("conditions", [[], ["country is not be"], ["country is known"]])
def test_a_criterion_abroad(conditions: list[str]) -> None:
    data = criterion(*conditions)
    result = refuted(data, Proof.CRITERION)
    assert result.problem == (
        "findings → thin: stands for a visitor of another country, or of none;"
        " let each rule for it ask for its country"
    )
    (answers,) = answers_of(result)
    assert answers.keys() == {"age_years", "sex", "weight_kg", *(["country"] if conditions else [])}


def test_a_criterion_with_a_rule_for_another_country() -> None:
    data = criterion("country is be")
    data["rules"].append(rule("is-light", "thin", all=["weight_kg < 60", "country is fr"]))
    (answers,) = answers_of(refuted(data, Proof.CRITERION))
    assert answers["country"] in ("be", "fr")


def test_a_criterion_that_nobody_meets_has_no_country() -> None:
    assert is_proven(criterion("weight_kg > 60"), Proof.CRITERION) == ["solver", "solver"]


def guaranteed(**one: object) -> Data:
    """The small rule set with a guarantee; a tip is called for by who is old."""
    data = small()
    data["recommendations"].append(recommendation("walk", "tip", ["old"]))
    return {**data, "guarantees": [guarantee("promise", **{"levels": [], **one})]}


@pytest.mark.parametrize(
    "one",
    [
        {"all": ["age_years < 65"], "levels": ["maintain"]},
        {"all": ["old is not established"], "never_findings": ["frail"]},
        {"levels": ["maintain", "refer"]},
        {"any": ["old is established", "frail is established"], "findings": ["old"]},
        {
            "of": ["age_years ≥ 65", "weight_kg < 60"],
            "at_least": 2,
            "levels": ["refer"],
            "findings": ["frail"],
        },
        {"all": ["frail is established"], "unless": ["no-milk is established"], "tips": ["milk"]},
        {"all": ["diets includes vegan"], "never_tips": ["milk"], "tips": []},
        {"unless": ["age_years ≥ 65"], "levels": ["maintain"], "never_tips": ["walk", "milk"]},
    ],
    ids=str,
)
def test_a_guarantee_that_is_kept(one: dict[str, object]) -> None:
    assert len(is_proven(guaranteed(**one), Proof.GUARANTEE, "guarantees", "promise")) == 1


@pytest.mark.parametrize(
    "one",
    [
        {"all": ["age_years < 40", "age_years > 50"], "levels": ["urgent"]},
        {"findings": ["no-milk"], "unless": ["age_years is known", "diets is known"]},
    ],
    ids=str,
)
def test_a_guarantee_that_speaks_of_nobody_promises_nothing(one: dict[str, object]) -> None:
    """A slip in its conditions would make it true of any rules."""
    result = refuted(guaranteed(**one), Proof.GUARANTEE)
    assert (
        result.problem
        == "guarantees → promise: speaks of nobody: its conditions exclude each other; correct them"
    )
    assert result.visitors == ()


@pytest.mark.parametrize(
    ("one", "answered"),
    [
        ({"levels": ["maintain"]}, ["weight_kg"]),
        ({"levels": ["urgent", "out_of_scope", "discuss"]}, []),
        ({"all": ["frail is established"], "levels": ["maintain"]}, ["weight_kg"]),
        ({"all": ["frail is established"], "tips": ["milk"]}, ["weight_kg", "diets"]),
        ({"all": ["frail is established"], "never_tips": ["milk"]}, ["weight_kg"]),
        ({"any": ["age_years ≥ 65", "weight_kg < 60"], "findings": ["frail", "old"]}, []),
        ({"of": ["age_years ≥ 65", "smoking is known"], "at_least": 1, "never_findings": ["old"]}, []),
        ({"unless": ["age_years < 65"], "never_findings": ["old"]}, []),
    ],
    ids=str,
)
def test_a_guarantee_that_is_broken(one: dict[str, object], answered: list[str]) -> None:
    result = refuted(guaranteed(**one), Proof.GUARANTEE)
    assert result.place == ("guarantees", "promise")
    assert (
        result.problem
        == "guarantees → promise: does not hold for everybody; mend the rules, or the guarantee"
    )
    (answers,) = answers_of(result)
    assert answers.keys() == {"age_years", "sex", *answered}


def test_nobody_proves_a_guarantee_that_is_disabled() -> None:
    assert ask(guaranteed(levels=["urgent"], disabled=True), Proof.GUARANTEE) == []
