"""YAML files are read strictly, and from their own folder only."""

from __future__ import annotations

from pathlib import Path
import time
from typing import Any

import pytest
import yaml

from rules.document import Document, DocumentInvalid
from rules.yamlfiles import MAX_BYTES, load_file, load_folder
from tests.rules.documents import small


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


def read(folder: Path, content: str | bytes) -> dict[str, Any]:
    """The mapping in a file."""
    return load_file(folder_of(folder, file=content) / "file.yaml")


def fault(folder: Path, content: str | bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(DocumentInvalid) as caught:
        read(folder, content)
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


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("Off", "Off"), ("y", "y"), ("True", "True"), ("FALSE", "FALSE"),
        ("null", "null"), ("~", "~"), ("", ""), ("08", "08"), ("010", "010"), ("0x10", "0x10"), ("0b1", "0b1"),
        ("1_000", "1_000"), ("1.5", "1.5"), ("1e3", "1e3"), (".inf", ".inf"), (".nan", ".nan"), ("-1", "-1"),
        ("+1", "+1"), ("12:30:45", "12:30:45"), ("2020-01-01", "2020-01-01"), ("1234567890", "1234567890"),
        ("'12'", "12"), ('"true"', "true"), ("=", "="),
        ("true", True), ("false", False), ("0", 0), ("12", 12), ("123456789", 123_456_789),
    ],
)  # fmt: skip
def test_a_value_is_text_unless_plainly_true_false_or_a_whole_number(
    tmp_path: Path, written: str, read_as: object
) -> None:
    """No `yes`, octal, date or float surprises anybody."""
    [value] = read(tmp_path, f"value: {written}").values()
    assert (value, type(value)) == (read_as, type(read_as))
    assert read(tmp_path, f"list:\n- {written}") == {"list": [read_as]}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1\nb: 2\na: 3", "file.yaml: line 3: the key “a” stands twice"),
        ("x: {a: 1, 'a': 2}", "file.yaml: line 1: the key “a” stands twice"),
        ("x:\n  - a: 1\n    a: 1", "file.yaml: line 3: the key “a” stands twice"),
        ("1: a", "file.yaml: line 1: a key must be a text"),
        ("true: a", "file.yaml: line 1: a key must be a text"),
        ("? [a, b]\n: c", "file.yaml: line 1: a key must be a text"),
        ("? {a: b}\n: c", "file.yaml: line 1: a key must be a text"),
        ("a: &x 1\nb: 2", "file.yaml: line 1: aliases and anchors are not allowed"),
        ("a: &x [1]\nb: *x", "file.yaml: line 1: aliases and anchors are not allowed"),
        ("a: 1\nb: *x", "file.yaml: line 2: aliases and anchors are not allowed"),
        ("a: !!int 1", "file.yaml: line 1: tags are not allowed"),
        ("a: !!python/object/apply:os.system [id]", "file.yaml: line 1: tags are not allowed"),
        ("!!omap\n- a: 1", "file.yaml: line 1: tags are not allowed"),
        ("a: !x\n  b: c", "file.yaml: line 1: tags are not allowed"),
        ("a: " + "[" * 12 + "]" * 12, "file.yaml: line 1: is nested too deep"),
        ("a: " + "[" * 100_000, "file.yaml: line 1: is nested too deep"),
        ("a: " + "{b: " * 50_000, "file.yaml: line 1: is nested too deep"),
        ("- a\n- b", "file.yaml: must be a mapping of lists"),
        ("text", "file.yaml: must be a mapping of lists"),
        ("", "file.yaml: must be a mapping of lists"),
        ("# only a comment", "file.yaml: must be a mapping of lists"),
        ("a: 1\n---\nb: 2", "file.yaml: line 2: but found another document"),
        ("a: [1\n", "file.yaml: line 2: did not find expected ',' or ']'"),
        ("a: b: c", "file.yaml: line 1: mapping values are not allowed in this context"),
        ("a:\n\t- b", "file.yaml: line 2: found character that cannot start any token"),
        ('a: "\\ud800"', "file.yaml: line 1: found invalid Unicode character escape code"),
        ("a: \0", "file.yaml: is not YAML"),
        ("a: \x07", "file.yaml: is not YAML"),
        (b"a: \xff", "file.yaml: is not UTF-8 text; save it as UTF-8"),
        (b"a: \xed\xa0\x80", "file.yaml: is not UTF-8 text; save it as UTF-8"),
        ("a: b".encode("utf-16"), "file.yaml: is not UTF-8 text; save it as UTF-8"),
        ("a: é".encode("latin-1"), "file.yaml: is not UTF-8 text; save it as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_not_plain_yaml_is_refused_with_its_line(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    """Whatever could be read in two ways, or make a small file large."""
    assert fault(tmp_path, content).startswith(expected)


def test_a_file_may_be_nested_twelve_deep(tmp_path: Path) -> None:
    """Three times as deep as a rule set goes."""
    assert list(read(tmp_path, "a: " + "[" * 11 + "]" * 11)) == ["a"]


def test_a_laughs_bomb_is_refused_at_once(tmp_path: Path) -> None:
    """Before anything is built of it."""
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30)]
    started = time.perf_counter()
    assert "aliases and anchors" in fault(tmp_path, "\n".join(["l0: &l0 [ha]", *levels]))
    assert time.perf_counter() - started < 1


def test_a_file_has_at_most_256_kb(tmp_path: Path) -> None:
    """One byte more is refused, before it is read as YAML; much more is not even read."""
    padding = "#" * (MAX_BYTES - len("a: 1\n"))
    assert read(tmp_path, f"a: 1\n{padding}") == {"a": 1}
    assert fault(tmp_path, f"a: 1\n{padding}#") == "file.yaml: is over 256 kB; split the topic"
    assert fault(tmp_path, "é" * MAX_BYTES) == "file.yaml: is over 256 kB; split the topic"
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(DocumentInvalid, match=r"huge\.yaml: is over 256 kB"):
        load_file(huge)


def test_a_mark_at_the_start_of_a_file_does_no_harm(tmp_path: Path) -> None:
    """Some editors write one."""
    assert read(tmp_path, "\ufeffa: é") == {"a": "é"}


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
    expected = "rule-set.yaml: give “topics”, the other files' names, each once, in small letters, digits and hyphens"
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
            "bones.yaml: take “topic” out of old; it is the file's name",
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
