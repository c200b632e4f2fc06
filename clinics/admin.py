"""Clinics in the admin: whoever looks after one sees it and no other; superusers see all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinics.directory import venue
from clinics.editing import page
from clinics.editing.form import TEXTS, ClinicForm
from clinics.models import Clinic
from clinics.statistics import page as statistics

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

    _ModelAdmin = admin.ModelAdmin[Clinic]
else:
    _ModelAdmin = admin.ModelAdmin
ClinicView = Callable[[HttpRequest, Clinic], HttpResponse]
FOR_EVER = ("slug",)  # it stands in the pages of the clinic's site
OF_SUPERUSERS = ("rule_set", "staff")


@admin.register(Clinic)
class ClinicAdmin(_ModelAdmin):
    """A clinic that somebody does not look after is, for them, one that does not exist."""

    form = ClinicForm
    list_display = ("name", "slug", "is_active", "sites")
    search_fields = ("name", "slug")
    fieldsets = (
        (_("The clinic"), {"fields": ("name", "slug", "is_active")}),
        (_("Its questionnaire"), {"fields": ("languages", "default_language", "country", "rule_set")}),
        (_("Where it stands"), {"fields": ("origins",)}),
        (_("How it looks"), {"fields": ("accent",)}),
        (
            _("Where a doctor is advised"),
            {
                "fields": (TEXTS, "phone", "booking_url"),
                "description": _(
                    "What you say to visitors who should see a doctor. It stands below our own words. "
                    "Whatever you leave empty is not shown."
                ),
            },
        ),
        (_("Who looks after it"), {"fields": ("staff",)}),
    )

    @admin.display(description=_("Sites"))
    def sites(self, clinic: Clinic) -> str:
        """Whose pages may show it."""
        return ", ".join(venue(clinic).parents)

    def get_urls(self) -> list[URLPattern]:
        """The pages of a clinic before Django's own."""
        pages = (("statistics", statistics.page), ("statistics/export", statistics.export))
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(self._of_clinic(view)),
                    name=f"clinics_clinic_{name.replace('/', '_')}",
                )
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clinic]:
        """Those that somebody looks after."""
        clinics = super().get_queryset(request).select_related("rule_set")
        return clinics if request.user.is_superuser else clinics.filter(staff=request.user.pk)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Clinic:
        """The clinic; raise PermissionDenied for whoever has another role, Http404 for another one's clinic."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        clinic = super().get_object(request, object_id, from_field)
        if clinic is None:
            raise Http404
        return clinic

    def get_fieldsets(self, request: HttpRequest, obj: Clinic | None = None) -> _FieldsetSpec:
        """What one may edit."""
        closed = self.get_readonly_fields(request, obj)
        opened: _FieldsetSpec = [
            (title, {**options, "fields": [name for name in options["fields"] if name not in closed]})
            for title, options in self.fieldsets
        ]
        return [(title, options) for title, options in opened if options["fields"]]

    def get_readonly_fields(self, request: HttpRequest, obj: Clinic | None = None) -> tuple[str, ...]:
        """What nobody changes, and what the superusers decide: it is not in the form, so it is never read."""
        return (FOR_EVER if obj else ()) + (() if request.user.is_superuser else OF_SUPERUSERS)

    def has_view_permission(self, request: HttpRequest, obj: Clinic | None = None) -> bool:
        """Whoever may look may edit."""
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Superusers only."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Clinic | None = None) -> bool:
        """Superusers only."""
        return self.has_add_permission(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The clinics alone, with what it means: their counts are too many to list."""
        lost = gettext("Its statistics go with it. Pages that embed it say that there is no bone check.")
        names = [part for clinic in objs for part in (str(clinic), [lost])]
        return names, {self.opts.verbose_name_plural: len(objs)}, set(), []

    def save_model(self, request: HttpRequest, obj: Clinic, form: Any, change: bool) -> None:
        """Each save is a version of its own."""
        obj.version += change
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any
    ) -> HttpResponse:
        """The form, and around it what is saved."""
        form = context["adminform"].form
        if form.standing:
            context |= page.of_clinic(form.standing, request.GET.get("page", ""))
        return super().render_change_form(request, context, *args, **more)

    def _of_clinic(self, view: ClinicView) -> Callable[..., HttpResponse]:
        def below(request: HttpRequest, pk: int) -> HttpResponse:
            return view(request, self.get_object(request, str(pk)))

        return below
