"""YAML files are read strictly, and from their own folder only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.document import Document, dump
from rules.problems import DocumentInvalid
from rules.yamlfiles import MAX_BYTES, load_files, load_folder
from tests.rules.documents import guarantee, small


def folder_of(folder: Path, **files: str | bytes) -> Path:
    """A folder with these files; `_` in a name stands for `-`."""
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(raw)
    return folder


def index(**changed: Any) -> str:
    """The index of the small rule set."""
    own = {name: small()[name] for name in ("key", "title", "topics", "sources")}
    return yaml.safe_dump(own | changed)


def topic(**changed: Any) -> str:
    """The file of its only topic."""
    own = {name: small()[name] for name in ("findings", "rules", "recommendations")}
    for items in own.values():
        for item in items:
            del item["topic"]
    return yaml.safe_dump(own | changed)


def problem(folder: Path) -> str:
    """The only problem with the files."""
    with pytest.raises(DocumentInvalid) as caught:
        load_folder(folder)
    [sentence] = caught.value.problems
    return sentence


def test_a_folder_becomes_a_document(tmp_path: Path) -> None:
    """The topic of an item is the name of its file."""
    document = load_folder(folder_of(tmp_path, rule_set=index(), bones=topic()))
    assert isinstance(document, Document)
    assert {item.topic for item in document.findings} == {"bones"}
    assert [item.key for item in document.rules] == [item["key"] for item in small()["rules"]]


def test_a_topic_may_lack_lists(tmp_path: Path) -> None:
    """A file of rules only, in the order of the topics."""
    parts = small()
    for part in (parts["findings"], parts["rules"]):
        for item in part:
            del item["topic"]
    files = {
        "a": yaml.safe_dump({"rules": parts["rules"]}),
        "b": yaml.safe_dump({"findings": parts["findings"]}),
    }
    document = load_folder(folder_of(tmp_path, rule_set=index(topics=["b", "a"]), **files))
    assert (len(document.rules), len(document.findings), document.recommendations) == (3, 3, ())


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    """A terabyte of nothing."""
    with (folder_of(tmp_path, rule_set=index()) / "bones.yaml").open("wb") as file:
        file.truncate(10**12)
    assert problem(tmp_path) == "bones.yaml: is over 256 kB; split the topic"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The index, the file of a topic, the folder."""
    missing = "cannot be read (No such file or directory)"
    assert problem(tmp_path) == problem(tmp_path / "nowhere") == f"rule-set.yaml: {missing}"
    assert problem(folder_of(tmp_path, rule_set=index())) == f"bones.yaml: {missing}"
    (tmp_path / "bones.yaml").mkdir()
    assert problem(tmp_path) == "bones.yaml: cannot be read (Is a directory)"


@pytest.mark.parametrize(
    "topics",
    [
        None, "bones", 5, True, {"bones": 1}, [5], [True], ["bones", ["bones"]], [""], ["."], [".."], ["../bones"],
        ["../../x"], ["/etc/passwd"], ["a/b"], ["a\\b"], ["a\0b"], ["bones\n"], ["Bones"], ["bones.yaml"], ["bones "],
        ["bones", "bones"], ["a"] * 5000,
    ],
    ids=lambda topics: repr(topics)[:20],
)  # fmt: skip
def test_topics_are_plain_names_each_once(tmp_path: Path, topics: object) -> None:
    """A name cannot lead out of the folder, nor have a file read a thousand times."""
    inside = tmp_path / "inside"
    inside.mkdir()
    folder_of(tmp_path, x="rules: [canary]", bones="rules: [canary]")
    folder_of(inside, rule_set=index(topics=topics), bones=topic(), a="rules: []")
    expected = "rule-set.yaml: give “topics”, the other files’ names, each once, in small letters, digits and hyphens"
    assert problem(inside) == expected


