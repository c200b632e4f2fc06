"""The map of a rule set: everything in words, to find and to mend."""

from __future__ import annotations

import re

from django.test import Client
from django.utils.html import escape
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import LANGUAGES, Document, parse
from rules.models import Part, RuleSet
from rules.services import change_part, publish, replace_working_copy
from tests.rules.documents import Data, finding, recommendation, rule, small

pytestmark = pytest.mark.django_db


def shown(client: Client, rule_set: RuleSet, query: str = "", language: str = "en") -> str:
    """The map as text of its page."""
    response = client.get(f"/{language}/admin/rules/ruleset/{rule_set.pk}/change/{query}")
    assert response.status_code == 200
    return response.content.decode()


def put(rule_set: RuleSet, collection: str, key: str, **changes: object) -> None:
    """Change a part of the working copy."""
    part = Part.objects.get(rule_set=rule_set, collection=collection, key=key)
    item = part.item().model_copy(update=changes)
    change_part(part, item, part.version, "somebody")


def test_each_rule_is_a_sentence(auditor: Client, rule_set: RuleSet) -> None:
    """In the page's language, with the finding and the sources."""
    assert "If your age: 65 years or more, then: Label of old (S1)" in shown(auditor, rule_set)
    french = shown(auditor, rule_set, language="fr")
    assert escape("Si votre âge\u00a0: 65 ans ou plus, alors\u00a0: Label of old (fr) (S1)") in french
    assert "Als uw leeftijd: 65 jaar of meer, dan: Label of old (nl) (S1)" in shown(
        auditor, rule_set, language="nl"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_default_rules_is_there(
    auditor: Client, default_rule_set: RuleSet, bone_health: Document, language: str
) -> None:
    """Each once, with a link to its page."""
    page = shown(auditor, default_rule_set, language=language)
    for part in Part.objects.all():
        model = part.collection.removesuffix("s")
        assert page.count(f'href="/{language}/admin/rules/{model}/{part.pk}/change/"') == 1, part
    for item in bone_health.recommendations:
        assert escape(item.title[language]) in page


def test_it_says_what_visitors_get(auditor: Client, rule_set: RuleSet) -> None:
    """And whether the working copy is the same."""
    assert "Visitors get release 1" in shown(auditor, rule_set)
    assert "The working copy is the same." in shown(auditor, rule_set)
    put(rule_set, "sources", "S1", citation="Another book")
    page = shown(auditor, rule_set)
    assert "has changes that visitors do not get yet" in page
    assert "The working copy is the same." not in page


def test_a_rule_set_without_a_release_says_so(auditor: Client, rule_set: RuleSet) -> None:
    """Visitors find nothing."""
    RuleSet.objects.update(current=None)
    assert "Nothing was published yet" in shown(auditor, rule_set)


def test_warnings_stand_beside_what_they_concern(auditor: Client, rule_set: RuleSet) -> None:
    """And are counted; one can look at them alone."""
    put(rule_set, "rules", "age", disabled=True)
    page = shown(auditor, rule_set)
    assert "1 warning stands in the way of publishing." in page
    row = page[page.index('id="findings-old"') : page.index('id="findings-frail"')]
    assert "no rule establishes it; add a rule or remove the finding" in row
    alone = shown(auditor, rule_set, "?only=warnings")
    assert "Label of old" in alone
    assert "Label of frail" not in alone
    assert "If your age: 65 years or more" in alone  # its rule, which is right
    assert "1 part found." in alone


@pytest.mark.parametrize(
    ("collection", "key", "lost", "warning"),
    [
        ("rules", "age", {"then": "gone"}, "establishes “gone”, which is no finding"),
        ("rules", "vegan", {"then": "gone", "disabled": True}, "no rule establishes it"),
        ("findings", "old", {"topic": "gone"}, "unknown topic “gone”"),
        ("recommendations", "scan", {"topic": "gone"}, "unknown topic “gone”"),
    ],
)
def test_what_has_no_place_stands_last(
    auditor: Client, rule_set: RuleSet, collection: str, key: str, lost: dict[str, object], warning: str
) -> None:
    """A part that names a finding or a topic that does not exist; once, with its warning, also among these alone."""
    assert "Without a place" not in shown(auditor, rule_set)
    put(rule_set, collection, key, **lost)
    page = shown(auditor, rule_set)
    assert page.count(f'id="{collection}-{key}"') == 1
    last = page[page.index('id="without_place"') :]
    assert f'id="{collection}-{key}"' in last
    assert last.index("Without a place") < last.index(f'id="{collection}-{key}"')
    assert f'id="{collection}-{key}"' in shown(auditor, rule_set, "?topic=without_place")
    alone = shown(auditor, rule_set, "?only=warnings")
    assert warning in alone
    assert (f'id="{collection}-{key}"' in alone) is not lost.get("disabled", False)


def test_a_warning_about_the_whole_stands_on_top(auditor: Client, rule_set: RuleSet) -> None:
    """No part has it beside it."""
    RuleSet.objects.filter(pk=rule_set.pk).update(topics=["bones", "rule-set"])
    page = shown(auditor, rule_set, "?q=unheard-of")
    assert "the name is taken; give each topic its own" in page


def test_a_ring_is_told_at_each_of_its_rules(auditor: Client, rule_set: RuleSet) -> None:
    """In statements; one can look at them alone. A rule beside the ring has nothing to do with it."""
    data: Data = small()
    data["rules"] += [
        rule("back", "old", all=["frail is established", "sex is female"]),
        rule("aside", "old", all=["sex is male"]),
        rule("off", "old", all=["frail is established"], disabled=True),
    ]
    replace_working_copy(rule_set, parse(data), "somebody")
    alone = shown(auditor, rule_set, "?only=warnings")
    assert "1 warning stands in the way" in alone
    assert "2 parts found." in alone
    old, frail = "“Label of old”", "“Label of frail”"
    rings = [
        f"the findings {a} → {b} → {a} rest on each other in a ring" for a, b in ((old, frail), (frail, old))
    ]
    for key in ("back", "old-and-light"):
        row = alone[alone.index(f'id="rules-{key}"') :].partition("</ul>")[0]
        assert any(words in row for words in rings)
    for key in ("aside", "off"):
        assert f'id="rules-{key}"' not in alone


def test_the_topics_lead_to_their_place(auditor: Client, rule_set: RuleSet) -> None:
    """Those that are shown."""
    page = shown(auditor, rule_set)
    links = page[page.index('aria-label="On this page"') :]
    places = re.findall(r'href="#([^"]*)"', links[: links.index("</nav>")])
    assert (
        places == re.findall(r'<section id="([^"]*)"', page) == ["bones", "sources", "examples", "guarantees"]
    )
    assert 'href="#sources"' not in shown(auditor, rule_set, "?topic=bones")
    assert "On this page" not in shown(auditor, rule_set, "?q=unheard-of")


def test_a_french_admin_reads_warnings_in_french(auditor: Client, rule_set: RuleSet) -> None:
    """No English among them."""
    put(rule_set, "rules", "age", disabled=True)
    page = shown(auditor, rule_set, "?only=warnings", language="fr")
    assert "no rule establishes it" not in page
    assert 'class="problems"' in page


def test_what_is_disabled_or_changed_is_marked_and_found(auditor: Client, rule_set: RuleSet) -> None:
    """By words, not by colour."""
    put(rule_set, "recommendations", "scan", disabled=True)
    for only in ("disabled", "changed"):
        page = shown(auditor, rule_set, f"?only={only}")
        assert "Title of scan" in page
        assert "Title of milk" not in page
        assert re.search(rf'<span class="mark">{only}</span>', page)


def test_what_is_new_is_marked_as_such(auditor: Client, rule_set: RuleSet) -> None:
    """And found among what has changed."""
    data: Data = small()
    data["sources"] += [{"key": "S2", "citation": "Another book"}]
    data["rules"] += [rule("twin", "old", all=["sex is male"])]
    data["rules"][0]["note"] = "Changed"
    replace_working_copy(rule_set, parse(data), "somebody")
    page = shown(auditor, rule_set, "?only=changed")
    marks = {key: page[page.index(f'id="{key}"') :] for key in ("sources-S2", "rules-twin", "rules-age")}
    assert [re.findall(r'<span class="mark">(\w+)</span>', row)[0] for row in marks.values()] == [
        "new",
        "new",
        "changed",
    ]


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ("?q=65", "If your age: 65 years", "weight"),
        ("?q=YEARS+65", "If your age: 65 years", "weight"),
        ("?q=old-and-light", "under 60 kg", "vegan"),
        ("?q=label+of+no-milk", "Label of no-milk", "under 60 kg"),
        ("?topic=sources", "A book, 2020", "Label of frail"),
        ("?topic=bones", "Title of scan", "A book, 2020"),
        ("?q=S1", "A book, 2020", "Nothing was found."),
        ("?q=unheard-of", "Nothing was found.", "Label of"),
    ],
)
def test_a_search_finds_words_keys_and_topics(
    auditor: Client, rule_set: RuleSet, query: str, found: str, not_found: str
) -> None:
    """A rule is shown below its finding."""
    page = shown(auditor, rule_set, query)
    page = page[page.index("part found") if "part found" in page else page.index("parts found") :]
    assert found in page
    assert not_found not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?q=old-and-light", "1 part found."),  # a rule by its key: its finding is only where it stands
        ("?q=no-milk+label", "3 parts found."),  # the finding, its rule, and the tip that it withholds
        ("?q=unheard-of", "0 parts found."),
        ("?topic=bones", "8 parts found."),
    ],
)
def test_only_what_was_found_is_counted(auditor: Client, rule_set: RuleSet, query: str, count: str) -> None:
    """Not what stands around it."""
    assert count in shown(auditor, rule_set, query)


