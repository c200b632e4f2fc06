"""Where a part is used, and that its page stays as quick however many there are."""

from __future__ import annotations

from django.test import Client
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from tests.rules.documents import finding, recommendation, rule, small
from tests.studio.pages import address, opened, part_of

pytestmark = pytest.mark.django_db


def test_finding_page_says_where_it_is_used(editor: Client, rule_set: RuleSet) -> None:
    """And what would lose its reason if it went."""
    data = small()
    data["findings"] += [finding("older"), finding("other")]
    data["rules"] += [
        rule("older", "older", at_least=2, of=["old is established", "frail is established"]),
        rule("other", "other", any=["old is established", "sex is male"]),
        rule("not-old", "other", all=["old is not established"]),
    ]
    data["recommendations"] += [recommendation("nuts", "tip", ["old", "other"])]
    data["examples"] = [
        {
            "key": "x",
            "title": "X is old",
            "answers": ["age_years is 70"],
            "level": "refer",
            "findings": ["old"],
        }
    ]
    replace_working_copy(rule_set, parse(data), "else")
    text = opened(editor, address(part_of(rule_set, "findings", "old"))).text
    used, lost = text[text.index("Where it is used") :].split("What would lose its reason if it went")
    for words in (
        "Rules that establish it Label of old — if your age: 65 years or more",
        "Rules with a condition on it Label of frail — if “Label of old”; and your weight",
        "Recommendations that it calls for Title of nuts",
        "Example visitors X is old",
    ):
        assert words in used
    assert [words.split()[0] for words in lost.split("Label of ")[1:]] == ["frail", "older"]
    assert "Title of milk Title of scan" in lost
    assert "Title of nuts" not in lost
    caution = opened(editor, address(part_of(rule_set, "findings", "no-milk"))).text
    assert "Recommendations that it withholds Title of milk" in caution
    source = opened(editor, address(part_of(rule_set, "sources", "S1"))).text
    assert "Findings Label of old" in source
    assert "Nowhere yet." in opened(editor, address(part_of(rule_set, "recommendations", "scan"))).text


def test_long_rules_are_told_apart(editor: Client, rule_set: RuleSet) -> None:
    """What they establish stands first; their conditions are cut."""
    data = small()
    weights = [f"weight_kg < {number}.5" for number in range(30, 60)]
    data["rules"] += [
        rule(f"long-{then}", then, any=["old is established", *weights]) for then in ("frail", "no-milk")
    ]
    replace_working_copy(rule_set, parse(data), "else")
    page = opened(editor, address(part_of(rule_set, "findings", "old")))
    long = [words for words in page.texts if "if “Label of old”; your weight" in words]
    assert [words.split(" — ")[0] for words in long] == ["Label of frail", "Label of no-milk"]
    assert all(words.endswith("…") for words in long)


@pytest.mark.parametrize("rules", [10, 300])
def test_the_number_of_queries_does_not_grow(
    editor: Client, rule_set: RuleSet, rules: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, permissions (two), part, rule set, its parts; the rules in force."""
    data = small()
    data["findings"] += [finding(f"f{number}") for number in range(rules)]
    data["rules"] += [
        rule(f"r{number}", f"f{number}", all=["old is established", f"weight_kg < {number + 30}.5"])
        for number in range(rules)
    ]
    replace_working_copy(rule_set, parse(data), "else")
    for name in (("findings", "old"), ("rules", "age"), ("recommendations", "milk"), ("sources", "S1")):
        page = address(part_of(rule_set, *name))
        with django_assert_num_queries(8):
            assert editor.get(page).status_code == 200
