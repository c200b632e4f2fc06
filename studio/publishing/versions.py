"""The working copy and the releases of a rule set, side by side: found, read, and compared in words."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from rules.differences import differences
from rules.document import Document
from rules.models import Part, Release, RuleSet
from rules.problems import DocumentInvalid
from studio.pages import CHANGE, working_copy
from studio.publishing.differences import Entry, Teller
from studio.words import MODELS
from studio.workingcopy import WorkingCopy

LONGEST_NUMBER = 9  # digits
EDIT = (
    CHANGE,
    *(f"rules.{verb}_{model}" for model in MODELS.values() for verb in ("add", "change", "delete")),
)


def listed(rule_set: RuleSet) -> QuerySet[Release]:
    """The releases, the newest first, without their content, which is large."""
    return rule_set.releases.defer("content").select_related("withdrawal").order_by("-number")


def number_in(text: str) -> int | None:
    """A release's number as an address or a form has it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def stored(rule_set: RuleSet, number: str) -> Release:
    """The release with the number that stands in an address; Http404."""
    return get_object_or_404(rule_set.releases.select_related("withdrawal"), number=number_in(number))


def copy_of(rule_set: RuleSet) -> WorkingCopy | None:
    """The working copy; None where this site can no longer read it."""
    try:
        return working_copy(rule_set)
    except DocumentInvalid:
        return None


def told(
    before: Document | None, after: Document | None, parts: dict[tuple[str, str], Part] | None = None
) -> list[Entry] | None:
    """What differs, in words; None where one of the two cannot be read. `parts` are those to link to."""
    if before is None or after is None:
        return None
    teller = Teller(get_language() or "en", [before, after], parts or {})
    return teller.entries(differences(before, after))


def would_change(copy: WorkingCopy | None, document: Document | None) -> list[Entry] | None:
    """What the document would change in the working copy, in words; None where one of the two cannot be read."""
    return told(copy.document, document, copy.parts) if copy else None


def may_replace(request: HttpRequest) -> bool:
    """Whether somebody may change everything in a working copy."""
    return request.user.has_perms(EDIT)


def require_edit(request: HttpRequest) -> None:
    """Raise PermissionDenied for whoever may not."""
    if not may_replace(request):
        raise PermissionDenied
