"""The pages that take visitors back to an earlier release: roll back, and withdraw for safety."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rules.models import Release, RuleSet
from rules.problems import DocumentInvalid
from rules.services import Conflict, NotUsable, Refusal, roll_back, withdraw
from studio.pages import show
from studio.publishing.page import NoteForm, published
from studio.publishing.versions import listed, number_in, stored, told
from studio.workingcopy import read

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class NotShown(Refusal):
    """Another release was chosen than the one whose differences were shown."""


REFUSED: dict[type[Refusal], StrOrPromise] = {
    Conflict: gettext_lazy(
        "Another release is in force by now. Read below what would change; then press the button again."
    ),
    NotShown: gettext_lazy(
        "You chose another release. Read below what changes with it; then press the button again."
    ),
    NotUsable: gettext_lazy("This release was withdrawn, or its number is wrong. Choose another one."),
}
LOOK = "look"  # the button that shows what changes, and withdraws nothing
UNUSABLE = gettext_lazy("This site can no longer run that release. Choose another one.")


def rollback(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Give visitors the release `number` of the query again."""
    release = stored(rule_set, request.GET.get("number", ""))

    def act(seen: int, note: str) -> str:
        roll_back(rule_set, release.number, seen, note, request.user.get_username())
        return published(_("Release %(number)s is in force again."), release.number)

    context = {
        "title": _("Roll back to release %(number)s") % {"number": release.number},
        "release": release,
        "differences": told(read(rule_set.current), read(release)),
        "is_possible": release != rule_set.current and not hasattr(release, "withdrawal"),
    }
    return _answer(request, rule_set, "rollback", context, act)


def withdrawal(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Take the release `number` of the query from everybody; `instead` is in force from then on."""
    release = stored(rule_set, request.GET.get("number", ""))
    others = listed(rule_set).filter(withdrawal__isnull=True).exclude(pk=release.pk)
    instead = _instead(request, rule_set, release, list(others))

    def act(seen: int, reason: str) -> str:
        number = instead.number if instead else release.number  # which the service refuses
        if instead and is_in_force and request.POST.get("shown") != str(number):
            raise NotShown
        withdraw(rule_set, release.number, number, seen, reason, request.user.get_username())
        return _("Release %(number)s is withdrawn.") % {"number": release.number}

    is_in_force = release == rule_set.current
    context = {
        "title": _("Withdraw release %(number)s") % {"number": release.number},
        "release": release,
        "is_in_force": is_in_force,
        "others": others,
        "instead": instead,
        "differences": told(read(release), read(instead)) if is_in_force and instead else [],
        "is_possible": instead is not None and not hasattr(release, "withdrawal"),
    }
    return _answer(request, rule_set, "withdraw", context, act)


def _instead(
    request: HttpRequest, rule_set: RuleSet, release: Release, others: list[Release]
) -> Release | None:
    """The one in force, if that stays; else the one chosen; before that the newest earlier one, or the newest."""
    if release != rule_set.current:
        return rule_set.current
    if request.method == "POST":
        chosen = (other for other in others if str(other.number) == request.POST.get("instead"))
        return next(chosen, None)
    earlier = [other for other in others if other.number < release.number]
    return next(iter((*earlier, *others)), None)


def _answer(
    request: HttpRequest,
    rule_set: RuleSet,
    name: str,
    context: dict[str, Any],
    act: Callable[[int, str], str],
) -> HttpResponse:
    """Show the page; with a POST, do what it is for and say so, or show it with the reason why not."""
    is_asked = request.method == "POST" and LOOK not in request.POST
    form = NoteForm(request.POST) if is_asked else NoteForm(initial={"note": request.POST.get("note")})
    refused: StrOrPromise = ""
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            done = act(number_in(seen) or 0, form.cleaned_data["note"])
        except Refusal as refusal:
            refused = REFUSED[type(refusal)]
        except DocumentInvalid:
            refused = UNUSABLE
        else:
            messages.success(request, done)
            return redirect("admin:rules_ruleset_releases", rule_set.pk)
    status = 409 if refused else 200
    return show(request, name, rule_set, context | {"form": form, "refused": refused}, status)
