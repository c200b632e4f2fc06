"""Django's admin site, in three languages, that says on every page when the rules in force are broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rules.problems import DocumentInvalid
from rules.releases import NoRelease, Withdrawn, releases

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)
# Django's Dutch catalogue lacks them; in ours, which comes first, they are only when they stand in our code.
LACKING = (
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
)
# Why a page is not shown, and what to make of it, by the status.
NO_PAGE: dict[int, tuple[StrOrPromise, StrOrPromise]] = {
    403: (
        _("Your role may not do this"),
        _("Whoever manages the accounts can give you another role."),
    ),
    404: (
        _("There is no such page"),
        _("What stood here may have been deleted, or the address is not complete."),
    ),
}
View = Callable[..., HttpResponseBase]


class StudioSite(AdminSite):
    """`admin.site`."""

    site_title = _("bonerisk studio")
    site_header = _("bonerisk: rule studio")
    index_title = _("Rules, clinics and people")
    enable_nav_sidebar = False  # three kinds of things need no map

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # a view, if not the same
        """Every page for the staff."""
        return _or_busy(self._or_no_page(super().admin_view(view, cacheable)))

    def _or_no_page(self, view: View) -> View:
        """The view, or in its place a page that says what the staff cannot have, and where to go."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return self._no_page(request, 403)
            except Http404:
                return self._no_page(request, 404)

        return guarded

    def _no_page(self, request: HttpRequest, status: int) -> HttpResponse:
        title, words = NO_PAGE[status]
        context = self.each_context(request) | {"title": title, "words": words}
        return TemplateResponse(request, "admin/no_page.html", context, status=status)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the admin shows."""
        language = get_language()
        here = [
            (code, name, translate_url(request.get_full_path(), code))
            for code, name in settings.LANGUAGES
            if code != language
        ]
        rules_fault = request.user.is_authenticated and _rules_are_broken()
        return super().each_context(request) | {"elsewhere": here, "rules_fault": rules_fault}


def _or_busy(view: View) -> View:
    """The view, or in its place a page that keeps what was typed where the database does not answer in time."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
        except OperationalError:
            logger.exception("The database does not answer, so a page of the admin was not shown.")
            typed = [(name, value) for name, values in request.POST.lists() for value in values]
            context = {"typed": [pair for pair in typed if pair[0] != "csrfmiddlewaretoken"]}
            page = render_to_string("admin/busy.html", context, request)
            return HttpResponse(page, status=503, headers={"Retry-After": "5"})

    return guarded


def _rules_are_broken() -> bool:
    """Whether visitors get older rules than those in force, or none."""
    try:
        releases.current()
    except (DatabaseError, DocumentInvalid, Withdrawn):
        return True
    except NoRelease:
        return False
    return bool(releases.fault)
