"""A form field for each kind of fact, and the way of its value between form and answers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from questionnaire.questions import Question
from rules.facts import Fact, Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Answer = int | float | bool | str | list[str] | None
UNKNOWN = "unknown"
UNKNOWN_TEXT = _("I don’t know")
YES_NO = {"true": _("Yes"), "false": _("No")}
CODES: dict[str, bool | None] = {"true": True, "false": False, UNKNOWN: None}
LONGEST_NUMBER = 12
NUMBER_FAULTS = ("required", "invalid", "min_value", "max_value", "max_decimal_places", "max_digits")


class NumberField(forms.DecimalField):
    """A number, typed with a point or a comma; an int or a float, as answers hold it."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for an IntegerField
        """The number, or None for an empty field."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> int | float | None:
        """The number as an answer."""
        number = super().clean(value)
        if number is None:
            return None
        return int(number) if number == int(number) else float(number)


class SeveralField(forms.MultipleChoiceField):
    """Ticked boxes, of which “I don’t know” stands alone."""

    def clean(self, value: Any) -> list[str] | None:
        """The choices; None for no choice and for “I don’t know”."""
        chosen: list[str] = super().clean(value)
        if UNKNOWN in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("“I don’t know” stands alone: untick it, or untick the others."), code="unknown_with_others"
            )
        return None if chosen in ([], [UNKNOWN]) else chosen


def is_number(fact: Fact) -> bool:
    """Whether the answer is typed rather than chosen."""
    return fact.kind in (Kind.INTEGER, Kind.DECIMAL)


def answer_field(question: Question) -> forms.Field:
    """The field for the question's answer; only what the vocabulary requires must be filled in."""
    fact = question.fact
    texts: dict[str, Any] = {"label": question.text, "help_text": question.help, "required": fact.required}
    if is_number(fact):
        return _number_field(question, texts)
    if fact.kind is Kind.SEVERAL:
        choices = [*question.choices.items(), (UNKNOWN, UNKNOWN_TEXT)]
        return SeveralField(choices=choices, widget=forms.CheckboxSelectMultiple, **texts)
    return _choice_field(question, texts)


def _choice_field(question: Question, texts: dict[str, Any]) -> forms.TypedChoiceField:
    fact = question.fact
    choices: list[tuple[str, StrOrPromise]] = [
        *(YES_NO if fact.kind is Kind.BOOLEAN else question.choices).items()
    ]
    if not fact.required:
        choices.append((UNKNOWN, UNKNOWN_TEXT))
    return forms.TypedChoiceField(
        choices=choices,
        coerce=_answer_of_code,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
        **texts,
    )


def _number_field(question: Question, texts: dict[str, Any]) -> NumberField:
    fact = question.fact
    is_whole = fact.kind is Kind.INTEGER
    sentence = _("Give a whole number from {} to {}.") if is_whole else _("Give a number from {} to {}.")
    fault = format_lazy(sentence, fact.low, fact.high)
    if question.unit:
        texts["label"] = format_lazy("{} ({})", question.text, question.unit)
    attributes = {"inputmode": "numeric" if is_whole else "decimal", "autocomplete": "off"}
    return NumberField(
        min_value=fact.low,
        max_value=fact.high,
        decimal_places=0 if is_whole else 1,
        localize=True,
        widget=forms.TextInput(attributes | {"maxlength": LONGEST_NUMBER}),
        error_messages=dict.fromkeys(NUMBER_FAULTS, fault),
        **texts,
    )


def _answer_of_code(code: str) -> bool | str | None:
    return CODES.get(code, code)


def initial_of_answer(fact: Fact, answer: Answer) -> object:
    """What the field shows for an answer; None is “I don’t know” for what is chosen, empty for what is typed."""
    if answer is None:
        return None if is_number(fact) else [UNKNOWN] if fact.kind is Kind.SEVERAL else UNKNOWN
    return str(answer).lower() if isinstance(answer, bool) else answer
