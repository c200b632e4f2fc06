"""An assessment: answers in, outcome out; one path for the pages, the command line and every machine. No Django."""

from __future__ import annotations

from collections.abc import Mapping

from rules.answers import clean
from rules.document import Document
from rules.engine import Engine
from rules.measures import measure, with_measures
from rules.outcome import Case, Outcome, ReleaseReference, Reporter


class Assessor:
    """One release, compiled and ready; safe to share between threads."""

    def __init__(self, document: Document, release: ReleaseReference) -> None:
        self.document, self.release = document, release
        self._engine, self._reporter = Engine(document), Reporter(document, release)

    def assess(self, answers: Mapping[str, object], language: str = "en") -> Outcome:
        """The outcome of these answers, in `language`; raise AnswersInvalid with every fault of the answers."""
        cleaned = clean(answers)
        measures = measure(cleaned.facts)
        facts = with_measures(cleaned.facts, measures)
        case = Case(facts, measures, cleaned.ignored, self._engine.fire(facts))
        return self._reporter.report(case, language)
