"""An assessment: answers in, outcome out; one path for the pages, the command line and every machine. No Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rules.answers import Cleaned, clean
from rules.document import Document
from rules.engine import Engine
from rules.facts import Facts
from rules.measures import measure, with_measures
from rules.outcome import Brief, Outcome, ReleaseReference
from rules.reporter import Case, Reporter


class Traced(NamedTuple):
    """An outcome, and the keys of the rules that the engine fired for it, findings before their users."""

    outcome: Outcome
    fired: list[str]


class Assessor:
    """One release, compiled and ready; safe to share between threads. `document` is what of it is in use."""

    def __init__(self, document: Document, release: ReleaseReference) -> None:
        self.document, self.release = document.in_use(), release
        self._engine, self._reporter = Engine(self.document), Reporter(self.document, release)

    def assess(
        self, answers: Mapping[str, object], language: str = "en", without: Collection[str] = ()
    ) -> Outcome:
        """The outcome of these answers, in `language`; raise AnswersInvalid with every fault of the answers.

        The findings in `without` are never established: it tells what would be said if they were not there.
        """
        return self.assess_cleaned(clean(answers), language, without)

    def assess_cleaned(
        self, cleaned: Cleaned, language: str = "en", without: Collection[str] = ()
    ) -> Outcome:
        """The same of answers that were checked before; those that are required must be there."""
        return self._reporter.report(self._case(cleaned, without), language)

    def trace(self, answers: Mapping[str, object], language: str = "en") -> Traced:
        """The outcome, and which rules fired: for whoever edits rules."""
        case = self._case(clean(answers))
        return Traced(self._reporter.report(case, language), [firing.rule.key for firing in case.firings])

    def _case(self, cleaned: Cleaned, without: Collection[str] = ()) -> Case:
        measures = measure(cleaned.facts)
        facts = with_measures(cleaned.facts, measures)
        return Case(facts, measures, cleaned.ignored, self._engine.fire(facts, without))

    def brief(self, facts: Facts) -> Brief:
        """Level, referral, tips and fired rules of clean facts with their measures: for those who count many people."""
        return self._reporter.brief(self._engine.fire(facts))

    def level(self, facts: Facts, without: Collection[str] = ()) -> str:
        """The level alone, of clean facts with their measures: half the time, for those who try many."""
        return self._reporter.level(self._engine.fire(facts, without))
