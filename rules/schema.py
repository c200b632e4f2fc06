"""What the parts of the rule document are made of, and what to write instead of what they cannot hold. No Django."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WrapValidator,
    model_validator,
)

from rules.conditions import Condition, ConditionInvalid
from rules.problems import Fault, at_most, sentence, until_enough

ONE_FORM = sentence("give either “all”, or “any”, or “at_least” with “of”, with one condition or more")
MAX_ITEMS = 2000  # in a list of the document; how many of them can run is another question (rules.compiler)
MAX_ENTRIES = 200  # in a list of an item

KEY = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SOURCE_KEY = r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$"
WORDS = r"^[^\s\p{Cc}]([^\p{Cc}\p{Zl}\p{Zp}]*[^\s\p{Cc}])?$"  # one line, no control character
ADDRESS = r"^https://[^\s\"'<>\p{Cc}]+$"
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
SourceKey = Annotated[str, StringConstraints(pattern=SOURCE_KEY, max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1200, pattern=WORDS)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS, max_length=300)]
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


class Part(BaseModel):
    """Plain data that never change, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Keyed(Part):
    """What stands in a list of the document; its key never changes."""

    key: Key


class Sourced(Keyed):
    """A part of a topic, which says where it comes from."""

    topic: Key
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1), ENTRIES_AT_MOST]


class Conditional(Part):
    """Conditions, of which all, any or at least N must hold."""

    all: Conditions = ()
    any: Conditions = ()
    at_least: Annotated[int, Field(strict=True, ge=1)] | None = None
    of: Conditions = ()

    @model_validator(mode="after")
    def _one_form_at_most(self) -> Self:
        if sum(map(bool, (self.all, self.any, self.of))) > 1 or bool(self.of) != bool(self.at_least):
            raise Fault(ONE_FORM)
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition, whatever the form."""
        return self.all or self.any or self.of

    @property
    def form(self) -> Literal["all", "any"] | int:
        """How many of the conditions must hold."""
        return self.at_least or ("any" if self.any else "all")
