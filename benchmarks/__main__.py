"""`make bench`: the engine, the assessment, the pages, the frames, the studio and the proofs, each beside its aim."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.embedding import report_embedding
from benchmarks.host_process import HostProcess
from benchmarks.if_else import IfElse
from benchmarks.material import Visitor, default_document, visitors
from benchmarks.pages import report_pages
from benchmarks.proofs import report_proofs
from benchmarks.report import LINE, line
from benchmarks.studio import report_studio
from benchmarks.timing import interleaved, one_round, percentiles
from benchmarks.zen_graph import ZenGraph
from rules.assessment import Assessor
from rules.engine import Engine

ROUNDS = 9
PASSES = 15
HOST_VISITORS = 40
ENGINE, ASSESS = "Engine.fire", "Assessor.assess"
HOST, ZEN, LIMIT = "durable-rules, Host as documented", "zen-engine, graph with trace", "generated if/else"


@dataclass(slots=True)
class Check:
    """How many results were compared with ours, and how many differed."""

    compared: int = 0
    wrong: int = 0

    def compare(self, found: set[str], expected: set[str]) -> None:
        """Count one result."""
        self.compared += 1
        self.wrong += found != expected

    def __str__(self) -> str:
        return f"{self.wrong} of {self.compared} results wrong"


class Bench:
    """Every contestant, compiled and warm."""

    def __init__(self) -> None:
        document = default_document()
        self._visitors, self._engine = visitors(), Engine(document)
        self._assessor = Assessor(document, {"rule_set": document.key, "number": 0, "digest": ""})
        self._zen, self._if_else, self._host = ZenGraph(document), IfElse(document), HostProcess()
        self._expected = [
            {f.rule.key for f in self._engine.fire(visitor.facts)} for visitor in self._visitors
        ]
        self._next = 0
        self.checks = {HOST: Check(), ZEN: Check(), LIMIT: Check()}
        for visitor, expected in zip(self._visitors, self._expected, strict=True):
            self.checks[ZEN].compare(self._zen.fire(visitor.wide), expected)
            self.checks[LIMIT].compare(self._if_else.fire(visitor.wide), expected)

    def medians(self) -> dict[str, float]:
        """Seconds a visitor of each contestant, in one run of interleaved rounds."""
        try:
            return interleaved(
                {
                    ENGINE: lambda: one_round(self._fire, self._visitors),
                    HOST: self._host_round,
                    ZEN: lambda: one_round(self._zen.fire, [visitor.wide for visitor in self._visitors]),
                    LIMIT: lambda: one_round(
                        self._if_else.fire, [visitor.wide for visitor in self._visitors]
                    ),
                    ASSESS: lambda: one_round(self._assess, self._visitors),
                },
                ROUNDS,
            )
        finally:
            self._host.stop()

    def percentiles(self) -> dict[str, tuple[float, float]]:
        """p50 and p99 in seconds of our own steps."""
        steps = {ENGINE: self._fire, ASSESS: self._assess}
        return {name: percentiles(step, self._visitors, PASSES) for name, step in steps.items()}

    @property
    def host_deaths(self) -> int:
        """How often the Host's process died."""
        return self._host.deaths

    def _fire(self, visitor: Visitor) -> object:
        return self._engine.fire(visitor.facts)

    def _assess(self, visitor: Visitor) -> object:
        return self._assessor.assess(visitor.answers)

    def _host_round(self) -> float | None:
        numbers = [(self._next + step) % len(self._visitors) for step in range(HOST_VISITORS)]
        self._next += HOST_VISITORS
        report = self._host.round(numbers)
        if report is None:
            return None
        seconds, fired = report
        for number, found in zip(numbers, fired, strict=True):
            self.checks[HOST].compare(found, self._expected[number])
        return seconds / len(numbers)


def main() -> None:
    """Print the report."""
    report_engine()
    print()
    report_pages()
    print()
    report_embedding()
    print()
    report_studio()
    print()
    report_proofs()


def report_engine() -> None:
    """The engine beside others, and the assessment beside the engine."""
    bench = Bench()
    medians = bench.medians()
    engine = medians[ENGINE]
    print(LINE.format("CPU time a visitor, median", "µs", "× engine", "aim", "met", ""))
    print(line(ENGINE, engine, 1))
    died = f"; processes that died: {bench.host_deaths}" if bench.host_deaths else ""
    print(line(HOST, medians[HOST], medians[HOST] / engine, "≥ 5", f"{bench.checks[HOST]}{died}"))
    print(line(ZEN, medians[ZEN], medians[ZEN] / engine, "≥ 2", str(bench.checks[ZEN])))
    print(line(LIMIT, medians[LIMIT], medians[LIMIT] / engine, "", f"{bench.checks[LIMIT]}; without a trace"))
    print(line(ASSESS, medians[ASSESS], medians[ASSESS] / engine, "≤ 3"))
    print()
    print(LINE.format("one call in one thread, CPU time", "p50, p99 µs", "p99/p50", "aim", "met", ""))
    for name, (half, most) in bench.percentiles().items():
        print(line(name, half, most / half, "≤ 3", second=most))


if __name__ == "__main__":
    main()
