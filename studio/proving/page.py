"""The page of the proofs: begin them, follow them, and read what they found of the working copy as it is now."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rules.models import RuleSet
from rules.proof.results import Report
from rules.services import begin_proofs, cancel_proofs
from studio.pages import CHANGE, PUBLISH, show, working_copy
from studio.problems import in_words
from studio.proving.report import failing, failures, kinds
from studio.standing import standing
from studio.workingcopy import WorkingCopy

ADD_EXAMPLE = "rules.add_example"


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """How they stand; POST begins or cancels them."""
    copy = working_copy(rule_set)
    if request.method == "POST":
        return _change(request, copy)
    now = standing(copy)
    context = {
        "title": _("Proofs"),
        "copy": copy,
        "standing": now,
        "may_run": _may_run(request),
        "may_add_example": request.user.has_perm(ADD_EXAMPLE),
    }
    return show(request, "proofs", rule_set, context | (_found(copy, now.report) if now.report else {}))


def _change(request: HttpRequest, copy: WorkingCopy) -> HttpResponse:
    if not _may_run(request):
        raise PermissionDenied
    if "cancel" in request.POST:
        cancel_proofs(copy.rule_set)
    elif "begin" in request.POST and not copy.problems:  # which the page tells
        begin_proofs(copy.rule_set, copy.document, request.user.get_username())
    return redirect("admin:rules_ruleset_proofs", copy.rule_set.pk)


def _may_run(request: HttpRequest) -> bool:
    """Whoever edits wants to know, and whoever publishes needs them."""
    return request.user.has_perm(CHANGE) or request.user.has_perm(PUBLISH)


def _found(copy: WorkingCopy, report: Report) -> dict[str, Any]:
    """What the template shows of a report; no numbers by kind where the proofs were stopped."""
    failed = failing(report)
    told = failures(copy, failed)
    return {
        "stopped": in_words(report.stopped) if report.stopped else "",
        "kinds": [] if report.stopped else kinds(report),
        "count": len(report.results),
        "refuted": len(report.refuted),
        "undecided": len(failed) - len(report.refuted),
        "failures": told,
        "more": len(failed) - len(told),
    }
