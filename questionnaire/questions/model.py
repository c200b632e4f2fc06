"""What a question and a section are: the words around the facts of `rules.facts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import capfirst

from rules.facts import Fact

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

SEVERAL = 2  # a count that takes the plural in each of our languages


@dataclass(frozen=True, slots=True)
class Question:
    """How a fact is asked and how its answer reads back.

    `label` and `answers` are put together on the result page (“Smoking: I smoke now”), so answers have no
    capital of their own. `units` takes a count (“1 year”, “2 years”). `picture` names a drawing in
    templates/jinja2/pictures; `examples` says what counts in the visitor's country.
    """

    fact: Fact
    label: StrOrPromise
    text: StrOrPromise
    help: StrOrPromise = ""
    answers: Mapping[str, StrOrPromise] = field(default_factory=dict)
    units: StrPromise | None = None
    picture: str = ""
    examples: Mapping[str, StrOrPromise] = field(default_factory=dict)

    @property
    def choices(self) -> dict[str, StrOrPromise]:
        """The answers as the form offers them, each beginning with a capital."""
        return {key: capfirst(text) for key, text in self.answers.items()}

    @property
    def unit(self) -> StrOrPromise:
        """What stands behind the field of a number: the unit in the plural, or ""."""
        return "" if self.units is None else lazy(self.units.__mod__, str)(SEVERAL)


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the questionnaire; `key` is its address."""

    key: str
    title: StrOrPromise
    lead: StrOrPromise
    questions: tuple[Question, ...]
