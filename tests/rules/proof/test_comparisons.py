"""The same visitor with another answer, or without one: the level must not fall with a risk, nor rise with silence."""

from __future__ import annotations

import pytest

from rules.facts import FACTS
from rules.proof.prover import tasks
from rules.proof.results import Proof, Verdict
from tests.rules.documents import Data, finding, recommendation, rule, small, sound
from tests.rules.proof.proving import about, answers_of, ask, is_proven, refuted, told_to

LOWERED = (
    "with another answer here a visitor has one risk factor, warning sign or red flag more, and a lower level;"
    " mend the rules, or say at the finding why it may lower the level"
)
RAISED = "without an answer here a visitor gets a higher level than with any answer; mend the rules that ask for it"


def risky(kind: str = "refer", **more: str) -> Data:
    """Whoever is light gets a visit, unless they smoke, which is a risk."""
    return about(
        findings=[finding("light"), finding("smoker", **more), finding("calm", "caution")],
        rules=[
            rule("is-light", "light", all=["weight_kg < 50"]),
            rule("smokes", "smoker", all=["smoking is current"]),
            rule("calms", "calm", all=["smoking is current"]),
        ],
        recommendations=[recommendation("visit", kind, ["light"], withheld_by=["calm"])],
    )


def ticking(condition: str) -> Data:
    """Whoever ticks something is at risk, and gets a visit."""
    return about(
        findings=[finding("ill", "warning_sign")],
        rules=[rule("is-ill", "ill", all=[condition])],
        recommendations=[recommendation("visit", "discuss", ["ill"])],
    )


def test_a_question_each() -> None:
    data = small()
    assert [one.place for one in tasks(sound(data)) if one.proof is Proof.MONOTONE] == [
        ("facts", key) for key in FACTS
    ]
    assert [one.place for one in tasks(sound(data)) if one.proof is Proof.UNANSWERED] == [
        ("facts", key) for key in FACTS if key not in ("age_years", "sex")
    ]


def test_a_small_sound_rule_set_keeps_both() -> None:
    hows = is_proven(small(), Proof.MONOTONE) + is_proven(small(), Proof.UNANSWERED)
    assert {*hows} == {"argument", "solver"}


def test_one_risk_more_and_a_lower_level() -> None:
    result = refuted(risky(), Proof.MONOTONE)
    assert result.place == ("facts", "smoking")
    assert (result.problem, result.how) == (f"facts → smoking: {LOWERED}", "solver")
    before, after = answers_of(result)
    assert before.keys() == {"age_years", "sex", "weight_kg"}
    assert after == {**before, "smoking": "current"}
    assert [told_to(risky(), answers).level for answers in (before, after)] == ["refer", "maintain"]


@pytest.mark.parametrize("kind", ["warning_sign", "red_flag"])
def test_any_kind_of_risk(kind: str) -> None:
    data = risky()
    data["findings"][1]["kind"] = kind
    assert refuted(data, Proof.MONOTONE, "facts", "smoking").visitors


@pytest.mark.parametrize("kind", ["caution", "criterion", "density", "intermediate"])
def test_what_is_no_risk_may_lower_the_level(kind: str) -> None:
    data = risky()
    data["findings"][1]["kind"] = kind
    assert is_proven(data, Proof.MONOTONE, "facts", "smoking") == ["argument"]


def test_a_finding_that_may_lower_the_level_for_a_reason() -> None:
    assert is_proven(risky(may_lower="It is treated."), Proof.MONOTONE, "facts", "smoking") == ["solver"]


def test_a_reason_speaks_for_one_finding_only() -> None:
    data = risky(may_lower="It is treated.")
    data["findings"].append(finding("stopped"))
    data["rules"] += [
        rule("has-stopped", "stopped", all=["smoking is former"]),
        rule("calms-too", "calm", all=["smoking is former"]),
    ]
    _, after = answers_of(refuted(data, Proof.MONOTONE))
    assert after["smoking"] == "former"


def test_a_risk_that_goes_as_another_comes_is_not_compared() -> None:
    data = risky()
    data["findings"].append(finding("never"))
    data["rules"].append(rule("does-not", "never", any=["smoking is never", "smoking is former"]))
    before, after = answers_of(refuted(data, Proof.MONOTONE))
    assert "smoking" not in before  # otherwise the other risk would go
    assert after["smoking"] == "current"


@pytest.mark.parametrize("kind", ["urgent", "refer", "discuss"])
def test_each_level_counts(kind: str) -> None:
    before, after = answers_of(refuted(risky(kind), Proof.MONOTONE))
    assert [told_to(risky(kind), answers).level for answers in (before, after)] == [kind, "maintain"]


