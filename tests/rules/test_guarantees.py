"""Guarantees, incompatible recommendations and declared exceptions in the rule document: what they may say."""

from __future__ import annotations

import pytest

from rules.document import Guarantee, digest, dump, parse
from rules.models import RuleSet
from rules.services import InUse, add_part, remove_part, replace_working_copy
from rules.workingcopy import document_of
from tests.rules.documents import Data, broken, finding, guarantee, problems, recommendation, rule, small

FORMS = "give either “all”, or “any”, or “at_least” with “of”, with one condition or more"
RAISING = "give “may_lower” only for a risk factor, a warning sign or a red flag; take it out"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"all": ["age_years < 40"], "unless": ["old is established", "sex is male"]},
        {"any": ["frail is not established"], "findings": ["old"], "levels": []},
        {"of": ["sex is male", "age_years > 40"], "at_least": 2, "never_findings": ["frail"]},
        {"tips": ["milk"], "never_tips": ["milk"]},
        {"findings": ["step"]},
    ],
)
def test_a_guarantee_is_for_everybody_or_for_some(said: Data) -> None:
    """And demands a level, findings or tips; intermediate findings too."""
    step = {
        "findings": [finding("step", "intermediate")],
        "rules": [rule("step", "step", all=["sex is male"])],
    }
    assert broken(guarantees=[guarantee("calm", **said)], **step) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"all": ["sex is male"], "any": ["sex is female"]}, FORMS),
        ({"of": ["sex is male"]}, FORMS),
        ({"at_least": 1}, FORMS),
        ({"levels": []}, "demands nothing; give “levels”, “findings”, “never_findings”, “tips” or “never_tips”"),
    ],
)  # fmt: skip
def test_what_says_too_much_or_nothing_is_refused(said: Data, expected: str) -> None:
    """By the schema: no working copy can hold it."""
    assert broken(guarantees=[guarantee("calm", **said)]) == [f"guarantees → calm: {expected}"]


def test_a_rule_needs_a_condition_still() -> None:
    """A guarantee does not."""
    assert broken(rules=[rule("none", "old")]) == [f"rules → none: {FORMS}"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"all": ["shoe_size > 41"]}, " → “shoe_size > 41”: no such fact; the facts are listed"),
        ({"any": ["ghost is established"]}, " → “ghost is established”: no such finding"),
        ({"unless": ["ghost is established"]}, " → “ghost is established”: no such finding"),
        ({"unless": ["sex is male", "sex is male"]}, " → “sex is male”: stands 2 times; once is enough"),
        ({"of": ["sex is male"], "at_least": 2}, ": at_least 2 of 1 conditions can never hold"),
        ({"findings": ["ghost"]}, ": no rule in use establishes “ghost”"),
        ({"never_findings": ["ghost"]}, ": no rule in use establishes “ghost”"),
        ({"tips": ["scan"]}, ": there is no tip “scan” in use"),
        ({"never_tips": ["off"]}, ": there is no tip “off” in use"),
        (
            {"levels": ["high"]},
            " → levels → no. 1: use one of urgent, out_of_scope, refer, discuss, maintain",
        ),
    ],
)
def test_a_guarantee_speaks_of_what_there_is(said: Data, expected: str) -> None:
    """As a rule does; what is switched off is none of it."""
    off = recommendation("off", "tip", ["old"], disabled=True)
    [found] = broken(recommendations=[off], guarantees=[guarantee("calm", **said)])
    assert found.startswith(f"guarantees → calm{expected}")


def test_a_guarantee_that_is_disabled_is_kept_but_not_checked() -> None:
    """It stands in the document, and so in the digest."""
    data = {**small(), "guarantees": [guarantee("calm", tips=["ghost"], disabled=True)]}
    document = parse(data)
    assert problems(data) == []
    assert document.in_use().guarantees == ()
    assert digest(document) != digest(parse(small()))
    assert parse(dump(document)) == document


def test_a_guarantee_reads_from_its_title_to_its_demands() -> None:
    """In files: whoever opens one sees what it is about first."""
    said = {"all": ["sex is male"], "unless": ["age_years > 40"], "levels": ["maintain"], "tips": ["milk"]}
    written = dump(Guarantee.model_validate(guarantee("calm", **said)))
    assert [*written] == ["key", "title", "all", "unless", "levels", "tips"]


def test_documents_without_them_keep_their_digest() -> None:
    """Releases of before stay what was published."""
    assert not {"guarantees", "incompatible_with", "may_lower"} & {
        *dump(parse(small())),
        *(field for item in dump(parse(small()))["recommendations"] for field in item),
        *(field for item in dump(parse(small()))["findings"] for field in item),
    }


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["scan"], []),
        (["ghost"], ["there is no recommendation “ghost” in use; correct the key or take it out"]),
        (["off"], ["there is no recommendation “off” in use; correct the key or take it out"]),
        (["milk"], ["“incompatible_with” names this recommendation itself; take it out"]),
    ],
)
def test_what_is_never_shown_together(others: list[str], expected: list[str]) -> None:
    """Two recommendations in use."""
    data = small()
    data["recommendations"][0]["incompatible_with"] = others
    data["recommendations"].append(recommendation("off", "tip", ["old"], disabled=True))
    assert problems(data) == [f"recommendations → milk: {fault}" for fault in expected]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("risk_factor", []),
        ("warning_sign", []),
        ("red_flag", []),
        ("criterion", [RAISING]),
        ("density", [RAISING]),
        ("caution", [RAISING]),
        ("intermediate", [RAISING]),
    ],
)
def test_what_may_lower_the_level(kind: str, expected: list[str]) -> None:
    """Only what speaks for more care needs a reason to."""
    data = small()
    data["findings"][0] |= {"kind": kind, "may_lower": "Another path of care"}
    assert problems(data) == [f"findings → old: {fault}" for fault in expected]


@pytest.mark.django_db
def test_what_a_guarantee_speaks_of_stays() -> None:
    """It can be added to a working copy like any other part, and itself be taken out."""
    replace_working_copy(RuleSet.objects.create(key="small"), parse(small()), "ann")
    rule_set = RuleSet.objects.get()
    said = guarantee("calm", unless=["old is established"], tips=["milk"])
    added = add_part(rule_set, "guarantees", Guarantee.model_validate(said), "ann")
    assert dump(added.item()) == said
    for collection, key in (("findings", "old"), ("recommendations", "milk")):
        with pytest.raises(InUse) as caught:
            remove_part(rule_set.parts.get(collection=collection, key=key), 1, "eve")
        assert [(name, one.key) for name, one in caught.value.uses][-1] == ("guarantees", "calm")
    remove_part(added, 1, "eve")
    assert document_of(rule_set) == parse(small())
