"""An assessment: answers in, outcome out; one path for the pages, the command line and every machine. No Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rules.answers import Cleaned, clean
from rules.document import Document
from rules.engine import Engine
from rules.facts import Facts
from rules.measures import measure, with_measures
from rules.outcome import Case, Outcome, ReleaseReference, Reporter


class Assessor:
    """One release, compiled and ready; safe to share between threads."""

    def __init__(self, document: Document, release: ReleaseReference) -> None:
        self.document, self.release = document, release
        self._engine, self._reporter = Engine(document), Reporter(document, release)

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
        measures = measure(cleaned.facts)
        facts = with_measures(cleaned.facts, measures)
        case = Case(facts, measures, cleaned.ignored, self._engine.fire(facts, without))
        return self._reporter.report(case, language)

    def level(self, facts: Facts, without: Collection[str] = ()) -> str:
        """The level alone, of clean facts with their measures: half the time, for those who try many."""
        return self._reporter.level(self._engine.fire(facts, without))
