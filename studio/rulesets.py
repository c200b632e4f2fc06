"""Rule sets in the admin: the page of one is the map of its working copy; the other pages hang below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.models import RuleSet
from studio import outline, rulemap
from studio.impact import page as impact
from studio.pages import CHANGE, PUBLISH, VIEW, RuleSetView, rule_set_page
from studio.proving import page as proving
from studio.publishing import exchange, goingback, history, loading, releases
from studio.publishing import page as publishing
from studio.trying import examples
from studio.trying import page as trying

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[RuleSet]
else:
    _ModelAdmin = admin.ModelAdmin

# Below a rule set: the page's name and address, its view, and the permission that it takes to see it.
PAGES: tuple[tuple[str, RuleSetView, str], ...] = (
    ("changes", history.page, VIEW),
    ("differences", releases.compare, VIEW),
    ("examples", examples.page, VIEW),
    ("export", exchange.export, VIEW),
    ("impact", impact.page, VIEW),
    ("import", exchange.upload, CHANGE),
    ("load", loading.page, CHANGE),
    ("outline", outline.page, CHANGE),
    ("proofs", proving.page, VIEW),
    ("publish", publishing.page, PUBLISH),
    ("releases", releases.page, VIEW),
    ("rollback", goingback.rollback, PUBLISH),
    ("try", trying.page, VIEW),
    ("withdraw", goingback.withdrawal, PUBLISH),
)


@admin.register(RuleSet)
class RuleSetAdmin(_ModelAdmin):
    """Rule sets come from files (`manage.py import_rules`) and are never deleted: releases are evidence."""

    list_display = ("title_here", "code", "in_force")
    list_select_related = ("current",)

    @admin.display(description=_("Title"))
    def title_here(self, rule_set: RuleSet) -> str:
        """Its title in the page's language."""
        return rule_set.title_here()

    @admin.display(description=_("Key"), ordering="key")
    def code(self, rule_set: RuleSet) -> str:
        """Its name in files."""
        return rule_set.key

    @admin.display(description=_("In force"))
    def in_force(self, rule_set: RuleSet) -> str | None:
        """What visitors get; None before the first publication."""
        current = rule_set.current
        return gettext("Release %(number)s") % {"number": current.number} if current else None

    def get_urls(self) -> list[URLPattern]:
        """The pages of a rule set before Django's own."""
        pages = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(rule_set_page(view, permission)),
                name=f"rules_ruleset_{name}",
            )
            for name, view, permission in PAGES
        ]
        return [*pages, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The map."""
        if object_id is None:
            raise PermissionDenied
        return rule_set_page(rulemap.page, VIEW)(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The changes, as the studio tells them."""
        return rule_set_page(_to_changes, VIEW)(request, object_id)


def _to_changes(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    return redirect("admin:rules_ruleset_changes", rule_set.pk)
