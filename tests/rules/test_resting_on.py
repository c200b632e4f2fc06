"""Which findings never stand without others: so no reason could be shown, or nothing would establish them any more."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from rules.checks import resting_on
from rules.conditions import Operator
from rules.document import Document, Rule, parse
from tests.rules.documents import Data, finding, rule, small

KEYS = [f"f{number}" for number in range(6)]
CONDITIONS = st.sampled_from(
    [*(f"{key} is {how}established" for key in KEYS for how in ("", "not ")), "sex is male"]
)


def document_of(rules: list[Data]) -> Document:
    """Findings of these rules, which need make no sense."""
    then = dict.fromkeys([*KEYS, *(one["then"] for one in rules)])
    return parse({**small(), "findings": [finding(key) for key in then], "rules": rules})


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Rules of every form, in rings too, with conditions that stand twice."""
    rules = []
    for number in range(draw(st.integers(0, 10))):
        conditions = draw(st.lists(CONDITIONS, min_size=1, max_size=4))
        least = draw(st.integers(1, len(conditions)))
        forms: list[Data] = [{"all": conditions}, {"any": conditions}, {"of": conditions, "at_least": least}]
        form = draw(st.sampled_from(forms))
        rules.append(rule(f"r{number}", draw(st.sampled_from(KEYS)), **form))
    return document_of(rules)


def can_fire(one: Rule, gone: set[str]) -> bool:
    """Whether enough conditions can hold when these findings never stand."""
    fails = [c.operator is Operator.ESTABLISHED and c.subject in gone for c in one.conditions]
    return fails.count(False) >= (len(one.all) or one.at_least or 1)


@given(documents(), st.sets(st.sampled_from(KEYS)))
def test_it_is_all_that_stays_away_when_they_do(document: Document, findings: set[str]) -> None:
    """As somebody would find it who goes through all rules until nothing more follows."""
    gone = set(findings)
    established = {one.then for one in document.rules}
    for _ in KEYS:
        able = {one.then for one in document.rules if can_fire(one, gone)}
        gone |= established - able
    assert resting_on(document, findings) == gone


def test_a_long_chain_takes_no_time() -> None:
    """Each rule is looked at once, not once for each link: 2,000 took 15 seconds."""
    links = [rule(f"r{n}", f"f{n}", all=[f"f{n + 1} is established"]) for n in range(1999)]
    document = document_of(links)
    start = perf_counter()
    assert resting_on(document, ["f1999"]) == {f"f{n}" for n in range(2000)}
    assert perf_counter() - start < 2  # a hundredth of a second when quiet


def test_more_than_all_conditions_is_all_of_them() -> None:
    """“At least 3 of 2” is told elsewhere."""
    rules = [rule("r", "f0", of=["f1 is established", "sex is male"], at_least=3)]
    assert resting_on(document_of(rules), ["f1"]) == {"f0", "f1"}
