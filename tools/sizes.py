"""Holds files and functions to a size that a person reads in one go: `python -m tools.sizes`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
import sys

FOLDERS = ("bonerisk", "rules", "questionnaire", "studio", "clinics", "tools", "benchmarks", "tests")
FILE_LINES, TEMPLATE_LINES = 300, 150
FUNCTION_LINES, VIEW_LINES, TEST_LINES = 40, 15, 60


def problems(root: Path) -> Iterator[str]:
    """Each file, function or template under `root` that is too long, as a sentence with its place."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield from _python(path, path.relative_to(root).as_posix())
    for path in sorted((root / "templates").rglob("*.*")):
        lines = _lines(path)
        if lines > TEMPLATE_LINES:
            yield f"{path.relative_to(root)}: {lines} lines, at most {TEMPLATE_LINES}"


def _python(path: Path, place: str) -> Iterator[str]:
    if (lines := _lines(path)) > FILE_LINES:
        yield f"{place}: {lines} lines, at most {FILE_LINES}"
    limit = _function_limit(place)
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > limit:
                yield f"{place}:{node.lineno}: {node.name} has {lines} lines, at most {limit}"


def _function_limit(place: str) -> int:
    if place in ("questionnaire/views.py", "clinics/views.py"):
        return VIEW_LINES
    return TEST_LINES if place.startswith("tests/") or "/migrations/" in place else FUNCTION_LINES


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    found = list(problems(Path.cwd()))
    sys.exit("\n".join(found) or None)
