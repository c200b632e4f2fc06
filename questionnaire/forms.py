"""The form of one page, built from its questions with crispy-forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from questionnaire.fields import UNKNOWN_TEXT, Answer, answer_field, initial_of_answer, is_number
from questionnaire.questions import QUESTIONS, Question
from rules.answers import AnswersInvalid, clean

UNKNOWN_SUFFIX = "__unknown"
FAULTS = {
    "none_with_others": _("“None of these” stands alone: untick it, or untick the others."),
    "after_age": _("This is later than your age today. Give your age at your last period."),
}


class PageForm(forms.Form):
    """The questions `shown` on a page; `answers` are all those given so far.

    With `draft`, what was typed is shown again without being checked.
    """

    def __init__(
        self,
        shown: Iterable[str],
        answers: Mapping[str, Answer],
        data: Mapping[str, Any] | None = None,
        draft: bool = False,
    ) -> None:
        self._questions = [QUESTIONS[key] for key in shown]
        self._answers, self._draft = answers, draft
        super().__init__(data, initial=self._initial())
        for question in self._questions:
            self.fields[question.fact.key] = answer_field(question)
            if _may_tick_unknown(question):
                self.fields[question.fact.key + UNKNOWN_SUFFIX] = forms.BooleanField(
                    label=UNKNOWN_TEXT, required=False
                )
        self.helper = self._helper()

    def _initial(self) -> dict[str, object]:
        initial: dict[str, object] = {}
        for question in self._questions:
            key = question.fact.key
            if key in self._answers:
                answer = self._answers[key]
                initial[key] = initial_of_answer(question.fact, answer)
                initial[key + UNKNOWN_SUFFIX] = answer is None
        return initial

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True  # nothing is stored and nobody is known: there is nothing to forge
        helper.layout = Layout(*map(_question_layout, self._questions))
        return helper

    def full_clean(self) -> None:
        """Check what was typed, unless this is a draft."""
        if self._draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Check the answers together, with those of the other pages."""
        for question in self._questions:
            key = question.fact.key
            if self.cleaned_data.get(key + UNKNOWN_SUFFIX) and self.cleaned_data.get(key) is not None:
                self.add_error(key, _("Give a number, or tick “I don’t know”, not both."))
        try:
            clean({**self._answers, **self.given()}, partial=True)
        except AnswersInvalid as invalid:
            for error in invalid.errors:
                if error.key in self.fields and error.code in FAULTS:
                    self.add_error(error.key, FAULTS[error.code])
        return self.cleaned_data

    def given(self) -> dict[str, Answer]:
        """The answers of this page that can be used as they are."""
        keys = [question.fact.key for question in self._questions]
        return {key: self.cleaned_data[key] for key in keys if key in self.cleaned_data}

    def is_filled_in(self, key: str) -> bool:
        """Whether the visitor gave an answer, “I don’t know” among them."""
        return bool(self[key].data or self.cleaned_data.get(key + UNKNOWN_SUFFIX))

    def faults(self) -> list[tuple[str, str]]:
        """For the summary above the form: the address of each field at fault, and what is wrong."""
        return [
            (self[name].id_for_label or f"{self[name].auto_id}_0", f"{self[name].label} {errors[0]}")
            for name, errors in self.errors.items()
        ]


def _may_tick_unknown(question: Question) -> bool:
    return is_number(question.fact) and not question.fact.required


def _question_layout(question: Question) -> Div:
    key = question.fact.key
    if not _may_tick_unknown(question):
        return Div(Field(key), css_class="question")
    parts = (Field(key), Field(key + UNKNOWN_SUFFIX))
    return Div(*parts, css_class="question", role="group", aria_label=str(question.text))
