"""The gates of a publication: checks, engine, examples; each closed one says why."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
import pytest

from rules import sandbox
from rules.document import Document, parse
from rules.gates import Gate, examine, proofs_gate, report_of
from rules.problems import Problem
from rules.proof.apart import report_on
from rules.proof.results import Report
from rules.yamlfiles import write_folder
from tests.rules.documents import Data, rule, small

ANNE = {
    "key": "anne",
    "title": "Woman of 70 who weighs little",
    "answers": ["age_years is 70", "sex is female", "weight_kg is 57.5"],
    "level": "refer",
    "findings": ["old", "frail"],
    "tips": ["milk"],
}
VEGAN = {
    "key": "vegan",
    "title": "The same, and vegan",
    "answers": [*ANNE["answers"], "diets includes vegan"],
    "level": "refer",
    "withheld": ["milk"],
}


def with_examples(*examples: Data) -> Document:
    """The small rule set with these example visitors."""
    return parse({**small(), "examples": list(examples)})


def problems(document: Document) -> list[str]:
    """What is wrong, of every gate."""
    return [found for gate in examine(document) for found in gate.problems]


def test_what_passes_every_gate_is_counted() -> None:
    """Parts, rules that run, example visitors."""
    assert examine(with_examples(ANNE, VEGAN)) == (Gate("checks", 11), Gate("engine", 3), Gate("examples", 2))
    assert examine(with_examples()) == (Gate("checks", 9), Gate("engine", 3), Gate("examples", 0))


def test_the_default_examples_get_what_they_must(bone_health: Document) -> None:
    """One for each level at least, one with a withheld tip."""
    assert problems(bone_health) == []
    levels = {example.level for example in bone_health.examples}
    assert levels == {"urgent", "out_of_scope", "refer", "discuss", "maintain"}
    assert any(example.withheld for example in bone_health.examples)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"level": "maintain"},
            "gets the level refer, must get maintain; mend the rules, or the example if that is meant",
        ),
        ({"findings": ["old", "no-milk"]}, "lacks the finding “no-milk”; mend the rules, or the example"),
        ({"answers": [*VEGAN["answers"]]}, "lacks the tip “milk”; mend the rules, or the example"),
        (
            {"withheld": ["milk"]},
            "“milk” is not withheld from this visitor; mend the rules, or the example",
        ),
    ],
)
def test_an_example_that_gets_less_is_named(changed: Data, expected: str) -> None:
    """With what it lacks; the others are not."""
    checks, engine, examples = examine(with_examples({**ANNE, **changed}, VEGAN))
    assert (checks.problems, engine.problems) == ((), ())
    assert examples.problems == (f"examples → anne: {expected}",)


def test_an_example_that_lacks_everything_is_told_all_of_it() -> None:
    """Level, findings, tips."""
    young = {**ANNE, "answers": ["age_years is 40", "sex is female"]}
    assert [found.partition(";")[0] for found in problems(with_examples(young))] == [
        "examples → anne: gets the level maintain, must get refer",
        "examples → anne: lacks the finding “frail”",
        "examples → anne: lacks the finding “old”",
        "examples → anne: lacks the tip “milk”",
    ]


def test_what_does_not_pass_the_checks_is_not_run() -> None:
    """The gates behind a closed one were not tried, and say so."""
    data = small()
    data["rules"][0]["all"] = ["age_years ≥ 650"]
    checks, *others = examine(parse(data))
    assert [found.partition(";")[0] for found in checks.problems] == [
        "rules → age → “age_years ≥ 650”: out of range"
    ]
    assert others == [Gate("engine", 0, was_tried=False), Gate("examples", 0, was_tried=False)]


def test_what_failed_for_want_of_time_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A11: the engine's gate is closed; a quieter moment may open it. What passed is not run again."""
    document = with_examples({**ANNE, "title": "Somebody whom no other test has tried"})
    monkeypatch.setattr(sandbox, "LIMITS", sandbox.LIMITS._replace(wall_seconds=0.05))
    _, engine, examples = examine(document)
    assert [found.partition(";")[0] for found in engine.problems] == [
        "rules: do not run: they take over 0.05 seconds"
    ]
    assert examples == Gate("examples", 0, was_tried=False)
    monkeypatch.undo()
    assert problems(document) == []
    monkeypatch.setattr(sandbox, "LIMITS", sandbox.LIMITS._replace(wall_seconds=0.05))
    assert problems(document) == []


def test_a_release_keeps_what_its_gates_found() -> None:
    """As plain data; what was proven is counted, what was not decided is named with the reason to publish."""
    words = "gets the level refer, must get urgent; mend the rules, or the example if that is meant"
    document = with_examples({**ANNE, "findings": [], "level": "urgent"})
    proofs = report_on(document)
    *lines, last = report_of(examine(document), proofs)
    assert lines == [
        {"gate": "checks", "count": 10, "problems": []},
        {"gate": "engine", "count": 3, "problems": []},
        {
            "gate": "examples",
            "count": 1,
            "problems": [f"examples → anne: {words}"],
        },
    ]
    none: dict[str, object] = {"problems": [], "undecided": [], "despite": ""}
    assert last == {"gate": "proofs", "count": len(proofs.results), "proven": proofs.proven(), **none}


def test_what_is_not_decided_closes_the_last_gate_unless_there_is_a_reason() -> None:
    """And so does what does not hold, reason or not."""
    stopped = Report((), Problem((), "no end", {}))
    assert proofs_gate(stopped) == Gate("proofs", 0, (Problem((), "no end", {}),))
    assert proofs_gate(stopped, "It is only slow.") == Gate("proofs", 0)
    [line] = report_of([], stopped, "It is only slow.")
    assert (line["problems"], line["undecided"]) == ([], [[[], "no end", {}, ""]])
    assert line["despite"] == "It is only slow."
    data = small()
    data["rules"].append(rule("again", "old", all=["age_years ≥ 70"]))
    problem = "rules → again: changes nothing for anybody"
    assert [found.partition(":")[0] for found in proofs_gate(report_on(parse(data)), "why").problems] == [
        problem.partition(":")[0]
    ]


def test_check_rules_runs_every_gate(tmp_path: Path) -> None:
    """And counts what passed."""
    out = StringIO()
    write_folder(with_examples(ANNE, VEGAN), tmp_path)
    call_command("check_rules", str(tmp_path), stdout=out)
    first, second, *_proofs = out.getvalue().splitlines()
    assert first.startswith("small is sound: 3 rules, 3 findings, 2 recommendations (sha256:")
    assert second == "2 example visitors get what they must."
    write_folder(with_examples({**ANNE, "level": "discuss"}), tmp_path)
    with pytest.raises(
        CommandError, match=r"^1 problem\(s\):\nexamples → anne: gets the level refer, must get dis"
    ):
        call_command("check_rules", str(tmp_path))
