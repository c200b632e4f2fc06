"""Disabled parts are not checked, and example visitors only speak of what is in use."""

from __future__ import annotations

import pytest

from tests.rules.documents import Data, broken, finding, problems, recommendation, rule, small


def test_what_is_disabled_is_not_checked_but_stands_in_its_place() -> None:
    """It may speak of what is no more; its key and its topic are its own all the same."""
    off = rule("off", "nothing", all=["shoe_size > 41"], disabled=True, sources=["S9"])
    tip = recommendation("off", "tip", ["nobody"], disabled=True)
    assert broken(rules=[off], recommendations=[tip]) == []
    assert broken(rules=[{**off, "key": "age"}]) == ["rules → age: the key stands 2 times; give each its own"]
    assert broken(rules=[{**off, "topic": "skin"}]) == ["rules → off: unknown topic “skin”; use one of bones"]


def test_what_only_a_disabled_rule_establishes_is_not_established() -> None:
    """Turning a rule off can leave a finding without one."""
    data = small()
    data["rules"][2]["disabled"] = True
    assert problems(data) == ["findings → no-milk: no rule establishes it; add a rule or remove the finding"]


VISITOR: Data = {
    "key": "anne",
    "title": "Anne",
    "answers": ["age_years is 70", "sex is female"],
    "level": "refer",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"findings": ["old", "frail"], "tips": ["milk"], "withheld": ["milk"]}, []),
        ({"findings": ["ghost"]}, ["no finding “ghost” is ever shown; correct the key or take it out"]),
        ({"findings": ["hidden"]}, ["no finding “hidden” is ever shown; correct the key or take it out"]),
        ({"tips": ["scan"]}, ["there is no tip “scan” in use; correct the key or take it out"]),
        ({"withheld": ["off"]}, ["there is no tip “off” in use; correct the key or take it out"]),
        (
            {"answers": ["age_years ≥ 70"]},
            ["“age_years ≥ 70” does not say what was answered; write “age_years is …”"],
        ),
    ],
)
def test_an_example_speaks_of_what_can_be_shown(changed: Data, expected: list[str]) -> None:
    """Findings that are shown, tips that are in use, answers that can be given."""
    found = broken(
        findings=[finding("hidden", "intermediate")],
        rules=[rule("hidden", "hidden", all=["old is established"])],
        recommendations=[recommendation("off", "tip", ["old"], disabled=True)],
        examples=[{**VISITOR, **changed}],
    )
    assert found == [f"examples → anne: {fault}" for fault in expected]
