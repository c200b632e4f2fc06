"""The rule document: sources, findings, rules and recommendations; one schema for file, admin and release. No Django.

`parse` reads plain data (from YAML or JSON), `dump` writes it again without loss, `digest` names it. What the schema
cannot say (references, kinds, cycles, limits) stands in `rules.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from rules.conditions import Condition, ConditionInvalid

INDEX = "rule-set"  # the file that names the topics; no topic can have its name
LANGUAGES = ("en", "fr", "nl")
Language = Literal["en", "fr", "nl"]

KEY = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SOURCE_KEY = r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$"
WORDS = r"^[^\s\p{Cc}]([^\p{Cc}\p{Zl}\p{Zp}]*[^\s\p{Cc}])?$"  # one line, no control character
ADDRESS = r"^https://[^\s\"'<>]+$"
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
SourceKey = Annotated[str, StringConstraints(pattern=SOURCE_KEY, max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1200, pattern=WORDS)]
# What to write instead, by the pattern that was missed or by pydantic's error type: its own words are for programmers.
REMEDIES = {
    KEY: "write small letters, digits and single hyphens, such as “low-calcium”",
    SOURCE_KEY: "write letters, digits and single hyphens, such as “has-2006”",
    WORDS: "write one line of text, without space before or after it",
    ADDRESS: "write an address that begins with https://",
    "missing": "is missing; add it",
    "extra_forbidden": "is not known here; correct the name or take it out",
    "too_short": "is empty; give one at least",
    "string_too_short": "is empty; write the words",
    "string_type": "write a text",
    "model_type": "write its parts, each with its name",
    "tuple_type": "write a list",
}


def _condition(value: object) -> Condition:
    if not isinstance(value, str):
        raise ConditionInvalid("write each condition as one line of text, such as “age_years ≥ 65”")
    return Condition.parse(value)


ConditionField = Annotated[Condition, BeforeValidator(_condition), PlainSerializer(str)]


class FindingKind(StrEnum):
    """What a finding says. `intermediate` ones only join conditions: the outcome shows the facts behind them."""

    RISK_FACTOR = "risk_factor"
    WARNING_SIGN = "warning_sign"
    CRITERION = "criterion"
    DENSITY = "density"
    CAUTION = "caution"
    RED_FLAG = "red_flag"
    INTERMEDIATE = "intermediate"


class RecommendationKind(StrEnum):
    """What a recommendation is, the strongest first: its kind is the level it calls for."""

    URGENT = "urgent"
    OUT_OF_SCOPE = "out_of_scope"
    REFER = "refer"
    DISCUSS = "discuss"
    TIP = "tip"


class Urgency(StrEnum):
    """How soon to see somebody, the soonest first."""

    TODAY = "today"
    SOON = "soon"
    ROUTINE = "routine"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(_Part):
    """The same words in every language of the site."""

    en: Words
    fr: Words
    nl: Words

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language))


class Source(_Part):
    """Where a statement comes from: a document or guideline, or a numbered statement `based_on` others.

    A document's citation is its title, in its own `language`; what this site says itself is named in each language.
    """

    key: SourceKey
    citation: Words | Text
    language: Language | None = None
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    section: Words | None = None
    address: Annotated[str, StringConstraints(pattern=ADDRESS, max_length=300)] | None = None
    based_on: tuple[SourceKey, ...] = ()

    def named_in(self, language: str) -> str:
        """Its name on a page in `language`."""
        return self.citation if isinstance(self.citation, str) else self.citation[language]


class _Sourced(_Part):
    key: Key
    topic: Key
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)]


class Finding(_Sourced):
    """What rules establish about a person; `label` reads as a statement."""

    kind: FindingKind
    modifiable: StrictBool = False
    label: Text


class Rule(_Sourced):
    """Conditions, of which all, any or at least N must hold, and the finding they establish."""

    all: tuple[ConditionField, ...] = ()
    any: tuple[ConditionField, ...] = ()
    at_least: Annotated[int, Field(strict=True, ge=1)] | None = None
    of: tuple[ConditionField, ...] = ()
    then: Key
    note: Words | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(map(bool, (self.all, self.any, self.of))) != 1 or bool(self.of) != bool(self.at_least):
            raise ValueError(
                "give either “all”, or “any”, or “at_least” with “of”, with one condition or more"
            )
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rule, whatever its form."""
        return self.all or self.any or self.of


class Recommendation(_Sourced):
    """What is said to a person who has one of the findings `called_for_by`, unless one of `withheld_by` stands.

    `title` names it in a few words ("Dairy for calcium", also shown when it is withheld); `priority` 0–100 ranks tips;
    `urgency` is given for every kind but tips.
    """

    kind: RecommendationKind
    priority: Annotated[int, Field(strict=True, ge=0, le=100)]
    urgency: Urgency | None = None
    called_for_by: Annotated[tuple[Key, ...], Field(min_length=1)]
    withheld_by: tuple[Key, ...] = ()
    title: Text
    text: Text
    why: Text

    @model_validator(mode="after")
    def _urgency_fits(self) -> Self:
        if (self.kind is RecommendationKind.TIP) != (self.urgency is None):
            raise ValueError("give “urgency” (today, soon or routine) for every kind but a tip")
        return self


class Document(_Part):
    """A rule set as one immutable value."""

    key: Key
    title: Text
    topics: tuple[Key, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    recommendations: tuple[Recommendation, ...]

    def items(self) -> Iterator[tuple[str, Source | Finding | Rule | Recommendation]]:
        """Every part that has a key, with the name of the list it stands in."""
        for name in ("sources", "findings", "rules", "recommendations"):
            for item in getattr(self, name):
                yield name, item


class DocumentInvalid(ValueError):
    """A document that cannot be used; `problems` are sentences that name the place and the remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse(data: object) -> Document:
    """Turn plain data into a document; raise DocumentInvalid with every problem that the schema finds."""
    try:
        return Document.model_validate(data)
    except ValidationError as error:
        raise DocumentInvalid([_sentence(data, e["loc"], _remedy(e)) for e in error.errors()]) from None


def dump(document: Document) -> dict[str, Any]:
    """Plain data that `parse` turns into an equal document; what stands at its default is left out."""
    return document.model_dump(mode="json", exclude_defaults=True)


def digest(document: Document) -> str:
    """`sha256:…` of the document's canonical JSON."""
    text = json.dumps(dump(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _remedy(error: ErrorDetails) -> str:
    pattern = error.get("ctx", {}).get("pattern", "")
    return REMEDIES.get(pattern) or REMEDIES.get(error["type"]) or error["msg"].removeprefix("Value error, ")


def _sentence(data: object, location: tuple[int | str, ...], message: str) -> str:
    """Name list items by their key, as an author knows them, not by their position."""
    names: list[str] = []
    for step in location:
        data = _step(data, step)
        key = data.get("key") if isinstance(data, Mapping) else None
        names.append(str(key) if isinstance(key, str) and isinstance(step, int) else _place(step))
    return f"{' → '.join(names) or 'document'}: {message}"


def _step(data: object, step: int | str) -> object:
    try:
        return data[step]  # type: ignore[index]  # whatever it is: what cannot be indexed is None
    except (TypeError, LookupError):
        return None


def _place(step: int | str) -> str:
    return f"no. {step + 1}" if isinstance(step, int) else step
