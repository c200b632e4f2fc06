"""Answers in words, for the result page."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
import math
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from questionnaire.questions import QUESTIONS, Question
from questionnaire.questions.measured import INDICES, MEASURED

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ASKED_DECIMALS = 1


def answer_text(key: str, value: object) -> str:
    """A fact and its JSON value in the active language (“Your age: 62 years”); an index without its number.

    Raises KeyError for an unknown fact or choice, TypeError for a value that is no answer.
    """
    if key in INDICES:
        return str(INDICES[key])
    if key in MEASURED:
        measured = MEASURED[key]
        label, answer = measured.label, _amount(value, measured.units, measured.decimals)
    else:
        question = QUESTIONS[key]
        label, answer = question.label, _answer(question, value)
    return _("%(label)s: %(answer)s") % {"label": label, "answer": answer}


def _answer(question: Question, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return str(question.answers[value])
    if isinstance(value, Collection):
        return ", ".join(str(text) for choice, text in question.answers.items() if choice in value)
    return _amount(value, question.units, ASKED_DECIMALS)


def _amount(value: object, units: StrPromise | None, decimals: int) -> str:
    """The number, cut and not rounded: what is just under a limit must not read as the limit."""
    if not isinstance(value, int | float | Decimal):
        raise TypeError(f"a number is due, not {type(value).__name__}")
    places = 0 if value == int(value) else decimals
    number = number_format(Decimal(str(value)), decimal_pos=places, force_grouping=True)
    return f"{number} {units % math.ceil(value)}" if units is not None else number
