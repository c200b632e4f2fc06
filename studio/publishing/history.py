"""Who changed what in a rule set, and when: the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from rules.differences import RULE_SET, Difference, Name, What, of_fields, of_part
from rules.document import ITEMS, Item, Text
from rules.models import Change, RuleSet
from studio.pages import show
from studio.publishing.differences import Entry, Teller
from studio.publishing.versions import copy_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

A_PAGE = 50
COMMAND_LINE = ":"  # in place of a name; no user's name can be this
DEEDS: dict[str, StrOrPromise] = {
    Change.Action.IMPORTED: gettext_lazy("Replaced the working copy by a file"),
    Change.Action.PUBLISHED: gettext_lazy("Published release %(number)s"),
    Change.Action.ROLLED_BACK: gettext_lazy("Went back to release %(number)s"),
    Change.Action.WITHDRAWN: gettext_lazy("Withdrew release %(number)s"),
}

LOADED = gettext_lazy("Replaced the working copy by release %(number)s")


@dataclass(frozen=True, slots=True)
class Row:
    """A change: what was done to the rule set as a whole, or the part that was changed and how."""

    change: Change
    deed: str
    entry: Entry | None


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """All changes, or those of one part (`list`, `key`) and of one person (`who`)."""
    query = {name: request.GET.get(name, "").replace("\0", "") for name in ("list", "key", "who")}
    changes = Paginator(_wanted(rule_set, query), A_PAGE).get_page(request.GET.get("page"))
    copy, items = copy_of(rule_set), list(_items(changes))
    documents, parts = ([copy.document], copy.parts) if copy else ([], {})
    teller = Teller(get_language() or "en", documents, parts, items)
    names = rule_set.changes.order_by("by").values_list("by", flat=True).distinct()
    context = {
        "title": _("History"),
        "rows": [_row(change, teller) for change in changes],
        "page": changes,
        "query": query,
        "address": urlencode({name: value for name, value in query.items() if value}),
        "part": teller.title((query["list"], query["key"])) if query["key"] else "",
        "people": [(name or COMMAND_LINE, name or _("command line")) for name in names],
    }
    return show(request, "changes", rule_set, context)


def _wanted(rule_set: RuleSet, query: dict[str, str]) -> QuerySet[Change]:
    changes = rule_set.changes.order_by("-pk")
    if query["key"]:
        changes = changes.filter(collection=query["list"], key=query["key"])
    if query["who"]:
        changes = changes.filter(by="" if query["who"] == COMMAND_LINE else query["who"])
    return changes


def _row(change: Change, teller: Teller) -> Row:
    part = (change.collection, change.key)
    if change.action in DEEDS:
        is_loaded = change.action == Change.Action.IMPORTED and change.number is not None
        deed = LOADED if is_loaded else DEEDS[change.action]
        found = teller.entry(part, What.CHANGED, _found(change, part)) if change.before else None
        return Row(change, deed % {"number": change.number}, found)
    return Row(change, "", teller.entry(part, What(change.action), _found(change, part)))


def _found(change: Change, part: Name) -> list[Difference]:
    """What the change did; nothing where this site no longer knows such parts, or the part was only moved."""
    try:
        if part == RULE_SET:
            return list(of_fields(part, _outline(change.before), _outline(change.after)))
        before, after = (_item(change.collection, data) for data in (change.before, change.after))
    except ValidationError:
        return []
    return list(of_part(part, before, after)) if before or after else []


def _items(changes: Any) -> Iterator[tuple[str, Item]]:
    """What the parts were, for those that are gone; the latest state wins."""
    for change in reversed(list(changes)):
        for data in (change.before, change.after):
            try:
                item = _item(change.collection, data) if change.collection else None
            except ValidationError:
                continue
            if item:
                yield change.collection, item


def _item(collection: str, data: dict[str, Any] | None) -> Item | None:
    return ITEMS[collection].model_validate(data) if data else None


def _outline(data: Any) -> dict[str, object]:
    return {"title": Text.model_validate(data["title"]), "topics": tuple(data["topics"])}
