"""Two people at one part."""

from __future__ import annotations

from typing import Any

from django.test import Client
import pytest

from rules.models import Part, RuleSet
from rules.services import add_part, change_part, move_part, remove_part
from tests.studio.pages import Filled, adding, address, opened, part_of, pressed, read, sent

pytestmark = pytest.mark.django_db


class TestTogether:
    """Two people at one part."""

    def test_both_versions_are_shown(self, editor: Client, rule_set: RuleSet) -> None:
        """What was typed stays in the form; what they wrote stands beside it; a second press is deliberate."""
        part = part_of(rule_set, "findings", "old")
        page = opened(editor, address(part))
        label = part.item().label.model_copy(update={"fr": "Autre chose"})  # type: ignore[union-attr]
        change_part(part, part.item().model_copy(update={"label": label, "modifiable": True}), 1, "else")
        both = read(sent(editor, address(part), page, label_en="Mine"))
        assert part_of(rule_set, "findings", "old").content["label"]["en"] == "Label of old"
        assert "Somebody else has changed this since you opened it. Nothing was saved." in both.text
        assert "Last change: else, " in both.text
        assert (both.sent["label_en"], both.sent["version"]) == (["Mine"], ["2"])
        assert "Theirs, which differs: EN Label of old FR Autre chose" in both.text
        assert "Theirs, which differs: yes" in both.text
        assert sent(editor, address(part), both).status_code == 302
        content = part_of(rule_set, "findings", "old").content
        assert content["label"] == {"en": "Mine", "fr": "Label of old (fr)", "nl": "Label of old (nl)"}

    def test_conditions_and_references_are_told_in_words(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "rules", "age")
        page = opened(editor, address(part))
        rule: Any = part.item()
        changed = {"all": (), "at_least": 1, "of": rule.all, "then": "frail", "note": "Theirs"}
        change_part(part, rule.model_copy(update=changed), 1, "else")
        both = read(sent(editor, address(part), page, **{"conditions-0-value": "70"}))
        for words in (
            "at least as many as below",
            "At least 1 of these: your age: 65 years or more",
            "Label of frail",
            "Theirs, which differs: Theirs",
        ):
            assert words in both.text

    def test_a_recommendation_and_an_example_too(self, editor: Client, full: RuleSet) -> None:
        for name, changes, words in (
            (("recommendations", "milk"), {"called_for_by": ("old",), "withheld_by": ()}, "Label of old"),
            (("examples", "anna"), {"answers": ("sex is male",)}, "Your sex at birth: male"),
        ):
            part = part_of(full, *name)
            page = opened(editor, address(part))
            data = {**part.data, **changes}
            change_part(part, type(part.item()).model_validate(data), part.version, "else")
            both = read(sent(editor, address(part), page))
            assert f"Theirs, which differs: {words}" in both.text
        assert (
            "Theirs, which differs: nothing"
            in read(
                sent(editor, address(part_of(full, "recommendations", "milk")), _stale(editor, full))
            ).text
        )

    def test_the_same_change_twice_differs_nowhere(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "rules", "age")
        page = opened(editor, address(part))
        assert sent(editor, address(part), page, note="A note").status_code == 302
        both = read(sent(editor, address(part), page, note="A note"))
        assert "Theirs, which differs" not in both.text

    def test_who_did_it_is_told_as_far_as_it_was_noted(self, editor: Client, rule_set: RuleSet) -> None:
        """By nobody who left a trace, then by the command line; a move is no change of it."""
        part = part_of(rule_set, "rules", "vegan")
        page = opened(editor, address(part))
        Part.objects.filter(pk=part.pk).update(version=2)
        assert "Last change: " not in read(sent(editor, address(part), page)).text
        change_part(part, part.item().model_copy(update={"note": "Theirs"}), 2, "")
        move_part(part, True, "mover")
        assert "Last change: command line, " in read(sent(editor, address(part), page)).text

    @pytest.mark.parametrize("name", [("rules", "vegan"), ("recommendations", "milk")])
    def test_what_was_only_disabled_is_told(
        self, editor: Client, rule_set: RuleSet, name: tuple[str, str]
    ) -> None:
        """Or enabled; saving mine leaves it so."""
        disabled = "It was disabled meanwhile, and stays so unless you press “Save and enable”."
        enabled = "It was enabled meanwhile, and stays so unless you press “Save and disable”."
        part = part_of(rule_set, *name)
        page = opened(editor, address(part))
        change_part(part, part.item().model_copy(update={"disabled": True}), 1, "else")
        off = read(sent(editor, address(part), page))
        assert (disabled in off.text, enabled in off.text) == (True, False)
        change_part(part, part.item(), 2, "else")
        on = read(sent(editor, address(part), off))
        assert (disabled in on.text, enabled in on.text) == (False, True)
        change_part(part, part.item().model_copy(update={"topic": "else"}), 3, "else")
        same = read(sent(editor, address(part), on))
        assert "Theirs, which differs" in same.text
        assert (disabled in same.text, enabled in same.text) == (False, False)
        assert sent(editor, address(part), same, "_switch").status_code == 302
        assert part_of(rule_set, *name).content["disabled"] is True

    def test_what_was_disabled_and_deleted_is_added_disabled(self, editor: Client, rule_set: RuleSet) -> None:
        pressed(editor, address(part_of(rule_set, "rules", "vegan")), "_switch")
        part = part_of(rule_set, "rules", "vegan")
        page = opened(editor, address(part))
        remove_part(part, part.version, "else")
        anew = read(sent(editor, address(part), page))
        assert "Like the original, this will be disabled." in anew.text
        assert sent(editor, address(part), anew).status_code == 302
        assert part_of(rule_set, "rules", "vegan").content == part.content

    @pytest.mark.parametrize("name", [("rules", "vegan"), ("examples", "anna")])
    def test_what_somebody_else_deleted_is_added_anew(
        self, editor: Client, full: RuleSet, name: tuple[str, str]
    ) -> None:
        """With what was typed, by one more press."""
        part = part_of(full, *name)
        page = opened(editor, address(part))
        remove_part(part, part.version, "else")
        anew = read(sent(editor, address(part), page))
        assert "Somebody else has deleted this since you opened it." in anew.text
        assert "Last change: else, " in anew.text
        assert sent(editor, address(part), anew).status_code == 302
        assert part_of(full, *name).content == part.content

    def test_a_key_that_was_taken_meanwhile(
        self, editor: Client, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between the look at the working copy and the write."""
        part = part_of(rule_set, "rules", "vegan")

        def slower(*arguments: Any) -> Part:
            add_part(rule_set, "rules", part.item().model_copy(update={"key": "fast"}), "else")
            return add_part(*arguments)

        monkeypatch.setattr("studio.editing.editor.add_part", slower)
        page = adding("rule", rule_set, f"&copy={part.pk}")
        assert "Another part has this key" in read(pressed(editor, page, key="fast")).text


def _stale(client: Client, rule_set: RuleSet) -> Filled:
    part = part_of(rule_set, "recommendations", "milk")
    page = opened(client, address(part))
    page.sent["withheld_by"] = ["no-milk"]
    page.sent["version"] = ["1"]
    return page
