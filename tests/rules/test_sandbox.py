"""Rules that nobody has tried run apart: whatever they do there is a sentence here, and the caller lives."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
import json
import os
from pathlib import Path
import runpy
import sys
import time

import pytest

from rules import sandbox
from rules.assessment import Assessor
from rules.document import Document, digest, dump, parse
from rules.impact import Survey
from rules.problems import DocumentInvalid
from rules.sandbox import try_out
from tests.rules.documents import Data, finding, rule, small

ANNE: dict[str, object] = {"age_years": 70, "sex": "female", "weight_kg": Decimal("57.5"), "height_cm": 160}
BERT: dict[str, object] = {"age_years": 30, "sex": "male"}
LIMIT = "take out what was added last, or split the rule set"


def with_rules(rules: list[Data]) -> Document:
    """A rule set of these rules, forced past the checks."""
    findings = [finding(key) for key in dict.fromkeys(one["then"] for one in rules)]
    return parse({**small(), "findings": findings, "rules": rules, "recommendations": []})


def fault(document: Document) -> str:
    """Why the rules do not run for Anne."""
    with pytest.raises(DocumentInvalid) as caught:
        try_out(document, [ANNE])
    [sentence] = caught.value.problems
    return sentence


def test_everybody_gets_what_the_rules_say() -> None:
    """As if they had run here; a draft is number 0."""
    document = parse(small())
    here = Assessor(document, {"rule_set": "small", "number": 0, "digest": digest(document)})
    traced = try_out(document, [ANNE, BERT], "fr")
    assert [list(one) for one in traced] == [
        json.loads(json.dumps(here.trace(person, "fr"))) for person in (ANNE, BERT)
    ]
    assert [tip["key"] for tip in traced[0].outcome["tips"]] == ["milk"]
    assert traced[0].fired == ["age", "old-and-light"]
    assert "Label of old (fr)" in str(traced[0].outcome["findings"])
    assert try_out(document, []) == []


def test_words_in_any_script_arrive() -> None:
    """In a process that knows no locale."""
    data = small()
    data["findings"][0]["label"]["en"] = "« 65 ans » – ≥ 😀"
    [(outcome, _)] = try_out(parse(data), [{"age_years": 70, "sex": "male"}])
    assert [entry["label"] for entry in outcome["findings"]] == ["« 65 ans » – ≥ 😀"]


def thousand_rules() -> Document:
    """The most rules that can run, each met by anybody."""
    return with_rules([rule(f"r{n}", f"f{n}", all=[f"bmi ≥ {n / 1000}"]) for n in range(1000)])


def crowded() -> list[Data]:
    """More facts and findings in one step than one of the engine's facts can hold."""
    below = [rule(f"r{n}", f"f{n}", all=[f"bmi ≥ {n / 1000}"]) for n in range(300)]
    halves = [[f"f{n} is established" for n in numbers] for numbers in (range(150), range(150, 300))]
    return [*below, *(rule(f"above{n}", f"above{n}", all=half) for n, half in enumerate(halves))]


OVER_THE_CLIFFS = {
    "over 252 properties": crowded(),
    "over 64 groups at once": [
        rule(f"r{n}", "f", any=[f"bmi ≥ {(70 * n + k) / 10_000:.4f}" for k in range(70)]) for n in range(30)
    ],
    "over 4,096 rules": [
        rule(f"r{n}", f"f{n}", any=[f"bmi ≥ {(3 * n + k) / 10_000:.4f}" for k in range(3)])
        for n in range(1400)
    ],
}


@pytest.mark.parametrize("rules", OVER_THE_CLIFFS.values(), ids=OVER_THE_CLIFFS)
def test_rules_that_the_engine_cannot_hold_are_a_sentence(rules: list[Data]) -> None:
    """A11: forced past the checks, which would have told the limit; the next one runs as if nothing had been."""
    assert fault(with_rules(rules)) == f"rules: do not run: the engine stopped (1); {LIMIT}"
    assert try_out(parse(small()), [BERT])[0].outcome["level"] == "maintain"


