"""Proofs in a process of their own: what comes of it, and what becomes of those that come to no end."""

from __future__ import annotations

from io import StringIO
import json
import os
from pathlib import Path
import re
import runpy
import sys
from threading import Event, Timer

import pytest

from rules.document import dump, parse
from rules.proof import __main__, apart, prover
from rules.proof.apart import Step, Stopped, report, report_on, steps, subject
from rules.proof.results import Report, read
from tests.rules.documents import rule, small

SMALL = parse(small())


def test_the_process_finds_what_is_found_here() -> None:
    """Every proof, in order."""
    found = report_on(SMALL)
    assert found == Report(tuple(task.result() for task in prover.tasks(SMALL)))
    assert not found.stopped


def test_what_runs_there_runs_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number, then a line for each proof."""
    monkeypatch.setattr(sys, "stdin", StringIO(json.dumps(dump(SMALL))))
    runpy.run_path(str(Path(apart.__file__).parent / "__main__.py"), run_name="__main__")
    count, *lines = filter(None, capsys.readouterr().out.splitlines())
    assert int(count) == len(lines)
    assert tuple(read(json.loads(line)) for line in lines) == report_on(SMALL).results


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the kernel lists no children")
def test_whoever_wants_no_more_ends_the_process() -> None:
    """At once, not with the last proof."""
    before = children()
    proofs = steps(SMALL)
    first = next(proofs)
    assert first.total > 100
    assert len(children() - before) == 1
    proofs.close()
    assert children() == before


def children() -> set[str]:
    """The processes that this one has."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    return {pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()}


@pytest.mark.parametrize(
    "limits", [{"wall_seconds": 0.02}, {"memory": 60 * 1024**2}, {"memory": 30 * 1024**2}, {"memory": 1024}]
)
def test_what_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]) -> None:
    """By the clock; for want of memory in the solver, or for Python itself. The sentence has the limits."""
    monkeypatch.setattr(apart, "LIMITS", apart.LIMITS._replace(**limits))
    found = report(steps(SMALL))
    assert found.results == ()
    why = "did not come to an end within|ended with an error .*, perhaps for want of memory"
    assert re.search(why, found.stopped or "")
    assert found.undecided == (found.stopped,)


def test_a_document_that_is_not_sound_is_stopped_too() -> None:
    """The checks come before; whoever goes round them learns no proof."""
    ring = small()
    ring["rules"].append(rule("ring", "old", all=["frail is established"]))
    with pytest.raises(Stopped):
        [*steps(parse(ring))]


def test_a_machine_without_room_for_a_process_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(apart, "ROOT", tmp_path / "gone")
    with pytest.raises(Stopped):
        [*steps(SMALL)]


def test_a_line_that_was_cut_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is killed while it writes."""
    monkeypatch.setattr(
        apart, "command", lambda *_: ["/bin/sh", "-c", "cat >/dev/null; printf '3\\n{\"proof\": '"]
    )
    found = report(steps(SMALL))
    assert found.results == ()
    assert found.stopped


def test_a_proof_that_takes_long_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each second an empty line, so that a run can be cancelled in the middle of a proof."""
    words = "cat >/dev/null; printf '1\\n\\n\\n'"
    monkeypatch.setattr(apart, "command", lambda *_: ["/bin/sh", "-c", words])
    beats = steps(SMALL)
    assert [next(beats), next(beats)] == [Step(1, None), Step(1, None)]
    with pytest.raises(Stopped):
        next(beats)


def test_the_beats_come_until_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    until = Event()
    thread = Timer(0.05, until.set)
    thread.start()
    monkeypatch.setattr(__main__, "BEAT_SECONDS", 0.001)
    __main__.beat(until)
    thread.join()
    assert set(capsys.readouterr().out.splitlines()) == {""}


def test_another_prover_is_another_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier version of the site proved has to be proven anew; an example visitor more has not."""
    name = subject(SMALL)
    example = {
        "key": "anne",
        "title": "Anne",
        "answers": ["age_years is 70", "sex is female"],
        "level": "maintain",
    }
    assert subject(parse({**small(), "examples": [example]})) == name
    monkeypatch.setattr(apart, "_software", lambda: "another")
    assert subject(SMALL) != name


def test_what_was_stopped_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what came to an end is remembered."""
    data = small()
    data["title"]["en"] = "A title that no other test has"
    monkeypatch.setattr(apart, "LIMITS", apart.LIMITS._replace(wall_seconds=0))
    assert report_on(parse(data)).stopped
    monkeypatch.undo()
    assert not report_on(parse(data)).stopped
