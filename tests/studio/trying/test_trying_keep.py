"""Keep made-up answers as an example visitor, with what they must get."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
import pytest

from rules.document import Example
from rules.models import Change, Part, RuleSet
from rules.services import remove_part
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.trials import OLD_AND_LIGHT, edit, keep_form, said

pytestmark = pytest.mark.django_db
CHANGED = "The working copy gives another outcome by now."


def keep(client: Client, rule_set: RuleSet, typed: dict[str, Any] | None = None) -> Any:
    """Try, then keep what was tried: the response; `typed` goes into the form."""
    page = address("try", rule_set)
    form = keep_form(client.post(page, OLD_AND_LIGHT))
    return client.post(page, {**form, "keep-title": "Frail", "keep": "new", **(typed or {})})


def examples(rule_set: RuleSet) -> dict[str, Example]:
    """Those that are kept, by their keys."""
    parts = Part.objects.filter(rule_set=rule_set, collection="examples").order_by("position")
    return {part.key: Example.model_validate(part.data) for part in parts}


def test_what_was_tried_is_kept(editor: Client, rule_set: RuleSet) -> None:
    """The key from the title; the level, and all that the working copy gives; the change is on record."""
    response = keep(editor, rule_set, {"keep-title": "A frail woman of 66"})
    assert response["Location"] == address("examples", rule_set)
    (example,) = examples(rule_set).values()
    assert example.key == "a-frail-woman-of-66"
    assert example.title == "A frail woman of 66"
    assert [*map(str, example.answers)] == ["age_years is 66", "sex is female", "weight_kg is 50.5"]
    assert (example.level, example.findings, example.tips) == ("refer", ("old", "frail"), ("milk",))
    change = Change.objects.latest("pk")
    assert (change.by, change.action, change.key) == ("editor", "added", "a-frail-woman-of-66")
    page = texts(editor.get(response["Location"]))
    assert "The example visitor is kept." in page
    assert "A frail woman of 66" in page


def test_only_what_is_ticked_must_be_there(editor: Client, rule_set: RuleSet) -> None:
    keep(editor, rule_set, {"keep-findings": ["frail"], "keep-tips": [], "keep-key": "mine"})
    (example,) = examples(rule_set).values()
    assert (example.key, example.findings, example.tips) == ("mine", ("frail",), ())


def test_a_withheld_tip_can_be_expected(editor: Client, rule_set: RuleSet) -> None:
    page = address("try", rule_set)
    form = keep_form(editor.post(page, OLD_AND_LIGHT | {"diets": ["vegan", "nut_allergy"]}))
    editor.post(page, {**form, "keep-title": "Vegan", "keep": "new"})
    (example,) = examples(rule_set).values()
    assert example.withheld == ("milk",)
    assert [*map(str, example.answers)][-2:] == ["diets includes vegan", "diets includes nut_allergy"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"keep-title": ""}, "This field is required."),
        ({"keep-title": "a" * 201}, "at most 200 characters"),
        ({"keep-title": "two\u2028lines"}, "write one line of text"),
        ({"keep-key": "Not a key"}, "write small letters, digits and single hyphens"),
        ({"keep-key": "a" * 61}, "at most 60 characters"),
    ],
)
def test_a_fault_is_told_and_nothing_is_lost(
    editor: Client, rule_set: RuleSet, typed: dict[str, str], fault: str
) -> None:
    """The outcome, the answers and what was typed are there still."""
    response = keep(editor, rule_set, {"keep-key": "mine"} | typed)
    assert response.status_code == 200
    assert fault in said(response)
    assert "Label of frail" in said(response)
    form = keep_form(response)
    assert form["age_years"] == ["66"]
    assert form.get("keep-key", [""]) == [typed.get("keep-key", "mine")]
    assert not examples(rule_set)


def test_a_key_that_is_taken_is_told(editor: Client, rule_set: RuleSet) -> None:
    keep(editor, rule_set)
    response = keep(editor, rule_set, {"keep-key": "frail"})
    assert "Another example visitor has this key" in said(response)
    assert len(examples(rule_set)) == 1


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("72-year-old woman", "year-old-woman"),
        ("Frail", "frail-2"),
        ("Who " + "is very " * 20 + "old", "who-is-very-is-very-is-very-is-very-is-very-is-very-is-v"),
        ("骨折した女性", "example"),
        ("… 72 …", "example"),
    ],
)
def test_any_title_makes_a_key(editor: Client, rule_set: RuleSet, title: str, key: str) -> None:
    """When none was given: a valid one that is free."""
    keep(editor, rule_set)
    response = keep(editor, rule_set, {"keep-title": title, "keep-key": ""})
    assert response.status_code == 302, said(response)
    assert [*examples(rule_set)] == ["frail", key]
    assert examples(rule_set)[key].title == title


def test_an_example_is_kept_anew_with_other_answers(editor: Client, rule_set: RuleSet) -> None:
    """From a saved one: its title stands there, and what it does not expect is not ticked."""
    keep(editor, rule_set, {"keep-tips": []})
    page = address("try", rule_set, example="frail")
    form = keep_form(editor.post(page, OLD_AND_LIGHT | {"age_years": "80"}))
    assert (form["keep-title"], form.get("keep-tips")) == (["Frail"], None)
    response = editor.post(page, {**form, "keep-title": "two\u2028lines", "keep": "same"})
    assert "write one line of text" in said(response)
    assert editor.post(page, {**form, "keep": "same"}).status_code == 302
    (example,) = examples(rule_set).values()
    assert str(example.answers[0]) == "age_years is 80"
    editor.post(page, {**form, "keep": "new", "keep-key": "older"})
    assert [*examples(rule_set)] == ["frail", "older"]


def test_whoever_was_slower_sees_what_stands_there_and_presses_again(
    editor: Client, rule_set: RuleSet
) -> None:
    keep(editor, rule_set)
    page = address("try", rule_set, example="frail")
    form = keep_form(editor.post(page, OLD_AND_LIGHT))
    edit(rule_set, "examples", "frail", title="Theirs", tips=[])
    response = editor.post(page, {**form, "keep-title": "Mine", "keep": "same"})
    assert "Somebody changed this example visitor in the meantime." in said(response)
    assert "It now stands as: Title Theirs Answers" in said(response)
    assert examples(rule_set)["frail"].title == "Theirs"
    again = keep_form(response)
    assert again["keep-title"] == ["Mine"]
    assert editor.post(page, {**again, "keep": "same"}).status_code == 302
    assert examples(rule_set)["frail"].title == "Mine"


def test_an_example_that_was_deleted_is_kept_as_a_new_one(
    editor: Client, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted before the button was pressed, or while it was."""
    keep(editor, rule_set)
    page = address("try", rule_set, example="frail")
    form = keep_form(editor.post(page, OLD_AND_LIGHT))
    part = Part.objects.get(collection="examples")
    with monkeypatch.context() as meanwhile:
        check = Example.model_validate

        def deleted_now(content: object) -> Example:
            if Part.objects.filter(pk=part.pk).exists():
                remove_part(part, part.version, "somebody")
            return check(content)

        meanwhile.setattr("studio.trying.keeping.Example.model_validate", deleted_now)
        assert "This example visitor was deleted." in said(editor.post(page, {**form, "keep": "same"}))
    response = editor.post(page, {**form, "keep": "same"})
    assert "This example visitor was deleted." in said(response)
    assert editor.post(page, {**keep_form(response), "keep": "new"}).status_code == 302
    assert [*examples(rule_set)] == ["frail"]


