"""How long proofs and the preview on the population take, by the clock, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
import time

from benchmarks.material import default_document, twice
from benchmarks.report import LINE
from rules.document import Document
from rules.proof.apart import report, steps
from rules.sandbox import survey_apart


def report_proofs() -> None:
    """Print seconds beside the aims."""
    default = default_document()
    double = twice(default)
    print(LINE.format("proofs and preview, clock, once", "s", "", "aim", "met", ""))
    _line(f"prove {len(default.rules)} rules", 10, lambda: _prove(default))
    _line(f"prove {len(double.rules)} rules", 60, lambda: _prove(double))
    _line("survey 5,000 adults, cold", 5, lambda: str(len(survey_apart(default).people)))


def _line(name: str, aim: int, work: Callable[[], str]) -> None:
    start = time.perf_counter()
    note = work()
    seconds = time.perf_counter() - start
    print(
        LINE.format(name, f"{seconds:.1f}", "", f"≤ {aim}", "yes" if seconds <= aim else "NO", note).rstrip()
    )


def _prove(document: Document) -> str:
    found = report(steps(document))
    return f"{len(found.results)} proofs, {len(found.refuted)} fail, {len(found.undecided)} undecided"


if __name__ == "__main__":
    report_proofs()
