"""Proofs in a process of their own, one result after another as they come. No Django, and no solver here either.

Close the iterator, and the process ends: that is how proofs are cancelled.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
import hashlib
from importlib.metadata import version
import json
from pathlib import Path
import subprocess
from threading import Timer
from typing import IO, NamedTuple, cast

from rules.child import ROOT, Limits, command
from rules.document import Document, digest, dump
from rules.problems import Problem, sentence
from rules.proof.results import Report, Result, read

# The solver's library takes 150 MB of addresses, 300 rules 200 MB more.
LIMITS = Limits(cpu_seconds=240, wall_seconds=300, memory=2 * 1024 * 1024 * 1024)
KEPT = 16  # reports
STOPPED = sentence(
    "the proofs did not come to an end within %(limit)s seconds and %(memory)s MB; simplify the rules, or split the set"
)
BROKEN = sentence(
    "the proofs ended with an error (%(code)s), perhaps for want of memory; try again, and if it comes back tell"
    " whoever runs this site"
)
BY_A_LIMIT = (-9, -24)  # killed; out of processor time


class Stopped(Exception):
    """The process ended before the proofs did; `problem` says it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


class Step(NamedTuple):
    """One proof more of so many in all; without a result it is only a sign of life, one a second."""

    total: int
    result: Result | None


def subject(document: Document) -> str:
    """The name of what is proven: the rules (no proof looks at an example), the prover and what it rests on."""
    names = (digest(document.without_examples()), _software())
    return "sha256:" + hashlib.sha256(" ".join(names).encode()).hexdigest()


@cache
def _software() -> str:
    """Of the solver, and of all that says what rules and answers mean here: another version may prove otherwise."""
    files = (*(ROOT / "rules").glob("*.py"), *Path(__file__).parent.glob("*.py"))
    code = b"".join(path.read_bytes() for path in sorted(files))
    return f"{version('z3-solver')} {hashlib.sha256(code).hexdigest()}"


def steps(document: Document) -> Generator[Step, None, None]:
    """Each proof of a document that passed `rules.checks`, as it ends; raise Stopped where they do not."""
    missing, ended = 1, None
    # A machine that has no room for the process; a line that was cut by its end, or is the solver's library's own.
    with suppress(OSError, ValueError), _child(document) as child:
        ended, lines = child, iter(cast("IO[str]", child.stdout))
        missing = total = int(next(lines, "none"))
        for line in lines:
            result = read(json.loads(line)) if line.strip() else None
            missing -= result is not None
            yield Step(total, result)
    if missing:
        raise Stopped(_why(None if ended is None else ended.returncode))


def _why(code: int | None) -> Problem:
    if code in BY_A_LIMIT:
        return Problem((), STOPPED, {"limit": LIMITS.wall_seconds, "memory": LIMITS.memory // 1024**2})
    return Problem((), BROKEN, {"code": code})


def report(found: Iterable[Step]) -> Report:
    """Every step of them in one."""
    results: list[Result] = []
    try:
        results += (step.result for step in found if step.result)
    except Stopped as stopped:
        return Report(tuple(results), stopped.problem)
    return Report(tuple(results))


class _Unfinished(Exception):
    def __init__(self, found: Report) -> None:
        self.found = found


def report_on(document: Document) -> Report:
    """The same at once, for those who can wait; remembered when it came to an end, because it takes seconds."""
    try:
        return _finished(document)
    except _Unfinished as unfinished:
        return unfinished.found


@lru_cache(maxsize=KEPT)
def _finished(document: Document) -> Report:
    found = report(steps(document))
    if found.stopped:
        raise _Unfinished(found)
    return found


@contextmanager
def _child(document: Document) -> Iterator[subprocess.Popen[str]]:
    """A process that got its document, and that is gone afterwards, whatever happens. Its errors go to our own log."""
    with subprocess.Popen(  # noqa: S603  # this very Python, this very package
        command("rules.proof", LIMITS),
        cwd=ROOT,
        env={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        timer = Timer(LIMITS.wall_seconds, child.kill)
        timer.start()
        try:
            _send(child, json.dumps(dump(document)))
            yield child
            child.wait()
        finally:
            timer.cancel()
            child.kill()


def _send(child: subprocess.Popen[str], text: str) -> None:
    """What a child that is gone already does not read is told by its end."""
    with suppress(BrokenPipeError), cast("IO[str]", child.stdin) as stream:
        stream.write(text)
