"""Differences between documents in the page's language: a part after the other, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
import re
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.sentences import RuleWriter, fact_in_words, in_one_line
from rules.conditions import Condition, Operator
from rules.differences import RULE_SET, Difference, Name, What, fields_of
from rules.document import LANGUAGES, Document, Finding, Item, Recommendation, Rule, Text
from rules.models import Part
from rules.schema import Conditional
from studio.publishing.fields import FIELDS, REFERENCES, language_name, plain_in_words
from studio.words import RECOMMENDATION_KINDS, address_of
from studio.workingcopy import title_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORT = 60  # characters of a value that stands on one line with the one that it became
MANY = 2  # texts in other languages; more of them, of a part that came or went, are folded away
ALIKE = 0.3  # of the words of two texts; below it, marking single words helps nobody
# Of a rule that came or went: its conditions as a sentence and its title say them.
IN_OTHER_WORDS = ("form", "then")

DONE: dict[What, StrOrPromise] = {
    What.ADDED: gettext_lazy("Added"),
    What.REMOVED: gettext_lazy("Removed"),
    What.CHANGED: gettext_lazy("Changed"),
    What.MOVED: gettext_lazy("Moved"),
}
KINDS: dict[str, StrOrPromise] = {
    "": gettext_lazy("Rule set"),
    "sources": gettext_lazy("Source"),
    "findings": gettext_lazy("Finding"),
    "rules": gettext_lazy("Rule for"),
    "recommendations": gettext_lazy("Recommendation"),
    "examples": gettext_lazy("Example visitor"),
    "guarantees": gettext_lazy("Guarantee"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, marked when they are not in the other one."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What was said before and is said after; empty where nothing was said, both for a label that says it all.

    `tag` says so of an entry that came or went. `language` is that of the text, "" for the page's.
    """

    label: StrOrPromise
    before: Sequence[Piece] = ()
    after: Sequence[Piece] = ()
    tag: StrOrPromise = ""
    language: str = ""

    @property
    def is_short(self) -> bool:
        """Whether it fits on one line."""
        return max(sum(len(piece.text) for piece in side) for side in (self.before, self.after)) <= SHORT

    @property
    def only(self) -> str:
        """The text that came or went, "" where one stands against another."""
        return "" if self.before and self.after else "".join(p.text for p in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Entry:
    """One part: what it is, what was done to it (a word), and each thing that was; `address` is its page's, or "".

    `folded` are the texts in other languages than the page's, where they are many.
    """

    part: Name
    kind: StrOrPromise
    title: str
    done: StrOrPromise
    address: str
    lines: list[Line]
    folded: list[Line]


class Teller:
    """Tells differences between these documents, and of items that are `gone` since, in the active language.

    `parts` are those of the working copy, to link to.
    """

    def __init__(
        self,
        language: str,
        documents: Sequence[Document],
        parts: Mapping[Name, Part],
        gone: Iterable[tuple[str, Item]] = (),
    ) -> None:
        items = [*gone, *(item for document in documents for item in document.items())]
        self._language, self._parts = language, parts
        self._items: dict[Name, Item] = {(name, item.key): item for name, item in items}
        findings = tuple(item for item in self._items.values() if isinstance(item, Finding))
        self._writer = RuleWriter(documents[-1].model_copy(update={"findings": findings}), language)
        self._name = documents[-1].title[language]

    def entries(self, found: Iterable[Difference]) -> list[Entry]:
        """The differences, part by part."""
        return [self._of_part(part, list(group)) for part, group in groupby(found, lambda one: one.part)]

    def entry(self, part: Name, what: What, found: Iterable[Difference] = ()) -> Entry:
        """What was done to a part, with what can be told about it."""
        item, kind = self._items.get(part), KINDS[part[0]]
        if isinstance(item, Recommendation):
            kind = capfirst(RECOMMENDATION_KINDS[item.kind])
        row = self._parts.get(part)
        lines = [line for one in found for line in self._lines(one)]
        folded = [line for line in lines if line.language not in ("", self._language)]
        if what not in (What.ADDED, What.REMOVED) or len(folded) <= MANY:
            folded = []
        shown = [line for line in lines if line not in folded]
        return Entry(part, kind, self.title(part), DONE[what], address_of(row) if row else "", shown, folded)

    def title(self, part: Name) -> str:
        """A part in a few words, a rule by what it establishes; its key where nobody knows it."""
        item = self._items.get(part)
        if part == RULE_SET:
            return self._name
        if isinstance(item, Rule):
            return self.title(("findings", item.then))
        return title_in(item, self._language) if item else part[1]

    def _of_part(self, part: Name, found: list[Difference]) -> Entry:
        whole = [one.what for one in found if not one.field]
        return self.entry(part, whole[0] if len(whole) == len(found) else What.CHANGED, found)

    def _lines(self, one: Difference) -> Iterator[Line]:
        if one.what is What.MOVED:
            yield Line(self._place(one))
        elif not one.field:
            for label, text, language in self._all_of(one.before or one.after):
                pieces = [Piece(text)]
                sides = (pieces if one.before else (), pieces if one.after else ())
                yield Line(label, *sides, language=language)
        elif one.field == "disabled":
            yield Line(_("Disabled: kept, but not used") if one.after else _("In use again"))
        elif one.what is What.REORDERED:
            label = _("%(field)s, in another order") % {"field": FIELDS[one.field]}
            yield Line(label, *marked(*(self._list(one.field, side) for side in (one.before, one.after))))
        else:
            yield self._value_line(one)

    def _value_line(self, one: Difference) -> Line:
        label, language = _label(one.field, one.language), one.language
        before, after = (self._in_words(one.field, side) for side in (one.before, one.after))
        pieces = marked(before, after) if before and after else ([Piece(before)], [Piece(after)])
        tag = DONE[What.REMOVED] if not after else DONE[What.ADDED] if not before else ""
        return Line(label, pieces[0] if before else (), pieces[1] if after else (), tag, language)

    def _place(self, one: Difference) -> str:
        if one.after is None:
            return _("Now stands first in its topic")
        return _("Now stands after “%(title)s”") % {"title": self.title((one.part[0], str(one.after)))}

    def _all_of(self, item: object) -> Iterator[tuple[StrOrPromise, str, str]]:
        """Each field of a part that came or went, and of a text each language: label, words, language."""
        for field, value in fields_of(item).items():  # type: ignore[arg-type]  # the difference is of a whole part
            if isinstance(value, Text):
                yield from ((_label(field, code), value[code], code) for code in LANGUAGES)
            elif words := self._field_of(item, field, value):
                yield FIELDS[field], words, ""

    def _field_of(self, item: object, field: str, value: object) -> str:
        """A field in words, "" where there is nothing to say."""
        if isinstance(item, Conditional) and field == "conditions":
            return self._writer.sentence(item) if item.conditions else ""
        if (isinstance(item, Conditional) and field in IN_OTHER_WORDS) or (field == "disabled" and not value):
            return ""
        return self._list(field, value) if isinstance(value, tuple) else self._in_words(field, value)

    def _list(self, field: str, entries: object) -> str:
        return in_one_line(self._in_words(field, entry) for entry in entries)  # type: ignore[attr-defined]  # tuples

    def _in_words(self, field: str, value: object) -> str:
        if isinstance(value, Condition):
            return self._condition(value)
        if isinstance(value, Text):
            return value[self._language]
        if field in REFERENCES and value is not None:
            return self.title((REFERENCES[field], str(value)))
        return plain_in_words(field, value)

    def _condition(self, condition: Condition) -> str:
        if not condition.on_finding:
            return fact_in_words(condition)
        finding = self.title(("findings", condition.subject))
        words = _("This does not apply: “%(finding)s”")
        return words % {"finding": finding} if condition.operator is Operator.NOT_ESTABLISHED else finding


def _label(field: str, language: str) -> StrOrPromise:
    if not language:
        return FIELDS[field]
    return _("%(field)s (%(language)s)") % {"field": FIELDS[field], "language": language_name(language)}


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts in pieces, the words marked that the other one does not have there."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return [Piece(before, is_changed=True)], [Piece(after, is_changed=True)]
    was, now = [], []
    for tag, i, j, k, m in matcher.get_opcodes():
        was.append(Piece("".join(old[i:j]), tag != "equal"))
        now.append(Piece("".join(new[k:m]), tag != "equal"))
    return [piece for piece in was if piece.text], [piece for piece in now if piece.text]
