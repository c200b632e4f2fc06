"""The title and the topics of a rule set."""

from __future__ import annotations

from django.test import Client
from django.utils.html import escape
import pytest

from rules.models import Change, Part, RuleSet

pytestmark = pytest.mark.django_db


def post(client: Client, rule_set: RuleSet, **changes: str) -> tuple[int, str]:
    """Send the form with these changes: status and page."""
    titles = {f"title_{code}": words for code, words in rule_set.title.items()}
    data = {**titles, "topics": "\n".join(rule_set.topics), "version": str(rule_set.version), **changes}
    response = client.post(f"/en/admin/rules/ruleset/{rule_set.pk}/outline/", data)
    return response.status_code, response.content.decode()


def test_the_title_and_topics_are_changed(editor: Client, rule_set: RuleSet) -> None:
    """And noted, with who did it."""
    status, _ = post(editor, rule_set, title_fr="Petit jeu", topics="bones\nmuscles")
    assert status == 302
    rule_set.refresh_from_db()
    assert rule_set.title["fr"] == "Petit jeu"
    assert rule_set.topics == ["bones", "muscles"]
    change = Change.objects.latest("pk")
    assert change.after is not None
    assert (change.by, change.action, change.after["topics"]) == ("editor", "changed", ["bones", "muscles"])
    page = editor.get(f"/fr/admin/rules/ruleset/{rule_set.pk}/change/").content.decode()
    assert "Petit jeu" in page
    assert 'id="muscles"' in page


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"topics": "muscles"}, "“bones” still has parts: move them to another topic first."),
        ({"topics": "bones Big"}, "“Big” cannot be used"),
        ({"topics": "bones bones"}, "“bones” cannot be used"),
        ({"topics": "bones rule-set"}, "“rule-set” cannot be used"),
        ({"topics": "bones examples"}, "“examples” cannot be used"),
        ({"topics": ""}, "This field is required."),
        ({"topics": "bones " + " ".join(f"t{n}" for n in range(50))}, "Write 50 topics at most."),
        ({"title_nl": ""}, "This field is required."),
        ({"title_nl": "x" * 201}, "at most 200 characters"),
        ({"title_nl": "one\ntwo"}, "Write each title as one line of text."),
        ({"version": "x"}, "Enter a whole number."),
    ],
)
def test_what_cannot_be_used_is_refused(
    editor: Client, rule_set: RuleSet, changes: dict[str, str], error: str
) -> None:
    """With what was typed."""
    before = RuleSet.objects.values().get()
    status, page = post(editor, rule_set, **changes)
    assert status == 200
    assert error in page
    assert RuleSet.objects.values().get() == before
    assert "autofocus" in page
    assert ("Write each title" in page) == ("Write each title" in error)
    if "title_nl" not in changes:
        assert escape(changes.get("topics", "bones")) in page


def test_a_stale_save_is_refused_and_shows_theirs(editor: Client, rule_set: RuleSet) -> None:
    """The next press is on their version."""
    post(editor, rule_set, title_en="Theirs")
    status, page = post(editor, rule_set, title_en="Mine")
    assert status == 200
    assert "Somebody else has changed this." in page
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert RuleSet.objects.get().title["en"] == "Theirs"
    rule_set.refresh_from_db()
    assert f'name="version" value="{rule_set.version}"' in page


@pytest.mark.parametrize("text", ["{{ 7|add:7 }}{% debug %}", "<script>alert(1)</script>", '"><img src=x>'])
def test_a_title_is_text_everywhere(editor: Client, rule_set: RuleSet, text: str) -> None:
    """A7."""
    assert post(editor, rule_set, title_en=text)[0] == 302
    for name in ("change", "outline"):
        page = editor.get(f"/en/admin/rules/ruleset/{rule_set.pk}/{name}/").content.decode()
        assert escape(text) in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_further_fields_are_ignored(editor: Client, rule_set: RuleSet) -> None:
    """A14."""
    assert post(editor, rule_set, key="other", current="", id="7")[0] == 302
    assert RuleSet.objects.get(pk=rule_set.pk).key == "small"
    assert RuleSet.objects.get().current is not None


def test_only_editors_may(auditor: Client, publisher: Client, rule_set: RuleSet) -> None:
    """A13."""
    for client in (auditor, publisher):
        assert post(client, rule_set, title_en="Mine")[0] == 403
    assert Part.objects.exists()
    assert RuleSet.objects.get().title["en"] == "Small"
