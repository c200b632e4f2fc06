"""Holds the translations complete: `python -m tools.translations var/django.pot locale`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
import re
import sys

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "nl")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")


def problems(template: Path, locale: Path) -> Iterator[str]:
    """Each message of `template` that a language lacks, and each language not compiled, as sentences."""
    wanted = _read(template)
    for language in LANGUAGES:
        source = locale / language / "LC_MESSAGES" / "django.po"
        if not source.exists():
            yield f"{language}: there is no {source}"
            continue
        catalog = _read(source)
        for message in wanted:
            fault = _fault(message, catalog.get(message.id, message.context)) if message.id else ""
            if fault:
                yield f"{language}: {_texts(message.id)[0]!r} {fault}"
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield f"{language}: {compiled} is older than the texts; run make setup"


def _fault(message: Message, translation: Message | None) -> str:
    if translation is None or not all(_texts(translation.string)):
        return "is not translated"
    if translation.fuzzy:
        return "is marked fuzzy: check it and take the mark away"
    originals = [_placeholders(text) for text in _texts(message.id)]
    if any(_placeholders(text) not in originals for text in _texts(translation.string)):
        return "has other placeholders in its translation"
    return ""


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


if __name__ == "__main__":
    found = list(problems(Path(sys.argv[1]), Path(sys.argv[2])))
    sys.exit("\n".join(found) or None)
