"""The outcome as the result page shows it: every statement with the answers behind it and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.levels import INTERRUPTING, LEVELS, TOO_FEW_ANSWERS, URGENCIES, Level
from questionnaire.questions.answers import answer_text
from rules.document import Document, Source
from rules.outcome import MAINTAIN, Because, FindingEntry, Outcome, Referral, Tip, Withheld

SHOWN_AT_ONCE = 7
WEIGHTY = ("red_flag", "warning_sign", "criterion", "density")


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding: its words, the answers behind it, and where it comes from."""

    label: str
    because: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation: its words, why it matters, the findings that call for it, and where it comes from."""

    title: str
    text: str
    why: str
    because: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Result:
    """One visitor's result, in one language."""

    level: str
    words: Level
    urgency: str
    referral: Advice | None
    reasons: list[Reason]
    further: list[Reason]
    tips: list[Advice]
    more_tips: list[Advice]
    withheld: list[Advice]


class ResultWriter:
    """Writes results from one release's document."""

    def __init__(self, document: Document, language: str) -> None:
        self._language = language
        self._sources = {source.key: source for source in document.sources}
        self._findings = {finding.key: finding for finding in document.findings}
        self._items = {item.key: item for item in document.recommendations}

    def write(self, outcome: Outcome, leaves_much_open: bool = False) -> Result:
        """The result; the findings behind the referral come first, and alone where nothing else matters now.

        Where the answers leave much open, finding nothing is not put as good news.
        """
        referral = outcome["referral"]
        leading = referral["because"] if referral else []
        findings = sorted(outcome["findings"], key=lambda entry: entry["key"] not in leading)
        if outcome["level"] in INTERRUPTING:
            findings = [entry for entry in findings if entry["key"] in leading]
        weighty = [entry for entry in findings if entry["key"] in leading or entry["kind"] in WEIGHTY]
        tips = [self._advice(tip) for tip in outcome["tips"]]
        is_unknown = leaves_much_open and outcome["level"] == MAINTAIN
        return Result(
            level=outcome["level"],
            words=TOO_FEW_ANSWERS if is_unknown else LEVELS[outcome["level"]],
            urgency=str(URGENCIES[referral["urgency"]]) if referral else "",
            referral=self._advice(referral) if referral else None,
            reasons=[self._reason(entry) for entry in weighty],
            further=[self._reason(entry) for entry in findings if entry not in weighty],
            tips=tips[:SHOWN_AT_ONCE],
            more_tips=tips[SHOWN_AT_ONCE:],
            withheld=[self._advice(item) for item in outcome["withheld"]],
        )

    def _reason(self, entry: FindingEntry) -> Reason:
        because = [self._because(reason) for reason in entry["because"]]
        return Reason(entry["label"], because, self._documents(entry["sources"]))

    def _because(self, reason: Because) -> str:
        if "finding" in reason:
            return self._label(reason["finding"])
        return answer_text(reason["fact"], reason["value"])

    def _label(self, finding: str) -> str:
        return self._findings[finding].label[self._language]

    def _advice(self, entry: Referral | Tip | Withheld) -> Advice:
        item = self._items[entry["key"]]
        return Advice(
            title=item.title[self._language],
            text=item.text[self._language],
            why=item.why[self._language],
            because=[self._label(key) for key in entry["because"]],
            sources=self._documents(item.sources),
        )

    def _documents(self, keys: Iterable[str]) -> list[Source]:
        """The documents themselves, each once: a numbered statement stands for those that it is based on."""
        documents: dict[str, Source] = {}
        for key in keys:
            source = self._sources[key]
            for document in map(self._sources.__getitem__, source.based_on or (key,)):
                documents.setdefault(document.key, document)
        return list(documents.values())
