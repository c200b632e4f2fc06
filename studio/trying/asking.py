"""The whole questionnaire as one form, for made-up answers: every question, whomever it would be asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.forms import BoundField
from django.http import QueryDict

from questionnaire.fields import Answer, codes_of, is_number
from questionnaire.forms import PageForm
from questionnaire.questions import QUESTIONS, SECTIONS, Question
from questionnaire.questions.measurements import number_text
from rules.answers import AnswersInvalid, clean
from rules.document import Example
from rules.examples import answers_of
from rules.facts import FACTS, Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

METRIC: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the page; a number has a `unit` and a `keyboard` (the input's mode), which are "" otherwise.

    `may_be_left`: one answer of several, that can be taken back.
    """

    field: BoundField
    unit: StrOrPromise = ""
    keyboard: str = ""
    may_be_left: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the questionnaire; `is_open` where something stands in it."""

    key: str
    title: StrOrPromise
    questions: list[Asked]
    is_open: bool


def sent(data: QueryDict) -> PageForm:
    """The form as it was sent; its answers are checked."""
    return PageForm(QUESTIONS, {}, METRIC, data)


def filled_in(answers: Mapping[str, Answer]) -> PageForm:
    """The form with these answers, not checked."""
    typed = {key: _typed(key, answer) for key, answer in answers.items()}
    return PageForm(QUESTIONS, {}, METRIC, typed, draft=True)


def _typed(key: str, answer: Answer) -> str | list[str]:
    if is_number(FACTS[key]):
        return number_text(cast("float", answer))
    codes = codes_of(answer)
    return codes if FACTS[key].kind is Kind.SEVERAL else codes[0]


def as_typed(answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Each input of the questionnaire with what stands in it for these answers, to be sent."""
    return [(key, text) for key, answer in answers.items() for text in _inputs(key, answer)]


def _inputs(key: str, answer: Answer) -> list[str]:
    typed = _typed(key, answer)
    return typed if isinstance(typed, list) else [typed]


def usable_answers(example: Example) -> dict[str, Answer]:
    """What an example visitor answered, without what this site cannot ask."""
    return {
        key: cast("Answer", answer) for key, answer in answers_of(example).items() if _is_sound(key, answer)
    }


def _is_sound(key: str, answer: object) -> bool:
    try:
        clean({key: answer}, partial=True)
    except AnswersInvalid:
        return False
    return True


def chapters(form: PageForm) -> list[Chapter]:
    """The form section by section; the first is open, and those that hold an answer or a fault."""
    return [
        Chapter(
            section.key,
            section.title,
            [_asked(form[question.fact.key], question) for question in section.questions],
            section == SECTIONS[0] or any(_is_touched(form, question) for question in section.questions),
        )
        for section in SECTIONS
    ]


def _asked(field: BoundField, question: Question) -> Asked:
    if not is_number(question.fact):
        return Asked(field, may_be_left=question.fact.kind is not Kind.SEVERAL and not question.fact.required)
    return Asked(field, question.unit, "numeric" if question.fact.kind is Kind.INTEGER else "decimal")


def _is_touched(form: PageForm, question: Question) -> bool:
    key = question.fact.key
    return key in form.errors or form.is_filled_in(key)


def as_sent(data: QueryDict) -> Iterator[tuple[str, str]]:
    """Each input of the questionnaire with what was sent in it, to be sent again; nothing else of `data`."""
    return ((key, value) for key in QUESTIONS for value in data.getlist(key))
