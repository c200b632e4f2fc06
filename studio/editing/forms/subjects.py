"""What a condition can speak of: facts, measures and findings, each with the operators and values that fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from questionnaire.questions import QUESTIONS, SECTIONS
from questionnaire.questions.measured import INDICES, MEASURED
from questionnaire.questions.model import SEVERAL
from rules.checks import OPERATORS
from rules.conditions import Operator
from rules.facts import Kind
from rules.measures import KINDS
from studio.editing.forms import options
from studio.editing.forms.options import Choices, Groups
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FACT, FINDING = "fact", "finding"
OPERATOR_WORDS: dict[Operator, StrOrPromise] = {
    Operator.IS: pgettext_lazy("condition", "is"),
    Operator.IS_NOT: pgettext_lazy("condition", "is not"),
    Operator.LESS: pgettext_lazy("condition", "is under"),
    Operator.AT_MOST: pgettext_lazy("condition", "is at most"),
    Operator.MORE: pgettext_lazy("condition", "is more than"),
    Operator.AT_LEAST: pgettext_lazy("condition", "is at least"),
    Operator.INCLUDES: pgettext_lazy("condition", "includes"),
    Operator.EXCLUDES: pgettext_lazy("condition", "does not include"),
    Operator.KNOWN: pgettext_lazy("condition", "is known"),
    Operator.ESTABLISHED: pgettext_lazy("condition", "applies"),
    Operator.NOT_ESTABLISHED: pgettext_lazy("condition", "does not apply"),
}
ON_FINDINGS = [(str(each), OPERATOR_WORDS[each]) for each in (Operator.ESTABLISHED, Operator.NOT_ESTABLISHED)]
YES_OR_NO: Choices = [("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]


@dataclass(frozen=True, slots=True)
class Subject:
    """A fact, a measure or a finding. It takes one of `values`, or a number as `hint` says, or nothing."""

    key: str
    label: StrOrPromise
    operators: Choices
    values: Choices = field(default_factory=list)
    takes_number: bool = False
    unit: StrOrPromise = ""
    hint: StrOrPromise = ""

    def plain_value(self, value: str) -> str:
        """The value as the rule language has it: “18,5” is “18.5”, “1 000” is “1000”."""
        value = "".join(value.split())
        return value.replace(",", ".") if self.takes_number else value


class Subjects:
    """All subjects of a working copy, by “fact:…” or “finding:…”."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy
        self.findings = {finding.key for finding in copy.document.findings}

    def groups(self) -> Groups:
        """What a new condition can speak of: the questions by section, what is computed, the findings by topic."""
        facts = [(part.title, [(_fact(q.fact.key), q.label) for q in part.questions]) for part in SECTIONS]
        words = {key: measured.label for key, measured in MEASURED.items()} | INDICES
        measures = [(_fact(key), label) for key, label in words.items()]
        findings = [
            (
                _("Findings: %(topic)s") % {"topic": topic},
                [(f"{FINDING}:{key}", _quoted(label)) for key, label in choices],
            )
            for topic, choices in options.findings(self._copy)
        ]
        return [*facts, (_("Computed from the answers"), measures), *findings]

    def get(self, name: str) -> Subject:
        """The subject; one that does not exist is told by its key, and only what stands in the part fits it."""
        kind, _colon, key = name.partition(":")
        if kind == FINDING:
            return Subject(key, _quoted(self._copy.title_of(("findings", key))), ON_FINDINGS)
        if key in QUESTIONS:
            return _asked(key)
        words = MEASURED.get(key)
        unit = lazy(words.units.__mod__, str)(SEVERAL) if words and words.units is not None else ""
        label = words.label if words else INDICES.get(key, key)
        return Subject(key, label, _operators(KINDS.get(key, Kind.DECIMAL)), takes_number=True, unit=unit)


def _fact(key: str) -> str:
    return f"{FACT}:{key}"


def _quoted(finding: StrOrPromise) -> str:
    return _("“%(finding)s”") % {"finding": finding}


def _operators(kind: Kind) -> Choices:
    return [(str(each), words) for each, words in OPERATOR_WORDS.items() if each in OPERATORS[kind]]


def _asked(key: str) -> Subject:
    question = QUESTIONS[key]
    fact = question.fact
    operators = _operators(fact.kind)
    if fact.kind is Kind.BOOLEAN:
        return Subject(key, question.label, operators, YES_OR_NO)
    if fact.choices:
        choices = [(choice, question.answers[choice]) for choice in fact.choices]
        return Subject(key, question.label, operators, choices)
    words = {"low": fact.low, "high": fact.high}
    hint = (
        _("whole numbers from %(low)s to %(high)s")
        if fact.kind is Kind.INTEGER
        else _("numbers from %(low)s to %(high)s")
    )
    return Subject(key, question.label, operators, [], True, question.unit, hint % words)
