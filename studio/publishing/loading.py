"""An earlier release made the working copy, after a look at what would be lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rules.models import RuleSet
from rules.services import Conflict, replace_working_copy
from rules.workingcopy import state_of
from studio.pages import show
from studio.publishing.versions import copy_of, require_edit, stored, would_change
from studio.workingcopy import read


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Make the release `number` of the query the working copy."""
    require_edit(request)
    release = stored(rule_set, request.GET.get("number", ""))
    document, refused = read(release), False
    if request.method == "POST" and document:
        by, seen = request.user.get_username(), request.POST.get("seen", "")
        try:
            replace_working_copy(rule_set, document, by, seen=seen, number=release.number)
        except Conflict:
            refused = True
        else:
            return replaced(request, rule_set)
    context = {
        "title": _("Load release %(number)s into the working copy") % {"number": release.number},
        "is_readable": document is not None,
        "differences": would_change(copy_of(rule_set), document),
        "seen": state_of(rule_set),
        "refused": refused,
    }
    return show(request, "load", rule_set, context, status=409 if refused else 200)


def replaced(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Say that it is done, on the map."""
    messages.success(request, _("The working copy is replaced. Visitors get it when it is published."))
    return redirect("admin:rules_ruleset_change", rule_set.pk)
