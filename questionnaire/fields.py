"""A form field for each kind of fact, and the way of its value between form and answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from questionnaire.questions import QUESTIONS, Question
from questionnaire.questions.measurements import Number, Unit, amount_text, number_text
from rules.facts import Fact, Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Answer = int | float | bool | str | list[str] | None
UNKNOWN = "unknown"
UNKNOWN_SUFFIX = "__unknown"
UNKNOWN_TEXT = _("I don’t know")
YES_NO = {"true": _("Yes"), "false": _("No")}
CODES: dict[str, bool | None] = {"true": True, "false": False, UNKNOWN: None}
LONGEST_NUMBER = 12
LARGEST_PART = Decimal(999)  # of a measurement in parts; pounds come near it
NUMBER_FAULTS = ("required", "invalid", "min_value", "max_value", "max_decimal_places", "max_digits")


class NumberField(forms.DecimalField):
    """A number, typed with a point or a comma; an int or a float, as answers hold it."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for an IntegerField
        """The number, or None for an empty field."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> int | float | None:
        """The number as an answer."""
        return _plain(super().clean(value))


class MeasurementField(forms.MultiValueField):
    """A height or a weight in a unit that is not the fact's own, such as feet and inches."""

    def __init__(self, fact: Fact, unit: Unit, **options: Any) -> None:
        self._range, self._unit = (fact.low or 0, fact.high or 0), unit
        low, high = (lazy(amount_text, str)(limit, unit) for limit in self._range)
        self._fault = format_lazy(_("Give a number from {} to {}."), low, high)
        faults = dict.fromkeys(NUMBER_FAULTS, self._fault)
        parts = [
            NumberField(min_value=0, max_value=most, decimal_places=1, required=False, error_messages=faults)
            for most in _limits(unit)
        ]
        widget = forms.MultiWidget({part.key: forms.TextInput() for part in unit.parts})
        super().__init__(parts, widget=widget, require_all_fields=False, **options)

    def compress(self, data_list: Sequence[Number | None]) -> int | float | None:
        """The fact's value, or None where nothing was typed."""
        if all(number is None for number in data_list):
            return None
        amount = self._unit.join(data_list)
        low, high = self._range
        if not low <= amount <= high:
            raise forms.ValidationError(self._fault, code="out_of_range")
        return _plain(amount)


def _limits(unit: Unit) -> list[Decimal]:
    """The most that each part takes: 11.9 inches beside feet."""
    sizes = [part.size for part in unit.parts]
    smaller = [round(bigger / size) - Decimal("0.1") for bigger, size in pairwise(sizes)]
    return [LARGEST_PART, *smaller]


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


def may_tick_unknown(fact: Fact) -> bool:
    """Whether “I don’t know” is a box of its own, beside the number."""
    return is_number(fact) and not fact.required


@lru_cache(maxsize=256)  # fields hold nothing of a visitor, so that one of each kind is enough
def answer_field(key: str, unit: Unit | None = None) -> forms.Field:
    """The field for the answer to a question; only what the vocabulary requires must be filled in."""
    question = QUESTIONS[key]
    fact = question.fact
    texts: dict[str, Any] = {"label": question.text, "help_text": question.help, "required": fact.required}
    if unit and not unit.is_metric:
        return MeasurementField(fact, unit, **texts)
    if is_number(fact):
        return _number_field(fact, unit, texts)
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


def _number_field(fact: Fact, unit: Unit | None, texts: dict[str, Any]) -> NumberField:
    is_whole = fact.kind is Kind.INTEGER
    sentence = _("Give a whole number from {} to {}.") if is_whole else _("Give a number from {} to {}.")
    limits = (lazy(amount_text, str)(limit or 0, unit) if unit else limit for limit in (fact.low, fact.high))
    return NumberField(
        min_value=fact.low,
        max_value=fact.high,
        decimal_places=0 if is_whole else 1,
        widget=forms.TextInput,
        error_messages=dict.fromkeys(NUMBER_FAULTS, format_lazy(sentence, *limits)),
        **texts,
    )


def _answer_of_code(code: str) -> bool | str | None:
    return CODES.get(code, code)


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def input_names(key: str, unit: Unit | None) -> list[str]:
    """The names of a number's inputs: the fact's key, or one for each part (`height_cm_ft`, `height_cm_in`)."""
    return [key] if unit is None or unit.is_metric else [f"{key}_{part.key}" for part in unit.parts]


def typed(key: str, amount: Number, unit: Unit | None) -> dict[str, str]:
    """What stands in each input of a number, as one types it in the active language."""
    numbers = unit.split(amount) if unit else [amount]
    return dict(zip(input_names(key, unit), map(number_text, numbers), strict=True))


def codes_of(answer: Answer) -> list[str]:
    """The choices that are ticked for an answer; None is “I don’t know”."""
    if answer is None:
        return [UNKNOWN]
    if isinstance(answer, list):
        return answer
    return [str(answer).lower() if isinstance(answer, bool) else str(answer)]
