"""What differs between two documents, one statement after the other. No Django."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.conditions import Condition, Operator
from rules.document import ITEMS, LANGUAGES, Document, Item, Text, dump
from rules.schema import Conditional

Name = tuple[str, str]  # the list that a part stands in, and its key
RULE_SET: Name = ("", "")
Entries = Sequence[object]  # conditions, or keys


class What(StrEnum):
    """What was done to a part, to a field of it, or to an entry of such a field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement about `part` (RULE_SET for its outline).

    Without a `field`: the whole part was added (`after`), removed (`before`), or moved within its topic, to stand
    behind the part with the key `after`, or first (None). With one: its value was changed, an entry of it (a condition,
    a key) was added, removed or changed, or its entries were reordered. Of texts, `language` says which.
    """

    part: Name
    what: What
    field: str = ""
    before: object = None
    after: object = None
    language: str = ""


def differences(before: Document, after: Document) -> list[Difference]:
    """All of them in the order of `after`; none exactly when the documents are the same plain data.

    Each key stands once in its list, as in every working copy and release.
    """
    if dump(before) == dump(after):
        return []
    outline = of_fields(RULE_SET, _outline(before), _outline(after))
    return [*outline, *(found for name in ITEMS for found in _in_list(name, before, after))]


def of_part(part: Name, before: Item | None, after: Item | None) -> Iterator[Difference]:
    """What was done to one part, wherever it stands."""
    if before and after:
        yield from of_fields(part, fields_of(before), fields_of(after))
    elif after:
        yield Difference(part, What.ADDED, after=after)
    else:
        yield Difference(part, What.REMOVED, before=before)


def of_fields(part: Name, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    """The fields that differ; both have the same ones."""
    for field, old in before.items():
        new = after[field]
        if isinstance(old, Text) and isinstance(new, Text):
            for language in LANGUAGES:
                if old[language] != new[language]:
                    yield Difference(part, What.CHANGED, field, old[language], new[language], language)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from _in_entries(part, field, old, new)
        elif old != new:
            yield Difference(part, What.CHANGED, field, old, new)


def _outline(document: Document) -> dict[str, object]:
    return {"key": document.key, "title": document.title, "topics": document.topics}


def fields_of(item: Item) -> dict[str, object]:
    """What a part says. Where it has conditions, `form` is all, any, or how many of them must hold."""
    rest = {field: getattr(item, field) for field in type(item).model_fields if field != "key"}
    if not isinstance(item, Conditional):
        return rest
    said = {"form": item.form, "conditions": item.conditions}
    return said | {field: value for field, value in rest.items() if field not in Conditional.model_fields}


def _in_entries(part: Name, field: str, before: Entries, after: Entries) -> Iterator[Difference]:
    gone, come = _without(before, after), _without(after, before)
    pairs = list(_pairs(gone, come))
    for old, new in pairs:
        yield Difference(part, What.CHANGED, field, old, new)
    removed, added = _without(gone, [old for old, _ in pairs]), _without(come, [new for _, new in pairs])
    yield from (Difference(part, What.REMOVED, field, before=entry) for entry in removed)
    yield from (Difference(part, What.ADDED, field, after=entry) for entry in added)
    once = {str(new): str(old) for old, new in pairs}
    order = [once.get(str(entry), str(entry)) for entry in _without(after, added)]
    if order != [str(entry) for entry in _without(before, removed)]:
        yield Difference(part, What.REORDERED, field, before, after)


def _without(these: Entries, those: Entries) -> list[object]:
    """Compared as text: Python takes the answers 1 and true for the same."""
    left, kept = Counter(map(str, those)), []
    for entry in these:
        if left[str(entry)]:
            left[str(entry)] -= 1
        else:
            kept.append(entry)
    return kept


def _pairs(gone: Entries, come: Entries) -> Iterator[tuple[Condition, Condition]]:
    """Conditions that ask for another value than before."""
    waiting: dict[tuple[str, Operator], deque[Condition]] = defaultdict(deque)
    for new in come:
        if isinstance(new, Condition):
            waiting[new.subject, new.operator].append(new)
    for old in gone:
        if isinstance(old, Condition) and (same := waiting[old.subject, old.operator]):
            yield old, same.popleft()


def _in_list(name: str, before: Document, after: Document) -> Iterator[Difference]:
    old: dict[str, Item] = {item.key: item for item in getattr(before, name)}
    new: dict[str, Item] = {item.key: item for item in getattr(after, name)}
    topics = after.topics if after.topics != before.topics else ()
    moved = _moved(old, new, topics)
    last: dict[str, str] = {}  # by topic
    for key, item in new.items():
        yield from of_part((name, key), old.get(key), item)
        if key in moved:
            yield Difference((name, key), What.MOVED, after=last.get(_topic(item)))
        last[_topic(item)] = key
    for key, item in old.items():
        if key not in new:
            yield from of_part((name, key), item, None)


def _moved(old: Mapping[str, Item], new: Mapping[str, Item], topics: Sequence[str]) -> set[str]:
    """As few parts as explain the new order; where the `topics` were reordered, their parts went along."""
    kept = [key for key in old if key in new and _topic(old[key]) == _topic(new[key])]
    order = {topic: place for place, topic in enumerate(topics)}
    kept.sort(key=lambda key: order.get(_topic(new[key]), 0))
    places = {key: place for place, key in enumerate(new)}
    staying = _longest_rise([places[key] for key in kept])
    return {key for key in kept if places[key] not in staying}


def _topic(item: Item) -> str:
    return getattr(item, "topic", "")


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising subsequence; no number stands twice."""
    ends: list[int] = []  # the lowest last member of a rise, by its length
    previous: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        previous[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    members, member = set(), ends[-1] if ends else None
    while member is not None:
        members.add(member)
        member = previous[member]
    return members
