"""Editing a working copy: what each change writes and notes, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from rules.document import ITEMS, Item, parse
from rules.models import Change, Part, RuleSet
from rules.services import (
    Conflict,
    InUse,
    KeyTaken,
    Stale,
    add_part,
    change_outline,
    change_part,
    move_part,
    remove_part,
    replace_working_copy,
)
from rules.workingcopy import document_of, state_of
from tests.rules.documents import Data, finding, rule, small
from tests.rules.versions import publish_ages, version

pytestmark = pytest.mark.django_db
Noted = tuple[str, str, str, str, Any, Any]


@pytest.fixture
def rule_set() -> RuleSet:
    """The small rule set, published; nothing was edited since."""
    return publish_ages(65)


@pytest.fixture
def two_topics() -> RuleSet:
    """Two topics with two rules each."""
    data = small()
    data["topics"] = ["bones", "diet"]
    data["findings"].append(finding("late", topic="diet"))
    data["rules"] += [rule(key, "late", any=["sex is male"], topic="diet") for key in ("one", "two")]
    rule_set = RuleSet.objects.create(key="small")
    replace_working_copy(rule_set, parse(data), "ann")
    return RuleSet.objects.get()


def item(collection: str, data: Data) -> Item:
    """A part by its schema."""
    return ITEMS[collection].model_validate(data)


def part(collection: str, key: str) -> Part:
    """A part as it stands now."""
    return Part.objects.get(collection=collection, key=key)


def rules_of(rule_set: RuleSet) -> list[str]:
    """The keys of the rules in their order."""
    return [one.key for one in document_of(RuleSet.objects.get(pk=rule_set.pk)).rules]


def noted(since: int) -> list[Noted]:
    """What was noted after the first `since` changes."""
    fields = ("by", "action", "collection", "key", "before", "after")
    return list(Change.objects.order_by("pk").values_list(*fields)[since:])


def test_a_new_part_stands_at_the_end_of_its_topic(two_topics: RuleSet) -> None:
    """As its first version, and its author is noted."""
    count = Change.objects.count()
    data = rule("new", "old", any=["sex is male"])
    added = add_part(two_topics, "rules", item("rules", data), "eve")
    assert rules_of(two_topics) == ["age", "old-and-light", "vegan", "new", "one", "two"]
    assert (added.version, added.data) == (1, part("rules", "new").data)
    assert added.item() == item("rules", data)
    assert noted(count) == [("eve", "added", "rules", "new", None, data)]


def test_the_first_part_of_a_rule_set_can_be_added() -> None:
    """To nothing at all."""
    rule_set = RuleSet.objects.create(key="new", title=small()["title"])
    add_part(rule_set, "sources", item("sources", small()["sources"][0]), "eve")
    assert [source.key for source in document_of(rule_set).sources] == ["S1"]


def test_a_key_is_given_once_in_a_list(rule_set: RuleSet) -> None:
    """But a rule may have the key of a finding."""
    count = Change.objects.count()
    with pytest.raises(KeyTaken, match="The key “age” is taken; choose another one"):
        add_part(rule_set, "rules", item("rules", rule("age", "old", any=["sex is male"])), "eve")
    assert noted(count) == []
    add_part(rule_set, "findings", item("findings", finding("age")), "eve")


def test_a_change_is_the_next_version_and_noted_with_what_was_before(rule_set: RuleSet) -> None:
    """And no other part is touched."""
    count, old = Change.objects.count(), part("rules", "age")
    others = list(Part.objects.exclude(pk=old.pk).values())
    data = rule("age", "old", all=["age_years ≥ 60"])
    changed = change_part(old, item("rules", data), old.version, "eve")
    assert (changed.version, part("rules", "age").version, changed.data) == (2, 2, data)
    assert document_of(rule_set) == version(60)
    assert noted(count) == [("eve", "changed", "rules", "age", old.data, data)]
    assert list(Part.objects.exclude(pk=old.pk).values()) == others


def test_what_is_saved_as_it_was_is_no_change(rule_set: RuleSet) -> None:
    """Neither a version nor a note."""
    count, old = Change.objects.count(), part("rules", "age")
    assert change_part(old, old.item(), old.version, "eve").version == old.version
    assert noted(count) == []


def test_a_part_keeps_its_key(rule_set: RuleSet) -> None:
    """Whatever is sent."""
    old = part("rules", "age")
    changed = change_part(
        old, item("rules", rule("other", "old", all=["age_years ≥ 60"])), old.version, "eve"
    )
    assert (changed.key, changed.item().key, part("rules", "age").version) == ("age", "age", 2)


def test_a_stale_change_is_refused_and_told_how_the_part_stands(rule_set: RuleSet) -> None:
    """R11: two open the same rule; the second to save learns of it."""
    opened = part("rules", "age")
    change_part(part("rules", "age"), item("rules", rule("age", "old", all=["age_years ≥ 60"])), 1, "ann")
    count = Change.objects.count()
    mine = item("rules", rule("age", "old", all=["age_years ≥ 50"]))
    for attempt in (lambda: change_part(opened, mine, 1, "eve"), lambda: remove_part(opened, 1, "eve")):
        with pytest.raises(Stale, match="Somebody else has changed this") as caught:
            attempt()
        assert caught.value.now == part("rules", "age")
        assert caught.value.now.data["all"] == ["age_years ≥ 60"]
    assert (document_of(rule_set), noted(count)) == (version(60), [])


def test_what_is_gone_can_neither_be_changed_nor_moved_nor_removed_again(rule_set: RuleSet) -> None:
    """R11: there is no version to show any more."""
    gone = part("recommendations", "scan")
    remove_part(part("recommendations", "scan"), 1, "ann")
    for attempt in (
        lambda: change_part(gone, gone.item(), 1, "eve"),
        lambda: remove_part(gone, 1, "eve"),
        lambda: move_part(gone, up=True, by="eve"),
    ):
        with pytest.raises(Stale) as caught:
            attempt()
        assert caught.value.now is None


def test_a_removed_part_is_noted_whole(rule_set: RuleSet) -> None:
    """So that it can be read what it was."""
    count, old = Change.objects.count(), part("recommendations", "scan")
    remove_part(old, old.version, "eve")
    assert [one.key for one in document_of(rule_set).recommendations] == ["milk"]
    assert noted(count) == [("eve", "removed", "recommendations", "scan", old.data, None)]


@pytest.mark.parametrize(
    ("collection", "key", "users"),
    [
        ("findings", "old", [("rules", "age"), ("rules", "old-and-light")]),
        ("findings", "no-milk", [("rules", "vegan"), ("recommendations", "milk")]),
    ],
)
def test_what_others_speak_of_stays(
    rule_set: RuleSet, collection: str, key: str, users: list[tuple[str, str]]
) -> None:
    """And they are named."""
    old = part(collection, key)
    with pytest.raises(InUse) as caught:
        remove_part(old, old.version, "eve")
    assert [(name, one.key) for name, one in caught.value.uses] == users
    assert part(collection, key) == old


def test_what_an_example_visitor_must_get_stays() -> None:
    """Else nobody could publish any more."""
    data = small()
    visitor = {
        "key": "old",
        "title": "Old",
        "answers": ["age_years is 80"],
        "level": "refer",
        "findings": ["frail"],
    }
    rule_set = RuleSet.objects.create(key="small")
    replace_working_copy(rule_set, parse({**data, "examples": [{**visitor, "withheld": ["milk"]}]}), "ann")
    for collection, key in (("findings", "frail"), ("recommendations", "milk")):
        with pytest.raises(InUse) as caught:
            remove_part(part(collection, key), 1, "eve")
        assert caught.value.uses[-1][0] == "examples"


def test_parts_and_changes_name_themselves(rule_set: RuleSet) -> None:
    """As the admin's history shows them."""
    remove_part(part("recommendations", "scan"), 1, "eve")
    assert str(part("recommendations", "milk")) == "milk"
    changes = [str(change) for change in Change.objects.order_by("pk")]
    assert changes == ["imported", "published", "removed recommendations scan"]