def test_a_search_is_shown_again_as_text(auditor: Client, rule_set: RuleSet) -> None:
    """A7: whatever was typed."""
    page = shown(auditor, rule_set, "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E{{7*7}}")
    assert "<script>alert" not in page
    assert escape('"><script>alert(1)</script>{{7*7}}') in page


def test_who_may_only_look_is_offered_nothing_to_change(
    auditor: Client, editor: Client, publisher: Client, rule_set: RuleSet
) -> None:
    """Each role sees what it may do."""
    assert "Add a rule" in shown(editor, rule_set)
    assert "publish/" not in shown(editor, rule_set)
    assert "publish/" in shown(publisher, rule_set)
    assert "A publisher has to publish them." not in shown(editor, rule_set)
    put(rule_set, "sources", "S1", citation="Another book")
    assert "A publisher has to publish them." in shown(editor, rule_set)
    assert "A publisher has to publish them." not in shown(publisher, rule_set)
    for client in (auditor, publisher):
        assert "Add a" not in shown(client, rule_set)
        assert "import/" not in shown(client, rule_set)


def test_examples_and_statements_are_told_too(auditor: Client, rule_set: RuleSet) -> None:
    """What an example answered, what a source rests on, when a tip is given and when not."""
    data: Data = small()
    data["sources"] += [{"key": "S2", "citation": "A statement", "based_on": ["S1"]}]
    data["examples"] = [
        {"key": "anna", "title": "Anna", "answers": ["age_years is 40", "sex is female"], "level": "maintain"}
    ]
    replace_working_copy(rule_set, parse(data), "somebody")
    page = shown(auditor, rule_set)
    assert "Based on: A book, 2020" in page
    assert "Your age: 40 years; Your sex at birth: female" in page
    assert "When: Label of frail" in page
    assert "Not when: Label of no-milk" in page


