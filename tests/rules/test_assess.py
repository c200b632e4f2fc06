"""`manage.py assess`: outcomes of the contract's shape, bad lines told by number, good ones unharmed."""

from __future__ import annotations

from io import StringIO
import json
import os
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
import pytest

from rules.document import Document
from rules.facts import FACTS
from rules.measures import MEASURES
from rules.models import Release
from rules.services import publish
from tests.rules.database import damage

WOMAN = {
    "age_years": 62,
    "sex": "female",
    "country": "be",
    "height_cm": 160,
    "weight_kg": 54.5,
    "smoking": "current",
}
SERVINGS = (
    "fortified_drinks_per_day",
    "leafy_greens_per_week",
    "nuts_or_seeds_per_week",
    "pulses_or_tofu_per_week",
)
FRAIL = {**WOMAN, "fragility_fracture": True, "diets": ["vegan"], **dict.fromkeys(SERVINGS, 0)}
URGENT = {**WOMAN, "red_flags": ["cannot_bear_weight"]}
HEALTHY = {"age_years": 30, "sex": "male", "falls_last_year": 3}
CHILD = {"age_years": 12, "sex": "unspecified"}
LEVELS = ["refer", "refer", "urgent", "maintain", "out_of_scope"]


@pytest.fixture
def release(db: None, bone_health: Document) -> Release:
    """The default rule set, published."""
    return publish(bone_health, "for a test")[0]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A person for each kind of outcome, a line each."""
    file = tmp_path / "people.jsonl"
    file.write_text("".join(json.dumps(person) + "\n" for person in (WOMAN, FRAIL, URGENT, HEALTHY, CHILD)))
    return file


def assess(file: Path | str, *options: str) -> list[dict[str, Any]]:
    """The outcomes of a file without a bad line."""
    out, err = StringIO(), StringIO()
    call_command("assess", str(file), *options, stdout=out, stderr=err)
    assert err.getvalue() == ""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def refused(file: Path) -> tuple[list[str], list[str]]:
    """The outcomes and the complaints about a file with bad lines."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"^\d+ line\(s\) could not be assessed, see above\.$") as caught:
        call_command("assess", str(file), stdout=out, stderr=err)
    assert caught.value.returncode == 2
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def has_keys(entry: dict[str, Any], **types: type | tuple[type, ...]) -> bool:
    """Whether an entry has exactly these keys, in this order, with values of these types."""
    return list(entry) == list(types) and all(isinstance(entry[key], kind) for key, kind in types.items())


def texts(values: list[Any]) -> bool:
    """Whether a list holds texts only, and one at least."""
    return bool(values) and all(isinstance(value, str) and value for value in values)


def test_an_outcome_has_the_keys_and_types_of_the_contract(release: Release, people: Path) -> None:
    """The same for everybody, whatever the level."""
    outcomes = assess(people)
    assert [outcome["level"] for outcome in outcomes] == LEVELS
    for outcome in outcomes:
        assert has_keys(
            outcome, release=dict, level=str, referral=(dict, type(None)), findings=list, tips=list, withheld=list,
            measures=dict, ignored=list,
        )  # fmt: skip
        assert outcome["release"] == {"rule_set": "bone-health", "number": 1, "digest": release.digest}
        assert (outcome["referral"] is None) is (outcome["level"] == "maintain")
        if outcome["referral"]:
            assert has_keys(outcome["referral"], key=str, urgency=str, text=str, because=list)
            assert outcome["referral"]["urgency"] in ("today", "soon", "routine")
            assert set(outcome["referral"]["because"]) <= {finding["key"] for finding in outcome["findings"]}
        assert list(outcome["measures"]) == list(MEASURES)
        assert all(value is None or type(value) in (int, float) for value in outcome["measures"].values())
    assert outcomes[3]["ignored"] == ["falls_last_year"]


def test_the_entries_of_an_outcome_have_the_keys_and_types_of_the_contract(
    release: Release, people: Path
) -> None:
    """Findings with their reasons, tips, and what is withheld."""
    outcomes = assess(people)
    for finding in (entry for outcome in outcomes for entry in outcome["findings"]):
        assert has_keys(finding, key=str, kind=str, label=str, modifiable=bool, because=list, sources=list)
        assert finding["kind"] in (
            "risk_factor",
            "warning_sign",
            "criterion",
            "density",
            "caution",
            "red_flag",
        )
        assert texts(finding["sources"])
        for reason in finding["because"]:
            assert list(reason) in (["fact", "value"], ["finding"])
            assert reason.get("fact", "ost") in FACTS.keys() | MEASURES.keys()
    for tip in (entry for outcome in outcomes for entry in outcome["tips"]):
        assert has_keys(tip, key=str, text=str, because=list, sources=list)
        assert texts(tip["because"])
        assert texts(tip["sources"])
    for withheld in (entry for outcome in outcomes for entry in outcome["withheld"]):
        assert has_keys(withheld, key=str, because=list)
        assert texts(withheld["because"])
    assert all(any(outcome[part] for outcome in outcomes) for part in ("findings", "tips", "withheld"))


