"""Example visitors and disabled parts in the rule document: kept with the rest, and what of it is in use."""

from __future__ import annotations

import pytest

from rules.document import digest, dump, parse
from tests.rules.documents import Data, problems, small


def example(**changed: object) -> Data:
    """The small rule set with one example visitor."""
    visitor = {
        "key": "anne",
        "title": "Anne",
        "answers": ["age_years is 70", "weight_kg is 57.5"],
        "level": "refer",
    }
    return {**small(), "examples": [{**visitor, **changed}]}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"level": "high"}, "level: use one of urgent, out_of_scope, refer, discuss, maintain"),
        ({"answers": []}, "answers: is empty; give one at least"),
        ({"answers": ["age_years"]}, "answers → no. 1: “age_years” is not a condition"),
        ({"title": {"en": "Anne"}}, "title: write a text"),
        ({"tips": "milk"}, "tips: write a list"),
        ({"topic": "bones"}, "topic: is not known here; correct the name or take it out"),
    ],
)
def test_an_example_has_its_schema_too(changed: Data, problem: str) -> None:
    """Its problems are told like the others."""
    [found] = problems(example(**changed))
    assert found.startswith(f"examples → anne → {problem}")


def test_what_is_disabled_is_kept_but_not_in_use() -> None:
    """It stands in the document, and so in the digest."""
    data = example()
    data["rules"][2]["disabled"] = data["recommendations"][0]["disabled"] = True
    document = parse(data)
    assert parse(dump(document)) == document
    assert digest(document) != digest(parse(example()))
    in_use = document.in_use()
    assert [rule.key for rule in in_use.rules] == ["age", "old-and-light"]
    assert [item.key for item in in_use.recommendations] == ["scan"]
    assert (in_use.findings, in_use.examples) == (document.findings, document.examples)
