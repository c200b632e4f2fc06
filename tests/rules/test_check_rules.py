"""`check_rules`: gates, proofs and impact of a folder, in words and as JSON, without a database."""

from __future__ import annotations

from io import StringIO
import json
from pathlib import Path
import re

from django.core.management import CommandError, call_command
import pytest

from rules import sandbox
from rules.document import digest, parse
from rules.yamlfiles import load_folder, write_folder
from tests.rules.documents import small, text
from tests.rules.test_rule_commands import fails, folder, says, spoil
from tests.rules.versions import version

__all__ = ["folder"]  # a fixture


def test_a_sound_folder_is_told_what_was_found(folder: Path) -> None:
    """Without a database: what was counted, what was proven, and what it does to the population."""
    name = digest(load_folder(folder))[:19]
    first, proofs, *kinds, last = says("check_rules", folder).splitlines()
    assert first == f"small is sound: 3 rules, 3 findings, 2 recommendations ({name}…)."
    assert proofs == "113 proofs hold for every possible visitor:"
    assert kinds[:2] == ["  one-level: 11", "  withheld: 1"]
    assert re.fullmatch(r"Of 5000 made-up adults \d+ are referred\.", last)


def test_a_change_is_told_in_people(folder: Path, tmp_path: Path) -> None:
    """From 65 to 60: more people are referred, none gets a lower level."""
    write_folder(version(60), tmp_path / "new")
    moves = says("check_rules", tmp_path / "new", "--against", folder).splitlines()[-2:]
    found = re.fullmatch(r"Of 5000 made-up adults (\d+) are referred \((\d+) before\)\.", moves[0])
    assert found
    rises = int(found[1]) - int(found[2])
    assert rises > 0
    assert moves[1] == f"The level rises for {rises}, falls for 0, and otherwise changes for 0."


def test_a_proof_that_fails_is_shown_by_a_visitor(folder: Path) -> None:
    """In words, and as JSON for a program; the exit status says it too."""
    spoil(folder, "age_years ≥ 65", "age_years < 18")
    spoil(folder, "weight_kg < 60", "age_years ≥ 40")
    words = fails("check_rules", folder)
    assert words.splitlines()[0] == "3 problem(s):"
    assert "rules → old-and-light: can hold for nobody: “old is established”, “age_years ≥ 40” excl" in words
    assert "recommendations → milk: is shown to nobody" in words
    out = StringIO()
    with pytest.raises(CommandError, match="not sound"):
        call_command("check_rules", str(folder), "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["rule_set"], report["is_sound"]) == ("small", False)
    assert [gate["gate"] for gate in report["gates"]] == ["checks", "engine", "examples", "proofs"]
    refuted = [one for one in report["proofs"]["results"] if one["verdict"] == "refuted"]
    assert [one["place"][1] for one in refuted] == ["old-and-light", "milk", "scan"]
    assert report["impact"]["everybody"]["people"] == 5000


def test_a_visitor_who_breaks_a_guarantee_is_told(folder: Path) -> None:
    promise = {"key": "light", "title": text("No light"), "all": ["weight_kg < 60"], "levels": ["maintain"]}
    write_folder(parse({**small(), "guarantees": [promise]}), folder)
    words = fails("check_rules", folder).splitlines()
    assert words[1].startswith("guarantees → light: does not hold for everybody")
    at = words.index("guarantees → light (guarantee) is shown by:")
    assert re.fullmatch(r"  age_years is \d+, sex is \w+, weight_kg is \d+", words[at + 1])
    assert words[at + 2] == "    level refer; rules age, old-and-light"


def test_every_problem_of_a_folder_is_counted_and_told(folder: Path, tmp_path: Path) -> None:
    """The schema's, the checks', and a file that is missing."""
    spoil(folder, "age_years ≥ 65", "age_years ≥ 650")
    spoil(folder, "then: frail", "then: nothing")
    found = fails("check_rules", folder).splitlines()
    assert found[0] == "3 problem(s):"
    assert found[1].startswith("rules → age → “age_years ≥ 650”: out of range")
    spoil(folder, "priority: 50", "priority: high")
    assert fails("check_rules", folder).splitlines()[0] == "2 problem(s):"
    assert "rule-set.yaml: cannot be read" in fails("check_rules", tmp_path)


def test_rules_to_compare_with_must_be_sound_too(folder: Path, tmp_path: Path) -> None:
    """They are named, not the good ones."""
    write_folder(version(60), tmp_path / "new")
    spoil(folder, "age_years ≥ 65", "age_years ≥ 650")
    words = fails("check_rules", tmp_path / "new", "--against", folder)
    assert words.startswith(f"the rules in {folder}, to compare with, are not sound:\nrules → age")


def test_rules_too_slow_for_the_population_are_sound_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publication needs no preview."""
    monkeypatch.setattr(sandbox, "SURVEY", sandbox.SURVEY._replace(wall_seconds=0.01))
    sandbox.survey_apart.cache_clear()
    first, *_between, last = says("check_rules", folder).splitlines()
    assert first.startswith("small is sound")
    assert last.startswith(
        "What it does to the made-up adults cannot be told: rules: do not run: they take over"
    )
