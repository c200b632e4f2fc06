"""The pages of parts: what an editor does on them, and what becomes of the working copy."""

from __future__ import annotations

from typing import Any

from django.test import Client
import pytest

from rules.document import LANGUAGES
from rules.models import Change, Part, RuleSet
from rules.services import change_part
from tests.studio.pages import Filled, adding, address, html, opened, part_of, pressed, read, said, sent

pytestmark = pytest.mark.django_db


def in_three(name: str, words: str) -> dict[str, Any]:
    """The same words in each box."""
    return {f"{name}_{code}": f"{words} ({code})" for code in LANGUAGES}


def test_saving_what_stands_there_changes_nothing(editor: Client, full: RuleSet) -> None:
    """Every kind of part survives its form, byte by byte, and no version counts up."""
    before = list(full.parts.order_by("pk").values())
    for part in full.parts.all():
        response = pressed(editor, address(part))
        assert response.status_code == 302, Filled(response.content.decode()).text
    assert list(full.parts.order_by("pk").values()) == before


def test_so_do_the_default_rules(editor: Client, default_rule_set: RuleSet) -> None:
    """The long ones, those with a note, sources of either form."""
    before = list(default_rule_set.parts.order_by("pk").values())
    picked = [part for number, part in enumerate(default_rule_set.parts.order_by("pk")) if number % 60 == 0]
    for part in [*picked, part_of(default_rule_set, "sources", "clinical-knowledge")]:
        response = pressed(editor, address(part))
        assert response.status_code == 302, (part, Filled(response.content.decode()).text)
    assert list(default_rule_set.parts.order_by("pk").values()) == before


def test_a_threshold_is_changed(editor: Client, rule_set: RuleSet) -> None:
    """Back on top of the map, where the message says what the rule says now; and the change is noted."""
    page = address(part_of(rule_set, "rules", "age"))
    response = pressed(editor, page, **{"conditions-0-value": "70"})
    rules = f"/en/admin/rules/ruleset/{rule_set.pk}/change/"
    assert response["Location"] == rules
    assert part_of(rule_set, "rules", "age").content["all"] == ["age_years ≥ 70"]
    link = f'<a href="{rules}#rules-age">Label of old — if your age: 70 years or more</a>'
    assert said(editor) == f"Saved: {link}"
    assert 'id="rules-age"' in html(editor, rules)
    change = Change.objects.latest("pk")
    assert (change.by, change.action, change.key) == ("editor", "changed", "age")


@pytest.mark.parametrize(
    ("model", "fields", "content"),
    [
        (
            "source",
            {"citation": "Another book", "language": "fr", "year": "2021", "based_on": ["S1"]},
            {"citation": "Another book", "language": "fr", "year": 2021, "based_on": ["S1"]},
        ),
        (
            "finding",
            {"topic": "bones", "kind": "caution", "modifiable": "on", "sources": ["S1"]}
            | in_three("label", "Thin"),
            {"topic": "bones", "kind": "caution", "modifiable": True, "sources": ["S1"]},
        ),
        (
            "rule",
            {
                "topic": "bones",
                "how_many": "of",
                "at_least": "1",
                "then": "old",
                "sources": ["S1"],
                "conditions-0-subject": "fact:bmi",
                "conditions-0-operator": "<",
                "conditions-0-value": "18,5",
                "conditions-1-subject": "finding:frail",
                "conditions-1-operator": "is not established",
            },
            {"at_least": 1, "of": ["bmi < 18.5", "frail is not established"], "then": "old"},
        ),
        (
            "recommendation",
            {"topic": "bones", "kind": "discuss", "urgency": "routine", "priority": "7"}
            | {"called_for_by": ["old", "frail"], "withheld_by": ["no-milk"], "sources": ["S1"]}
            | in_three("title", "Talk")
            | in_three("text", "Talk.")
            | in_three("why", "Because."),
            {"kind": "discuss", "urgency": "routine", "priority": 7, "called_for_by": ["old", "frail"]},
        ),
    ],
)
def test_a_part_is_added(
    editor: Client, rule_set: RuleSet, model: str, fields: dict[str, Any], content: dict[str, Any]
) -> None:
    """With the key that was given, at the end of its list."""
    response = pressed(editor, adding(model, rule_set), key="another", **fields)
    assert response.status_code == 302, Filled(response.content.decode()).text
    part = part_of(rule_set, f"{model}s", "another")
    assert content.items() <= part.content.items()
    assert part.position == max(
        rule_set.parts.filter(collection=f"{model}s").values_list("position", flat=True)
    )


