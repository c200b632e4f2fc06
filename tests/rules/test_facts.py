"""The vocabulary is the one of the contract."""

from __future__ import annotations

from pathlib import Path
import re

import pytest

from rules.conditions import Condition
from rules.facts import FACTS, NONE, Kind
from tests.rules.vocabulary import ROWS, WHO_IS_ASKED, Row, row

CONTRACT = Path(__file__).parents[2].parent / "shared" / "facts.md"


def test_the_facts_are_those_of_the_table_in_its_order() -> None:
    """The order is also the order of the questions."""
    assert list(FACTS) == list(ROWS)


@pytest.mark.parametrize("expected", ROWS.values(), ids=ROWS)
def test_a_fact_has_its_kind_range_and_choices(expected: Row) -> None:
    """Kinds, units, ranges and choices, as the table gives them."""
    fact = FACTS[expected.key]
    assert fact.key == expected.key
    assert fact.kind == expected.kind
    assert fact.unit == expected.unit or not expected.unit
    assert bool(fact.unit) is expected.is_number
    assert (fact.low, fact.high) == (expected.range if expected.is_number else (None, None))
    assert fact.choices == expected.choices
    assert fact.required is expected.asked_when.endswith(", required")


def test_none_is_the_last_choice_of_what_can_be_none() -> None:
    """Only the sites of a fracture that happened cannot be none."""
    without = [fact.key for fact in FACTS.values() if fact.kind is Kind.SEVERAL and fact.choices[-1] != NONE]
    assert without == ["fracture_sites"]


def test_every_asked_when_has_people_of_both_sorts() -> None:
    """So that the test below tries each condition both ways."""
    assert WHO_IS_ASKED.keys() == {expected.condition for expected in ROWS.values()}
    assert all(asked for asked, _ in WHO_IS_ASKED.values())
    assert all(not_asked for when, (_, not_asked) in WHO_IS_ASKED.items() if when != "always")


def test_a_fact_is_asked_only_because_of_earlier_ones() -> None:
    """The order settles who is asked what: no question waits for a later answer."""
    order = list(FACTS)
    for position, fact in enumerate(FACTS.values()):
        conditions: tuple[Condition, ...] = (*fact.asked_if, *fact.unless)
        assert all(order.index(condition.subject) < position for condition in conditions), fact.key


def _contract_row(line: str) -> Row:
    """A line of the contract's table, its explanations left out."""
    key, kind, values, asked_when = (cell.strip() for cell in line.strip("| \n").replace("`", "").split("|"))
    kind = re.sub(
        r", (count|standard drinks .*|glasses .*|portions?|portions of .*)$", "", kind.split(":")[0]
    )
    return row(f"{key} | {kind} | {values} | {asked_when.split(';')[0]}")


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract is not beside this checkout")
def test_the_table_equals_the_contract() -> None:
    """Word for word, but for what explains a question to its author."""
    asked = CONTRACT.read_text().split("## Asked facts")[1].split("## Measured facts")[0]
    lines = [line for line in asked.splitlines() if re.match(r"\| `\w+` \|", line)]
    assert [_contract_row(line) for line in lines] == list(ROWS.values())