def test_nobody_keeps_an_outcome_that_they_have_not_seen(editor: Client, rule_set: RuleSet) -> None:
    """The working copy changes between trying and keeping: another level, or a tip less."""
    page = address("try", rule_set)
    form = keep_form(editor.post(page, OLD_AND_LIGHT))
    edit(rule_set, "recommendations", "scan", kind="discuss")
    response = editor.post(page, {**form, "keep-title": "Frail", "keep": "new"})
    assert CHANGED in said(response)
    assert not examples(rule_set)
    form = keep_form(response)
    edit(rule_set, "recommendations", "milk", disabled=True)
    response = editor.post(page, {**form, "keep-title": "Frail", "keep": "new"})
    assert CHANGED in said(response)
    assert editor.post(page, {**keep_form(response), "keep": "new"}).status_code == 302
    (example,) = examples(rule_set).values()
    assert (example.level, example.tips) == ("discuss", ())


def test_who_may_not_keep_may_still_try(sign_in: SignIn, rule_set: RuleSet) -> None:
    """A13: an auditor and a publisher are offered no form, and a crafted one is refused."""
    form = keep_form(sign_in("editor").post(address("try", rule_set), OLD_AND_LIGHT))
    for role in ("auditor", "publisher"):
        client = sign_in(role)
        assert "Keep as an example visitor" not in said(client.post(address("try", rule_set), OLD_AND_LIGHT))
        for button in ("new", "same"):
            crafted = {**form, "keep-title": "Frail", "keep": button}
            assert client.post(address("try", rule_set), crafted).status_code == 403
    assert not examples(rule_set)


def test_fields_that_are_not_asked_are_not_read(editor: Client, rule_set: RuleSet) -> None:
    """A14: neither what belongs to the row, nor what belongs to the example without being asked."""
    crafted = {
        "rule_set": "99",
        "position": "0",
        "collection": "rules",
        "pk": "1",
        "by": "boss",
        "keep-answers": "age_years is 1",
        "keep-collection": "rules",
        "disabled": "true",
    }
    keep(editor, rule_set, crafted)
    part = Part.objects.get(collection="examples")
    assert (part.rule_set_id, part.version) == (rule_set.pk, 1)
    assert part.content.keys() == {"title", "answers", "level", "findings", "tips"}
    assert str(examples(rule_set)["frail"].answers[0]) == "age_years is 66"


def test_hostile_titles_are_text(editor: Client, rule_set: RuleSet) -> None:
    """A7: in the message, in the list, on the try page and in a form with a fault."""
    title = "\"><script>alert(1)</script>{{7*7}}{% debug %}' onclick='x"
    response = keep(editor, rule_set, {"keep-title": title, "keep-key": "Not a key"})
    pages = [response.content.decode()]
    keep(editor, rule_set, {"keep-title": title, "keep-key": "hostile"})
    pages += [
        editor.get(address("examples", rule_set)).content.decode(),
        editor.post(address("try", rule_set, example="hostile"), OLD_AND_LIGHT).content.decode(),
    ]
    for html in pages:
        assert "<script>alert" not in html
        assert not re.search(r"<[^>]* onclick=", re.sub(r'"[^"]*"', "", html))
        assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}{% debug %}" in html
