"""Lines of answers: read one by one, whatever their length, and refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from rules.jsonlines import LineInvalid, answers, lines

LONGEST = 65_536  # bytes


def test_lines_end_at_a_line_feed_and_at_the_end() -> None:
    """Blank ones come too, so that their numbers are right."""
    assert list(lines(BytesIO(b"{}\n\n{ }\r\n  \n{\x0b\x85}"))) == [
        b"{}\n",
        b"\n",
        b"{ }\r\n",
        b"  \n",
        b"{\x0b\x85}",
    ]
    assert list(lines(BytesIO(b""))) == []


@pytest.mark.parametrize("length", [LONGEST + n for n in (-1, 0, 1, 2)] + [3 * LONGEST, 5_000_000])
@pytest.mark.parametrize("end", [b"\n", b"", b"\r\n"])
def test_a_line_that_is_too_long_is_cut_and_its_rest_skipped(length: int, end: bytes) -> None:
    """The next line is the next one."""
    first, second = b"x" * length, b"{}\n" if end else b""
    found = list(lines(BytesIO(first + end + second)))
    assert found[0] == (first + end)[: LONGEST + 1]
    assert found[1:] == [second] * bool(second)


def test_a_line_is_never_held_whole() -> None:
    """Its length is the sender's choice, the memory is ours."""
    sizes: list[int] = []

    class Stream(BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            sizes.append(len(line))
            return line

    assert len(list(lines(Stream(b"x" * 5_000_000 + b"\n{}")))) == 2
    assert max(sizes) == LONGEST + 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"age_years": 62, "sex": "female"}\n', {"age_years": 62, "sex": "female"}),
        (b"{}", {}),
        (b'  {"a": null, "b": [true, false]}  \r\n', {"a": None, "b": [True, False]}),
        (b'{"weight_kg": 59.95}', {"weight_kg": Decimal("59.95")}),
        (b'{"weight_kg": 6e1}', {"weight_kg": Decimal("6e1")}),
        (b'{"weight_kg": 0.1}', {"weight_kg": Decimal("0.1")}),
        (b'{"weight_kg": 1e400}', {"weight_kg": Decimal("1e400")}),
        ('{"é": "’"}'.encode(), {"é": "’"}),
        (b"{" + b" " * (LONGEST - 2) + b"}", {}),
        (b"\xef\xbb\xbf{}", {}),  # the mark that some editors write at the start of a file
        (b'{"a": "\\ud800\\u0000"}', {"a": "\ud800\0"}),
        (b'{"a": {"x": 1}, "b": {"x": 1}}', {"a": {"x": 1}, "b": {"x": 1}}),
    ],
)
def test_a_line_is_one_object_with_exact_numbers(line: bytes, expected: dict[str, Any]) -> None:
    """Decimals stay decimals."""
    found = answers(line)
    assert found == expected
    assert [type(value) for value in found.values()] == [type(value) for value in expected.values()]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"x" * (LONGEST + 1), "is longer than 64 kB; give one visitor a line"),
        (b"{" + b" " * LONGEST + b"}", "is longer than 64 kB; give one visitor a line"),
        (b"", "is not JSON (column 1: Expecting value)"),
        (b"{", "is not JSON (column 2: Expecting property name enclosed in double quotes)"),
        (b"{\r\n", "is not JSON (column 2: Expecting property name enclosed in double quotes)"),
        (b'{"a": 1,}', "is not JSON (column "),
        (b"{'a': 1}", "is not JSON (column 2"),
        (b"{} {}", "is not JSON (column 4: Extra data)"),
        (b'{"a": 01}', "is not JSON (column 8"),
        (b'{"a": 52', "is not JSON (column 9"),
        (b'{"a": "\t"}', "is not JSON (column 8: Invalid control character at)"),
        (b'{"a": "b}', "is not JSON (column 7: Unterminated string starting at)"),
        (b'{"a": +1}', "is not JSON (column 7"),
        (b"\x80{}", "is not UTF-8 text"),
        (b'{"a": "\xff"}', "is not UTF-8 text"),
        (b'{"a": NaN}', "holds NaN, which is no number; write null for an unknown answer"),
        (b'{"a": Infinity}', "holds Infinity, which is no number; write null for an unknown answer"),
        (b'{"a": [-Infinity]}', "holds -Infinity, which is no number; write null for an unknown answer"),
        (b'{"a": 1, "b": 2, "a": 1}', "gives the same key twice"),
        (b'{"a": 1, "\\u0061": 2}', "gives the same key twice"),
        (b'{"a": {"b": 1, "b": 2}}', "gives the same key twice"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number that is too long"),
        (b'{"a": -' + b"9" * 60_000 + b"}", "holds a number that is too long"),
        (b'{"a": 1e99999999999999999999}', "holds a number that is too long"),
        (b"[" * 60_000, "is nested too deep"),
        (b'{"a":' * 12_000, "is nested too deep"),
        (b"[1]", 'must be a JSON object, such as {"age_years": 62, "sex": "female"}'),
        (b"null", "must be a JSON object"),
        (b"62", "must be a JSON object"),
        (b'"62"', "must be a JSON object"),
        (b"true", "must be a JSON object"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_no_object_is_refused_with_a_reason(line: bytes, reason: str) -> None:
    """Short, and without what was sent."""
    with pytest.raises(LineInvalid) as caught:
        answers(line)
    assert str(caught.value).startswith(reason)
    assert len(str(caught.value)) < 120


@given(st.binary(max_size=200) | st.text().map(str.encode))
@example(b"\xff\xfe{\0}\0")
@example(b"\0{\0}")
def test_any_bytes_are_an_object_or_refused(line: bytes) -> None:
    """Nothing else is raised."""
    try:
        found = answers(line)
    except LineInvalid:
        return
    assert isinstance(found, dict)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=25)
@given(st.dictionaries(st.text(), JSON, max_size=3))
def test_what_python_writes_reads_back(data: dict[str, Any]) -> None:
    """Keys and values."""
    assert answers(json.dumps(data).encode()) == data
