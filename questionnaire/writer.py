"""What one release says to a visitor, in one language: rendered once, with room for the answers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
import secrets
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

from questionnaire.citations import documents
from questionnaire.pieces import Piece
from questionnaire.questions.answers import answer_text
from questionnaire.questions.measured import INDICES
from questionnaire.sentences import RuleWriter
from rules.assessment import Assessor
from rules.conditions import Operator
from rules.document import Document, FindingKind
from rules.outcome import Because, FindingEntry, Outcome, Referral, Tip

KEPT = 12  # writers: four releases in three languages
CALCIUM = "calcium_mg_per_day"
BECAUSE = secrets.token_hex()  # where the reasons go; no text of a rule can hold it


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding: its words and the answers behind it; `html` also has its rules and where they come from."""

    label: str
    because: list[str]
    html: SafeString


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation: its words; `html` also has why, the findings that call for it, and where it comes from."""

    title: str
    text: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tips that were called for and left out for the same reasons."""

    because: list[str]
    titles: list[str]


@lru_cache(maxsize=KEPT)
def result_writer(assessor: Assessor, language: str) -> ResultWriter:
    """The writer of a release."""
    return ResultWriter(assessor.document, language)


class ResultWriter:
    """What one release says, in one language, rendered once; nothing of a visitor is kept."""

    def __init__(self, document: Document, language: str) -> None:
        self._language, self._pieces = language, dict[str, Piece]()
        self._sources = {source.key: source for source in document.sources}
        self._labels = {finding.key: finding.label[language] for finding in document.findings}
        self._items = {item.key: item for item in document.recommendations}
        rules = RuleWriter(document, language)
        self._rules: dict[str, list[str]] = {}
        for rule in document.rules:
            if not any(condition.subject in INDICES for condition in rule.conditions):
                self._rules.setdefault(rule.then, []).append(rules.sentence(rule))
        self._options, self._calcium_tips = _options(document), _held_back_on_calcium(document)

    def reason(self, entry: FindingEntry, units: dict[str, str]) -> Reason:
        """A finding with the answers behind it."""
        because = [self._because(entry["key"], reason, units) for reason in entry["because"]]
        context = {"key": entry["key"], "label": entry["label"], "rules": self._rules.get(entry["key"], ())}
        return Reason(entry["label"], because, self._html("reason", entry, because, context))

    def advice(self, entry: Referral | Tip, template: str) -> Advice:
        """A recommendation with the findings that call for it."""
        item, language = self._items[entry["key"]], self._language
        title, text, why = item.title[language], item.text[language], item.why[language]
        because = [self._labels[key] for key in entry["because"]]
        words = {"title": title, "text": text, "why": why}
        return Advice(title, text, self._html(template, entry, because, words))

    def _html(self, template: str, entry: Any, because: list[str], words: dict[str, Any]) -> SafeString:
        name = f"{template}:{entry['key']}"
        if name not in self._pieces:
            keys = entry["sources"] if "sources" in entry else self._items[entry["key"]].sources
            context = words | {"sources": documents(self._sources, keys), "because": BECAUSE}
            html = render_to_string(f"questionnaire/{template}.html", context, using=self._language)
            self._pieces[name] = Piece.around(html, BECAUSE, "because:")
        lines = "".join(f"<li>{escape(line)}</li>" for line in because)
        return mark_safe(self._pieces[name].filled({"because:": lines}))  # noqa: S308  # escaped here and there

    def left_out(self, outcome: Outcome) -> list[LeftOut]:
        """The tips that were left out, those with the same reasons together."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for item in outcome["withheld"]:
            groups.setdefault(tuple(item["because"]), []).append(
                self._items[item["key"]].title[self._language]
            )
        return [LeftOut([self._labels[key] for key in keys], titles) for keys, titles in groups.items()]

    def holds_calcium_back(self, outcome: Outcome) -> bool:
        """Whether cautions hold back every tip on calcium in food: then no bar may urge to eat more."""
        established = {entry["key"] for entry in outcome["findings"]}
        return bool(self._calcium_tips) and not any(map(established.isdisjoint, self._calcium_tips))

    def _because(self, finding: str, reason: Because, units: dict[str, str]) -> str:
        if "finding" in reason:
            return self._labels[reason["finding"]]
        fact, value = reason["fact"], reason["value"]
        if isinstance(value, list):  # of everything that was ticked, what this finding is about
            about = [option for option in value if (fact, option) in self._options[finding]]
            value = about or value
        return answer_text(fact, value, units, self._language)


def _options(document: Document) -> dict[str, set[tuple[str, object]]]:
    """For each finding, the options of lists that its rules look for, those of intermediate findings among them."""
    kinds = {finding.key: finding.kind for finding in document.findings}
    options: dict[str, set[tuple[str, object]]] = {key: set() for key in kinds}
    behind: dict[str, set[str]] = {key: set() for key in kinds}
    for rule in document.rules:
        for condition in rule.conditions:
            if condition.operator is Operator.INCLUDES:
                options[rule.then].add((condition.subject, condition.value))
            elif condition.on_finding and kinds[condition.subject] is FindingKind.INTERMEDIATE:
                behind[rule.then].add(condition.subject)

    def gathered(key: str) -> set[tuple[str, object]]:
        return options[key].union(*(gathered(step) for step in behind[key]))

    return {key: gathered(key) for key in kinds}


def _held_back_on_calcium(document: Document) -> list[frozenset[str]]:
    """For each tip on what the rules say of the calcium in food, the findings that withhold it."""
    about = {
        rule.then for rule in document.rules for condition in rule.conditions if condition.subject == CALCIUM
    }
    tips = [item for item in document.recommendations if about.intersection(item.called_for_by)]
    return [frozenset(item.withheld_by) for item in tips]
