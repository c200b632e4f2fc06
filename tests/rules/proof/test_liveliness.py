"""What must be possible: each rule matters to somebody, each recommendation is shown to somebody."""

from __future__ import annotations

import pytest

from rules.proof.results import Proof
from tests.rules.documents import Data, finding, recommendation, rule, small
from tests.rules.proof.proving import about, answers_of, is_proven, refuted, told_to

SHADOWED = (
    "changes nothing for anybody: whenever it holds, other rules lead to the same; remove it,"
    " or correct its conditions"
)
NEVER_AT_ALL = "can hold for nobody: no answer makes its conditions true; correct them or remove the rule"


def with_rule(*conditions: str, **form: object) -> Data:
    """The small rule set with one rule more for the finding `old`."""
    data = small()
    data["rules"].append(rule("more", "old", **({"all": [*conditions]} if conditions else form)))
    return data


def test_every_rule_of_a_sound_rule_set_matters_to_somebody() -> None:
    assert is_proven(small(), Proof.RULE_ALIVE) == ["solver"] * 3
    assert is_proven(small(), Proof.REACHABLE) == ["solver"] * 2


@pytest.mark.parametrize(
    ("conditions", "clashing"),
    [
        (["age_years < 40", "age_years > 50"], "“age_years < 40”, “age_years > 50”"),
        (["smoking is never", "sex is male", "menopause is known"], "“sex is male”, “menopause is known”"),
        (
            ["age_years < 50", "smoking is never", "old is established"],
            "“age_years < 50”, “old is established”",
        ),
        (
            ["weight_kg is known", "pregnant_or_breastfeeding is true", "age_years ≥ 56"],
            "“pregnant_or_breastfeeding is true”, “age_years ≥ 56”",
        ),
        (["bmi < 18", "weight_kg > 100", "age_years > 18"], "“bmi < 18”, “weight_kg > 100”"),
    ],
    ids=str,
)
def test_conditions_that_exclude_each_other(conditions: list[str], clashing: str) -> None:
    data = small()
    data["findings"].append(finding("odd"))
    data["rules"].append(rule("more", "odd", all=conditions))
    result = refuted(data, Proof.RULE_ALIVE)
    assert result.place == ("rules", "more")
    assert (
        result.problem
        == f"rules → more: can hold for nobody: {clashing} exclude each other; correct or remove one"
    )
    assert (result.how, result.visitors) == ("solver", ())


@pytest.mark.parametrize(
    "form",
    [
        {"any": ["weight_kg < 25", "age_years > 120"]},
        {"of": ["sex is male", "sex is female", "menopause is known"], "at_least": 3},
        {"all": ["orai > 30"]},
        {"all": ["smoking is known", "orai > 30"]},
    ],
    ids=str,
)
def test_conditions_that_hold_for_nobody_by_themselves(form: dict[str, object]) -> None:
    result = refuted(with_rule(**form), Proof.RULE_ALIVE)
    assert result.problem == f"rules → more: {NEVER_AT_ALL}"
    assert result.visitors == ()


@pytest.mark.parametrize(
    ("form", "answered"),
    [
        ({"all": ["age_years ≥ 70"]}, set()),
        ({"all": ["age_years ≥ 65", "smoking is current"]}, {"smoking"}),
        ({"any": ["age_years is 70", "age_years is 80"]}, set()),
        ({"of": ["age_years ≥ 66", "sex is female", "smoking is never"], "at_least": 3}, {"smoking"}),
    ],
    ids=str,
)
def test_a_rule_in_the_shadow_of_others(form: dict[str, object], answered: set[str]) -> None:
    data = with_rule(**form)
    result = refuted(data, Proof.RULE_ALIVE)
    assert result.problem == f"rules → more: {SHADOWED}"
    (answers,) = answers_of(result)
    assert answers.keys() == {"age_years", "sex", *answered}
    assert {"age", "more"} <= told_to(data, answers).fired


def test_two_rules_in_the_shadow_of_each_other() -> None:
    data = with_rule("age_years > 64")
    for key in ("age", "more"):
        assert refuted(data, Proof.RULE_ALIVE, "rules", key).visitors


def steps(**more: object) -> Data:
    """A tip for whoever is old, by way of an intermediate finding."""
    return about(
        findings=[finding("old"), finding("step", "intermediate"), finding("calm", "caution")],
        rules=[
            rule("age", "old", all=["age_years ≥ 65"]),
            rule("on", "step", all=["old is established"]),
            rule("calms", "calm", all=["age_years < 90"]),
        ],
        recommendations=[recommendation("walk", "tip", ["step"], **more)],
    )