def test_a_long_run_ends_at_the_limit_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: 1,000 rules a thousand times over, in 1 s: the kernel ends it, nobody waits."""
    monkeypatch.setattr(sandbox, "LIMITS", sandbox.LIMITS._replace(cpu_seconds=1))
    with pytest.raises(DocumentInvalid, match=r"the engine stopped \(-(9|24)\); take out"):
        try_out(thousand_rules(), [ANNE] * 1000)


def test_whoever_waits_does_not_wait_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: the limit of the clock holds where the processor is not busy at all."""
    monkeypatch.setattr(sandbox, "LIMITS", sandbox.LIMITS._replace(wall_seconds=0.05))
    started = time.perf_counter()
    assert fault(parse(small())) == f"rules: do not run: they take over 0.05 seconds; {LIMIT}"
    assert time.perf_counter() - started < 5


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: with 64 MB the small rule set runs, and one of 1,000 rules is refused."""
    monkeypatch.setattr(sandbox, "LIMITS", sandbox.LIMITS._replace(memory=64 * 1024 * 1024))
    assert try_out(parse(small()), [BERT])
    assert fault(thousand_rules()).startswith("rules: do not run: the engine stopped (")


def in_place_of_python(folder: Path, script: str) -> str:
    """A program to run where Python would."""
    program = folder / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(("signal", "code"), [("SEGV", -11), ("ABRT", -6), ("KILL", -9)])
def test_a_crash_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: str, code: int
) -> None:
    """A11: as the library's known crashes would end the child."""
    monkeypatch.setattr(sys, "executable", in_place_of_python(tmp_path, f"kill -{signal} $$"))
    assert fault(parse(small())) == f"rules: do not run: the engine stopped ({code}); {LIMIT}"


def test_no_secret_reaches_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: neither the site's key nor its database; the limits are set before it begins."""
    monkeypatch.setenv("SECRET_KEY", "canary")
    told = tmp_path / "told"
    script = f"env > {told}; ulimit -t >> {told}; ulimit -v >> {told}; ulimit -c >> {told}; echo '[]'"
    monkeypatch.setattr(sys, "executable", in_place_of_python(tmp_path, script))
    assert try_out(parse(small()), [ANNE]) == []
    *environment, seconds, kilobytes, core = told.read_text().splitlines()
    assert (seconds, kilobytes, core) == ("10", str(512 * 1024), "0")
    assert {line.partition("=")[0] for line in environment} <= {"PWD", "OLDPWD", "SHLVL", "_"}
    assert "canary" in os.environ.values()


def test_the_child_reads_a_task_and_writes_outcomes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What runs there, run here: numbers stay exact on the way."""
    person = {"age_years": 70, "sex": "male", "weight_kg": 59.999999}
    task = {"content": dump(parse(small())), "people": [person], "language": "nl"}
    monkeypatch.setattr(sys, "stdin", StringIO(json.dumps(task)))
    runpy.run_path(str(Path(sandbox.__file__)), run_name="__main__")
    [[outcome, fired]] = json.loads(capsys.readouterr().out)
    assert fired == ["age", "old-and-light"]
    assert [entry["key"] for entry in outcome["findings"]] == ["old", "frail"]
    assert outcome["release"] == {"rule_set": "small", "number": 0, "digest": digest(parse(small()))}


def test_only_two_at_once_and_the_third_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: whoever tries rules leaves threads and memory to visitors."""
    monkeypatch.setattr(sandbox, "PATIENCE_SECONDS", 0.05)
    for _ in range(sandbox.AT_ONCE):
        assert sandbox._turns.acquire(blocking=False)
    try:
        assert fault(parse(small())) == (
            "rules: were not tried: others are trying rules at the moment; try again"
        )
    finally:
        sandbox._turns.release(sandbox.AT_ONCE)
    assert try_out(parse(small()), [BERT])


def test_a_machine_without_room_for_a_child_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A11: a process that cannot begin."""
    monkeypatch.setattr(sandbox, "ROOT", tmp_path / "gone")
    words = "rules: were not tried: this machine has no room for it; try again later"
    assert fault(parse(small())) == words
    monkeypatch.undo()
    assert try_out(parse(small()), [BERT])


def test_without_people_everybody_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What runs there for the preview, run here."""
    task = {"content": dump(parse(small()))}
    monkeypatch.setattr(sys, "stdin", StringIO(json.dumps(task)))
    runpy.run_path(str(Path(sandbox.__file__)), run_name="__main__")
    survey = Survey.from_data(json.loads(capsys.readouterr().out))
    assert survey == sandbox.survey_apart(parse(small()))
