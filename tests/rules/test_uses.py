"""Which parts speak of another: what would be left hanging if it went."""

from __future__ import annotations

import pytest

from rules.document import parse
from rules.uses import uses_of
from tests.rules.documents import Data, guarantee, recommendation, rule, small

EXAMPLE = {
    "key": "anne",
    "title": "Anne",
    "answers": ["age_years is 70"],
    "level": "refer",
    "findings": ["frail"],
    "tips": ["milk"],
    "withheld": ["scan"],
}

GUARANTEES = [
    guarantee("who", all=["no-milk is established"], unless=["age_years > 40", "old is established"]),
    guarantee("what", findings=["no-milk"], never_findings=["old"]),
    guarantee("tips", tips=["milk"], never_tips=["no"], disabled=True),
]


def uses(collection: str, key: str) -> list[tuple[str, str]]:
    """Who speaks of a part of the small rule set, with an example, guarantees and disabled parts more."""
    data: Data = {**small(), "examples": [EXAMPLE], "guarantees": GUARANTEES}
    data["sources"].append({"key": "S2", "citation": "A statement", "based_on": ["S1"]})
    data["rules"].append(
        rule("off", "old", any=["no-milk is not established"], sources=["S2"], disabled=True)
    )
    more = {"sources": ["S2"], "incompatible_with": ["milk"]}
    data["recommendations"].append(recommendation("no", "tip", ["old"], disabled=True, **more))
    return [(name, item.key) for name, item in uses_of(parse(data), collection, key)]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (("findings", "old"), ["rules age", "rules old-and-light", "rules off", "recommendations no",
                                "guarantees who", "guarantees what"]),
        (
            ("findings", "frail"),
            ["rules old-and-light", "recommendations milk", "recommendations scan", "examples anne"],
        ),
        (
            ("findings", "no-milk"),
            ["rules vegan", "rules off", "recommendations milk", "guarantees who", "guarantees what"],
        ),
        (("sources", "S2"), ["rules off", "recommendations no"]),
        (("recommendations", "milk"), ["recommendations no", "examples anne", "guarantees tips"]),
        (("recommendations", "scan"), ["examples anne"]),
        (("recommendations", "no"), ["guarantees tips"]),
        (("rules", "age"), []),
        (("examples", "anne"), []),
        (("findings", "age_years"), []),
    ],
)  # fmt: skip
def test_who_speaks_of_a_part_is_listed(part: tuple[str, str], expected: list[str]) -> None:
    """In the document’s order, disabled ones among them."""
    assert uses(*part) == [(name, key) for name, key in map(str.split, expected)]


def test_a_source_is_used_by_those_that_rest_on_it() -> None:
    """Other sources among them."""
    assert uses("sources", "S1")[0] == ("sources", "S2")
    assert len(uses("sources", "S1")) == 1 + 3 + 3 + 2