@pytest.mark.parametrize("model", ["source", "finding", "rule", "recommendation"])
def test_a_blank_form_says_what_is_missing(editor: Client, rule_set: RuleSet, model: str) -> None:
    """And adds nothing."""
    before = rule_set.parts.count()
    page = read(pressed(editor, adding(model, rule_set)))
    assert "Nothing was saved. Please correct this:" in page.text
    assert rule_set.parts.count() == before


def test_a_part_is_deleted(editor: Client, rule_set: RuleSet) -> None:
    """Once asked, and with a word on what went."""
    part = part_of(rule_set, "recommendations", "milk")
    assert "Title of milk" in opened(editor, address(part, "delete")).text
    response = pressed(editor, address(part, "delete"), button="_delete")
    assert response["Location"] == f"/en/admin/rules/ruleset/{rule_set.pk}/change/"
    assert not Part.objects.filter(pk=part.pk).exists()
    assert "Deleted: Title of milk" in said(editor)


def test_what_others_speak_of_is_not_deleted(editor: Client, rule_set: RuleSet) -> None:
    """They are named, with links; pressing what was open before does not help."""
    part = part_of(rule_set, "findings", "old")
    page = editor.get(address(part, "delete")).content.decode()
    assert f'href="{address(part_of(rule_set, "rules", "age"))}"' in page
    assert "This cannot be deleted while others speak of it." in page
    response = editor.post(address(part, "delete"), {"version": part.version})
    assert "This cannot be deleted while others speak of it." in read(response).text
    assert Part.objects.filter(pk=part.pk).exists()


@pytest.mark.parametrize("version", ["0", "", "x", "1", "-1", "2.0", "²", "٢", "9" * 5000, "\x00"])
def test_what_somebody_else_changed_is_not_deleted(editor: Client, rule_set: RuleSet, version: str) -> None:
    """Not before it was seen."""
    part = part_of(rule_set, "recommendations", "milk")
    change_part(part, part.item().model_copy(update={"priority": 1}), 1, "else")
    page = read(editor.post(address(part, "delete"), {"version": version}))
    assert "Nothing was deleted." in page.text
    assert "Last change: else, " in page.text
    assert sent(editor, address(part, "delete"), page, button="_delete").status_code == 302


class TestLosses:
    """The only rule of a finding, and what rests on it."""

    @pytest.fixture
    def age(self, rule_set: RuleSet) -> Part:
        """The only rule of “old”, on which “frail” rests, and what this calls for."""
        return part_of(rule_set, "rules", "age")

    LOST = ("Label of old", "Label of frail", "Title of milk", "Title of scan")

    def test_deleting_names_them_before_and_after(self, editor: Client, rule_set: RuleSet, age: Part) -> None:
        for page in (address(age), address(age, "delete")):
            text = opened(editor, page).text
            lost = text[text.index("What would lose its reason if it went") :]
            assert all(words in lost for words in self.LOST)
            assert "Label of no-milk" not in lost
        pressed(editor, address(age, "delete"), button="_delete")
        assert f"Nothing leads to these any more: {'; '.join(self.LOST)}" in html(editor, "/en/admin/")

    def test_disabling_names_them(self, editor: Client, rule_set: RuleSet, age: Part) -> None:
        """Once: what is disabled has nothing more to lose."""
        pressed(editor, address(age), "_switch")
        text = html(editor, address(age))
        assert "What would lose its reason" not in text
        assert f"Nothing leads to these any more: {'; '.join(self.LOST)}" in text
        assert "What would lose its reason" not in opened(editor, address(age, "delete")).text
        pressed(editor, address(age), "_save")
        assert "Nothing leads to these" not in html(editor, "/en/admin/")
        pressed(editor, address(age), "_switch")
        assert "Nothing leads to these" not in html(editor, "/en/admin/")

    def test_nothing_is_lost_where_another_rule_stays(
        self, editor: Client, rule_set: RuleSet, age: Part
    ) -> None:
        pressed(editor, adding("rule", rule_set, f"&copy={age.pk}"), key="twin")
        assert "What would lose its reason" not in opened(editor, address(age)).text
        pressed(editor, address(age), "_switch")
        assert "Nothing leads to these" not in html(editor, "/en/admin/")
        twin = part_of(rule_set, "rules", "twin")
        assert "What would lose its reason" in opened(editor, address(twin, "delete")).text


