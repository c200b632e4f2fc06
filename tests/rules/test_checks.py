"""What keeps a rule set from being published: each problem a sentence with its place and what to do."""

from __future__ import annotations

import pytest

from rules.checks import check, condition_fault
from rules.conditions import Condition
from rules.document import Document
from rules.facts import FACTS
from rules.measures import MEASURES
from rules.problems import DocumentInvalid
from tests.rules.documents import (
    Data,
    broken,
    finding,
    problems,
    recommendation,
    ring,
    rule,
    small,
    sound,
)


def test_the_default_rule_set_is_sound(bone_health: Document) -> None:
    """As it will be published."""
    check(bone_health)


def with_condition(condition: str) -> Data:
    """The small rule set with one condition more."""
    data = small()
    data["rules"][0]["all"].append(condition)
    return data


@pytest.mark.parametrize(
    "condition",
    [
        *(f"{key} is known" for key in [*FACTS, *MEASURES]),
        *(f"{key} is {fact.choices[-1]}" for key, fact in FACTS.items() if fact.kind == "choice"),
        *(f"{key} includes {fact.choices[-1]}" for key, fact in FACTS.items() if fact.kind == "several"),
        *(
            f"{key} does not include {fact.choices[0]}"
            for key, fact in FACTS.items()
            if fact.kind == "several"
        ),
        *(f"{key} is not true" for key, fact in FACTS.items() if fact.kind == "boolean"),
        *(f"{key} ≥ {fact.high}" for key, fact in FACTS.items() if fact.high is not None),
        *(f"{key} < {fact.low}" for key, fact in FACTS.items() if fact.low is not None),
        *(f"{key} > -5.5" for key in MEASURES),
        "age_years is 65",
        "age_years is not 65",
        "ost ≤ 999999999",
        "no-milk is established",
        "no-milk is not established",
    ],
)
def test_a_condition_that_fits_its_fact_is_sound(condition: str) -> None:
    """Every fact and measure, with the operators of its kind."""
    assert problems(with_condition(condition)) == []


NUMBERS = "“includes” does not fit; use one of <, >, is, is known, is not, ≤, ≥"


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ("shoe_size > 41", "no such fact; the facts are listed in rules/facts.py and rules/measures.py"),
        ("old is true", "no such fact; the facts are listed in rules/facts.py and rules/measures.py"),
        ("ghost is established", "no such finding; correct the key or add the finding"),
        ("age_years is not established", "no such finding; correct the key or add the finding"),
        ("age_years includes 65", NUMBERS),
        ("bmi includes 65", NUMBERS),
        ("sex includes female", "“includes” does not fit; use one of is, is known, is not"),
        ("sex < female", "“<” does not fit; use one of is, is known, is not"),
        ("fragility_fracture ≥ true", "“≥” does not fit; use one of is, is known, is not"),
        ("conditions is copd", "“is” does not fit; use one of does not include, includes, is known"),
        ("conditions is not copd", "“is not” does not fit; use one of does not include, includes, is known"),
        ("sex is woman", "no such choice; use one of female, male, unspecified"),
        ("sex is 1", "no such choice; use one of female, male, unspecified"),
        ("sex is true", "no such choice; use one of female, male, unspecified"),
        ("fracture_sites includes none", "no such choice; use one of hip, spine, wrist"),
        ("conditions does not include 3", "no such choice; use one of rheumatoid_arthritis, hyperthyroidism"),
        ("fragility_fracture is yes", "write true or false"),
        ("fragility_fracture is 1", "write true or false"),
        ("age_years ≥ old", "write a number, such as 65 or 18.5"),
        ("age_years is true", "write a number, such as 65 or 18.5"),
        ("bmi < low", "write a number, such as 65 or 18.5"),
        ("age_years ≥ 121", "out of range; write a number from 0 to 120"),
        ("age_years ≥ -1", "out of range; write a number from 0 to 120"),
        ("weight_kg < 24.9", "out of range; write a number from 25 to 300"),
        ("weight_kg < 300.1", "out of range; write a number from 25 to 300"),
    ],
)
def test_a_condition_that_does_not_fit_is_quoted(condition: str, fault: str) -> None:
    """With its rule, and what would fit."""
    [problem] = problems(with_condition(condition))
    assert problem.startswith(f"rules → age → “{condition}”: {fault}")


