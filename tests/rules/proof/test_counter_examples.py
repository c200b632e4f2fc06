"""Whoever the solver finds can be typed in, is easy to imagine, and is confirmed by the engine."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.proof.inquiry import Inquiry
from rules.proof.results import Proof, Result, Verdict
from rules.proof.solving import Undecided
from tests.rules.documents import Data, finding, guarantee, recommendation, rule, small, sound
from tests.rules.proof.proving import about, answers_of, ask, refuted, told_to

NOT_CONFIRMED = (
    "guarantees → nobody: the solver cannot tell whether this holds for everybody"
    " (the engine does not confirm what the solver found); simplify the rules"
)


def somebody(*conditions: str) -> Data:
    """The claim that there is nobody of whom these hold: whoever breaks it is of that kind."""
    return about(
        findings=[finding("meant")],
        rules=[rule("is-meant", "meant", all=[*conditions])],
        guarantees=[guarantee("nobody", levels=[], never_findings=["meant"])],
    )


def found(*conditions: str) -> dict[str, object]:
    """Their answers."""
    data = somebody(*conditions)
    (answers,) = answers_of(refuted(data, Proof.GUARANTEE))
    assert told_to(data, answers).fired == {"is-meant"}
    return answers


def undecided(*conditions: str) -> Result:
    """The proof that came to no end."""
    (result,) = ask(somebody(*conditions), Proof.GUARANTEE)
    assert result.verdict is Verdict.UNDECIDED
    return result


def test_an_adult_of_usual_size() -> None:
    answers = found("weight_kg is known", "height_cm is known", "sleep_hours is known")
    assert answers.keys() == {"age_years", "sex", "weight_kg", "height_cm", "sleep_hours"}
    assert 18 <= answers["age_years"] <= 95  # type: ignore[operator]  # numbers, all of them
    assert 150 <= answers["height_cm"] <= 190  # type: ignore[operator]
    assert 50 <= answers["weight_kg"] <= 100  # type: ignore[operator]
    assert {type(answers[key]) for key in answers.keys() - {"sex"}} == {int}


def test_unusual_numbers_where_only_they_do() -> None:
    answers = found("age_years < 18", "weight_kg < 30", "height_cm > 200")
    assert answers["age_years"] < 18  # type: ignore[operator]
    assert isinstance(answers["weight_kg"], int)
    assert isinstance(answers["height_cm"], int)


@pytest.mark.parametrize(
    ("conditions", "digits"),
    [
        (["weight_kg > 60.5", "weight_kg < 60.9"], 1),
        (["weight_kg > 60.51", "weight_kg < 60.59"], 2),
        (["weight_kg > 60.000001", "weight_kg < 60.000003"], 6),
        (["weight_kg > 60.000001", "weight_kg < 60.000002"], 7),
        (["weight_kg is 60.25"], 2),
    ],
)
def test_no_more_digits_than_it_takes(conditions: list[str], digits: int) -> None:
    weight = Decimal(str(found(*conditions)["weight_kg"]))
    assert weight == round(weight, digits)
    assert weight != round(weight, digits - 1)


@pytest.mark.parametrize("height", ["160.2", "160.25", "160.000001", "229.999999"])
def test_a_height_that_is_no_whole_number(height: str) -> None:
    assert found(f"height_cm is {height}")["height_cm"] == float(height)


@pytest.mark.parametrize("limit", ["18.5", "20", "23.125", "18.123456"])
def test_a_body_mass_index_right_at_a_limit(limit: str) -> None:
    answers = found(f"bmi ≤ {limit}", f"bmi ≥ {limit}")
    weight, height = (Decimal(str(answers[key])) for key in ("weight_kg", "height_cm"))
    assert weight * 10_000 / height**2 == Decimal(limit)


@pytest.mark.parametrize(
    "conditions", [["bmi > 18.499999", "bmi < 18.5"], ["bmi > 18.5", "bmi < 18.500001", "weight_kg < 40"]]
)
def test_a_body_mass_index_next_to_a_limit(conditions: list[str]) -> None:
    answers = found(*conditions)
    assert answers.keys() == {"age_years", "sex", "weight_kg", "height_cm"}


def test_a_height_that_nobody_can_type_is_undecided() -> None:
    """It is a root without end: the square of 10⁴ × 50 ÷ 18.5."""
    result = undecided("bmi is 18.5", "weight_kg is 50")
    assert result.problem == NOT_CONFIRMED
    assert (result.how, result.visitors) == ("solver", ())


def test_a_claim_on_numbers_that_no_rule_looks_at() -> None:
    """The engine cannot tell whom a guarantee speaks of: what was cut must still be one of them."""
    data = small()
    data["guarantees"] = [guarantee("none", all=["weight_kg > 70.51", "weight_kg < 70.59"], levels=["refer"])]
    (answers,) = answers_of(refuted(data, Proof.GUARANTEE))
    assert 70.51 < answers["weight_kg"] < 70.59  # type: ignore[operator]  # a number


def test_a_claim_on_a_height_that_nobody_can_type_is_undecided() -> None:
    data = small()
    data["guarantees"] = [guarantee("nobody", all=["bmi is 18.5", "weight_kg is 50"], levels=["urgent"])]
    (result,) = ask(data, Proof.GUARANTEE)
    assert (result.verdict, result.problem) == (Verdict.UNDECIDED, NOT_CONFIRMED)


def test_whom_no_answer_helps_though_their_weight_is_cut() -> None:
    """One answer would calm whoever weighs 60.06 kg too; the others would not."""
    limits = {"current": ("60.05", "60.09"), "never": ("60.055", "60.06"), "former": ("60.055", "60.06")}
    data = about(
        findings=[finding("worried"), finding("calm", "caution")],
        rules=[
            rule("worries", "worried", all=["weight_kg > 60.05", "weight_kg < 60.09"]),
            *(
                rule(how, "calm", all=[f"smoking is {how}", f"weight_kg > {low}", f"weight_kg < {high}"])
                for how, (low, high) in limits.items()
            ),
        ],
        recommendations=[recommendation("talk", "discuss", ["worried"], withheld_by=["calm"])],
    )
    before, _ = answers_of(refuted(data, Proof.UNANSWERED, "facts", "smoking"))
    assert {told_to(data, {**before, "smoking": how}).level for how in limits} == {"maintain"}


def test_two_visitors_differ_in_one_answer_though_their_weight_is_cut() -> None:
    """The first alone would do with fewer digits."""
    data = about(
        findings=[finding("light"), finding("smoker"), finding("calm", "caution")],
        rules=[
            rule("a", "light", all=["weight_kg > 60.05", "weight_kg < 60.09", "smoking is never"]),
            rule("b", "light", all=["weight_kg > 60.055", "weight_kg < 60.06", "smoking is current"]),
            rule("c", "smoker", all=["smoking is current"]),
            rule("d", "calm", all=["smoking is current"]),
        ],
        recommendations=[
            recommendation("talk", "discuss", ["light"], withheld_by=["calm"]),
            recommendation("stop", "tip", ["smoker"]),
        ],
    )
    before, after = answers_of(refuted(data, Proof.MONOTONE, "facts", "smoking"))
    assert {**before, "smoking": ""} == {**after, "smoking": ""}
    assert before["smoking"] != after["smoking"]


def test_each_kind_of_answer() -> None:
    answers = found(
        "smoking is former",
        "fragility_fracture is true",
        "family_osteoporosis is false",
        "supplements includes calcium",
        "supplements does not include magnesium",
        "falls_last_year is 3",
        "sleep_hours is 7.5",
    )
    assert answers["age_years"] >= 50  # type: ignore[operator]
    supplements = answers["supplements"]
    assert isinstance(supplements, list)
    assert "calcium" in supplements
    assert "magnesium" not in supplements
    assert {**answers, "age_years": 0, "sex": "", "supplements": []} == {
        "age_years": 0,
        "sex": "",
        "smoking": "former",
        "fragility_fracture": True,
        "family_osteoporosis": False,
        "supplements": [],
        "falls_last_year": 3,
        "sleep_hours": 7.5,
    }


def test_what_one_rule_set_means_another_does_not_confirm() -> None:
    strict, lax = small(), small()
    lax["rules"][0]["all"] = ["age_years ≥ 50"]
    meant, other = Inquiry(sound(lax)), Inquiry(sound(strict))
    age = meant.anybody.number("age_years")
    model = meant.solver.find(age < 60, meant.meaning.established("old"))
    assert model is not None
    assert meant.witness.visitor(model, meant.meaning).fired == ["age"]
    with pytest.raises(Undecided, match="the engine does not confirm"):
        other.witness.visitor(model, meant.meaning)
