"""An outcome in words for whoever edits rules: what a visitor would get, with the rules and answers behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.levels import LEVELS, URGENCIES
from questionnaire.questions import QUESTIONS
from questionnaire.questions.answers import answer_text
from questionnaire.questions.measured import INDICES
from questionnaire.sentences import RuleWriter
from rules.conditions import Operator
from rules.document import Document, FindingKind, Rule
from rules.models import Part
from rules.outcome import Because, FindingEntry, Outcome, Referral
from studio.words import address_of
from studio.workingcopy import Name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUPS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {  # the heading of each group, and one of its entries
    "level": (gettext_lazy("Level"), gettext_lazy("level")),
    "referral": (gettext_lazy("Referral"), gettext_lazy("referral")),
    "findings": (gettext_lazy("Findings"), gettext_lazy("finding")),
    "tips": (gettext_lazy("Tips"), gettext_lazy("tip")),
    "withheld": (gettext_lazy("Withheld tips"), gettext_lazy("withheld tip")),
}


@dataclass(frozen=True, slots=True)
class RuleFired:
    """A rule that fired; `is_origin` for the one that somebody came from, `address` of its page where it has one."""

    text: str
    is_origin: bool
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A level, referral, finding or tip: its title, what else is said, the reasons, and the rules behind it."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    rules: tuple[RuleFired, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """What the visitor gets of it."""
        return self.title, self.lines, self.because

    @property
    def has_origin(self) -> bool:
        """Whether the rule that somebody came from is among its own."""
        return any(rule.is_origin for rule in self.rules)


Groups = Mapping[str, list[Entry]]
Parts = Mapping[Name, Part]
NOWHERE: Name = ("", "")


class OutcomeWriter:
    """Puts the outcome of one visitor's answers by one document in use into words; `language` is the active one.

    `fired` are the keys of the rules that the engine fired, `origin` is the part that somebody came from; rules
    that are among the `parts` lead to their pages.
    """

    def __init__(
        self, document: Document, fired: Iterable[str], language: str, origin: Name, parts: Parts
    ) -> None:
        self._language, self._origin, self._parts = language, origin, parts
        self._labels = {finding.key: finding.label[language] for finding in document.findings}
        self._steps = {f.key for f in document.findings if f.kind is FindingKind.INTERMEDIATE}
        self._items = {item.key: item for item in document.recommendations}
        self._writer = RuleWriter(document, language)
        rules = {rule.key: rule for rule in document.rules}
        self._fired: dict[str, list[Rule]] = defaultdict(list)
        for key in fired:
            self._fired[rules[key].then].append(rules[key])

    def groups(self, outcome: Outcome) -> Groups:
        """The parts of the outcome, by the names of GROUPS."""
        level, referral = outcome["level"], outcome["referral"]
        return {
            "level": [Entry(level, str(LEVELS[level].title))],
            "referral": [self._referral(referral)] if referral else [],
            "findings": [self._finding(entry) for entry in outcome["findings"]],
            "tips": [
                Entry(tip["key"], self._title(tip["key"]), (tip["text"],), self._because_of(tip["because"]))
                for tip in outcome["tips"]
            ],
            "withheld": [
                Entry(tip["key"], self._title(tip["key"]), because=self._because_of(tip["because"]))
                for tip in outcome["withheld"]
            ],
        }

    def origin(self, outcome: Outcome) -> str:
        """Whether the part that somebody came from is at work here; "" for one of which that cannot be said."""
        collection, key = self._origin
        if collection == "rules":
            fires = any(rule.key == key for rules in self._fired.values() for rule in rules)
            return (
                _("The rule that you came from fires.")
                if fires
                else _("The rule that you came from does not fire.")
            )
        if collection == "findings":
            return (
                _("The finding that you came from is established.")
                if key in self._fired
                else _("The finding that you came from is not established.")
            )
        if collection == "recommendations":
            return self._said(key, outcome)
        return ""

    @staticmethod
    def _said(key: str, outcome: Outcome) -> str:
        if key in {tip["key"] for tip in outcome["withheld"]}:
            return _("The recommendation that you came from is withheld.")
        given = {tip["key"] for tip in outcome["tips"]}
        if outcome["referral"]:
            given.add(outcome["referral"]["key"])
        return (
            _("The recommendation that you came from is made.")
            if key in given
            else _("The recommendation that you came from is not made.")
        )

    def _referral(self, entry: Referral) -> Entry:
        lines = str(URGENCIES[entry["urgency"]]), entry["text"]
        return Entry(entry["key"], self._title(entry["key"]), lines, self._because_of(entry["because"]))

    def _finding(self, entry: FindingEntry) -> Entry:
        because = tuple(map(self._because, entry["because"]))
        return Entry(entry["key"], entry["label"], because=because, rules=tuple(self._rules(entry["key"])))

    def _title(self, key: str) -> str:
        return self._items[key].title[self._language]

    def _because_of(self, findings: list[str]) -> tuple[str, ...]:
        return tuple(self._labels[key] for key in findings)

    def _because(self, reason: Because) -> str:
        if "finding" in reason:
            return self._labels[reason["finding"]]
        return answer_in_words(reason["fact"], reason["value"], self._language)

    def _rules(self, finding: str) -> Iterator[RuleFired]:
        """The rules that established a finding, each followed by those of the steps on its way."""
        for rule in self._fired[finding]:
            is_origin = self._origin in (("rules", rule.key), ("findings", rule.then))
            part = self._parts.get(("rules", rule.key))
            yield RuleFired(self._writer.sentence(rule), is_origin, address_of(part) if part else "")
            for condition in rule.conditions:
                if condition.operator is Operator.ESTABLISHED and condition.subject in self._steps:
                    yield from self._rules(condition.subject)


def worked_out(outcome: Outcome, language: str) -> list[str]:
    """The measures that could be computed from the answers."""
    return [
        answer_in_words(key, value, language)
        for key, value in outcome["measures"].items()
        if value is not None
    ]


def ignored(outcome: Outcome) -> list[str]:
    """The answers that the questionnaire would not have asked for."""
    return [str(QUESTIONS[key].label) for key in outcome["ignored"]]


def answer_in_words(key: str, value: object, language: str) -> str:
    """An answer or a measure in words; an index with its number, which visitors do not see."""
    if key not in INDICES:
        return answer_text(key, value, language=language)
    number = number_format(value)  # type: ignore[arg-type]  # an index is a number
    return _("%(label)s: %(answer)s") % {"label": INDICES[key], "answer": number}