def test_a_part_changes_places_with_its_neighbour_of_the_same_topic(two_topics: RuleSet) -> None:
    """Not beyond the topic's first and last; its version stays, for its content does."""
    count = Change.objects.count()
    move_part(part("rules", "vegan"), up=True, by="eve")
    assert rules_of(two_topics) == ["age", "vegan", "old-and-light", "one", "two"]
    move_part(part("rules", "age"), up=False, by="eve")
    assert rules_of(two_topics) == ["vegan", "age", "old-and-light", "one", "two"]
    assert noted(count) == [("eve", "moved", "rules", key, None, None) for key in ("vegan", "age")]
    for key, up in (("vegan", True), ("old-and-light", False), ("one", True), ("two", False)):
        move_part(part("rules", key), up=up, by="eve")
    assert rules_of(two_topics) == ["vegan", "age", "old-and-light", "one", "two"]
    assert len(noted(count)) == 2
    assert {one.version for one in Part.objects.all()} == {1}


def test_a_part_that_changes_topic_stands_with_the_others_of_that_topic(two_topics: RuleSet) -> None:
    """A document has its topics one after the other."""
    old = part("rules", "age")
    change_part(old, item("rules", {**old.data, "topic": "diet"}), old.version, "eve")
    found = rules_of(two_topics)
    assert (found[:2], sorted(found[2:])) == (["old-and-light", "vegan"], ["age", "one", "two"])


