"""The working copy of a rule set, read: rows to plain data to document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rules.document import ITEMS, Document, digest, parse
from rules.models import Part, RuleSet
from rules.problems import DocumentInvalid


def parts_of(rule_set: RuleSet) -> list[Part]:
    """Every part in the document's order: by topic, then by position. One query."""
    places = {topic: place for place, topic in enumerate(rule_set.topics)}
    return sorted(
        rule_set.parts.all(), key=lambda part: (places.get(part.content.get("topic"), 0), part.position)
    )


def document_of(rule_set: RuleSet) -> Document:
    """The working copy as a document, sound or not; raise DocumentInvalid where this site no longer knows a part."""
    return document_of_parts(rule_set, parts_of(rule_set))


def document_of_parts(rule_set: RuleSet, parts: Iterable[Part]) -> Document:
    """The same of parts that were read before, in their order. No query."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in ITEMS}
    for part in parts:
        lists[part.collection].append(part.data)
    return parse({"key": rule_set.key, "title": rule_set.title, "topics": rule_set.topics, **lists})


def state_of(rule_set: RuleSet) -> str:
    """What tells one state of the working copy from another: its digest, "" where this site cannot read it."""
    try:
        return digest(document_of(rule_set))
    except DocumentInvalid:
        return ""
