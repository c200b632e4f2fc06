"""Try it: made-up answers in, what the working copy and the release in force say out."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import parse
from rules.models import RuleSet
from rules.sandbox import LIMITS
from rules.services import publish, replace_working_copy, withdraw
from rules.workingcopy import document_of
from tests.rules.database import damage
from tests.rules.documents import finding, rule, small
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.trials import OLD_AND_LIGHT, REFERRED, columns, edit, outcome, said

pytestmark = pytest.mark.django_db
SAME, DIFFER = "The same outcome.", "The outcomes differ."


def test_who_may_not_look_may_not_try(sign_in: SignIn, rule_set: RuleSet) -> None:
    for role, status in (("nobody", 302), ("visitor", 302), ("staff", 403)):
        client = sign_in(role)
        assert client.get(address("try", rule_set)).status_code == status
        assert client.post(address("try", rule_set), OLD_AND_LIGHT).status_code == status


def test_working_copy_and_release_say_the_same_until_one_changes(auditor: Client, rule_set: RuleSet) -> None:
    """A threshold moves in the working copy: its outcome changes, the release's does not."""
    page = auditor.post(address("try", rule_set), OLD_AND_LIGHT)
    title, draft, release = columns(page)
    assert SAME in title
    assert title.endswith("Working copy")
    for column in (draft, release):
        assert REFERRED in column
        assert "Referral (1) Title of scan Soon Text of scan Because of: Label of frail" in column
        assert "Label of old Because of: Your age: 66 years Rules that apply: Your age: 65 years" in column
        assert "Tips (1) Title of milk" in column
    edit(rule_set, "rules", "age", all=["age_years ≥ 70"])
    title, draft, release = columns(auditor.post(address("try", rule_set), OLD_AND_LIGHT))
    assert DIFFER in title
    assert "Release 1 (in force) only: referral “Title of scan”" in title
    assert "Working copy only: level “Keep going" in title
    assert "Keep going" in draft
    assert "Title of scan not here" in draft
    assert f"{REFERRED} only here" in release


def test_what_is_said_otherwise_is_told_apart_from_who_said_it(auditor: Client, rule_set: RuleSet) -> None:
    """Other words are another outcome; another rule that leads to the same is not."""
    edit(rule_set, "rules", "age", all=["age_years ≥ 60"])
    title, draft, _ = columns(auditor.post(address("try", rule_set), OLD_AND_LIGHT))
    assert SAME in title
    assert "Label of old by other rules there" in draft
    words = {language: f"Drink milk ({language})" for language in ("en", "fr", "nl")}
    edit(rule_set, "recommendations", "milk", text=words)
    title, draft, _ = columns(auditor.post(address("try", rule_set), OLD_AND_LIGHT))
    assert "In other words or for other reasons: tip “Title of milk”" in title
    assert "Title of milk different there Drink milk (en)" in draft


def test_a_caution_withholds_the_tip(auditor: Client, rule_set: RuleSet) -> None:
    said_now = outcome(auditor, rule_set, OLD_AND_LIGHT | {"diets": ["vegan", "fish_allergy"]})
    assert "Withheld tips (1) Title of milk Because of: Label of no-milk" in said_now
    assert "Tips none" in said_now


def test_measures_and_answers_that_would_not_be_asked_are_named(
    auditor: Client, default_rule_set: RuleSet
) -> None:
    """An index with its number, which visitors never see."""
    answers = OLD_AND_LIGHT | {"height_cm": "165", "low_testosterone": "true"}
    page = outcome(auditor, default_rule_set, answers)
    assert "(body mass index): 18.5" in page
    assert "(OST): -3" in page
    assert "this visitor would not be asked: Low testosterone" in page