def test_whoever_is_out_of_scope_before_is_not_compared() -> None:
    assert is_proven(risky("out_of_scope"), Proof.MONOTONE)


def test_to_get_out_of_scope_is_to_fall() -> None:
    data = risky()
    data["recommendations"] = [
        recommendation("visit", "discuss", ["light"]),
        recommendation("elsewhere", "out_of_scope", ["smoker"]),
    ]
    before, after = answers_of(refuted(data, Proof.MONOTONE, "facts", "smoking"))
    assert [told_to(data, answers).level for answers in (before, after)] == ["discuss", "out_of_scope"]


def test_a_lower_level_among_high_ones() -> None:
    data = risky()
    data["recommendations"].append(recommendation("talk", "discuss", ["smoker"]))
    before, after = answers_of(refuted(data, Proof.MONOTONE, "facts", "smoking"))
    assert [told_to(data, answers).level for answers in (before, after)] == ["refer", "discuss"]


def test_nobody_gets_younger() -> None:
    data = risky()
    data["rules"][1]["all"] = data["rules"][2]["all"] = ["age_years < 40"]
    assert is_proven(data, Proof.MONOTONE, "facts", "age_years") == ["solver"]


def test_to_get_older_may_be_a_risk() -> None:
    data = risky()
    data["rules"][1]["all"] = data["rules"][2]["all"] = ["age_years > 40"]
    before, after = answers_of(refuted(data, Proof.MONOTONE))
    assert before["age_years"] <= 40 < after["age_years"]  # type: ignore[operator]  # numbers
    assert {**before, "age_years": 0} == {**after, "age_years": 0}


def test_options_that_are_added_and_push_up() -> None:
    condition = "symptoms includes night_cramps"
    assert is_proven(ticking(condition), Proof.MONOTONE, "facts", "symptoms") == ["argument"]


def test_an_answer_can_be_taken_back_by_those_who_said_none() -> None:
    """“None” is no option that stays: who says nothing any more may lose what rested on an answer."""
    data = ticking("symptoms is known")
    assert is_proven(data, Proof.MONOTONE, "facts", "symptoms") == ["solver"]


@pytest.mark.parametrize(
    "condition", ["symptoms includes none", "symptoms does not include fragile_teeth", "smoking is current"]
)
def test_other_conditions_need_the_solver(condition: str) -> None:
    key = condition.split(maxsplit=1)[0]
    assert is_proven(ticking(condition), Proof.MONOTONE, "facts", key) == ["solver"]


def test_an_option_more_that_withholds() -> None:
    data = risky()
    data["rules"][0]["all"] = ["symptoms includes persistent_bone_pain"]
    data["rules"][1]["all"] = data["rules"][2]["all"] = ["symptoms includes night_cramps"]
    before, after = answers_of(refuted(data, Proof.MONOTONE))
    assert before["symptoms"] == ["persistent_bone_pain"]
    assert {*after["symptoms"]} >= {"persistent_bone_pain", "night_cramps"}  # type: ignore[misc]  # a list
    assert {**before, "symptoms": []} == {**after, "symptoms": []}


def test_a_risk_that_brings_its_own_calm_with_what_is_asked_next() -> None:
    """Who had no fracture is not asked when: what rests on that answer can change with this one."""
    data = risky()
    data["rules"][1]["all"] = ["fragility_fracture is true"]
    data["rules"][2]["all"] = ["fracture_in_last_2_years is false"]
    assert is_proven(data, Proof.MONOTONE, "facts", "fragility_fracture") == ["solver"]


def test_a_risk_by_a_measure() -> None:
    data = risky()
    data["rules"][0]["all"] = ["smoking is known"]
    data["rules"][1]["all"] = data["rules"][2]["all"] = ["bmi < 18.5"]
    for key in ("weight_kg", "height_cm"):
        before, after = answers_of(refuted(data, Proof.MONOTONE, "facts", key))
        assert told_to(data, before).established == {"light"}
        assert told_to(data, after).established == {"light", "smoker", "calm"}
        assert {**before, key: 0} == {**after, key: 0}


def silent(*calming: str, worried: str = "age_years ≥ 50") -> Data:
    """Whoever is worried is told to talk, unless an answer calms them."""
    return about(
        findings=[finding("worried"), finding("calm", "caution")],
        rules=[rule("worries", "worried", all=[worried]), rule("calms", "calm", any=[*calming])],
        recommendations=[recommendation("talk", "discuss", ["worried"], withheld_by=["calm"])],
    )


