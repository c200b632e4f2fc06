"""A field for conditions: a row each, with the operators and values that fit its subject.

A row's subject is “fact:smoking” or “finding:smoking”: facts and findings may have the same key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count, takewhile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rules.checks import condition_fault
from rules.compiler import MAX_CONDITIONS
from rules.conditions import WITHOUT_VALUE, Condition, ConditionInvalid, Operator
from rules.facts import Kind
from rules.measures import KINDS
from studio.editing.forms.options import Choices
from studio.editing.forms.subjects import Subject, Subjects
from studio.problems import in_words


@dataclass(frozen=True, slots=True)
class Written:
    """A row as somebody filled it in."""

    subject: str
    operator: str = ""
    value: str = ""
    remove: bool = False

    @classmethod
    def of(cls, text: str) -> Written:
        """The row of a condition that stands in a part."""
        condition = Condition.parse(text)
        kind = "finding" if condition.on_finding else "fact"
        value = text.removeprefix(f"{condition.subject} {condition.operator}").strip()
        return cls(f"{kind}:{condition.subject}", condition.operator, value)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A row as the page shows it; `fault` is what is wrong with it. `name` begins the names of its inputs."""

    name: str
    written: Written
    subject: Subject
    fault: str

    @property
    def operators(self) -> Choices:
        """What fits, and what stands there."""
        return _with(self.subject.operators, self.written.operator)

    @property
    def operator(self) -> str:
        """The one chosen; a number begins with a threshold, which is what nearly all of them are."""
        return self.written.operator or (Operator.AT_LEAST if self.subject.takes_number else "")

    @property
    def asked(self) -> str:
        """The page's id of the value, or of the operator where no value is asked."""
        return f"{self.name}-{'value' if self.subject.values or self.subject.takes_number else 'operator'}"

    @property
    def values(self) -> Choices:
        """What fits, and what stands there; nothing where no choice is to be made."""
        return _with(self.subject.values, self.written.value) if self.subject.values else []


class ConditionRows(forms.Widget):
    """Reads the rows; the page's template writes them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Written]:
        """Every row down to the blank one, however many: none of them may be lost unsaid."""
        rows = (f"{name}-{number}" for number in count())
        return [
            Written(
                data[f"{row}-subject"],
                data.get(f"{row}-operator", ""),
                data.get(f"{row}-value", ""),
                f"{row}-remove" in data,
            )
            for row in takewhile(lambda row: data.get(f"{row}-subject"), rows)
        ]


class BoundConditions(BoundField):
    """The rows as the page shows them; the blank one stands below them."""

    field: Conditions

    @cached_property
    def rows(self) -> list[ConditionRow]:
        """Every row, with its fault once the form was judged."""
        written: list[Written] = self.value()
        faults = self.field.faults(written) if self.errors else {}
        return [
            ConditionRow(
                f"{self.html_name}-{number}",
                row,
                self.field.subjects.get(row.subject),
                faults.get(number, ""),
            )
            for number, row in enumerate(written)
        ]

    @property
    def has_faults(self) -> bool:
        """Whether some row says what is wrong with it."""
        return any(row.fault for row in self.rows)

    @property
    def blank(self) -> str:
        """The name of the row to be filled in; "" when there are enough."""
        return f"{self.html_name}-{len(self.rows)}" if len(self.rows) < MAX_CONDITIONS else ""

    def conditions(self) -> list[Condition]:
        """Those rows that say something, right or wrong."""
        return [row for row in map(self.field.read, self.value()) if isinstance(row, Condition)]


class Conditions(forms.Field):
    """Conditions as texts. One that stands there already is left to the checks, right or wrong."""

    widget = ConditionRows
    bound_field_class = BoundConditions
    page_template = "conditions"
    subjects: Subjects
    standing: frozenset[Condition] = frozenset()

    def prepare_value(self, value: Any) -> list[Written]:
        """Rows, of what was posted or of what stands in the part."""
        return [row if isinstance(row, Written) else Written.of(row) for row in value or []]

    def clean(self, value: Any) -> list[str]:
        """The conditions that remain, in order."""
        faults = self.faults(value)
        if faults:
            raise ValidationError([f"{number + 1}. {fault}" for number, fault in faults.items()])
        kept = [str(self.read(row)) for row in value if not row.remove]
        if self.required and not kept:
            raise ValidationError(_("Give one condition at least."))
        if len(kept) > MAX_CONDITIONS:
            raise ValidationError(_("Give %(count)s conditions at most.") % {"count": MAX_CONDITIONS})
        return kept

    def faults(self, rows: list[Written]) -> dict[int, str]:
        """What is wrong, by the number of the row."""
        return dict(self._faults(rows))

    def _faults(self, rows: list[Written]) -> Iterator[tuple[int, str]]:
        seen: set[Condition] = set()
        for number, row in enumerate(rows):
            condition = self.read(row)
            if row.remove:
                continue
            if isinstance(condition, str):
                yield number, condition
            elif condition in seen:
                yield number, _("This stands twice; remove one.")
            elif condition not in self.standing and (misfit := self._misfit(condition)):
                yield number, misfit
            if isinstance(condition, Condition):
                seen.add(condition)

    def _misfit(self, condition: Condition) -> str:
        """Why it cannot be added, if it cannot."""
        if fault := condition_fault(condition, self.subjects.findings):
            return capfirst(in_words(fault))
        return _("Write a whole number.") if _is_fraction(condition) else ""

    def read(self, row: Written) -> Condition | str:
        """The condition, or what keeps it from being one."""
        subject = self.subjects.get(row.subject)
        try:
            operator = Operator(row.operator)
        except ValueError:
            return _("Choose what must hold.")
        value = "" if operator in WITHOUT_VALUE else subject.plain_value(row.value)
        if not value and operator not in WITHOUT_VALUE:
            return _("Give a value.")
        try:
            return Condition.parse(f"{subject.key} {operator} {value}".rstrip())
        except ConditionInvalid:
            return _("Choose something that exists.")


def _is_fraction(condition: Condition) -> bool:
    """Whether it compares what is always a whole number with one that is not."""
    value = condition.value
    whole = KINDS.get(condition.subject) is Kind.INTEGER
    return whole and isinstance(value, Decimal) and value != value.to_integral_value()


def _with(choices: Choices, chosen: str) -> Choices:
    return choices if not chosen or chosen in dict(choices) else [*choices, (chosen, chosen)]
