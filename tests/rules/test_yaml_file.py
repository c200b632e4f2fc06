"""One YAML file is read strictly: what could be read in two ways, or grow, is refused with its line."""

from __future__ import annotations

import time
from typing import Any

import pytest

from rules.problems import DocumentInvalid
from rules.yamlfiles import MAX_BYTES, load_file


def read(content: str | bytes) -> dict[str, Any]:
    """The mapping in a file."""
    return load_file("file.yaml", content if isinstance(content, bytes) else content.encode())


def fault(content: str | bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(DocumentInvalid) as caught:
        read(content)
    [sentence] = caught.value.problems
    return sentence


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
def test_a_value_is_text_unless_plainly_true_false_or_a_whole_number(written: str, read_as: object) -> None:
    """No `yes`, octal, date or float surprises anybody."""
    [value] = read(f"value: {written}").values()
    assert (value, type(value)) == (read_as, type(read_as))
    assert read(f"list:\n- {written}") == {"list": [read_as]}


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
        ("a: 1\n---\nb: 2", "file.yaml: line 2: is not YAML (but found another document)"),
        ("a: [1\n", "file.yaml: line 2: is not YAML (did not find expected ',' or ']')"),
        ("a: b: c", "file.yaml: line 1: is not YAML (mapping values are not allowed in this context)"),
        ("a:\n\t- b", "file.yaml: line 2: is not YAML (found character that cannot start any token)"),
        ('a: "\\ud800"', "file.yaml: line 1: is not YAML (found invalid Unicode character escape code)"),
        ("a: \0", "file.yaml: is not YAML"),
        ("a: \x07", "file.yaml: is not YAML"),
        (b"a: \xff", "file.yaml: is not UTF-8 text; save it as UTF-8"),
        (b"a: \xed\xa0\x80", "file.yaml: is not UTF-8 text; save it as UTF-8"),
        ("a: b".encode("utf-16"), "file.yaml: is not UTF-8 text; save it as UTF-8"),
        ("a: é".encode("latin-1"), "file.yaml: is not UTF-8 text; save it as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_not_plain_yaml_is_refused_with_its_line(content: str | bytes, expected: str) -> None:
    """Whatever could be read in two ways, or make a small file large."""
    assert fault(content).startswith(expected)


def test_a_file_may_be_nested_twelve_deep() -> None:
    """Three times as deep as a rule set goes."""
    assert list(read("a: " + "[" * 11 + "]" * 11)) == ["a"]


def test_a_laughs_bomb_is_refused_at_once() -> None:
    """Before anything is built of it (A21)."""
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30)]
    started = time.perf_counter()
    assert "aliases and anchors" in fault("\n".join(["l0: &l0 [ha]", *levels]))
    assert time.perf_counter() - started < 1


def test_a_file_has_at_most_256_kb() -> None:
    """One byte more is refused, before it is read as YAML."""
    padding = "#" * (MAX_BYTES - len("a: 1\n"))
    assert read(f"a: 1\n{padding}") == {"a": 1}
    assert fault(f"a: 1\n{padding}#") == "file.yaml: is over 256 kB; split the topic"
    assert fault("é" * MAX_BYTES) == "file.yaml: is over 256 kB; split the topic"


def test_a_mark_at_the_start_of_a_file_does_no_harm() -> None:
    """Some editors write one."""
    assert read("\ufeffa: é") == {"a": "é"}