def test_the_trace_goes_behind_the_steps_on_the_way(auditor: Client, rule_set: RuleSet) -> None:
    """A rule on an intermediate finding is followed by the rules that established that one."""
    data = small()
    data["findings"] += [finding("step", "intermediate"), finding("shown")]
    data["rules"] += [
        rule("to-step", "step", all=["age_years ≥ 50"]),
        rule("by-step", "shown", all=["step is established"]),
    ]
    replace_working_copy(rule_set, parse(data), "somebody")
    page = outcome(auditor, rule_set, OLD_AND_LIGHT, **{"from": "rules:to-step"})
    trace = "Rules that apply: “Label of step” Your age: 50 years or more you came from here"
    assert trace in page
    assert page.count("The rule that you came from fires.") == 1
    assert page.count("The rule that you came from does not fire.") == 1


def test_releases_are_tried_too(editor: Client, rule_set: RuleSet) -> None:
    """Alone where it is the one in force, else beside that."""
    edit(rule_set, "rules", "age", all=["age_years ≥ 70"])
    publish(document_of(rule_set), "later")
    page = editor.get(address("try", rule_set, rules="1"))
    options = re.findall(r'<option value="(\w+)"( selected)?>([^<]*)<', page.content.decode())
    assert options[-3:] == [
        ("draft", "", "Working copy"),
        ("2", "", "Release 2 (in force)"),
        ("1", " selected", "Release 1"),
    ]
    title, first, second = columns(editor.post(address("try", rule_set, rules="1"), OLD_AND_LIGHT))
    assert title.endswith("Release 1")
    assert (REFERRED in first, "Keep going" in second) == (True, True)
    (title, only) = columns(editor.post(address("try", rule_set), OLD_AND_LIGHT | {"rules": "2"}))
    assert (SAME in title, DIFFER in title, "Keep going" in only) == (False, False, True)
    assert "Keep as an example visitor" not in only


def test_a_withdrawn_release_is_named_so(auditor: Client, rule_set: RuleSet) -> None:
    edit(rule_set, "rules", "age", all=["age_years ≥ 70"])
    publish(document_of(rule_set), "later")
    withdraw(rule_set, 2, 1, 2, "wrong", "somebody")
    assert "Release 2 (withdrawn)" in texts(auditor.get(address("try", rule_set)))


def test_before_the_first_release_there_is_nothing_to_compare(auditor: Client) -> None:
    rule_set = RuleSet.objects.create(key="small")
    replace_working_copy(rule_set, parse(small()), "somebody")
    title, only = columns(auditor.post(address("try", rule_set), OLD_AND_LIGHT))
    assert title.endswith("Working copy")
    assert (SAME in title, REFERRED in only) == (False, True)


def test_a_release_that_does_not_exist_is_not_there(auditor: Client, rule_set: RuleSet) -> None:
    for name in ("2", "0", "-1", "²", "x", "99999999999999999999"):
        assert auditor.get(address("try", rule_set, rules=name)).status_code == 404
        assert auditor.post(address("try", rule_set), {"rules": name}).status_code == 404


def test_an_unsound_working_copy_is_told_with_links(editor: Client, rule_set: RuleSet) -> None:
    """The release in force stands beside it as ever."""
    part = edit(rule_set, "rules", "age", then="elderly")
    page = editor.post(address("try", rule_set), OLD_AND_LIGHT)
    assert "These rules cannot be tried:" in said(page)
    assert "elderly" in said(page)
    assert f'href="{reverse("admin:rules_rule_change", args=[part.pk])}"' in page.content.decode()
    assert REFERRED in said(page)
    assert "Keep as an example visitor" not in said(page)


def test_a_damaged_release_is_told_as_well(auditor: Client, rule_set: RuleSet) -> None:
    damage(1, digest="sha256:other")
    page = outcome(auditor, rule_set, OLD_AND_LIGHT)
    assert "These rules cannot be tried: its content is not what was published" in page
    assert REFERRED in page


