"""Adding and changing one part: a posted form in, the working copy changed, the page or the way back out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from rules.document import Guarantee, Item, Recommendation, Rule
from rules.models import Part, RuleSet
from rules.services import KeyTaken, Stale, add_part, change_part, move_part
from studio.editing.forms import FORMS
from studio.editing.page import part_page, said_disabled
from studio.editing.removal import tell_losses
from studio.editing.usage import link, lost_without
from studio.pages import working_copy
from studio.words import address_of
from studio.workingcopy import WorkingCopy

MORE, AND_CONTINUE, SWITCH, UP, DOWN = "_more", "_continue", "_switch", "_up", "_down"  # names of buttons


class Editor:
    """The pages that write the parts of one list."""

    def __init__(self, collection: str) -> None:
        self.collection, self.form = collection, FORMS[collection]

    def add(self, request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
        """A new part: blank, with what the address says, or as a copy of another one."""
        copy = working_copy(rule_set)
        if request.method != "POST":
            return self._blank(request, copy)
        form = self.form(copy, data=request.POST, disabled=said_disabled(request))
        if MORE in request.POST:
            form.unjudged()
        elif form.is_valid():
            try:
                part = add_part(rule_set, self.collection, form.item, request.user.get_username())
                return self._done(request, part)
            except KeyTaken:
                form.add_error("key", _("Another part has this key; choose another one."))
        return part_page(request, form)

    def change(self, part: Part, request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
        """A part as it stands, as it was posted, or beside what somebody else made of it."""
        form = self.form(working_copy(rule_set), part, data=request.POST or None)
        if MORE in request.POST:
            form.unjudged()
        elif form.is_valid():
            try:
                return self._done(
                    request, self._changed(request, part, form.item, form.cleaned_data["version"])
                )
            except Stale as stale:
                return self._both(request, rule_set, stale.now) if stale.now else self.gone(request, rule_set)
        return part_page(request, form)

    def gone(self, request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
        """What was typed for a part that somebody deleted meanwhile, to be added anew."""
        data = request.POST.copy()
        data["key"] = request.GET.get("key", "")
        form = self.form(working_copy(rule_set), data=data, disabled=said_disabled(request))
        return part_page(request, form, gone=True)

    def _blank(self, request: HttpRequest, copy: WorkingCopy) -> HttpResponse:
        like = next(
            (
                copy.items[name]
                for name, part in copy.parts.items()
                if name[0] == self.collection and str(part.pk) == request.GET.get("copy")
            ),
            None,
        )
        if self.collection == "examples" and like is None:
            return redirect("admin:rules_ruleset_try", copy.rule_set.pk)
        start = {name: request.GET[name] for name in ("topic", "then") if name in request.GET}
        return part_page(request, self.form(copy, like=like, initial=start))

    def _changed(self, request: HttpRequest, part: Part, item: Item, version: int) -> Part:
        user = request.user.get_username()
        if SWITCH in request.POST and isinstance(item, Rule | Recommendation | Guarantee):
            item = item.model_copy(update={"disabled": not item.disabled})
        part = change_part(part, item, version, user)
        if UP in request.POST or DOWN in request.POST:
            move_part(part, UP in request.POST, user)
        return part

    def _both(self, request: HttpRequest, rule_set: RuleSet, now: Part) -> HttpResponse:
        """Theirs beside mine; a second press of “Save” is meant for what stands there now."""
        copy = working_copy(rule_set)
        data = request.POST.copy()
        data["version"] = str(now.version)
        return part_page(request, self.form(copy, now, data=data), theirs=self.form(copy, now))

    def _done(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Back to the map, or on with the part; in both places a message says what it says now, and leads to it."""
        copy, name = working_copy(part.rule_set), (self.collection, part.key)
        disabled = bool(part.content.get("disabled"))
        page = reverse("admin:rules_ruleset_change", args=[part.rule_set_id])
        place = format_html('<a href="{}#{}-{}">{}</a>', page, *name, link(copy, name).words)
        saved = _("Saved, and disabled:") if disabled else _("Saved:")
        messages.success(request, format_html("{} {}", saved, place))
        if disabled and SWITCH in request.POST:
            tell_losses(request, lost_without(copy, name))
        onwards = not {AND_CONTINUE, SWITCH, UP, DOWN}.isdisjoint(request.POST)
        return redirect(address_of(part) if onwards else page)
