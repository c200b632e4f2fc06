"""Each planted fault of size is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import sizes


def function(lines: int) -> str:
    return "def long():\n" + "    pass\n" * (lines - 1)


def write(root: Path, place: str, text: str) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("rules/a.py", "x = 1\n" * 300),
        ("rules/a.py", function(40)),
        ("questionnaire/views.py", function(15)),
        ("questionnaire/forms.py", function(40)),
        ("tests/rules/test_a.py", function(60)),
        ("rules/migrations/0001_initial.py", function(60)),
        ("templates/page.html", "<p>\n" * 150),
    ],
)
def test_the_limit_is_met_and_one_line_more_is_found(tmp_path: Path, place: str, text: str) -> None:
    write(tmp_path, place, text)
    assert list(sizes.problems(tmp_path)) == []
    write(tmp_path, place, text + text.splitlines()[-1] + "\n")
    (sentence,) = sizes.problems(tmp_path)
    assert sentence.startswith(place)
