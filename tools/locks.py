"""Holds the lock files to pyproject.toml: every package pinned, hashed, in range: `python -m tools.locks`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")


def problems(root: Path) -> Iterator[str]:
    """What is wrong with the lock files under `root`, as sentences."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    base, groups = project["project"]["dependencies"], project["dependency-groups"]
    wanted = {"base": base, "dev": base + groups["dev"], "build": groups["build"], "bench": groups["bench"]}
    locked = {}
    for name, requirements in wanted.items():
        text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        yield from _faults(f"requirements/{name}.txt", text)
        locked[name] = pins(text)
        yield from _missing(f"requirements/{name}.txt", requirements, locked[name])
    if not locked["base"].items() <= locked["dev"].items():
        yield "requirements/dev.txt: does not hold everything of base.txt at the same version; run make lock"


def pins(text: str) -> dict[str, str]:
    """The version of every package that a lock file pins, by canonical name."""
    found = (PIN.match(line) for line in text.splitlines())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def _faults(place: str, text: str) -> Iterator[str]:
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text):
        name = entry.split("\n")[0].rstrip(" \\")
        if not name.startswith("#") and not (PIN.match(entry) and "--hash=sha256:" in entry):
            yield f"{place}: “{name}” is not a pinned version with its hashes; run make lock"
    if re.search(r"://|--index|--extra-index|--find-links", text):
        yield f"{place}: names an address; write it with make lock"


def _missing(place: str, requirements: list[str], locked: dict[str, str]) -> Iterator[str]:
    for requirement in map(Requirement, requirements):
        version = locked.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            yield f"{place}: lacks “{requirement}”; run make lock"


if __name__ == "__main__":
    found = list(problems(Path.cwd()))
    sys.exit("\n".join(found) or None)
