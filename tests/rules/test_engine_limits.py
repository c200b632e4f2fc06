"""Rule sets at the static limits run right; one more of anything is refused in words, far from the library's cliffs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from rules.compiler import MAX_BRANCHES, MAX_CONDITIONS, MAX_PROPERTIES, MAX_RULES, MAX_STRATA, MAX_TESTS
from rules.document import Document, parse
from rules.engine import Engine
from rules.facts import Facts
from tests.rules.documents import Data, finding, problems, rule, small
from tests.rules.reference import Reference

Rules = list[Data]
PEOPLE: list[Facts] = [{}, *({"bmi": Decimal(text)} for text in ("-1", "0", "0.0005", "0.3", "0.5", "70"))]


def rule_set(rules: Rules) -> Data:
    """The smallest rule set with these rules."""
    findings = [finding(key) for key in dict.fromkeys(one["then"] for one in rules)]
    return {**small(), "findings": findings, "rules": rules, "recommendations": []}


def different(count: int, start: int = 0) -> list[str]:
    """As many different conditions, which hold for everybody with a high enough measure."""
    return [f"bmi ≥ {number / 10_000:.4f}" for number in range(start, start + count)]


def single(count: int, start: int = 0) -> Rules:
    """As many rules of a condition each, each with its own finding."""
    conditions = different(count, start)
    return [rule(f"r{start + n}", f"f{start + n}", all=[conditions[n]]) for n in range(count)]


def many_rules(count: int) -> Rules:
    """Rules in two steps, half of them on a finding of the other half."""
    below = single(count // 2)
    above = [
        rule(
            f"above{number}",
            f"above{number}",
            all=[f"f{number % 7} is {'not ' * (number % 3 == 0)}established"],
        )
        for number in range(count - len(below))
    ]
    return [*above, *below]


def long_all(count: int) -> Rules:
    """A rule that needs all of its conditions."""
    return [rule("long", "long", all=different(count))]


def long_any(count: int) -> Rules:
    """A rule that needs any of its conditions."""
    return [rule("long", "long", any=different(count))]


def long_count(count: int) -> Rules:
    """A rule that needs half of its conditions, some of them on findings."""
    conditions = [*different(count - 2), "f0 is established", "f1 is not established"]
    return [*single(2), rule("long", "long", of=conditions, at_least=count // 2)]


def many_alternatives(count: int) -> Rules:
    """Rules of many alternatives in one step, all of them met by one fact."""
    starts = range(0, count, MAX_CONDITIONS)
    return [rule(f"r{n}", f"f{n % 3}", any=different(min(MAX_CONDITIONS, count - n), n)) for n in starts]


def many_properties(count: int) -> Rules:
    """Rules of one step that look at as many findings of the step before."""
    every = [f"f{number} is {'not ' * (number % 2)}established" for number in range(count)]
    starts = range(0, count, MAX_CONDITIONS)
    return [
        *single(count),
        *(rule(f"above{n}", f"above{n}", any=every[n : n + MAX_CONDITIONS]) for n in starts),
    ]


def deep_chain(count: int) -> Rules:
    """Findings that rest on each other, that many steps."""
    links = [f"f{number} is not established" for number in range(count - 1)]
    return [
        rule("r0", "f0", all=["bmi ≥ 0.5"]),
        *(rule(f"r{n}", f"f{n}", all=[links[n - 1]]) for n in range(1, count)),
    ]


def many_conditions(count: int) -> Rules:
    """As many conditions in all, over six steps."""
    rules = many_alternatives(700)
    while wanted := count - sum(len(one["any"]) for one in rules):
        step = len(rules) // 7
        others = different(min(MAX_CONDITIONS, wanted) - 1, len(rules))
        rules.append(
            rule(
                f"x{len(rules)}",
                f"s{step}",
                any=[*others, f"{'s' if step > 1 else 'f'}{step - 1} is not established"],
            )
        )
    return rules


LIMITS: dict[str, tuple[Callable[[int], Rules], int, str]] = {
    "rules": (many_rules, MAX_RULES, "rules, at most 1000 can run"),
    "all": (long_all, MAX_CONDITIONS, "rules → long: 101 conditions, at most 100"),
    "any": (long_any, MAX_CONDITIONS, "rules → long: 101 conditions, at most 100"),
    "count": (long_count, MAX_CONDITIONS, "rules → long: 101 conditions, at most 100"),
    "alternatives": (many_alternatives, MAX_BRANCHES, "step 1 of 1: 769 alternatives at once, at most 768"),
    "properties": (
        many_properties,
        MAX_PROPERTIES,
        "step 2 of 2: 241 facts and findings at once, at most 240",
    ),
    "chain": (deep_chain, MAX_STRATA, "rest on findings 17 deep, at most 16"),
    "conditions": (many_conditions, MAX_TESTS, "4001 conditions and counts in all, at most 4000"),
}


@pytest.mark.parametrize(("make", "limit", "_"), LIMITS.values(), ids=LIMITS)
def test_a_rule_set_at_the_limit_runs_right(make: Callable[[int], Rules], limit: int, _: str) -> None:
    data = rule_set(make(limit))
    assert problems(data) == []
    assert_runs_right(parse(data))


@pytest.mark.parametrize(("make", "limit", "sentence"), LIMITS.values(), ids=LIMITS)
def test_one_more_is_refused_in_words(make: Callable[[int], Rules], limit: int, sentence: str) -> None:
    [problem] = problems(rule_set(make(limit + 1)))
    assert sentence in problem
    assert "; " in problem  # the remedy


def assert_runs_right(document: Document) -> None:
    """Fire for everybody, twice, so that nothing is left from one to the next."""
    engine = Engine(document)
    for facts in PEOPLE * 2:
        fired = {firing.rule.key: firing.conditions for firing in engine.fire(facts)}
        assert fired == Reference(document, facts).fired()


@pytest.mark.parametrize("form", ["all", "any"])
def test_three_hundred_rules_may_share_one_condition(form: str) -> None:
    rules = [rule(f"r{number}", f"f{number}", **{form: ["bmi ≥ 0.5"]}) for number in range(300)]
    document = parse(rule_set(rules))
    engine = Engine(document)
    assert [firing.rule.key for firing in engine.fire({"bmi": Decimal(1)})] == [rule["key"] for rule in rules]
    assert engine.fire({"bmi": Decimal("0.4")}) == []


def test_seven_hundred_rules_may_begin_with_one_condition_and_go_on_each_in_its_own_way() -> None:
    rules = [rule(f"r{n}", f"f{n}", all=["stress is often", other]) for n, other in enumerate(different(700))]
    document = parse(rule_set(rules))
    engine = Engine(document)
    assert len(engine.fire({"bmi": Decimal(1), "stress": "often"})) == 700
    assert len(engine.fire({"bmi": Decimal("0.0349"), "stress": "often"})) == 350
    assert engine.fire({"bmi": Decimal(1), "stress": "rarely"}) == []
