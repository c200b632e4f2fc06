"""The visitor's answers so far, section by section, to check and to change."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from questionnaire.fields import UNKNOWN_TEXT
from questionnaire.questions import QUESTIONS
from questionnaire.questions.answers import answer_only
from questionnaire.state import State
from questionnaire.wizard import Progress, progress


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its answer in words; `is_open` while it was never on a page."""

    key: str
    label: str
    answer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions."""

    progress: Progress
    rows: list[Row]


def summary(state: State) -> list[Part]:
    """Every section that concerns the visitor, in the active language."""
    return [Part(part, [_row(key, state) for key in part.asked]) for part in progress(state)]


def _row(key: str, state: State) -> Row:
    label, is_open, value = str(QUESTIONS[key].label), key not in state.answers, state.answers.get(key)
    if value is None:
        return Row(key, label, _("No answer yet") if is_open else str(UNKNOWN_TEXT), is_open)
    return Row(key, label, answer_only(key, value, state.units), is_open)
