"""The visitors who show that something does not hold, as a clinician reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.fields import Answer
from questionnaire.levels import LEVELS
from questionnaire.questions import QUESTIONS
from questionnaire.questions.answers import answer_text
from rules.document import Rule
from rules.facts import FACTS
from rules.proof.results import Visitor
from studio.trying.asking import as_typed
from studio.trying.comparison import ONLY_HERE
from studio.words import address_of
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALONE: tuple[StrOrPromise, ...] = (gettext_lazy("A visitor who shows it"),)
PAIR: tuple[StrOrPromise, ...] = (gettext_lazy("Before"), gettext_lazy("After"))
CHANGED = gettext_lazy("changed")
ASKED_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Line:
    """An answer or a rule in words, how it differs from the other visitor's, and the page of a rule."""

    text: str
    mark: StrOrPromise = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One visitor; `inputs` are what to send to the page that tries them, none where it cannot be typed there."""

    heading: StrOrPromise
    level: StrOrPromise
    answers: list[Line]
    rules: list[Line]
    inputs: list[tuple[str, str]]


def shown(copy: WorkingCopy, visitors: Sequence[Visitor]) -> list[Shown]:
    """One visitor, or two side by side."""
    return [
        Shown(
            heading,
            LEVELS[visitor.level].title,
            _answers(copy, visitor, visitors),
            _rules(copy, visitor, visitors),
            _inputs(visitor.answers),
        )
        for heading, visitor in zip(ALONE if len(visitors) == 1 else PAIR, visitors, strict=False)
    ]


def _answers(copy: WorkingCopy, visitor: Visitor, visitors: Sequence[Visitor]) -> list[Line]:
    """What one of them answered, and what only the other one did, in the order of the questionnaire."""
    asked = [key for key in FACTS if any(key in one.answers for one in visitors)]
    differing = {
        key for key in asked if any(one.answers.get(key) != visitor.answers.get(key) for one in visitors)
    }
    return [
        Line(_answer(copy, key, visitor.answers.get(key)), CHANGED if key in differing else "")
        for key in asked
    ]


def _answer(copy: WorkingCopy, key: str, value: object) -> str:
    if value is None:
        return _("%(label)s: %(answer)s") % {"label": QUESTIONS[key].label, "answer": _("no answer")}
    text = answer_text(key, value, language=copy.language)
    if _can_be_typed(value):
        return text
    exact = number_format(Decimal(str(value)), force_grouping=True)
    return _("%(answer)s (exactly %(number)s)") % {"answer": text, "number": exact}


def _can_be_typed(value: object) -> bool:
    """Whether the questionnaire takes it; a solver may need more decimals than a person would give."""
    return not isinstance(value, float) or round(value, ASKED_DECIMALS) == value


def _rules(copy: WorkingCopy, visitor: Visitor, visitors: Sequence[Visitor]) -> list[Line]:
    """Those that fired, by their sentences."""
    everywhere = set(visitor.fired).intersection(*(one.fired for one in visitors))
    names = [("rules", key) for key in visitor.fired]
    return [
        Line(
            copy.if_then(cast("Rule", copy.items[name])),
            "" if name[1] in everywhere else ONLY_HERE,
            address_of(copy.parts[name]),
        )
        for name in names
    ]


def _inputs(answers: Mapping[str, object]) -> list[tuple[str, str]]:
    if not all(map(_can_be_typed, answers.values())):
        return []
    return as_typed({key: cast("Answer", value) for key, value in answers.items()})
