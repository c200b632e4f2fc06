"""How often each rule fires, each visit is chosen and each tip is shown, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaire.sentences import RuleWriter
from rules.document import Document, Item, Rule
from rules.impact import Frequency, Impact
from studio.impact.figures import number, signed
from studio.impact.sides import Side
from studio.words import address_of
from studio.workingcopy import Name, WorkingCopy, title_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Row:
    """A part: `line` is when a rule fires, `before` and `difference` are "" where there was nothing before."""

    title: str
    line: str
    address: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class Table:
    """Those that are new, gone, or for more or fewer people, the greatest difference first; and all others."""

    key: str
    title: StrOrPromise
    changed: list[Row]
    others: list[Row]


def tables(impact: Impact, copy: WorkingCopy, before: Side | None) -> list[Table]:
    """Rules, then what is said; without anything before, nothing has changed."""
    teller = _Teller(copy, before.document if before else None)
    kinds: Sequence[tuple[str, StrOrPromise, str, Sequence[Frequency]]] = (
        ("rules", gettext_lazy("How often each rule fires"), "rules", impact.rules),
        (
            "referrals",
            gettext_lazy("How often each referral, discussion or notice is chosen"),
            "recommendations",
            impact.referrals,
        ),
        ("tips", gettext_lazy("How often each tip is shown"), "recommendations", impact.tips),
    )
    return [
        Table(
            key,
            title,
            [
                teller.row((name, one.key), one)
                for one in sorted(found, key=_by_size)
                if before and one.before != one.after
            ],
            [teller.row((name, one.key), one) for one in found if before is None or one.before == one.after],
        )
        for key, title, name, found in kinds
    ]


def _more(one: Frequency) -> int:
    return (one.after or 0) - (one.before or 0)


def _by_size(one: Frequency) -> int:
    return -abs(_more(one))


class _Book(NamedTuple):
    """A document's parts by name, and its rules in words."""

    items: Mapping[Name, Item]
    writer: RuleWriter


class _Teller:
    """Names parts as the working copy does, and as the rules before did where it lacks them."""

    def __init__(self, copy: WorkingCopy, before: Document | None) -> None:
        self._parts, self._language, self._has_before = copy.parts, copy.language, before is not None
        self._books = [_Book(copy.items, copy.writer)]
        if before:
            old: dict[Name, Item] = {(name, item.key): item for name, item in before.items()}
            self._books.append(_Book(old, RuleWriter(before, copy.language)))

    def row(self, name: Name, one: Frequency) -> Row:
        """A part with its numbers."""
        title, line = self._words(name)
        part = self._parts.get(name)
        return Row(
            title,
            line,
            address_of(part) if part else "",
            _count(one.before) if self._has_before else "",
            _count(one.after),
            signed(_more(one)) if self._has_before else "",
        )

    def _words(self, name: Name) -> tuple[str, str]:
        items, writer = next(book for book in self._books if name in book.items)
        item = items[name]
        if isinstance(item, Rule):
            return writer.statement(item.then).text, writer.sentence(item)
        return title_in(item, self._language), ""


def _count(count: int | None) -> str:
    return _("not there") if count is None else number(count)
