"""The rule document: sources, findings, rules, recommendations, examples; one schema for file, admin and release.

`parse` reads plain data (from YAML or JSON), `dump` writes it again without loss, `digest` names it. What the schema
cannot say (references, kinds, cycles, limits) stands in `rules.checks`. No Django.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
import hashlib
import json
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    StrictBool,
    StringConstraints,
    Tag,
    ValidationError,
    WrapValidator,
    model_validator,
)

from rules.conditions import Condition, ConditionInvalid
from rules.problems import DocumentInvalid, Fault, at_most, schema_problems, sentence, until_enough

MAX_ITEMS = 2000  # in a list of the document; how many of them can run is another question (rules.compiler)
MAX_ENTRIES = 200  # in a list of an item
INDEX, EXAMPLES = "rule-set", "examples"  # files that are no topic's; no topic can have their names
LANGUAGES = ("en", "fr", "nl")
Language = Literal["en", "fr", "nl"]

KEY = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SOURCE_KEY = r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$"
WORDS = r"^[^\s\p{Cc}]([^\p{Cc}\p{Zl}\p{Zp}]*[^\s\p{Cc}])?$"  # one line, no control character
ADDRESS = r"^https://[^\s\"'<>\p{Cc}]+$"
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
SourceKey = Annotated[str, StringConstraints(pattern=SOURCE_KEY, max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1200, pattern=WORDS)]
# What to write instead, by the pattern that was missed or by pydantic's error type: its own words are for programmers.
REMEDIES = {
    KEY: sentence("write small letters, digits and single hyphens, such as “low-calcium”"),
    SOURCE_KEY: sentence("write letters, digits and single hyphens, such as “has-2006”"),
    WORDS: sentence("write one line of text, without space before or after it"),
    ADDRESS: sentence("write an address that begins with https://"),
    "missing": sentence("is missing; add it"),
    "extra_forbidden": sentence("is not known here; correct the name or take it out"),
    "too_short": sentence("is empty; give one at least"),
    "string_too_short": sentence("is empty; write the words"),
    "string_too_long": sentence("has over %(max_length)s characters; shorten it"),
    "string_type": sentence("write a text"),
    "string_unicode": sentence("write a text"),
    "model_type": sentence("write its parts, each with its name"),
    "tuple_type": sentence("write a list"),
    "int_type": sentence("write a whole number"),
    "bool_type": sentence("write true or false"),
    "enum": sentence("use one of %(expected)s"),
    "literal_error": sentence("use one of %(expected)s"),
    "greater_than_equal": sentence("write %(ge)s or more"),
    "less_than_equal": sentence("write %(le)s or less"),
}


def _condition(value: object) -> Condition:
    if not isinstance(value, str):
        raise ConditionInvalid(sentence("write each condition as one line of text, such as “age_years ≥ 65”"))
    return Condition.parse(value)


ENTRIES_AT_MOST = BeforeValidator(at_most(MAX_ENTRIES))
T = TypeVar("T")
Items = Annotated[tuple[Annotated[T, WrapValidator(until_enough)], ...], BeforeValidator(at_most(MAX_ITEMS))]
ConditionField = Annotated[Condition, BeforeValidator(_condition), PlainSerializer(str)]
Conditions = Annotated[tuple[ConditionField, ...], ENTRIES_AT_MOST]
Keys = Annotated[tuple[Key, ...], ENTRIES_AT_MOST]


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


Level = Literal["urgent", "out_of_scope", "refer", "discuss", "maintain"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(_Part):
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


class Source(_Part):
    """Where a statement comes from: a document or guideline, or a numbered statement `based_on` others.

    A document's citation is its title, in its own `language`; what this site says itself is named in each language.
    """

    key: SourceKey
    citation: Citation
    language: Language | None = None
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    section: Words | None = None
    address: Annotated[str, StringConstraints(pattern=ADDRESS, max_length=300)] | None = None
    based_on: Annotated[tuple[SourceKey, ...], ENTRIES_AT_MOST] = ()

    def named_in(self, language: str) -> str:
        """Its name on a page in `language`."""
        return self.citation if isinstance(self.citation, str) else self.citation[language]


class _Sourced(_Part):
    key: Key
    topic: Key
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1), ENTRIES_AT_MOST]


class Finding(_Sourced):
    """What rules establish about a person; `label` reads as a statement."""

    kind: FindingKind
    modifiable: StrictBool = False
    label: Text


class Rule(_Sourced):
    """Conditions, of which all, any or at least N must hold, and the finding they establish.

    What is `disabled` is kept, but neither checked nor run.
    """

    all: Conditions = ()
    any: Conditions = ()
    at_least: Annotated[int, Field(strict=True, ge=1)] | None = None
    of: Conditions = ()
    then: Key
    note: Words | None = None
    disabled: StrictBool = False

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(map(bool, (self.all, self.any, self.of))) != 1 or bool(self.of) != bool(self.at_least):
            raise Fault(
                sentence("give either “all”, or “any”, or “at_least” with “of”, with one condition or more")
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
    called_for_by: Annotated[tuple[Key, ...], Field(min_length=1), ENTRIES_AT_MOST]
    withheld_by: Keys = ()
    title: Text
    text: Text
    why: Text
    disabled: StrictBool = False

    @model_validator(mode="after")
    def _urgency_fits(self) -> Self:
        if (self.kind is RecommendationKind.TIP) != (self.urgency is None):
            raise Fault(sentence("give “urgency” (today, soon or routine) for every kind but a tip"))
        return self


class Example(_Part):
    """A made-up visitor, and what they must get: this level, and these findings, tips and withheld tips at least.

    `answers` are conditions on facts that say what was answered: `age_years is 66`, `symptoms includes night_cramps`.
    """

    key: Key
    title: Words
    answers: Annotated[tuple[ConditionField, ...], Field(min_length=1), ENTRIES_AT_MOST]
    level: Level
    findings: Keys = ()
    tips: Keys = ()
    withheld: Keys = ()


Item = Source | Finding | Rule | Recommendation | Example
ITEMS: dict[str, type[Item]] = {
    "sources": Source,
    "findings": Finding,
    "rules": Rule,
    "recommendations": Recommendation,
    "examples": Example,
}


class Document(_Part):
    """A rule set as one immutable value."""

    key: Key
    title: Text
    topics: tuple[Key, ...]
    sources: Items[Source]
    findings: Items[Finding]
    rules: Items[Rule]
    recommendations: Items[Recommendation]
    examples: Items[Example] = ()

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every part that has a key, with the name of the list it stands in."""
        for name in ITEMS:
            for item in getattr(self, name):
                yield name, item

    def in_use(self) -> Document:
        """The document without what is disabled."""
        rules = tuple(rule for rule in self.rules if not rule.disabled)
        recommendations = tuple(item for item in self.recommendations if not item.disabled)
        return self.model_copy(update={"rules": rules, "recommendations": recommendations})


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