def test_an_intermediate_finding_matters_by_what_it_leads_to() -> None:
    assert is_proven(steps(), Proof.RULE_ALIVE, "rules", "on") == ["solver"]


def test_an_intermediate_finding_that_leads_to_another_finding() -> None:
    data = {**steps(), "recommendations": []}
    data["findings"].append(finding("last"))
    data["rules"].append(rule("to-last", "last", any=["step is established", "smoking is current"]))
    assert is_proven(data, Proof.RULE_ALIVE, "rules", "on") == ["solver"]


def test_an_intermediate_finding_that_sends_people_to_a_doctor() -> None:
    """Beside a tip that it has nothing to do with."""
    data = steps()
    data["recommendations"] = [
        recommendation("go", "refer", ["step"]),
        recommendation("rest", "tip", ["old"]),
    ]
    assert is_proven(data, Proof.RULE_ALIVE, "rules", "on") == ["solver"]


def test_an_intermediate_finding_that_leads_nowhere() -> None:
    result = refuted({**steps(), "recommendations": []}, Proof.RULE_ALIVE)
    assert result.problem == f"rules → on: {SHADOWED}"
    assert [answers.keys() for answers in answers_of(result)] == [{"age_years", "sex"}]


def test_an_intermediate_finding_that_gives_a_tip_one_more_reason() -> None:
    """The tip stands anyway, but weighs more among others: a rule with an effect is not to be removed."""
    data = steps()
    data["recommendations"][0]["called_for_by"] = ["step", "old"]
    assert is_proven(data, Proof.RULE_ALIVE, "rules", "on") == ["solver"]


def test_an_intermediate_finding_that_leads_to_what_stands_anyway() -> None:
    """By way of another finding."""
    data = {**steps(), "recommendations": []}
    data["findings"].append(finding("last"))
    data["rules"].append(rule("to-last", "last", any=["step is established", "old is established"]))
    assert refuted(data, Proof.RULE_ALIVE).problem == f"rules → on: {SHADOWED}"


def test_a_rule_that_is_disabled_need_not_matter() -> None:
    data = with_rule("age_years < 40", "age_years > 50")
    data["rules"][-1]["disabled"] = True
    assert is_proven(data, Proof.RULE_ALIVE)


def test_a_recommendation_whose_findings_never_stand() -> None:
    data = small()
    data["rules"][1]["all"].append("age_years < 18")
    results = [refuted(data, Proof.REACHABLE, "recommendations", key) for key in ("milk", "scan")]
    assert [result.problem for result in results] == [
        f"recommendations → {key}: is shown to nobody: nothing that calls for it can stand;"
        " correct the rules for that"
        for key in ("milk", "scan")
    ]
    assert {result.visitors for result in results} == {()}


@pytest.mark.parametrize(
    "more",
    [
        recommendation("call", "urgent", ["old"]),
        recommendation("first", "refer", ["frail"], urgency="today"),
        recommendation("first", "refer", ["frail"], priority=51),
    ],
    ids=str,
)
def test_a_recommendation_behind_something_stronger(more: Data) -> None:
    data = small()
    data["recommendations"].append(more)
    result = refuted(data, Proof.REACHABLE, "recommendations", "scan")
    assert result.problem == (
        "recommendations → scan: is shown to nobody: whoever needs it has a caution that withholds it,"
        " or something stronger in its place"
    )
    (answers,) = answers_of(result)
    assert answers.keys() == {"age_years", "sex", "weight_kg"}
    told = told_to(data, answers)
    assert "frail" in told.established
    assert "scan" not in told.shown


def test_a_tip_that_urgent_notices_keep_back() -> None:
    data = small()
    data["recommendations"].append(recommendation("call", "urgent", ["frail"]))
    assert refuted(data, Proof.REACHABLE, "recommendations", "milk").visitors


def test_a_tip_that_a_caution_always_withholds() -> None:
    data = steps(withheld_by=["calm"])
    data["rules"][2]["all"] = ["age_years > 60"]
    (answers,) = answers_of(refuted(data, Proof.REACHABLE))
    assert answers.keys() == {"age_years", "sex"}
    assert told_to(data, answers).withheld == {"walk"}
