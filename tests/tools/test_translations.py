"""Each planted fault of the translations is found, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
import pytest

from tools import translations

Texts = dict[str | tuple[str, str], str | tuple[str, str]]
SOUND: Texts = {
    "Next": "Suite",
    "%(n)s of {total}": "%(n)s sur {total}",
    ("%(n)s tip", "%(n)s tips"): ("%(n)s conseil", "%(n)s conseils"),
    ("one tip", "%(n)s tips"): ("un conseil", "%(n)s conseils"),
}


def write(path: Path, texts: Texts, fuzzy: bool = False) -> None:
    catalog = Catalog(locale="fr", fuzzy=False)
    for text, translation in texts.items():
        catalog.add(text, translation, flags=["fuzzy"] if fuzzy else [])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog)


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    write(tmp_path / "django.pot", dict.fromkeys(SOUND, ""))
    for language in ("fr", "nl"):
        write(po(tmp_path, language), SOUND)
        compiled(tmp_path, language).touch()
    return tmp_path


def po(locale: Path, language: str) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def compiled(locale: Path, language: str) -> Path:
    return po(locale, language).with_suffix(".mo")


def found(locale: Path) -> list[str]:
    return list(translations.problems(locale / "django.pot", locale))


def test_complete_translations_are_complete(locale: Path) -> None:
    assert found(locale) == []


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Next", "", "is not translated"),
        (("one tip", "%(n)s tips"), ("un conseil", ""), "is not translated"),
        ("%(n)s of {total}", "%(n)s sur {somme}", "has other placeholders"),
        ("%(n)s of {total}", "%(m)s sur {total}", "has other placeholders"),
        (("one tip", "%(n)s tips"), ("un conseil", "%(m)s conseils"), "has other placeholders"),
    ],
)
def test_a_planted_fault_is_found(
    locale: Path, text: str | tuple[str, str], translation: str | tuple[str, str], fault: str
) -> None:
    write(po(locale, "nl"), SOUND | {text: translation})
    compiled(locale, "nl").touch()
    (sentence,) = found(locale)
    assert sentence.startswith("nl: ")
    assert fault in sentence


def test_a_missing_message_is_found(locale: Path) -> None:
    write(po(locale, "fr"), {"Next": "Suite"})
    compiled(locale, "fr").touch()
    assert len(found(locale)) == len(SOUND) - 1


def test_a_fuzzy_message_is_found(locale: Path) -> None:
    write(po(locale, "fr"), SOUND, fuzzy=True)
    compiled(locale, "fr").touch()
    assert all("is marked fuzzy" in sentence for sentence in found(locale))
    assert len(found(locale)) == len(SOUND)


def test_a_missing_language_is_found(locale: Path) -> None:
    po(locale, "nl").unlink()
    (sentence,) = found(locale)
    assert sentence.startswith("nl: there is no")


def test_texts_newer_than_what_is_compiled_are_found(locale: Path) -> None:
    os.utime(compiled(locale, "fr"), (0, 0))
    (sentence,) = found(locale)
    assert "is older than the texts" in sentence
