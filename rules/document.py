"""The rule document: its parts in lists; one schema for file, admin and release.

`parse` reads plain data (from YAML or JSON), `dump` writes it again without loss, `digest` names it. What the schema
cannot say (references, kinds, cycles, limits) stands in `rules.checks`. No Django.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StrictBool, Tag, ValidationError, model_validator

from rules.problems import DocumentInvalid, Fault, schema_problems, sentence
from rules.schema import (
    ENTRIES_AT_MOST,
    ONE_FORM,
    REMEDIES,
    Address,
    Conditional,
    ConditionField,
    Conditions,
    Items,
    Key,
    Keyed,
    Keys,
    Part,
    Sourced,
    SourceKey,
    Words,
)

INDEX = "rule-set"
APART = ("examples", "guarantees")  # lists that stand in a file of their own
TAKEN = (INDEX, *APART)  # the names of files that are no topic's; no topic can have them
LANGUAGES = ("en", "fr", "nl")
Language = Literal["en", "fr", "nl"]


class FindingKind(StrEnum):
    """What a finding says. `intermediate` ones only join conditions: the outcome shows the facts behind them."""

    RISK_FACTOR = "risk_factor"
    WARNING_SIGN = "warning_sign"
    CRITERION = "criterion"
    DENSITY = "density"
    CAUTION = "caution"
    RED_FLAG = "red_flag"
    INTERMEDIATE = "intermediate"


# One more of these speaks for more care.
RAISING = {FindingKind.RISK_FACTOR, FindingKind.WARNING_SIGN, FindingKind.RED_FLAG}


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


Level = Literal["urgent", "out_of_scope", "refer", "discuss", "maintain"]


class Text(Part):
    """The same words in every language of the site."""

    en: Words
    fr: Words
    nl: Words

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language))


def _form(value: object) -> str:
    """A citation in one language, or in each: chosen by its type, so that only the one meant is complained of."""
    return "(texts)" if isinstance(value, dict | Text) else "(words)"


Citation = Annotated[Annotated[Words, Tag("(words)")] | Annotated[Text, Tag("(texts)")], Discriminator(_form)]


class Source(Part):
    """Where a statement comes from: a document or guideline, or a numbered statement `based_on` others.

    A document's citation is its title, in its own `language`; what this site says itself is named in each language.
    """

    key: SourceKey
    citation: Citation
    language: Language | None = None
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    section: Words | None = None
    address: Address | None = None
    based_on: Annotated[tuple[SourceKey, ...], ENTRIES_AT_MOST] = ()

    def named_in(self, language: str) -> str:
        """Its name on a page in `language`."""
        return self.citation if isinstance(self.citation, str) else self.citation[language]


class Finding(Sourced):
    """What rules establish about a person; `label` reads as a statement.

    `may_lower` is why a finding that speaks for more care can lead to a lower level; without it, that is a mistake.
    """

    kind: FindingKind
    modifiable: StrictBool = False
    label: Text
    may_lower: Words | None = None

    @model_validator(mode="after")
    def _can_lower(self) -> Self:
        if self.may_lower and self.kind not in RAISING:
            raise Fault(
                sentence("give “may_lower” only for a risk factor, a warning sign or a red flag; take it out")
            )
        return self


class Rule(Conditional, Sourced):
    """Conditions, and the finding they establish.

    What is `disabled` is kept, but neither checked nor run.
    """

    then: Key
    note: Words | None = None
    disabled: StrictBool = False

    @model_validator(mode="after")
    def _has_conditions(self) -> Self:
        if not self.conditions:
            raise Fault(ONE_FORM)
        return self


class Recommendation(Sourced):
    """What is said to a person who has one of the findings `called_for_by`, unless one of `withheld_by` stands.

    `title` names it in a few words ("Dairy for calcium", also shown when it is withheld); `priority` 0–100 ranks tips;
    `urgency` is given for every kind but tips. Nobody may be shown it together with one of `incompatible_with`; it is
    enough that one of the two names the other.
    """

    kind: RecommendationKind
    priority: Annotated[int, Field(strict=True, ge=0, le=100)]
    urgency: Urgency | None = None
    called_for_by: Annotated[tuple[Key, ...], Field(min_length=1), ENTRIES_AT_MOST]
    withheld_by: Keys = ()
    incompatible_with: Keys = ()
    title: Text
    text: Text
    why: Text
    disabled: StrictBool = False

    @model_validator(mode="after")
    def _urgency_fits(self) -> Self:
        if (self.kind is RecommendationKind.TIP) != (self.urgency is None):
            raise Fault(sentence("give “urgency” (today, soon or routine) for every kind but a tip"))
        return self

    @model_validator(mode="after")
    def _fits_itself(self) -> Self:
        if self.key in self.incompatible_with:
            raise Fault(sentence("“incompatible_with” names this recommendation itself; take it out"))
        return self


class Example(Keyed):
    """A made-up visitor, and what they must get: this level, and these findings, tips and withheld tips at least.

    `answers` are conditions on facts that say what was answered: `age_years is 66`, `symptoms includes night_cramps`.
    """

    title: Words
    answers: Annotated[tuple[ConditionField, ...], Field(min_length=1), ENTRIES_AT_MOST]
    level: Level
    findings: Keys = ()
    tips: Keys = ()
    withheld: Keys = ()


class _Titled(Keyed):
    """Told in a file before what it is the title of."""

    title: Text


class Guarantee(Conditional, _Titled):
    """What must hold for every possible visitor; proven before each publication.

    It speaks of those for whom the conditions hold (everybody where it has none) and none of `unless` does. Their level
    must be one of `levels`, `findings` must be established and `never_findings` not, `tips` be shown and `never_tips`
    not. What is `disabled` is kept, but neither checked nor proven.
    """

    unless: Conditions = ()
    levels: Annotated[tuple[Level, ...], ENTRIES_AT_MOST] = ()
    findings: Keys = ()
    never_findings: Keys = ()
    tips: Keys = ()
    never_tips: Keys = ()
    disabled: StrictBool = False

    @model_validator(mode="after")
    def _demands(self) -> Self:
        if not (self.levels or self.findings or self.never_findings or self.tips or self.never_tips):
            raise Fault(
                sentence(
                    "demands nothing; give “levels”, “findings”, “never_findings”, “tips” or “never_tips”"
                )
            )
        return self


Item = Source | Finding | Rule | Recommendation | Example | Guarantee
ITEMS: dict[str, type[Item]] = {
    "sources": Source,
    "findings": Finding,
    "rules": Rule,
    "recommendations": Recommendation,
    "examples": Example,
    "guarantees": Guarantee,
}


class Document(Part):
    """A rule set as one immutable value."""

    key: Key
    title: Text
    topics: tuple[Key, ...]
    sources: Items[Source]
    findings: Items[Finding]
    rules: Items[Rule]
    recommendations: Items[Recommendation]
    examples: Items[Example] = ()
    guarantees: Items[Guarantee] = ()

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every part that has a key, with the name of the list it stands in."""
        for name in ITEMS:
            for item in getattr(self, name):
                yield name, item

    def without_examples(self) -> Document:
        """What is proven of the document: no proof looks at an example."""
        return self.model_copy(update={"examples": ()})

    def in_use(self) -> Document:
        """The document without what is disabled."""
        return self.model_copy(
            update={
                name: tuple(item for item in getattr(self, name) if not item.disabled)
                for name, schema in ITEMS.items()
                if "disabled" in schema.model_fields
            }
        )


def parse(data: object) -> Document:
    """Turn plain data into a document; raise DocumentInvalid with what the schema finds."""
    try:
        return Document.model_validate(data, context=Counter[str]())
    except ValidationError as error:
        raise DocumentInvalid([*schema_problems(data, error, REMEDIES)]) from None


def dump(part: Document | Item) -> dict[str, Any]:
    """Plain data that `parse` (of an item: its schema) reads back equal; what stands at its default is left out."""
    return part.model_dump(mode="json", exclude_defaults=True)


def digest(document: Document) -> str:
    """`sha256:…` of the document's canonical JSON."""
    text = json.dumps(dump(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