def test_the_texts_come_in_the_language_asked_for(
    release: Release, people: Path, bone_health: Document
) -> None:
    """English unless another one is asked for; everything but the texts is the same."""
    labels = {finding.key: finding.label for finding in bone_health.findings}
    keys = set()
    for language in ("en", "fr", "nl"):
        outcomes = assess(people, "--language", language)
        findings = [finding for outcome in outcomes for finding in outcome["findings"]]
        assert all(finding["label"] == labels[finding["key"]][language] for finding in findings)
        keys.add(tuple(finding["key"] for finding in findings))
    assert len(keys) == 1
    assert assess(people) == assess(people, "--language", "en")
    with pytest.raises(CommandError, match="--language: invalid choice: 'de'"):
        assess(people, "--language", "de")


def test_bad_lines_are_told_by_number_and_key_while_good_ones_go_on(release: Release, tmp_path: Path) -> None:
    """Nothing that was answered is repeated."""
    file = tmp_path / "mixed.jsonl"
    good = json.dumps(WOMAN).encode()
    bad = [
        b'{"age_years": "canary", "sex": "female", "colour": "canary", "weight_kg": NULL}',
        b'{"age_years": "canary", "sex": "canary", "colour": "canary"}',
        b"{",
        b'{"age_years": 1, "age_years": 2}',
        b'{"age_years": NaN}',
        b"[" * 60_000,
        b'{"age_years": ' + b"9" * 5000 + b"}",
        b'{"age_years": "' + b"x" * 5_000_000 + b'"}',
        b"\xff",
        b"[]",
        b"\xed\xa0\x80",
        b'{"age_years": 62, "sex": "female", "\\ud800": 1, "\\u001b[2J": 1}',
    ]
    file.write_bytes(b"\xef\xbb\xbf" + good + b"\n\n   \n" + b"\n".join([*bad, good]))
    outcomes, complaints = refused(file)
    assert [json.loads(outcome)["level"] for outcome in outcomes] == ["refer", "refer"]
    assert complaints == [
        "line 4: is not JSON (column 75: Expecting value)",
        "line 5: age_years: give a whole number from 0 to 120 (years)",
        "line 5: colour: is not a fact that we ask; leave it out or correct the key",
        "line 5: sex: give one of: female, male, unspecified",
        "line 6: is not JSON (column 2: Expecting property name enclosed in double quotes)",
        "line 7: gives the same key twice",
        "line 8: holds NaN, which is no number; write null for an unknown answer",
        "line 9: is nested too deep",
        "line 10: holds a number that is too long",
        "line 11: is longer than 64 kB; give one visitor a line",
        "line 12: is not UTF-8 text",
        "line 13: must be a JSON object, such as {\"age_years\": 62, \"sex\": \"female\"}",
        "line 14: is not JSON (column 1: Expecting value)",
        "line 15: \\ud800: is not a fact that we ask; leave it out or correct the key",
        "line 15: \\x1b[2J: is not a fact that we ask; leave it out or correct the key",
    ]  # fmt: skip
    with pytest.raises(CommandError, match=r"^12 line\(s\)"):
        call_command("assess", str(file), stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("content", [b"", b"\n", b"\n  \n\r\n"])
def test_a_file_without_answers_gives_no_outcome(release: Release, tmp_path: Path, content: bytes) -> None:
    """And no error."""
    file = tmp_path / "empty.jsonl"
    file.write_bytes(content)
    assert assess(file) == []


def test_a_file_that_cannot_be_read_is_named(release: Release, tmp_path: Path) -> None:
    """Missing, or a folder."""
    with pytest.raises(CommandError, match=r"nowhere\.jsonl: cannot be read \(No such file or directory\)"):
        assess(tmp_path / "nowhere.jsonl")
    with pytest.raises(CommandError, match=r": cannot be read \(Is a directory\)"):
        assess(tmp_path)


def test_standard_input_is_read_for_a_dash(
    release: Release, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other commands do."""
    expected = assess(people)
    with people.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert assess("-") == expected


def test_the_outcomes_go_where_python_sends_its_output(
    release: Release, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream without an encoding, too."""
    expected, out = assess(people), StringIO()
    monkeypatch.setattr("sys.stdout", out)
    call_command("assess", str(people))
    assert [json.loads(line) for line in out.getvalue().splitlines()] == expected


def test_a_reader_that_has_enough_ends_it_quietly(release: Release, people: Path) -> None:
    """As `| head -1` does."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        call_command("assess", str(people), stdout=closed)


@pytest.mark.django_db
def test_without_a_release_it_says_what_to_run(people: Path) -> None:
    """Nothing was ever published here."""
    with pytest.raises(
        CommandError,
        match=r"no release of “bone-health” is published; run: manage\.py import_rules rules/content/bone",
    ):
        assess(people)


def test_a_damaged_release_is_told_in_a_sentence(release: Release, people: Path) -> None:
    """A fresh process has no last good one."""
    damage(1, content={"key": "bone-health"})
    with pytest.raises(CommandError, match="title: is missing; add it"):
        assess(people)
