"""Taking a part out of the working copy: refused while others speak of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from questionnaire.sentences import in_one_line
from rules.models import Part, RuleSet
from rules.services import InUse, Stale, remove_part
from studio.editing.usage import Link, link, lost_without, used_by
from studio.pages import show, working_copy
from studio.workingcopy import WorkingCopy, latest_change


def removal_page(part: Part, request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Ask, with what speaks of it; then take it out as of the version that was shown."""
    name = (part.collection, part.key)
    stale = False
    if request.method == "POST":
        copy = working_copy(rule_set)
        words, losses = link(copy, name).words, _losses(copy, part)
        shown = request.POST.get("version") == str(part.version)
        try:
            remove_part(part, part.version if shown else 0, request.user.get_username())
        except InUse:
            pass  # the page says by what
        except Stale:
            stale = True
        else:
            messages.success(request, _("Deleted: %(words)s") % {"words": words})
            tell_losses(request, losses)
            return redirect("admin:rules_ruleset_change", rule_set.pk)
    copy = working_copy(rule_set)
    context = {
        "title": _("Delete"),
        "part": part,
        "link": link(copy, name),
        "uses": used_by(copy, name),
        "losses": _losses(copy, part),
        "stale": stale,
        "latest": latest_change(rule_set, name) if stale else "",
    }
    return show(request, "part/delete", rule_set, context)


def tell_losses(request: HttpRequest, losses: list[Link]) -> None:
    """Warn of what has just lost its reason, on the page that is shown next."""
    if losses:
        words = in_one_line(lost.words for lost in losses)
        messages.warning(request, _("Nothing leads to these any more: %(parts)s") % {"parts": words})


def _losses(copy: WorkingCopy, part: Part) -> list[Link]:
    """What would lose its reason; what is disabled is none."""
    return [] if part.content.get("disabled") else lost_without(copy, (part.collection, part.key))
