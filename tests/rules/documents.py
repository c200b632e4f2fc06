"""A small rule set as plain data, sound as it stands, to break in one place at a time."""

from __future__ import annotations

from typing import Any

from rules.checks import check
from rules.document import Document, parse
from rules.problems import DocumentInvalid

Data = dict[str, Any]


def text(words: str) -> Data:
    """The same words in each language."""
    return {"en": words, "fr": f"{words} (fr)", "nl": f"{words} (nl)"}


def finding(key: str, kind: str = "risk_factor", **more: Any) -> Data:
    """A finding of the only topic."""
    return {
        "key": key,
        "topic": "bones",
        "sources": ["S1"],
        "kind": kind,
        "label": text(f"Label of {key}"),
        **more,
    }


def rule(key: str, then: str, **form: Any) -> Data:
    """A rule; `form` holds its conditions."""
    return {"key": key, "topic": "bones", "sources": ["S1"], "then": then, **form}


def recommendation(key: str, kind: str, called_for_by: list[str], **more: Any) -> Data:
    """A recommendation; a tip has no urgency."""
    words = {
        "title": text(f"Title of {key}"),
        "text": text(f"Text of {key}"),
        "why": text(f"Reason of {key}"),
    }
    urgency = {} if kind == "tip" else {"urgency": "soon"}
    item = {"key": key, "topic": "bones", "sources": ["S1"], "kind": kind, "priority": 50}
    return {**item, "called_for_by": called_for_by, **urgency, **words, **more}


def guarantee(key: str, **more: Any) -> Data:
    """What holds for everybody, unless `more` says for whom: the level is “maintain”."""
    return {"key": key, "title": text(f"Title of {key}"), "levels": ["maintain"], **more}


def small() -> Data:
    """A finding of facts, one of findings, a caution, a tip and a visit; new at each call."""
    return {
        "key": "small",
        "title": text("Small"),
        "topics": ["bones"],
        "sources": [{"key": "S1", "citation": "A book, 2020"}],
        "findings": [finding("old"), finding("frail"), finding("no-milk", "caution")],
        "rules": [
            rule("age", "old", all=["age_years ≥ 65"]),
            rule("old-and-light", "frail", all=["old is established", "weight_kg < 60"]),
            rule("vegan", "no-milk", any=["diets includes vegan", "diets includes milk_allergy"]),
        ],
        "recommendations": [
            recommendation("milk", "tip", ["frail"], withheld_by=["no-milk"]),
            recommendation("scan", "refer", ["frail"]),
        ],
    }


def sound(data: Data) -> Document:
    """The document, checked."""
    document = parse(data)
    check(document)
    return document


def problems(data: object) -> list[str]:
    """What is wrong with this rule set, as its author reads it."""
    try:
        check(parse(data))
    except DocumentInvalid as invalid:
        return [*invalid.problems]
    return []


def broken(**lists: list[Data]) -> list[str]:
    """The problems of the small rule set with these items more."""
    data: Data = {**small(), "examples": [], "guarantees": []}
    for name, items in lists.items():
        data[name] += items
    return problems(data)


def ring(*keys: str) -> tuple[list[Data], list[Data]]:
    """Findings of which each rests on the next, the last one on the first."""
    pairs = zip(keys, [*keys[1:], keys[0]], strict=True)
    return [finding(key) for key in keys], [
        rule(f"to-{a}", a, all=[f"{b} is not established"]) for a, b in pairs
    ]
