"""The parts of a working copy in the admin: Django gives addresses and permissions, the pages are the studio's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rules.models import Example, Finding, Guarantee, Part, Recommendation, Rule, RuleSet, Source
from studio.editing.editor import Editor
from studio.editing.removal import removal_page
from studio.pages import RuleSetView, require, rule_set_page
from studio.words import MODELS

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Model]
else:
    _ModelAdmin = admin.ModelAdmin

LISTS = {model: name for name, model in MODELS.items()}


@admin.register(Source, Finding, Rule, Recommendation, Example, Guarantee)
class PartAdmin(_ModelAdmin):
    """A page each for adding, changing and deleting a part; whoever may only look sees the same page, closed."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The index shows rule sets: their maps lead here."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list is the map's."""
        require(request, self._permission("view"))
        rule_set = _only_rule_set()
        if rule_set is None:
            return redirect("admin:rules_ruleset_changelist")
        return redirect(reverse("admin:rules_ruleset_change", args=[rule_set.pk]) + f"#{self._list}")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Add a part, or change one."""
        if object_id is None:
            return self._add(request)
        verb = "change" if request.method == "POST" else "view"
        require(request, self._permission(verb))
        part = self._part(object_id)
        if part is None and request.method == "POST":  # somebody else deleted it: nothing typed is lost
            return self._below(request, verb, request.GET.get("rule_set"), Editor(self._list).gone)
        if part is None:
            raise Http404
        return self._below(request, verb, part.rule_set_id, partial(Editor(self._list).change, part))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take it out, once nothing speaks of it."""
        require(request, self._permission("delete"))
        part = self._standing(object_id)
        return self._below(request, "delete", part.rule_set_id, partial(removal_page, part))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Its changes among those of the rule set."""
        require(request, self._permission("view"))
        part = self._standing(object_id)
        query = urlencode({"list": self._list, "key": part.key})
        return redirect(f"{reverse('admin:rules_ruleset_changes', args=[part.rule_set_id])}?{query}")

    def _add(self, request: HttpRequest) -> HttpResponse:
        require(request, self._permission("add"))
        rule_set = request.GET.get("rule_set") or getattr(_only_rule_set(), "pk", None)
        if rule_set is None:
            return redirect("admin:rules_ruleset_changelist")
        return self._below(request, "add", rule_set, Editor(self._list).add)

    def _below(self, request: HttpRequest, verb: str, rule_set: Any, view: RuleSetView) -> HttpResponse:
        if not str(rule_set).isdecimal() or len(str(rule_set)) > 18:
            raise Http404
        return rule_set_page(view, self._permission(verb))(request, pk=int(rule_set))

    def _part(self, object_id: str) -> Part | None:
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        found: Part | None = Part.objects.filter(collection=self._list, pk=object_id).first()
        return found

    def _standing(self, object_id: str) -> Part:
        part = self._part(object_id)
        if part is None:
            raise Http404
        return part

    def _permission(self, verb: str) -> str:
        return f"rules.{verb}_{self.opts.model_name}"

    @property
    def _list(self) -> str:
        return LISTS[str(self.opts.model_name)]


def _only_rule_set() -> RuleSet | None:
    """The rule set, where there is just one."""
    found = RuleSet.objects.all()[:2]
    return found[0] if len(found) == 1 else None
