"""Guarantees, incompatible recommendations and declared exceptions on the map and among the differences."""

from __future__ import annotations

from django.test import Client
import pytest

from rules.document import parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from studio.publishing.versions import told
from tests.rules.documents import Data, guarantee, small
from tests.studio.asking import address, texts
from tests.studio.pages import html

pytestmark = pytest.mark.django_db


def telling(**young: object) -> Data:
    """The small rule set with two guarantees, and what else the proofs look at."""
    data = small()
    data["findings"][0]["may_lower"] = "Another path of care"
    data["recommendations"][0]["incompatible_with"] = ["scan"]
    data["guarantees"] = [
        guarantee("young", **young),
        guarantee("all", levels=[], never_findings=["no-milk"], never_tips=["milk"]),
    ]
    return data


def map_of(rule_set: RuleSet, query: str = "") -> str:
    """The address of the map."""
    return f"/en/admin/rules/ruleset/{rule_set.pk}/change/{query}"


def test_the_map_tells_them(editor: Client, rule_set: RuleSet) -> None:
    """A guarantee as a sentence, which a search finds; what does not go together; what may lower the level."""
    data = telling(levels=["refer", "discuss"], unless=["sex is male"])
    replace_working_copy(rule_set, parse(data), "somebody")
    page = html(editor, map_of(rule_set))
    assert f'/en/admin/rules/guarantee/add/?rule_set={rule_set.pk}">Add a guarantee</a>' in page
    sentence = (
        "For everybody, except if your sex at birth: male: the level is “See your doctor about a bone density"
        " test” or “Talk about your bones at your next visit to the doctor”"
    )
    assert sentence in page[page.index('id="guarantees-young"') :]
    assert sentence in html(editor, map_of(rule_set, "?q=density+test+male"))
    nothing = "this does not apply: “Label of no-milk”; this tip is not given: “Title of milk”"
    assert f"For everybody: {nothing}" in page
    assert "Never together with: Title of scan" in page
    assert "May lower the level: Another path of care" in page


def test_the_map_warns_beside_them(editor: Client, rule_set: RuleSet) -> None:
    """Of what does not exist; the sentence has its key."""
    replace_working_copy(rule_set, parse(telling(findings=["ghost"])), "somebody")
    page = html(editor, map_of(rule_set))
    row = page[page.index('id="guarantees-young"') : page.index('id="guarantees-all"')]
    assert "this applies: “ghost”" in row
    assert "no rule in use establishes “ghost”" in row


def test_new_ones_are_told_whole(auditor: Client, rule_set: RuleSet) -> None:
    """The conditions as a sentence."""
    young = {"any": ["age_years < 40", "frail is established"], "unless": ["old is established"]}
    replace_working_copy(rule_set, parse(telling(**young)), "somebody")
    page = texts(auditor.get(address("differences", rule_set)))
    for words in (
        "Why it may lower the level Added Another path of care",
        "Never together with Added Title of scan",
        "Guarantee Title of young",
        "Conditions Your age: under 40 years; or “Label of frail”",
        "Except if one of these holds Label of old",
        "Levels that are allowed Keep going: nothing here calls for a visit",
        "Findings that must not be there Label of no-milk",
        "Tips that must not be there Title of milk",
    ):
        assert words in page
    assert page.count("Conditions") == 1  # one of the two guarantees is for everybody


def test_what_changes_is_told() -> None:
    """From everybody to some, a level more, and out of use."""
    old = telling(levels=["refer"])
    new = telling(levels=["refer", "maintain"], any=["sex is male"], disabled=True)
    [entry] = told(parse(old), parse(new)) or []
    assert (entry.kind, entry.title, entry.done) == ("Guarantee", "Title of young", "Changed")
    assert [(str(line.label), line.only) for line in entry.lines] == [
        ("How many conditions must hold", ""),
        ("Conditions", "Your sex at birth: male"),
        ("Levels that are allowed", "Keep going: nothing here calls for a visit"),
        ("Disabled: kept, but not used", ""),
    ]