def test_a_page_says_what_it_is_of(editor: Client, rule_set: RuleSet) -> None:
    """A rule by what it establishes; the rule set by its title, or by its key while it has none."""
    page = address(part_of(rule_set, "rules", "age"))
    assert "Rule for: Label of old (age)" in opened(editor, page).texts
    rules = f"admin/rules/ruleset/{rule_set.pk}/change/"
    assert f'<a href="/fr/{rules}">Small (fr)</a>' in html(editor, page.replace("/en/", "/fr/"))
    RuleSet.objects.update(title={})
    releases = f"/en/admin/rules/ruleset/{rule_set.pk}/releases/"
    assert f'<a href="/en/{rules}">small</a>' in html(editor, releases)


class TestButtons:
    """What else the buttons of a form do."""

    def test_save_and_continue_stays(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "rules", "age")
        response = pressed(editor, address(part), "_continue", **{"conditions-0-value": "66"})
        assert response["Location"] == address(part)

    @pytest.mark.parametrize("name", [("rules", "age"), ("recommendations", "milk")])
    def test_disable_and_enable(self, editor: Client, rule_set: RuleSet, name: tuple[str, str]) -> None:
        part = part_of(rule_set, *name)
        pressed(editor, address(part), "_switch")
        assert part_of(rule_set, *name).content["disabled"] is True
        assert said(editor).startswith("Saved, and disabled: <a ")
        assert pressed(editor, address(part), note="Still off.").status_code == 302
        assert part_of(rule_set, *name).content["disabled"] is True
        pressed(editor, address(part), "_switch")
        assert "disabled" not in part_of(rule_set, *name).content

    def test_a_finding_cannot_be_disabled(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "findings", "old")
        assert pressed(editor, address(part), "_switch").status_code == 302
        assert part_of(rule_set, "findings", "old").content == part.content

    def test_move_up_and_down(self, editor: Client, rule_set: RuleSet) -> None:
        def order() -> list[str]:
            rules = rule_set.parts.filter(collection="rules")
            return list(rules.order_by("position").values_list("key", flat=True))

        page = address(part_of(rule_set, "rules", "old-and-light"))
        pressed(editor, page, "_up")
        assert order() == ["old-and-light", "age", "vegan"]
        pressed(editor, page, "_down")
        assert order() == ["age", "old-and-light", "vegan"]

    @pytest.mark.parametrize(
        "name",
        [
            ("sources", "S1"),
            ("findings", "no-milk"),
            ("rules", "vegan"),
            ("examples", "anna"),
            ("guarantees", "calm"),
        ],
    )
    def test_a_copy_has_everything_but_the_key(
        self, editor: Client, full: RuleSet, name: tuple[str, str]
    ) -> None:
        part = part_of(full, *name)
        page = adding(name[0].removesuffix("s"), full, f"&copy={part.pk}")
        assert opened(editor, page).sent["key"] == [""]
        assert pressed(editor, page, key="twin").status_code == 302
        assert part_of(full, name[0], "twin").content == part.content

    @pytest.mark.parametrize("name", [("rules", "age"), ("recommendations", "milk")])
    def test_a_copy_of_what_is_disabled_is_disabled(
        self, editor: Client, rule_set: RuleSet, name: tuple[str, str]
    ) -> None:
        """The page says so beforehand, and after a fault again."""
        note = "Like the original, this will be disabled."
        part = part_of(rule_set, *name)
        page = adding(name[0].removesuffix("s"), rule_set, f"&copy={part.pk}")
        assert note not in opened(editor, page).text
        pressed(editor, address(part), "_switch")
        assert note in opened(editor, page).text
        refused = read(pressed(editor, page, key="No key"))
        assert note in refused.text
        more = read(sent(editor, page, refused, "_more", key="twin"))
        assert sent(editor, page, more).status_code == 302
        assert part_of(rule_set, name[0], "twin").content == part_of(rule_set, *name).content
        assert "Saved, and disabled:" in said(editor)

    def test_a_copy_of_something_else_is_blank(self, editor: Client, full: RuleSet) -> None:
        source = part_of(full, "sources", "S1")
        for copied in (source.pk, "0", "x"):
            page = opened(editor, adding("finding", full, f"&copy={copied}"))
            assert page.sent["label_en"] == [""]

    def test_what_the_address_says_is_filled_in(self, editor: Client, rule_set: RuleSet) -> None:
        page = opened(editor, adding("rule", rule_set, "&topic=bones&then=frail&note=no"))
        assert (page.sent["topic"], page.sent["then"], page.sent["note"]) == (["bones"], ["frail"], [""])
