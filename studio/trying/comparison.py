"""Two outcomes of the same answers beside each other: what differs, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from studio.trying.outcomes import GROUPS, Entry, Groups

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ONLY_HERE, NOT_HERE = gettext_lazy("only here"), gettext_lazy("not here")
OTHERWISE, BY_OTHER_RULES = gettext_lazy("different there"), gettext_lazy("by other rules there")
SAME = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of one outcome, or of the other one only, and how the two differ in it."""

    entry: Entry
    mark: StrOrPromise = SAME

    @property
    def is_missing(self) -> bool:
        """Whether only the other outcome has it."""
        return self.mark is NOT_HERE


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of entries: its heading, and how many this outcome has."""

    key: str
    title: StrOrPromise
    count: int
    rows: list[Row]


def marked(here: Groups, there: Groups | None = None) -> list[Group]:
    """An outcome with what differs from the other one, if there is another."""
    return [
        Group(name, title, len(here[name]), list(_rows(here[name], there[name] if there else here[name])))
        for name, (title, _one) in GROUPS.items()
    ]


def _rows(here: list[Entry], there: list[Entry]) -> Iterator[Row]:
    others, own = {entry.key: entry for entry in there}, {entry.key for entry in here}
    for entry in here:
        yield Row(entry, _mark(entry, others.get(entry.key)))
    for entry in there:
        if entry.key not in own:
            yield Row(entry, NOT_HERE)


def _mark(entry: Entry, other: Entry | None) -> StrOrPromise:
    if other is None:
        return ONLY_HERE
    if entry.said != other.said:
        return OTHERWISE
    rules, others = ([rule.text for rule in one.rules] for one in (entry, other))
    return SAME if rules == others else BY_OTHER_RULES


def differences(one: Groups, other: Groups, titles: tuple[str, str]) -> list[str]:
    """What the visitor would get otherwise, a sentence each; none where both outcomes say the same."""
    return [
        sentence
        for name, (_title, word) in GROUPS.items()
        for sentence in _sentences(word, one[name], other[name], titles)
    ]


def _sentences(
    word: StrOrPromise, one: list[Entry], other: list[Entry], titles: tuple[str, str]
) -> Iterator[str]:
    for row in _rows(one, other):
        words = {"kind": word, "title": row.entry.title, "rules": titles[row.is_missing]}
        if row.mark in (ONLY_HERE, NOT_HERE):
            yield _("%(rules)s only: %(kind)s “%(title)s”") % words
        elif row.mark is OTHERWISE:
            yield _("In other words or for other reasons: %(kind)s “%(title)s”") % words
