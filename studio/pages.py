"""What all pages of a rule set share: who may see them, their frame, and what is shown where one cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from rules.models import RuleSet
from rules.problems import DocumentInvalid
from studio.problems import in_words
from studio.workingcopy import WorkingCopy

# A release is large, and most pages only name the one in force.
RELEASES_APART = RuleSet.objects.select_related("current").defer("current__content", "current__report")
RuleSetView = Callable[[HttpRequest, RuleSet], HttpResponse]
VIEW, CHANGE, PUBLISH = "rules.view_ruleset", "rules.change_ruleset", "rules.publish_ruleset"


class Unreadable(DocumentInvalid):
    """A working copy with parts that this site no longer knows."""


def rule_set_page(view: RuleSetView, permission: str) -> Callable[..., HttpResponse]:
    """The view of a page below a rule set, for those who have the permission.

    A working copy that this site cannot read is told with the way out.
    """

    def page(request: HttpRequest, pk: int | str) -> HttpResponse:
        require(request, permission)
        try:
            rule_set = get_object_or_404(RELEASES_APART, pk=int(pk))
        except (ValueError, OverflowError):  # an address of Django's own takes any text
            raise Http404 from None
        try:
            return view(request, rule_set)
        except Unreadable as unreadable:
            problems = [(" → ".join(problem.place), in_words(problem)) for problem in unreadable.problems]
            context = {"title": rule_set.key, "problems": problems}
            return show(request, "unreadable", rule_set, context, status=409)

    return page


def require(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied for whoever lacks the permission."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def show(
    request: HttpRequest, name: str, rule_set: RuleSet, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page `templates/django/admin/rules/<name>.html` in the admin's frame."""
    frame = admin.site.each_context(request) | {
        "rule_set": rule_set,
        "rule_set_title": rule_set.title_here(),
        "opts": RuleSet._meta,
        "may_change": request.user.has_perm(CHANGE),
        "may_publish": request.user.has_perm(PUBLISH),
    }
    return TemplateResponse(request, f"admin/rules/{name}.html", frame | context, status=status)


def working_copy(rule_set: RuleSet) -> WorkingCopy:
    """The rule set's working copy in the page's language; raise Unreadable."""
    try:
        return WorkingCopy(rule_set, get_language() or "en")
    except DocumentInvalid as invalid:
        raise Unreadable(invalid.problems) from None