def test_silence_that_raises_the_level() -> None:
    data = silent("smoking is known")
    result = refuted(data, Proof.UNANSWERED)
    assert result.place == ("facts", "smoking")
    assert (result.problem, result.how) == (f"facts → smoking: {RAISED}", "solver")
    before, after = answers_of(result)
    assert before.keys() == {"age_years", "sex"}
    assert after == {**before, "smoking": after["smoking"]}
    assert [told_to(data, answers).level for answers in (before, after)] == ["discuss", "maintain"]


def test_some_answer_that_keeps_the_level_will_do() -> None:
    assert is_proven(
        silent("smoking is never", "smoking is former"), Proof.UNANSWERED, "facts", "smoking"
    ) == ["solver"]


def test_several_answers_for_several_people() -> None:
    data = silent("smoking is never", "smoking is former")
    data["rules"][0]["all"].append("sex is male")
    data["rules"] += [
        rule("worries-too", "worried", all=["sex is female", "age_years ≥ 50"]),
        rule("calms-too", "calm", all=["sex is female", "smoking is current"]),
    ]
    before, after = answers_of(refuted(data, Proof.UNANSWERED))
    assert before["sex"] == "female"
    assert "smoking" in after
    data["rules"][1] = rule("calms", "calm", all=["sex is male", "smoking is never"])
    assert is_proven(data, Proof.UNANSWERED, "facts", "smoking") == ["solver"]


def test_whoever_is_not_asked_is_not_silent() -> None:
    data = silent("falls_last_year is known")
    assert refuted(data, Proof.UNANSWERED).place == ("facts", "falls_last_year")
    data["rules"][0]["all"] = ["age_years < 50"]
    assert is_proven(data, Proof.UNANSWERED, "facts", "falls_last_year") == ["solver"]


def test_an_answer_can_take_others_away() -> None:
    """Milk is asked of whoever does not say that they are vegan."""
    data = silent("diets is known", worried="milk_or_yoghurt_per_day is 0")
    assert refuted(data, Proof.UNANSWERED, "facts", "diets").visitors
    data["rules"][1]["any"] = ["diets includes vegan"]
    assert is_proven(data, Proof.UNANSWERED, "facts", "diets") == ["solver"]


@pytest.mark.parametrize("worried", ["smoking is current", "smoking is not never", "smoking is known"])
def test_conditions_that_push_up_need_no_solver(worried: str) -> None:
    data = silent("sex is male", worried=worried)
    assert is_proven(data, Proof.UNANSWERED, "facts", "smoking") == ["argument"]


def test_a_measure_that_is_not_known_without_the_answer_needs_no_solver() -> None:
    data = silent("sex is male", worried="bmi < 20")
    assert is_proven(data, Proof.UNANSWERED, "facts", "height_cm") == ["argument"]


def test_a_measure_that_is_known_without_the_answer_does() -> None:
    data = silent("sex is male", worried="orai > 8")
    assert is_proven(data, Proof.UNANSWERED, "facts", "hormone_therapy") == ["solver"]
    data["rules"][0]["all"] = ["orai is 11"]  # 13 without hormone therapy
    assert is_proven(data, Proof.UNANSWERED, "facts", "hormone_therapy") == ["solver"]


def test_a_measure_that_calms_when_it_is_known() -> None:
    data = silent("bmi is known")
    for key in ("height_cm", "weight_kg"):
        before, after = answers_of(refuted(data, Proof.UNANSWERED, "facts", key))
        assert "bmi" not in told_to(data, before).fired
        assert (before.keys() ^ after.keys(), len(before)) == ({key}, 3)


def test_no_end_of_answers_is_undecided() -> None:
    """For each age another weight: one answer tried helps one visitor."""
    ages = range(30, 55)
    data = silent("weight_kg is known")
    data["rules"] = [
        rule("worries", "worried", all=["age_years ≥ 30", "age_years < 55"]),
        *(
            rule(f"{sign}-at-{age}", "calm", all=[f"age_years is {age}", f"weight_kg {operator} {age}"])
            for age in ages
            for sign, operator in (("less", "<"), ("more", ">"))
        ),
    ]
    (result,) = ask(data, Proof.UNANSWERED, "facts", "weight_kg")
    assert result.verdict is Verdict.UNDECIDED
    assert result.problem == (
        "facts → weight_kg: the solver cannot tell whether this holds for everybody"
        " (no end of answers to try); simplify the rules"
    )
    assert result.visitors == ()
