"""The form of one page: its answers checked together, and what each field shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from questionnaire.fields import (
    UNKNOWN_SUFFIX,
    Answer,
    answer_field,
    codes_of,
    input_names,
    is_number,
    may_tick_unknown,
    typed,
)
from questionnaire.questions import QUESTIONS
from questionnaire.questions.measurements import Unit, unit_of
from rules.answers import AnswersInvalid, Cleaned, clean
from rules.facts import FACTS

FAULTS = {
    "none_with_others": _("“None of these” stands alone: untick it, or untick the others."),
    "after_age": _("This is later than your age today. Give your age at your last period."),
}


class PageForm(forms.Form):
    """The questions `shown` on a page; `answers` are all those given so far, `units` those of height and weight.

    With `draft`, what was typed is shown again without being checked.
    """

    def __init__(
        self,
        shown: Iterable[str],
        answers: Mapping[str, Answer],
        units: Mapping[str, str],
        data: Mapping[str, Any] | None = None,
        draft: bool = False,
    ) -> None:
        self.shown, self.units, self._answers, self._draft = tuple(shown), units, answers, draft
        self.checked: Cleaned | None = None
        super().__init__(data)
        for key in self.shown:
            self.fields[key] = answer_field(key, self.unit(key))

    def unit(self, key: str) -> Unit | None:
        """The unit in which a question is answered here."""
        return unit_of(key, self.units)

    def full_clean(self) -> None:
        """Check what was typed, unless this is a draft."""
        if self._draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Check the answers together, with those of the other pages."""
        for key in self.shown:
            if self._is_unknown(key) and self.cleaned_data.get(key) is not None:
                self.add_error(key, _("Give a number, or tick “I don’t know”, not both."))
        try:
            self.checked = clean(self.answers(), partial=True)
        except AnswersInvalid as invalid:
            for error in invalid.errors:
                if error.key in self.fields and error.code in FAULTS:
                    self.add_error(error.key, FAULTS[error.code])
        return self.cleaned_data

    def answers(self) -> dict[str, Answer]:
        """All answers so far, with those of this page that can be used as they are."""
        return {**self._answers, **self.given()}

    def given(self) -> dict[str, Answer]:
        """The answers of this page that can be used as they are."""
        return {key: self.cleaned_data[key] for key in self.shown if key in self.cleaned_data}

    def is_filled_in(self, key: str) -> bool:
        """Whether the visitor gave an answer, “I don’t know” among them."""
        data = cast("Any", self[key]).data
        is_typed = any(data) if isinstance(data, list) else bool(data)
        return is_typed or self._is_unknown(key)

    def _is_unknown(self, key: str) -> bool:
        """Whether the box “I don’t know” beside a number is ticked."""
        return may_tick_unknown(FACTS[key]) and bool(self.data.get(key + UNKNOWN_SUFFIX))

    def faults(self) -> list[tuple[str, str]]:
        """For the summary above the form: the address of each field at fault, and what is wrong."""
        return [
            (f"id_{self._inputs(key)[0]}", f"{QUESTIONS[key].text} {errors[0]}")
            for key, errors in self.errors.items()
        ]

    def _inputs(self, key: str) -> list[str]:
        return input_names(key, self.unit(key)) if is_number(FACTS[key]) else [f"{key}_0"]

    def values(self) -> dict[str, str]:
        """What stands in the slots of the questions (`questionnaire.pieces`), as HTML; what is empty is left out."""
        values: dict[str, str] = {f"fault:{key}": escape(errors[0]) for key, errors in self.errors.items()}
        values |= dict.fromkeys((f"invalid:{key}" for key in self.errors), ' aria-invalid="true"')
        for key in self.shown:
            if self.is_bound:
                values |= dict(self._sent(key))
            elif key in self._answers:
                values |= dict(self._known(key, self._answers[key]))
        return values

    def _sent(self, key: str) -> Iterator[tuple[str, str]]:
        if not is_number(FACTS[key]):
            data = cast("Any", self[key]).data
            yield from _ticked(key, data if isinstance(data, list) else [data])
            return
        for name in self._inputs(key):
            yield f"value:{name}", escape(self.data.get(name, ""))
        if self._is_unknown(key):
            yield from _ticked(key + UNKNOWN_SUFFIX, ["on"])

    def _known(self, key: str, answer: Answer) -> Iterator[tuple[str, str]]:
        if not is_number(FACTS[key]):
            yield from _ticked(key, codes_of(answer))
        elif answer is None:
            yield from _ticked(key + UNKNOWN_SUFFIX, ["on"])
        else:
            for name, text in typed(key, cast("float", answer), self.unit(key)).items():
                yield f"value:{name}", escape(text)


def _ticked(name: str, codes: Iterable[object]) -> Iterator[tuple[str, str]]:
    return ((f"checked:{name}:{code}", " checked") for code in codes)
