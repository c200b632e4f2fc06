"""What a machine may lack is said in a sentence each, on an old Python too."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
import subprocess
import sys
import sysconfig

import pytest

from tools import preflight


def test_this_machine_lacks_nothing() -> None:
    assert list(preflight.problems()) == []
    assert subprocess.run([sys.executable, preflight.__file__], check=False).returncode == 0


def test_an_old_python_is_named_and_can_read_the_file() -> None:
    (sentence,) = preflight.problems((3, 6))
    assert "This is Python 3.6, and bonerisk needs 3.11 or newer" in sentence
    ast.parse(Path(preflight.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_missing_compiler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-cc -O2")
    (sentence,) = preflight.problems()
    assert "There is no C compiler (no-such-cc)" in sentence


def test_missing_header_files_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    (sentence,) = preflight.problems()
    assert "header files are missing" in sentence


def test_missing_virtual_environments_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    (sentence,) = preflight.problems()
    assert "cannot make virtual environments" in sentence
