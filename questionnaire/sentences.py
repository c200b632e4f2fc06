"""The rules in words, in the active language: for the method page, and for whoever edits rules.

A condition reads as an answer does on the result page, the question's label and what was answered: that is right in
every language, whatever the label's gender or number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
import math
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.questions import QUESTIONS
from questionnaire.questions.measured import INDICES, MEASURED
from rules.conditions import Condition, Operator
from rules.document import Document, Rule
from rules.schema import Conditional

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

AMOUNTS = {
    Operator.IS: gettext_lazy("exactly %(amount)s"),
    Operator.IS_NOT: gettext_lazy("any number but %(amount)s"),
    Operator.LESS: gettext_lazy("under %(amount)s"),
    Operator.AT_MOST: gettext_lazy("%(amount)s at most"),
    Operator.MORE: gettext_lazy("more than %(amount)s"),
    Operator.AT_LEAST: gettext_lazy("%(amount)s or more"),
}
ANSWERS = {
    Operator.IS_NOT: gettext_lazy("any answer but “%(answer)s”"),
    Operator.EXCLUDES: gettext_lazy("any answer without “%(answer)s”"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of text, and the key of the finding that it speaks of, "" for an answer."""

    text: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """How many of the conditions must hold, and each of them."""

    intro: str
    conditions: list[Statement]


class RuleWriter:
    """Puts one document's rules into words; `language` is the active one.

    A working copy may speak of what does not exist: its key stands in place of the words then.
    """

    def __init__(self, document: Document, language: str) -> None:
        self._labels = {finding.key: finding.label[language] for finding in document.findings}

    def statement(self, finding: str) -> Statement:
        """A finding by its label."""
        return Statement(self._labels.get(finding, finding), finding)

    def in_words(self, rule: Rule) -> RuleInWords:
        """The rule as a heading and a list: long rules stay readable."""
        return RuleInWords(_intro(rule), [self._condition(condition) for condition in rule.conditions])

    def sentence(self, rule: Conditional) -> str:
        """The conditions in one line (“Your age: 65 years or more; and your sex at birth: female”)."""
        return capfirst(self.conditions(rule))

    def conditions(self, rule: Conditional) -> str:
        """The same inside a sentence."""
        clauses = [self._clause(condition) for condition in rule.conditions]
        if rule.of:
            words = {"count": rule.at_least, "conditions": in_one_line(clauses)}
            return _("at least %(count)s of these: %(conditions)s") % words
        *before, last = clauses
        if not before:
            return last
        joined = _("%(before)s; and %(last)s") if rule.all else _("%(before)s; or %(last)s")
        return joined % {"before": in_one_line(before), "last": last}

    def _condition(self, condition: Condition) -> Statement:
        if not condition.on_finding:
            return Statement(fact_in_words(condition))
        label = self._labels.get(condition.subject, condition.subject)
        if condition.operator is Operator.NOT_ESTABLISHED:
            label = _("This does not apply: “%(finding)s”") % {"finding": label}
        return Statement(label, condition.subject)

    def _clause(self, condition: Condition) -> str:
        """A condition inside a sentence: a finding's label is a sentence of its own, so it is quoted."""
        text = self._condition(condition).text
        if condition.operator is Operator.ESTABLISHED:
            return _("“%(finding)s”") % {"finding": text}
        return text[0].lower() + text[1:] if text[1:2].islower() else text


def fact_in_words(condition: Condition) -> str:
    """A condition on an answer or a measure (“Smoking: I smoke now”, “Your age: 65 years or more”)."""
    words = {"label": _label(condition.subject), "answer": _asked(condition)}
    return _("%(label)s: %(answer)s") % words


def _intro(rule: Rule) -> str:
    if rule.of:
        return _("When at least %(count)s of these apply:") % {"count": rule.at_least}
    if len(rule.conditions) == 1:
        return _("When this applies:")
    return _("When all of these apply:") if rule.all else _("When at least one of these applies:")


def in_one_line(clauses: Iterable[str]) -> str:
    """Clauses one after the other, as the active language sets them apart."""
    between = _("%(before)s; %(following)s") % {"before": "", "following": ""}
    return between.join(clauses)


def _label(key: str) -> StrOrPromise:
    if key in INDICES:
        return INDICES[key]
    worded = MEASURED.get(key) or QUESTIONS.get(key)
    return worded.label if worded else key


def _asked(condition: Condition) -> str:
    """What has to have been answered."""
    value, operator = condition.value, condition.operator
    if value is None:
        return _("this is known")
    if isinstance(value, bool):
        return _("yes") if value is (operator is Operator.IS) else _("no")
    if isinstance(value, Decimal):
        amount = _amount(condition.subject, value)
        return AMOUNTS[operator] % {"amount": amount} if operator in AMOUNTS else amount
    question = QUESTIONS.get(condition.subject)
    answer = str(question.answers.get(value, value) if question else value)
    return ANSWERS[operator] % {"answer": answer} if operator in ANSWERS else answer


def _amount(key: str, value: Decimal) -> str:
    number = number_format(int(value) if value == int(value) else value, force_grouping=True)
    units = _units(key)
    return f"{number} {units % math.ceil(abs(value))}" if units is not None else number


def _units(key: str) -> StrPromise | None:
    worded = MEASURED.get(key) or QUESTIONS.get(key)
    return worded.units if worded else None