def many(count: int) -> Document:
    """A rule set with this many rules, each with its finding and a tip."""
    data: Data = small()
    numbers = range(count)
    data["findings"] += [finding(f"f{n}") for n in numbers]
    data["rules"] += [
        rule(f"r{n}", f"f{n}", all=[f"age_years ≥ {n % 90 + 10}", "sex is female"]) for n in numbers
    ]
    data["recommendations"] += [recommendation(f"t{n}", "tip", [f"f{n}"]) for n in numbers]
    return parse(data)


@pytest.mark.parametrize("count", [3, 300])
def test_the_number_of_queries_does_not_grow(
    auditor: Client, rule_set: RuleSet, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    """Who asks (session, user, permissions), the rule set, its parts, its release, the rules in force."""
    publish(many(count), "many")
    shown(auditor, rule_set)
    with django_assert_num_queries(8):
        shown(auditor, rule_set)


def test_a_working_copy_that_cannot_be_read_says_what_to_do(auditor: Client, rule_set: RuleSet) -> None:
    """After an update of the site: a row that its schema no longer knows."""
    part = Part.objects.get(collection="rules", key="age")
    Part.objects.filter(pk=part.pk).update(content={**part.content, "colour": "red"})
    response = auditor.get(f"/en/admin/rules/ruleset/{rule_set.pk}/change/")
    assert response.status_code == 409
    assert "rules → age → colour: is not known here" in response.content.decode()
    assert f"/en/admin/rules/ruleset/{rule_set.pk}/releases/" in response.content.decode()


def test_a_rule_set_that_does_not_exist_is_not_found(auditor: Client) -> None:
    """Nor is nonsense in the address."""
    for pk in ("999", "x", "0", "9" * 40):
        assert auditor.get(f"/en/admin/rules/ruleset/{pk}/change/").status_code == 404
