"""The order of the findings: each above those it rests on, and none on itself."""

from __future__ import annotations

import pytest

from rules.document import parse
from rules.strata import Cycle, finding_strata, findings_used
from tests.rules.documents import broken, finding, ring, rule, small, sound


@pytest.mark.parametrize("keys", [("a",), ("a", "b"), ("a", "b", "c")])
def test_findings_in_a_ring_are_named(keys: tuple[str, ...]) -> None:
    """Each of them, the first one again at the end."""
    findings, rules = ring(*keys)
    [problem] = broken(findings=findings, rules=rules)
    assert problem.startswith("rules: the findings ")
    assert problem.endswith("rest on each other in a ring; take one condition out")
    assert all(key in problem.split("findings ")[1].split(" rest")[0].split(" → ") for key in keys)
    data = small()
    with pytest.raises(Cycle) as caught:
        finding_strata(parse({**data, "findings": findings, "rules": rules}))
    assert caught.value.findings[0] == caught.value.findings[-1]


def test_a_finding_stands_above_those_it_rests_on() -> None:
    """A count of facts stands above the facts; who rests on nothing stands lowest."""
    data = small()
    data["findings"] += [finding("count"), finding("count-of-counts"), finding("frail-twice")]
    data["rules"] += [
        rule("count", "count", at_least=1, of=["sex is male", "sex is known"]),
        rule(
            "count-of-counts",
            "count-of-counts",
            at_least=1,
            of=["count is established", "old is established"],
        ),
        rule("frail-twice", "frail-twice", any=["frail is not established", "sex is male"]),
    ]
    strata = finding_strata(sound(data))
    assert strata == {"old": 0, "frail": 1, "no-milk": 0, "count": 1, "count-of-counts": 2, "frail-twice": 2}


def test_a_rule_uses_the_findings_of_its_conditions() -> None:
    """Facts are none."""
    [_, rule_on_findings, _] = sound(small()).rules
    assert findings_used(rule_on_findings) == {"old"}
