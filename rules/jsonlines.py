"""JSON Lines of answers, read one bounded line at a time. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
import json
from typing import Any, BinaryIO

MAX_LINE_BYTES = 64 * 1024


class LineInvalid(ValueError):
    """A line that is not one JSON object; the message says why."""


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """Every line; one that is too long comes cut, one byte over the limit, and its rest is skipped."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE_BYTES + 1)
        yield line


def answers(line: bytes) -> dict[str, Any]:
    """The answers of a line, numbers exact; raise LineInvalid."""
    if len(line) > MAX_LINE_BYTES:
        raise LineInvalid(f"is longer than {MAX_LINE_BYTES // 1024} kB; give one visitor a line")
    try:
        data = json.loads(
            line.rstrip(), parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_duplicates
        )
    except UnicodeDecodeError:
        raise LineInvalid("is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise LineInvalid(f"is not JSON (column {error.colno}: {error.msg})") from None
    except LineInvalid:
        raise
    except (ValueError, ArithmeticError):
        raise LineInvalid("holds a number that is too long") from None
    except RecursionError:
        raise LineInvalid("is nested too deep") from None
    if not isinstance(data, dict):
        raise LineInvalid('must be a JSON object, such as {"age_years": 62, "sex": "female"}')
    return data


def _no_constant(name: str) -> None:
    raise LineInvalid(f"holds {name}, which is no number; write null for an unknown answer")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise LineInvalid("gives the same key twice")
    return data