def test_the_outline_is_changed_as_a_whole(two_topics: RuleSet) -> None:
    """The order of the topics is that of their parts."""
    count, title = Change.objects.count(), {"en": "Bones", "fr": "Os", "nl": "Bot"}
    before = {"title": two_topics.title, "topics": ["bones", "diet"]}
    change_outline(two_topics, title, ["diet", "bones"], two_topics.version, "eve")
    assert rules_of(two_topics) == ["one", "two", "age", "old-and-light", "vegan"]
    now = RuleSet.objects.get()
    assert (now.title, now.version) == (title, two_topics.version + 1)
    after = {"title": title, "topics": ["diet", "bones"]}
    assert noted(count) == [("eve", "changed", "", "", before, after)]
    with pytest.raises(Stale) as caught:
        change_outline(two_topics, title, ["bones"], two_topics.version, "ann")
    assert caught.value.now is None
    change_outline(now, title, ["diet", "bones"], now.version, "ann")
    assert (RuleSet.objects.get().version, len(noted(count))) == (now.version, 1)


def test_a_replaced_working_copy_notes_what_is_other_and_keeps_what_is_the_same(rule_set: RuleSet) -> None:
    """Part by part; who edits a part that stays need not begin again."""
    count, before = Change.objects.count(), {(one.collection, one.key): one for one in Part.objects.all()}
    data = small()
    gone = data["recommendations"].pop()
    changed, added = finding("old", label=data["title"]), rule("new", "old", any=["sex is male"])
    data["findings"][0] = changed
    data["rules"].insert(0, added)
    replace_working_copy(rule_set, parse(data), "eve", "from a file")
    assert document_of(RuleSet.objects.get()) == parse(data)
    assert noted(count) == [
        ("eve", "removed", "recommendations", "scan", gone, None),
        ("eve", "changed", "findings", "old", before["findings", "old"].data, changed),
        ("eve", "added", "rules", "new", None, added),
        ("eve", "imported", "", "", None, None),
    ]
    assert Change.objects.latest("pk").note == "from a file"
    for one in Part.objects.exclude(collection="rules", key="new"):
        old = before[one.collection, one.key]
        assert (one.pk, one.version) == (old.pk, old.version + (one.key == "old"))
    assert RuleSet.objects.get().version == rule_set.version + 1


def test_what_a_rule_set_begins_with_is_one_note() -> None:
    """Not one for each part."""
    publish_ages(65)
    assert noted(0) == [("", action, "", "", None, None) for action in ("imported", "published")]


def test_a_replaced_outline_is_noted_too(rule_set: RuleSet) -> None:
    """The title and the topics are no part."""
    data = {**small(), "topics": ["bones", "muscles"]}
    replace_working_copy(rule_set, parse(data), "eve", number=1)
    change = Change.objects.latest("pk")
    assert (change.action, change.number) == ("imported", 1)
    assert change.before == {"title": data["title"], "topics": ["bones"]}
    assert change.after == {"title": data["title"], "topics": ["bones", "muscles"]}


def test_what_was_seen_must_still_be_so(rule_set: RuleSet) -> None:
    """Whoever replaces a working copy has seen what is lost."""
    state = state_of(rule_set)
    replace_working_copy(rule_set, version(70), "eve", seen=state)
    with pytest.raises(Conflict):
        replace_working_copy(rule_set, version(71), "eve", seen=state)
    assert document_of(RuleSet.objects.get()) == version(70)


def test_a_topic_with_parts_stays(two_topics: RuleSet) -> None:
    """Somebody may have put one there a moment ago."""
    title, (first, *_) = two_topics.title, two_topics.topics
    with pytest.raises(Conflict):
        change_outline(two_topics, title, [first], two_topics.version, "eve")
    assert RuleSet.objects.get().topics == two_topics.topics
