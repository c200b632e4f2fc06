"""Each planted fault of the lock files is found, and nothing else."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tools import locks

PROJECT = """
[project]
dependencies = ["Django~=5.2.0", "environs"]
[dependency-groups]
build = ["setuptools"]
dev = ["pytest"]
bench = []
"""
HASH = " \\\n    --hash=sha256:" + "0" * 64 + "\n"
BASE = f"# made by uv\ndjango==5.2.19{HASH}    # via bonerisk\nenvirons==15.2.0{HASH}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "requirements").mkdir()
    write(tmp_path, "base", BASE)
    write(tmp_path, "dev", f"{BASE}pytest==9.2.0 ; python_version > '3'{HASH}")
    write(tmp_path, "build", f"setuptools==84.2.1{HASH}")
    write(tmp_path, "bench", "# made by uv\n")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / "requirements" / f"{name}.txt").write_text(text, encoding="utf-8")


def test_sound_lock_files_are_sound(root: Path) -> None:
    assert list(locks.problems(root)) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "build",
            f"setuptools==84.2.1{HASH}six==1.17.0\n",
            "“six==1.17.0” is not a pinned version with its hashes",
        ),
        ("build", f"setuptools>=84{HASH}", "“setuptools>=84” is not a pinned version"),
        ("build", f"--index-url https://packages.example/\nsetuptools==84.2.1{HASH}", "names an address"),
        ("build", f"setuptools==84.2.1{HASH}    # from https://packages.example/\n", "names an address"),
        ("build", f"wheel==0.48.0{HASH}", "lacks “setuptools”"),
        ("dev", f"{BASE.replace('5.2.19', '5.1.3')}pytest==9.2.0{HASH}", "lacks “Django~=5.2.0”"),
        (
            "dev",
            f"{BASE.replace('15.2.0', '15.1.0')}pytest==9.2.0{HASH}",
            "does not hold everything of base.txt",
        ),
    ],
)
def test_a_planted_fault_is_found(root: Path, name: str, text: str, fault: str) -> None:
    write(root, name, text)
    assert any(f"requirements/{name}.txt" in line and fault in line for line in locks.problems(root))


def test_the_project_s_own_lock_files_are_sound(tmp_path: Path) -> None:
    root = Path(locks.__file__).parents[1]
    copytree(root / "requirements", tmp_path / "requirements")
    (tmp_path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    assert list(locks.problems(tmp_path)) == []
