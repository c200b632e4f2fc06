"""The outcome of an assessment: plain data in the shape that command line, pages and every machine share. No Django."""

from __future__ import annotations

from typing import NamedTuple, NotRequired, TypedDict

from rules.document import Document, digest

Plain = int | float | bool | str | list[str] | None
MAINTAIN = "maintain"


class ReleaseReference(TypedDict):
    """Which release gave the outcome."""

    rule_set: str
    number: int
    digest: str


def unreleased(document: Document) -> ReleaseReference:
    """How an outcome names rules that are no release: by the number 0."""
    return {"rule_set": document.key, "number": 0, "digest": digest(document)}


class Because(TypedDict):
    """A fact with its value, or an earlier finding."""

    fact: NotRequired[str]
    value: NotRequired[Plain]
    finding: NotRequired[str]


class FindingEntry(TypedDict):
    """A finding that was established, and why."""

    key: str
    kind: str
    label: str
    modifiable: bool
    because: list[Because]
    sources: list[str]


class Referral(TypedDict):
    """Whom to see, how soon, and the findings that call for it."""

    key: str
    urgency: str
    text: str
    because: list[str]


class Tip(TypedDict):
    """A tip and the findings that call for it."""

    key: str
    text: str
    because: list[str]
    sources: list[str]


class Withheld(TypedDict):
    """A recommendation that was called for, and the findings that withhold it."""

    key: str
    because: list[str]


class Outcome(TypedDict):
    """What an assessment returns, everywhere the same."""

    release: ReleaseReference
    level: str
    referral: Referral | None
    findings: list[FindingEntry]
    tips: list[Tip]
    withheld: list[Withheld]
    measures: dict[str, int | float | None]
    ignored: list[str]


class Brief(NamedTuple):
    """An outcome by its keys: enough to count many, at a third of the time."""

    level: str
    referral: str | None
    tips: tuple[str, ...]
    fired: tuple[str, ...]