def test_a_rule_set_without_topics_is_told_so(tmp_path: Path) -> None:
    """The index has to name them."""
    assert "give “topics”" in problem(folder_of(tmp_path, rule_set="key: small"))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither to a file nor to a folder; a link inside, or to the whole folder, is."""
    inside = tmp_path / "inside"
    inside.mkdir()
    folder_of(tmp_path, secret=topic())
    folder_of(inside, rule_set=index(), real=topic())
    (inside / "bones.yaml").symlink_to(tmp_path / "secret.yaml")
    assert problem(inside) == "bones.yaml: is a link out of the folder; put the file itself there"
    (inside / "bones.yaml").unlink()
    (inside / "bones.yaml").symlink_to("real.yaml")
    (tmp_path / "link").symlink_to(inside)
    assert load_folder(tmp_path / "link") == load_folder(inside)
    (inside / "bones.yaml").unlink()
    (inside / "bones.yaml").symlink_to("bones.yaml")
    assert "bones.yaml: cannot be read" in problem(inside)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "findngs: []",
            "bones.yaml: “findngs” is no list here; give lists of findings, rules, recommendations",
        ),
        (
            "sources: []",
            "bones.yaml: “sources” is no list here; give lists of findings, rules, recommendations",
        ),
        ("findings: 5", "bones.yaml: “findings” is no list here"),
        ("findings: true", "bones.yaml: “findings” is no list here"),
        ("findings: text", "bones.yaml: “findings” is no list here"),
        ("findings: {a: b}", "bones.yaml: “findings” is no list here"),
        ("findings:", "bones.yaml: “findings” is no list here"),
        (
            "findings: [{key: old, topic: other}]",
            "bones.yaml: take “topic” out of old; it is the file’s name",
        ),
        ("findings: [old]", "findings → no. 1: write its parts, each with its name"),
    ],
)
def test_a_topics_file_holds_the_three_lists_only(tmp_path: Path, content: str, expected: str) -> None:
    """Nothing that is written there is passed over in silence."""
    assert problem(folder_of(tmp_path, rule_set=index(), bones=content)).startswith(expected)


def test_a_list_in_the_index_is_not_passed_over(tmp_path: Path) -> None:
    """It belongs in the file of a topic."""
    found = problem(folder_of(tmp_path, rule_set=index(rules=[]), bones=topic()))
    assert found == "rule-set.yaml: “rules” belongs in the file of a topic; move it there"


def test_an_unknown_part_of_the_index_is_named(tmp_path: Path) -> None:
    """By the schema."""
    found = problem(folder_of(tmp_path, rule_set=index(colour="red"), bones=topic()))
    assert found == "colour: is not known here; correct the name or take it out"


EXAMPLE = {
    "key": "anne",
    "title": "Anne",
    "answers": ["age_years is 70", "weight_kg is 57.5"],
    "level": "refer",
}


def test_the_examples_have_a_file_of_their_own(tmp_path: Path) -> None:
    """Where there are any."""
    folder_of(tmp_path, rule_set=index(), bones=topic())
    assert load_folder(tmp_path).examples == ()
    [anne] = load_folder(folder_of(tmp_path, examples=yaml.safe_dump({"examples": [EXAMPLE]}))).examples
    assert [str(answer) for answer in anne.answers] == EXAMPLE["answers"]


def test_the_guarantees_have_theirs(tmp_path: Path) -> None:
    """Where there are any."""
    folder_of(tmp_path, rule_set=index(), bones=topic())
    assert load_folder(tmp_path).guarantees == ()
    calm = guarantee("calm", all=["sex is male"])
    [read] = load_folder(folder_of(tmp_path, guarantees=yaml.safe_dump({"guarantees": [calm]}))).guarantees
    assert dump(read) == calm
    content = yaml.safe_dump({"examples": [EXAMPLE]})
    assert problem(folder_of(tmp_path, guarantees=content)) == (
        "guarantees.yaml: “examples” is no list here; give lists of guarantees"
    )
    assert problem(folder_of(tmp_path, rule_set=index(guarantees=[calm]))) == (
        "rule-set.yaml: “guarantees” belongs in a file of its own, guarantees.yaml; move it there"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("rules: []", "examples.yaml: “rules” is no list here; give lists of examples"),
        ("examples: 5", "examples.yaml: “examples” is no list here; give lists of examples"),
        ("- a", "examples.yaml: must be a mapping of lists"),
        ("examples: [anne]", "examples → no. 1: write its parts, each with its name"),
    ],
)
def test_the_file_of_the_examples_holds_nothing_else(tmp_path: Path, content: str, expected: str) -> None:
    """Nothing that is written there is passed over in silence."""
    assert problem(folder_of(tmp_path, rule_set=index(), bones=topic(), examples=content)) == expected


def test_examples_in_the_index_or_in_a_topic_are_not_passed_over(tmp_path: Path) -> None:
    """They have their own file."""
    folder_of(tmp_path, rule_set=index(examples=[EXAMPLE]), bones=topic())
    assert problem(tmp_path) == (
        "rule-set.yaml: “examples” belongs in a file of its own, examples.yaml; move it there"
    )
    folder_of(tmp_path, rule_set=index(), bones=topic(examples=[EXAMPLE]))
    assert problem(tmp_path).startswith("bones.yaml: “examples” is no list here")


def files(**more: str) -> dict[str, bytes]:
    """The small rule set's files and others, by name."""
    texts = {"rule-set": index(), "bones": topic(), **more}
    return {f"{name}.yaml": text.encode() for name, text in texts.items()}


def test_files_are_read_by_their_names() -> None:
    """As if they stood in a folder."""
    assert [rule.key for rule in load_files(files()).rules] == ["age", "old-and-light", "vegan"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "rule-set.yaml: is missing; add it"),
        ({"rule-set.yaml": index().encode()}, "bones.yaml: is missing; add it"),
        (files(skin="rules: []"), "skin.yaml: is no topic’s; add it to “topics” or take the file out"),
        (files(bones="#" * (MAX_BYTES + 1)), "bones.yaml: is over 256 kB; split the topic"),
    ],
    ids=["nothing", "a topic", "a file more", "too large"],
)
def test_files_that_do_not_fit_together_are_named(given: dict[str, bytes], expected: str) -> None:
    """Whoever gives files means every one of them."""
    with pytest.raises(DocumentInvalid) as caught:
        load_files(given)
    assert caught.value.problems == [expected]
