"""Everything that a visitor can read, in each language: the rule set's texts and the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

import rules
from rules.document import LANGUAGES, Document, Text
from rules.yamlfiles import load_folder

ROOT = Path(__file__).parents[1]
CONTENT = Path(rules.__path__[0]) / "content" / "bone-health"
ORIGINAL, *TRANSLATED = LANGUAGES
WORDS = ["gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"]
PLACES = (
    ("questionnaire", "**.py", "python"),
    ("bonerisk", "**.py", "python"),
    ("templates/jinja2", "**", "jinja2"),
    ("templates/django/bootstrap5", "**.html", "tools.templates:extract"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a language; `place` is a key of the rule set or the English original of a text of the site."""

    place: str
    language: str
    words: str


@cache
def document() -> Document:
    """The default rule set."""
    return load_folder(CONTENT)


def rule_texts() -> Iterator[tuple[str, Text]]:
    """What the default rule set says in three languages, with its place."""
    yield "title", document().title
    for source in document().sources:
        if isinstance(source.citation, Text):
            yield f"{source.key}.citation", source.citation
    for finding in document().findings:
        yield f"{finding.key}.label", finding.label
    for item in document().recommendations:
        for name in ("title", "text", "why"):
            yield f"{item.key}.{name}", getattr(item, name)


@cache
def visitor_texts() -> tuple[Said, ...]:
    """The rule set's texts and its English statements, the site's texts and their translations."""
    return tuple(chain(_rule_set(), _site()))


def _rule_set() -> Iterator[Said]:
    for place, text in rule_texts():
        for language in LANGUAGES:
            yield Said(place, language, text[language])
    for source in document().sources:
        if source.based_on:  # a document's own title is not ours
            yield Said(source.key, ORIGINAL, source.named_in(ORIGINAL))


def _site() -> Iterator[Said]:
    for language in TRANSLATED:
        with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and _forms(message.id)[0] in site_originals():
                    yield from _message(message, language)


@cache
def site_originals() -> frozenset[str]:
    """The English of every text of the site that a visitor can read; the studio's are for the staff."""
    keywords = DEFAULT_KEYWORDS | parse_keywords(WORDS)
    found = (
        message
        for folder, pattern, method in PLACES
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, [(pattern, method)], keywords=keywords, directory_filter=lambda _: True
        )
    )
    return frozenset(_forms(message)[0] for message in found)


def _message(message: Message, language: str) -> Iterator[Said]:
    place, *_ = _forms(message.id)
    if language == TRANSLATED[0]:
        yield from (Said(place, ORIGINAL, words) for words in _forms(message.id))
    yield from (Said(place, language, words) for words in _forms(message.string))


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """The singular and the plural, or the one text."""
    return (text,) if isinstance(text, str) else tuple(text or ())