def test_a_draft_that_would_hang_the_engine_leaves_the_page_alive(
    auditor: Client, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A11: it runs in a process of its own; when its time is up there is a sentence, and the release beside it."""
    monkeypatch.setattr("rules.sandbox.LIMITS", LIMITS._replace(wall_seconds=0.01))
    page = outcome(auditor, rule_set, OLD_AND_LIGHT)
    assert "These rules cannot be tried: do not run" in page
    assert REFERRED in page


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("rules:age", ["Your age: 65 years or more", "The rule that you came from fires."]),
        ("rules:vegan", ["Diets and allergies", "The rule that you came from does not fire."]),
        ("findings:frail", ["Label of frail", "The finding that you came from is established."]),
        ("findings:no-milk", ["Label of no-milk", "The finding that you came from is not established."]),
        ("recommendations:scan", ["Title of scan", "The recommendation that you came from is made."]),
        ("recommendations:milk", ["Title of milk", "The recommendation that you came from is made."]),
        ("sources:S1", ["A book, 2020"]),
    ],
)
def test_the_part_that_one_came_from_is_named(
    auditor: Client, rule_set: RuleSet, origin: str, words: list[str]
) -> None:
    page = outcome(auditor, rule_set, OLD_AND_LIGHT, **{"from": origin})
    assert "You came from:" in page
    assert all(word in page for word in words)


def test_a_recommendation_that_one_came_from_may_be_withheld_or_not_made(
    auditor: Client, rule_set: RuleSet
) -> None:
    query = {"from": "recommendations:milk"}
    vegan = OLD_AND_LIGHT | {"diets": ["vegan"]}
    assert "you came from is withheld." in outcome(auditor, rule_set, vegan, **query)
    assert "you came from is not made." in outcome(
        auditor, rule_set, {"age_years": "30", "sex": "male"}, **query
    )


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_speaks_the_page_s_language(auditor: Client, default_rule_set: RuleSet, language: str) -> None:
    """Levels, findings and rules as sentences."""
    page = address("try", default_rule_set).replace("/en/", f"/{language}/")
    answers = OLD_AND_LIGHT | {"smoking": "current"}
    expected = {"fr": ("Vous fumez", "Tabac\u00a0: je fume"), "nl": ("U rookt", "Roken: ik rook nu")}
    said_now = texts(auditor.post(page, answers))
    assert all(words in said_now for words in expected[language])


def test_a_page_takes_as_many_queries_however_many_rules(
    auditor: Client, rule_set: RuleSet, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    data = small()
    data["findings"] += [finding(f"more-{n}") for n in range(100)]
    data["rules"] += [rule(f"more-{n}", f"more-{n}", all=[f"age_years ≥ {n}"]) for n in range(100)]
    counts = []
    for document in (parse(small()), parse(data)):
        replace_working_copy(rule_set, document, "somebody")
        publish(document, "again", discard=True)
        with django_assert_max_num_queries(12) as queries:
            auditor.post(address("try", rule_set), OLD_AND_LIGHT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_hinders_keeping_is_told_on_top(editor: Client, rule_set: RuleSet) -> None:
    """The form is far below: the page leads there, and to wrong answers likewise."""
    page = address("try", rule_set)
    response = editor.post(page, OLD_AND_LIGHT | {"keep": "new", "keep-level": "refer", "keep-title": " "})
    html = response.content.decode()
    assert '<div class="errornote" role="alert" tabindex="-1" autofocus>' in html
    assert '<a href="#id_keep-title">Title</a>: This field is required.' in html
    assert 'id="id_keep-title"' in html
    assert "<title>Error: " in html
    changed = editor.post(
        page, OLD_AND_LIGHT | {"keep": "new", "keep-level": "maintain", "keep-title": "Ada"}
    )
    assert texts(changed).count("The working copy gives another outcome by now.") == 1
    wrong = editor.post(page, {"age_years": "66"}).content.decode()
    assert '<div class="problems" role="alert" tabindex="-1" autofocus>' in wrong
