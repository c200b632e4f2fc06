"""Changes to a working copy: each notes who did it, and is refused when it was made on an older state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from rules.document import Document, Item, dump
from rules.models import Change, Part, RuleSet
from rules.services.refusals import Conflict, InUse, KeyTaken, Stale
from rules.uses import uses_of
from rules.workingcopy import document_of, parts_of, state_of

Action = Change.Action
Parts = dict[tuple[str, str], Part]  # by the list they stand in and their key


def locked(rule_set: RuleSet) -> RuleSet:
    """The rule set as it is now, for this transaction alone: writes come one after the other."""
    return RuleSet.objects.select_for_update().get(pk=rule_set.pk)


@transaction.atomic
def add_part(rule_set: RuleSet, collection: str, item: Item, by: str) -> Part:
    """Put a part at the end of its topic; raise KeyTaken."""
    rule_set = locked(rule_set)
    parts = rule_set.parts.filter(collection=collection)
    if parts.filter(key=item.key).exists():
        raise KeyTaken(item.key)
    last = parts.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    part = _row(rule_set, collection, item, position)
    part.save()
    _note(part, Action.ADDED, by, None, part.data)
    return part


@transaction.atomic
def change_part(part: Part, item: Item, version: int, by: str) -> Part:
    """Put `item` in the place of the part's content as of `version`; raise Stale. Keys never change."""
    now = _as_of(part, version)
    before = now.data
    now.content = _content(item)
    if now.data != before:
        now.version += 1
        now.save(update_fields=["content", "version"])
        _note(now, Action.CHANGED, by, before, now.data)
    return now


@transaction.atomic
def remove_part(part: Part, version: int, by: str) -> None:
    """Take a part out; raise Stale, or InUse while another part speaks of it."""
    now = _as_of(part, version)
    uses = uses_of(document_of(now.rule_set), now.collection, now.key)
    if uses:
        raise InUse(uses)
    _note(now, Action.REMOVED, by, now.data, None)
    now.delete()


@transaction.atomic
def move_part(part: Part, up: bool, by: str) -> None:
    """Let a part and the one before (or after) it in its topic change places, if there is one; raise Stale."""
    rows = {other.pk: other for other in parts_of(locked(part.rule_set))}
    here = rows.get(part.pk)
    if here is None:
        raise Stale(None)
    row = [other for other in rows.values() if _place(other) == _place(here)]
    if up:
        row.reverse()
    for there in row[row.index(here) + 1 :][:1]:
        here.position, there.position = there.position, here.position
        Part.objects.bulk_update([here, there], ["position"])
        _note(here, Action.MOVED, by, None, None)


@transaction.atomic
def change_outline(
    rule_set: RuleSet, title: dict[str, str], topics: list[str], version: int, by: str
) -> None:
    """Change the rule set's title and topics as of `version`; raise Stale, or Conflict while a topic is in use."""
    now = locked(rule_set)
    if now.version != version:
        raise Stale(None)
    if {part.content["topic"] for part in now.parts.all() if "topic" in part.content}.difference(topics):
        raise Conflict("Somebody has put a part in one of the topics.")
    before, after = _outline(now), {"title": title, "topics": topics}
    if after != before:
        now.title, now.topics, now.version = title, topics, version + 1
        now.save(update_fields=["title", "topics", "version"])
        Change.objects.create(rule_set=now, by=by, action=Action.CHANGED, before=before, after=after)


@transaction.atomic
def replace_working_copy(
    rule_set: RuleSet,
    document: Document,
    by: str,
    note: str = "",
    seen: str | None = None,
    number: int | None = None,
) -> None:
    """Make the working copy this document, of the release `number` if of any; what stays as it is keeps its version.

    With `seen`, what `state_of` said of it before: raise Conflict when it has changed since.
    """
    rule_set = locked(rule_set)
    if seen is not None and state_of(rule_set) != seen:
        raise Conflict("The working copy has changed since you looked at it.")
    before = {(part.collection, part.key): part for part in rule_set.parts.all()}
    rows = [_row(rule_set, *named, position) for position, named in enumerate(document.items())]
    after = {(part.collection, part.key): part for part in rows}
    if before:  # what a new rule set begins with is no change of each part
        Change.objects.bulk_create(_changes(before, after, by))
    _write(before, after)
    outline = _outline(rule_set)
    rule_set.title, rule_set.topics = dump(document)["title"], list(document.topics)
    rule_set.version += 1
    rule_set.save(update_fields=["title", "topics", "version"])
    change = Change(rule_set=rule_set, by=by, action=Action.IMPORTED, note=note, number=number)
    if before and outline != _outline(rule_set):
        change.before, change.after = outline, _outline(rule_set)
    change.save()


def _outline(rule_set: RuleSet) -> dict[str, Any]:
    return {"title": rule_set.title, "topics": rule_set.topics}


def _changes(before: Parts, after: Parts, by: str) -> Iterator[Change]:
    """What tells the two apart, part by part; their order is no change of a part."""
    for name, part in before.items():
        if name not in after:
            yield _change(part, Action.REMOVED, by, part.data, None)
    for name, part in after.items():
        old = before.get(name)
        if old is None:
            yield _change(part, Action.ADDED, by, None, part.data)
        elif old.content != part.content:
            yield _change(part, Action.CHANGED, by, old.data, part.data)


def _write(before: Parts, after: Parts) -> None:
    """Two statements, however many parts there are."""
    Part.objects.filter(pk__in=[part.pk for name, part in before.items() if name not in after]).delete()
    for name, part in after.items():
        if old := before.get(name):
            part.version = old.version + (old.content != part.content)
    Part.objects.bulk_create(
        after.values(),
        update_conflicts=True,
        unique_fields=["rule_set", "collection", "key"],
        update_fields=["position", "content", "version"],
    )


def _row(rule_set: RuleSet, collection: str, item: Item, position: int) -> Part:
    content = _content(item)
    return Part(rule_set=rule_set, collection=collection, key=item.key, position=position, content=content)


def _place(part: Part) -> tuple[str, str | None]:
    return part.collection, part.content.get("topic")


def _as_of(part: Part, version: int) -> Part:
    rule_set = locked(part.rule_set)
    now = rule_set.parts.filter(pk=part.pk).first()
    if now is None or now.version != version:
        raise Stale(now)
    return now


def _content(item: Item) -> dict[str, Any]:
    data = dump(item)
    del data["key"]
    return data


def _note(part: Part, action: Action, by: str, before: Any, after: Any) -> None:
    _change(part, action, by, before, after).save()


def _change(part: Part, action: Action, by: str, before: Any, after: Any) -> Change:
    return Change(
        rule_set_id=part.rule_set_id,
        by=by,
        action=action,
        collection=part.collection,
        key=part.key,
        before=before,
        after=after,
    )