def test_a_condition_stands_once_in_a_rule() -> None:
    """Counted twice, it would hold twice."""
    data = small()
    data["rules"][2]["any"].append("diets includes vegan")
    assert problems(data) == ["rules → vegan → “diets includes vegan”: stands 2 times; once is enough"]


@pytest.mark.parametrize("topics", [["bones", "bones"], ["bones", "rule-set"], ["bones", "a", "a"]])
def test_every_topic_can_be_a_file_of_its_own(topics: list[str]) -> None:
    """None twice, and none with the name of the index."""
    assert problems({**small(), "topics": topics}) == [
        f"topics → {topics[-1]}: the name is taken; give each topic its own"
    ]


def test_a_list_stands_in_the_order_of_the_topics() -> None:
    """As its files would be read: else an export would not read back the same."""
    data = {**small(), "topics": ["blood", "bones", "skin"]}
    data["findings"][0]["topic"], data["rules"][2]["topic"] = "skin", "skin"
    after = "stands after a later topic; put it with the others of “bones”"
    assert problems(data) == [f"findings → frail: {after}", f"findings → no-milk: {after}"]


SOURCE = {"key": "S1", "citation": "Another book"}


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ({"findings": [finding("old")]}, "findings → old: the key stands 2 times; give each its own"),
        ({"sources": [SOURCE, SOURCE]}, "sources → S1: the key stands 3 times; give each its own"),
        ({"rules": [rule("age", "old", all=["age_years > 70"])]}, "rules → age: the key stands 2 times; give each"),
        (
            {"recommendations": [recommendation("milk", "tip", ["old"])]},
            "recommendations → milk: the key stands 2 times; give each its own",
        ),
        (
            {"rules": [rule("r", "old", all=["age_years > 70"], topic="skin")]},
            "rules → r: unknown topic “skin”; use one of bones",
        ),
        (
            {"rules": [rule("r", "old", all=["age_years > 70"], sources=["S1", "S2"])]},
            "rules → r: unknown source “S2”; add it to “sources” or correct it",
        ),
        (
            {"sources": [{"key": "S2", "citation": "A statement", "based_on": ["S1", "S3"]}]},
            "sources → S2: unknown source “S3”; add it to “sources” or correct it",
        ),
        ({"findings": [finding("ghost")]}, "findings → ghost: no rule establishes it; add a rule or remove"),
        (
            {"rules": [rule("r", "ghost", all=["age_years > 70"])]},
            "rules → r: establishes “ghost”, which is no finding; add it or correct the key",
        ),
        (
            {"rules": [rule("r", "old", at_least=3, of=["age_years > 70", "sex is male"])]},
            "rules → r: at_least 3 of 2 conditions can never hold",
        ),
        (
            {"recommendations": [recommendation("r", "tip", ["ghost"])]},
            "recommendations → r: unknown finding “ghost”; add it to “findings” or correct it",
        ),
        (
            {"recommendations": [recommendation("r", "tip", ["old"], withheld_by=["ghost"])]},
            "recommendations → r: unknown finding “ghost”; add it to “findings” or correct it",
        ),
        (
            {"recommendations": [recommendation("r", "tip", ["old", "no-milk"], withheld_by=["no-milk"])]},
            "recommendations → r: “no-milk” both calls for it and withholds it; decide for one",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_named(lists: dict[str, list[Data]], expected: str) -> None:
    """Keys, topics, sources, findings, counts."""
    [problem] = broken(**lists)
    assert problem.startswith(expected)


def test_several_problems_are_told_together() -> None:
    """Of every check, a ring among them."""
    findings, rules = ring("a", "b")
    data = small()
    data["findings"] += [*findings, finding("ghost", topic="skin")]
    data["rules"] += [*rules, rule("r", "nothing", all=["age_years ≥ 500", "sex includes x"], sources=["S9"])]
    data["recommendations"] += [recommendation("frail", "tip", ["nothing", "nobody"])]
    with pytest.raises(DocumentInvalid) as caught:
        sound(data)
    found = caught.value.problems
    assert [problem.partition(":")[0] for problem in found] == [
        "findings → ghost",
        "rules → r",
        "rules → r → “age_years ≥ 500”",
        "rules → r → “sex includes x”",
        "findings → ghost",
        "rules → r",
        "recommendations → frail",
        "recommendations → frail",
        "rules",
    ]
    assert str(caught.value) == "\n".join(found)


def test_a_rule_set_that_the_engine_cannot_hold_is_refused() -> None:
    """What is too much to look at is told before anything else that is wrong."""
    rules = [rule(f"r{n}", "ghost", all=["shoe_size > 41"]) for n in range(1500)]
    assert broken(rules=rules) == ["rules: 1503 rules, at most 1000 can run; split the rule set"]


def test_conditions_are_counted_before_they_are_looked_at() -> None:
    """In a rule, and in all of them."""
    wrong = [f"shoe_size > {n}" for n in range(101)]
    found = broken(rules=[rule("r", "old", any=wrong)])
    assert found == ["rules → r: 101 conditions, at most 100; join some in a finding"]
    found = broken(rules=[rule(f"r{n}", "old", at_least=1, of=wrong[:80]) for n in range(50)])
    count = 5 + 50 * 81  # those of the small rule set; each rule's conditions and its count
    assert found == [f"rules: {count} conditions and counts in all, at most 4000 can run; split the rule set"]


def test_the_first_hundred_problems_are_told() -> None:
    """And how many more there are: a page has to hold them, and somebody has to read them."""
    for count, last in ((101, "rules → r100: unknown source"), (102, "document: and at least 2 more; ")):
        rules = [rule(f"r{n}", "old", all=["age_years > 70"], sources=["S9"]) for n in range(count)]
        found = broken(rules=rules)
        assert len(found) == 101
        assert found[99].startswith("rules → r99: unknown source")
        assert found[-1].startswith(last)


def test_a_rule_set_without_rules_is_sound() -> None:
    """It says nothing to anybody."""
    assert problems({**small(), "findings": [], "rules": [], "recommendations": []}) == []


def test_one_condition_can_be_checked_alone() -> None:
    """As the studio does, row by row: its place is the condition, to be put within the rule's."""
    fault = condition_fault(Condition.parse("bmi includes 3"), {"old"})
    assert fault is not None
    assert fault.place == ("“bmi includes 3”",)
    assert fault.within("rules", "age") == f"rules → age → “bmi includes 3”: {NUMBERS}"
    assert condition_fault(Condition.parse("old is established"), {"old"}) is None
    assert condition_fault(Condition.parse("bmi < 18.5"), []) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("caution", []),
        (
            "intermediate",
            ["“no-milk” withholds it but is no caution; name a caution, or add one that rests on it"],
        ),
    ],
)
def test_what_withholds_a_tip_is_a_caution(kind: str, expected: list[str]) -> None:
    """The visitor reads its words as the reason."""
    data = small()
    data["findings"][2]["kind"] = kind
    assert problems(data) == [f"recommendations → milk: {fault}" for fault in expected]


def test_what_calls_for_something_has_a_reason_to_show() -> None:
    """An intermediate finding that can rest on facts alone has none."""
    data = small()
    data["findings"][1]["kind"] = "intermediate"
    assert problems(data) == []
    data["rules"][1] = rule("old-and-light", "frail", any=["old is established", "weight_kg < 60"])
    unshown = "“frail” is intermediate and can rest on facts alone, so no reason could be shown"
    assert problems(data) == [f"recommendations → milk: {unshown}", f"recommendations → scan: {unshown}"]


@pytest.mark.parametrize("topic", ["examples", "guarantees", "rule-set"])
def test_no_topic_takes_the_name_of_another_file(topic: str) -> None:
    """Each is a file of its own."""
    assert problems({**small(), "topics": ["bones", topic]}) == [
        f"topics → {topic}: the name is taken; give each topic its own"
    ]
