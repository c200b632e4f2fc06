"""What speaks of a part, and what would lose its reason if it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rules.checks import resting_on
from rules.conditions import Condition
from rules.document import Finding, Item, Recommendation, Rule
from rules.uses import uses_of
from studio.words import LISTS, address_of
from studio.workingcopy import Name, WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 300  # characters: a rule can have a hundred conditions
ESTABLISHES = gettext_lazy("Rules that establish it")
SPEAKS_OF = gettext_lazy("Rules with a condition on it")
CALLED_FOR = gettext_lazy("Recommendations that it calls for")
WITHHELD = gettext_lazy("Recommendations that it withholds")
APART = gettext_lazy("Recommendations that nobody may get together with it")


@dataclass(frozen=True, slots=True)
class Link:
    """A part by its words, and its page."""

    address: str
    words: str


def used_by(copy: WorkingCopy, name: Name) -> dict[StrOrPromise, list[Link]]:
    """Every part that speaks of this one, by how it does."""
    found: dict[StrOrPromise, list[Link]] = {}
    for collection, item in uses_of(copy.document, *name):
        for how in _how(collection, item, name):
            found.setdefault(how, []).append(link(copy, (collection, item.key)))
    return found


def _how(collection: str, item: Item, name: Name) -> Iterator[StrOrPromise]:
    listed, key = name
    if listed == "recommendations" and isinstance(item, Recommendation):
        yield APART
    elif listed != "findings" or not isinstance(item, Rule | Recommendation):
        yield LISTS[collection]
    elif isinstance(item, Rule):
        if item.then == key:
            yield ESTABLISHES
        if any(_is_on(condition, key) for condition in item.conditions):
            yield SPEAKS_OF
    else:
        if key in item.called_for_by:
            yield CALLED_FOR
        if key in item.withheld_by:
            yield WITHHELD


def lost_without(copy: WorkingCopy, name: Name) -> list[Link]:
    """The findings that nothing could establish without this finding or rule, and what only these call for."""
    document = copy.document.in_use()
    gone = resting_on(document, _first_lost(copy, name))
    findings = [("findings", item.key) for item in document.findings if item.key in gone]
    advice = [item.key for item in document.recommendations if gone.issuperset(item.called_for_by)]
    names = [*findings, *(("recommendations", key) for key in advice)]
    return [link(copy, each) for each in names if each != name]


def _first_lost(copy: WorkingCopy, name: Name) -> list[str]:
    """A finding itself; what a rule establishes and no other one in use."""
    item = copy.items[name]
    if isinstance(item, Rule):
        others = {rule.then for rule in copy.document.in_use().rules if rule.key != item.key}
        return [item.then] if item.then not in others else []
    return [item.key] if isinstance(item, Finding) else []


def link(copy: WorkingCopy, name: Name) -> Link:
    """A link to the part's page. Of a long rule the conditions are cut: what it establishes stands first."""
    item = copy.items[name]
    words = copy.title_of(name)
    if isinstance(item, Rule):
        finding, conditions = copy.title_of(("findings", item.then)), copy.writer.conditions(item)
        words = _("%(finding)s — if %(conditions)s") % {"finding": finding, "conditions": conditions}
    return Link(address_of(copy.parts[name]), Truncator(words).chars(LONGEST))


def _is_on(condition: Condition, finding: str) -> bool:
    return condition.on_finding and condition.subject == finding
