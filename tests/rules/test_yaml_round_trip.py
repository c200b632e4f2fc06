"""What is exported reads back as the same rule set."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from rules.document import Document, digest, parse
from rules.problems import DocumentInvalid
from rules.yamlfiles import load_folder, write_folder
from tests.rules.documents import finding, small
from tests.rules.random_documents import random_working_copy, seeded


def test_the_default_rule_set_reads_back_the_same(tmp_path: Path, bone_health: Document) -> None:
    """Equal, with an equal digest, and written the same a second time."""
    first, second = tmp_path / "a" / "first", tmp_path / "second"
    write_folder(bone_health, first)
    again = load_folder(first)
    assert again == bone_health
    assert digest(again) == digest(bone_health)
    write_folder(again, second)
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(
        f"{name}.yaml" for name in ["rule-set", "examples", "guarantees", *bone_health.topics]
    )
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_a_file_is_written_for_people(tmp_path: Path) -> None:
    """Letters as they are, and the key first."""
    write_folder(parse({**small(), "title": {"en": "Bone", "fr": "Santé des os", "nl": "Bot ≥"}}), tmp_path)
    text = (tmp_path / "rule-set.yaml").read_text()
    assert text.startswith(
        "key: small\ntitle:\n  en: Bone\n  fr: Santé des os\n  nl: Bot ≥\ntopics:\n- bones\n"
    )


def test_writing_again_replaces_the_files_and_leaves_others(tmp_path: Path) -> None:
    """A read-me beside the rules stays."""
    (tmp_path / "README.md").write_text("about")
    data = small()
    write_folder(parse(data), tmp_path)
    data["findings"][0]["label"]["en"] = "Another label"
    write_folder(parse(data), tmp_path)
    assert load_folder(tmp_path) == parse(data)
    assert (tmp_path / "README.md").read_text() == "about"


def test_a_rule_set_without_topics_or_items_reads_back(tmp_path: Path) -> None:
    """Empty lists are lists."""
    empty = {**small(), "topics": [], "sources": [], "findings": [], "rules": [], "recommendations": []}
    write_folder(parse(empty), tmp_path)
    assert load_folder(tmp_path) == parse(empty)


@pytest.mark.parametrize(
    "words",
    [
        "yes", "no", "null", "~", "true", "1", "08", "1.5", "1e3", "2020-01-01", "12:30", "=", "<<", "- a", "a: b",
        "a #b", "#b", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'", '"a"', "{a}", "[a]", "|", ">", "a\\b",
        "« a\u00a0: b\u00a0»", "a\u00adb", "a\u200db", "😀", "\ufeffa", "’“”≥≤", "a" * 1200,
        ("word " * 200).strip(), "a" * 200 + " " + "b" * 200, "a  b   c", "a" * 108 + "  b",
    ],
)  # fmt: skip
def test_every_text_reads_back_to_the_letter(tmp_path: Path, words: str) -> None:
    """Also what YAML would take for something else."""
    data = small()
    data["findings"][0]["label"]["en"] = words
    write_folder(parse(data), tmp_path)
    again = load_folder(tmp_path)
    assert again.findings[0].label.en == words
    assert digest(again) == digest(parse(data))


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=300).map(
    lambda words: f"a{words}z"
)


@settings(max_examples=25)
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_any_text_reads_back_to_the_letter(several: list[str]) -> None:
    """Whatever its characters."""
    data = small()
    data["findings"] += [
        finding(f"f{n}", label=dict.fromkeys(("en", "fr", "nl"), w)) for n, w in enumerate(several)
    ]
    with TemporaryDirectory() as folder:
        write_folder(parse(data), Path(folder))
        assert load_folder(Path(folder)) == parse(data)


@pytest.mark.parametrize("seed", range(5))
def test_disabled_parts_and_examples_read_back_the_same(tmp_path: Path, seed: int) -> None:
    """Whatever the rules and the answers."""
    document = random_working_copy(seeded(seed))
    assert document != document.in_use()
    write_folder(document, tmp_path)
    assert load_folder(tmp_path) == document
    assert digest(load_folder(tmp_path)) == digest(document)


@pytest.mark.parametrize("name", ["examples", "guarantees"])
def test_an_export_without_them_leaves_none_of_an_earlier_one(tmp_path: Path, name: str) -> None:
    """They would come back with the next import."""
    document = random_working_copy(seeded(1))
    write_folder(document, tmp_path)
    without = document.model_copy(update={name: ()})
    assert without != document
    write_folder(without, tmp_path)
    assert load_folder(tmp_path) == without


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        (["joints"], "findings → old: unknown topic “bones”; use one of joints"),
        (["bones", "rule-set"], "topics → rule-set: the name is taken; give each topic its own"),
        (["bones", "guarantees"], "topics → guarantees: the name is taken; give each topic its own"),
        (["bones", "examples"], "topics → examples: the name is taken; give each topic its own"),
    ],
)
def test_what_no_file_could_hold_is_not_written(tmp_path: Path, topics: list[str], expected: str) -> None:
    """A part without a topic would be lost, and so would the file that another one takes the name of."""
    with pytest.raises(DocumentInvalid) as caught:
        write_folder(parse({**small(), "topics": topics}), tmp_path)
    assert caught.value.problems[0] == expected
    assert list(tmp_path.iterdir()) == []
