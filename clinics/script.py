"""The script that clinics put into their pages: each version is one file of `clinics/scripts/`, which never changes.

`/embed/v1.js` is the newest of major version 1 and moves with it; `/embed/1.0.0.js` stays what it is, so that a page
may name its digest (subresource integrity).
"""

from __future__ import annotations

import base64
from functools import cache
import hashlib
from pathlib import Path
import re

FOLDER = Path(__file__).parent / "scripts"
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)", re.ASCII)
MAJOR = re.compile(r"v([1-9]\d?)", re.ASCII)


@cache
def versions() -> tuple[str, ...]:
    """All versions, oldest first."""
    found = (path.stem for path in FOLDER.glob("*.js"))
    return tuple(sorted(filter(VERSION.fullmatch, found), key=_numbers))


def newest(major: int) -> str | None:
    """The version that `/embed/v<major>.js` is today."""
    return next((v for v in reversed(versions()) if _numbers(v)[0] == major), None)


@cache
def source(version: str) -> bytes:
    """The script; only of a version that exists."""
    return (FOLDER / f"{version}.js").read_bytes()


@cache
def integrity(version: str) -> str:
    """What the attribute `integrity` says of this version."""
    return "sha384-" + base64.b64encode(hashlib.sha384(source(version)).digest()).decode()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
