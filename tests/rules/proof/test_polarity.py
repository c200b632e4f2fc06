"""Which way a condition moves the level, by the way the rules are built."""

from __future__ import annotations

import pytest

from rules.conditions import Condition
from rules.proof.polarity import Push, pushes, turned
from tests.rules.documents import Data, finding, recommendation, rule, sound
from tests.rules.proof.proving import about

UP, DOWN = Push.UP, Push.DOWN
SMOKES, DRINKS = "smoking is current", "alcohol_drinks_per_week > 7"


def pushed(data: Data) -> dict[str, Push]:
    """By condition; those that push nowhere too."""
    return {str(condition): push for condition, push in pushes(sound(data)).items()}


def leading(kind: str | None, *more: Data, withheld: bool = False) -> Data:
    """Smoking leads to what this kind of visit rests on."""
    data = about(
        findings=[finding("smoker"), finding("calm", "caution"), *more],
        rules=[rule("smokes", "smoker", all=[SMOKES]), rule("calms", "calm", any=[DRINKS])],
    )
    if kind:
        caution = {"withheld_by": ["calm"]} if withheld else {}
        data["recommendations"] = [recommendation("visit", kind, ["smoker"], **caution)]
    return data


@pytest.mark.parametrize("kind", ["urgent", "refer", "discuss"])
def test_what_calls_for_a_visit_pushes_up(kind: str) -> None:
    assert pushed(leading(kind)) == {SMOKES: UP, DRINKS: Push(0)}


@pytest.mark.parametrize("kind", ["tip", None])
def test_what_calls_for_no_visit_pushes_nowhere(kind: str | None) -> None:
    assert pushed(leading(kind)) == {SMOKES: Push(0), DRINKS: Push(0)}


def test_a_caution_pushes_down() -> None:
    assert pushed(leading("refer", withheld=True)) == {SMOKES: UP, DRINKS: DOWN}
    assert pushed(leading("tip", withheld=True)) == {SMOKES: Push(0), DRINKS: Push(0)}


def test_out_of_scope_pushes_both_ways() -> None:
    assert pushed(leading("out_of_scope", withheld=True)) == {SMOKES: UP | DOWN, DRINKS: UP | DOWN}


@pytest.mark.parametrize(
    ("condition", "push"), [("last is established", UP), ("last is not established", DOWN)]
)
def test_along_the_strata(condition: str, push: Push) -> None:
    data = leading("refer", finding("first", "intermediate"), finding("last", "intermediate"))
    data["rules"] += [
        rule("to-smoker", "smoker", any=[condition]),
        rule("to-last", "last", of=["first is established", "sex is male"], at_least=1),
        rule("to-first", "first", all=["stress is often"]),
    ]
    found = pushed(data)
    assert (found["stress is often"], found["sex is male"]) == (push, push)


def test_twice_turned_is_straight() -> None:
    data = leading("refer", finding("first"), finding("last"))
    data["rules"] += [
        rule("to-smoker", "smoker", any=["last is not established"]),
        rule("to-last", "last", all=["first is not established"]),
        rule("to-first", "first", all=["stress is often"]),
    ]
    assert pushed(data)["stress is often"] == UP


def test_one_condition_in_two_rules_can_push_both_ways() -> None:
    data = leading("refer", withheld=True)
    data["rules"].append(rule("calms-too", "calm", all=[SMOKES]))
    assert pushed(data)[SMOKES] == UP | DOWN


def test_turned() -> None:
    assert [turned(push) for push in (Push(0), UP, DOWN, UP | DOWN)] == [Push(0), DOWN, UP, UP | DOWN]


def test_a_condition_that_no_rule_has_pushes_nowhere() -> None:
    assert pushes(sound(leading("refer")))[Condition.parse("age_years > 3")] == Push(0)
