"""Answers in words, for the result page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache
import math
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from questionnaire.questions import QUESTIONS
from questionnaire.questions.measured import INDICES, MEASURED
from questionnaire.questions.measurements import amount_text, unit_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ASKED_DECIMALS = 1
METRIC: Mapping[str, str] = {}
SENTENCE, YES, NO = ":sentence", ":yes", ":no"


def answer_text(key: str, value: object, units: Mapping[str, str] = METRIC, language: str = "") -> str:
    """A fact and its JSON value in the active language (“Your age: 62 years”); an index without its number.

    `language` is the active one, if it is at hand. Height and weight stand in the visitor's `units`. Raises KeyError
    for an unknown fact or choice, TypeError for a value that is no answer.
    """
    language = language or get_language() or ""
    words = _words(language)
    if key in INDICES:
        return words[key]
    if key in MEASURED:
        answer = _amount(value, MEASURED[key].units, MEASURED[key].decimals)
    else:
        answer = answer_only(key, value, units, language)
    return words[SENTENCE] % {"label": words[key], "answer": answer}


def answer_only(key: str, value: object, units: Mapping[str, str] = METRIC, language: str = "") -> str:
    """The answer to a question, without the question."""
    question, unit = QUESTIONS[key], unit_of(key, units)
    words = _words(language or get_language() or "")
    if isinstance(value, bool):
        return words[YES if value else NO]
    if isinstance(value, str):
        return words[f"{key}:{value}"]
    if isinstance(value, Collection):
        return ", ".join(words[f"{key}:{choice}"] for choice in question.answers if choice in value)
    if unit and not unit.is_metric and isinstance(value, int | float):
        return amount_text(value, unit)
    return _amount(value, question.units, ASKED_DECIMALS)


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, str]:
    """The labels and answers of all questions in the active language: a result has a hundred of them."""
    words = {SENTENCE: _("%(label)s: %(answer)s"), YES: _("yes"), NO: _("no")}
    words |= {key: str(label) for key, label in INDICES.items()}
    words |= {key: str(measured.label) for key, measured in MEASURED.items()}
    for key, question in QUESTIONS.items():
        words[key] = str(question.label)
        words |= {f"{key}:{choice}": str(answer) for choice, answer in question.answers.items()}
    return words


def _amount(value: object, units: StrPromise | None, decimals: int) -> str:
    """The number, cut and not rounded: what is just under a limit must not read as the limit."""
    if not isinstance(value, int | float | Decimal):
        raise TypeError(f"a number is due, not {type(value).__name__}")
    places = 0 if value == int(value) else decimals
    if not places and 0 <= value < 1000:
        number = str(int(value))  # the same in every language, and most numbers are such
    else:
        number = number_format(Decimal(str(value)), decimal_pos=places, force_grouping=True)
    return f"{number} {units % math.ceil(value)}" if units is not None else number
