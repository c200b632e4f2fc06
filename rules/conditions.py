"""One condition: a fact or a finding, an operator, a value; written `age_years ≥ 65`. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
import re

from rules.problems import Fault, sentence


class Operator(StrEnum):
    """The operators of the rule language, as they are written."""

    IS = "is"
    IS_NOT = "is not"
    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"
    INCLUDES = "includes"
    EXCLUDES = "does not include"
    KNOWN = "is known"
    ESTABLISHED = "is established"
    NOT_ESTABLISHED = "is not established"


NUMERIC = {Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST}
ON_FINDINGS = {Operator.ESTABLISHED, Operator.NOT_ESTABLISHED}
WITHOUT_VALUE = ON_FINDINGS | {Operator.KNOWN}

NO_CONDITION = sentence(
    "“%(text)s” is not a condition; write a fact or finding, an operator and a value, such as “age_years ≥ 65”."
    " Operators: %(operators)s"
)
NEEDS_NO_VALUE = sentence("“%(text)s”: “%(operator)s” takes no value")
NEEDS_VALUE = sentence("“%(text)s”: “%(operator)s” needs a value after it")

ConditionValue = Decimal | bool | str
_ASCII = {"<=": "≤", ">=": "≥"}
_LONGEST_FIRST = sorted(Operator, key=len, reverse=True)
_VALUE = (
    r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+"  # no control character or lone surrogate: PostgreSQL takes none
)
_SHAPE = re.compile(
    rf"(?P<subject>[a-z][a-z0-9_-]*) (?P<operator>{'|'.join(map(re.escape, _LONGEST_FIRST))})(?: (?P<value>{_VALUE}))?"
)
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")


class ConditionInvalid(Fault):
    """A text that is not a condition; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`subject operator value`; `value` is None for the operators that take none."""

    subject: str
    operator: Operator
    value: ConditionValue | None = None

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read `sex is female`, `bmi < 18.5` or `past-menopause is established`; raise ConditionInvalid."""
        for ascii_form, operator in _ASCII.items():
            text = text.replace(f" {ascii_form} ", f" {operator} ")
        match = _SHAPE.fullmatch(text)
        if not match:
            raise ConditionInvalid(NO_CONDITION, text=text[:80], operators=", ".join(Operator))
        operator = Operator(match["operator"])
        if (match["value"] is None) != (operator in WITHOUT_VALUE):
            need = NEEDS_NO_VALUE if operator in WITHOUT_VALUE else NEEDS_VALUE
            raise ConditionInvalid(need, text=text[:80], operator=operator)
        return cls(match["subject"], operator, _value(match["value"]))

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.subject} {self.operator}"
        value = str(self.value).lower() if isinstance(self.value, bool) else str(self.value)
        return f"{self.subject} {self.operator} {value}"

    @property
    def on_finding(self) -> bool:
        """Whether the subject is a finding of an earlier rule rather than a fact."""
        return self.operator in ON_FINDINGS


def _value(text: str | None) -> ConditionValue | None:
    if text is None or not _NUMBER.fullmatch(text):
        return {"true": True, "false": False}.get(text, text) if text else None
    return Decimal(text)
