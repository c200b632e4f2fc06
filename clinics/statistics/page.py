"""The statistics of a clinic in the admin: a month at a time, as a page and as a file."""

from __future__ import annotations

from datetime import date
import re
from typing import cast

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.models import Clinic
from clinics.statistics import store
from clinics.statistics.chart import chart
from clinics.statistics.counting import today
from clinics.statistics.export import table
from clinics.statistics.figures import Figures, figures, in_words, last_day

MONTH = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])", re.ASCII)


@require_safe
def page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """The month of the query, `month=2026-10`; the current one where that is none that has begun."""
    month = _month(request.GET.get("month", ""))
    counted, seen = store.months(clinic), _figures(clinic, month)
    context = admin.site.each_context(request) | {
        "title": _("Statistics: %(clinic)s") % {"clinic": clinic.name},
        "opts": Clinic._meta,
        "clinic": clinic,
        "month": month,
        "is_empty": month not in counted,
        "earlier": max((other for other in counted if other < month), default=None),
        "later": min((other for other in counted if other > month), default=None),
        "figures": seen,
        "opened": in_words(seen.opened),
        "completed": in_words(seen.completed),
        "days": [(day.day, in_words(day.opened), in_words(day.completed)) for day in seen.days],
        "chart": chart(seen),
    }
    return TemplateResponse(request, "admin/clinics/statistics.html", context)


@require_POST
def export(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """The posted month as a CSV file; that somebody took it is in the clinic's history."""
    month = _month(request.POST.get("month", ""))
    words = _("Downloaded the statistics of %(month)s.") % {"month": date_format(month, "YEAR_MONTH_FORMAT")}
    by = cast("User", request.user).pk
    LogEntry.objects.log_actions(by, [clinic], CHANGE, words, single_object=True)
    name = content_disposition_header(as_attachment=True, filename=f"{clinic.slug}-{month:%Y-%m}.csv")
    return HttpResponse(
        table(_figures(clinic, month), clinic.name),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": str(name), "Cache-Control": "no-store"},
    )


def _month(text: str) -> date:
    """The first day of the month that is written so, if it has begun; else of the current one."""
    current = today().replace(day=1)
    found = MONTH.fullmatch(text)
    return min(date(int(found[1]), int(found[2]), 1), current) if found else current


def _figures(clinic: Clinic, month: date) -> Figures:
    return figures(store.read(clinic, month, last_day(month)), month, today())
