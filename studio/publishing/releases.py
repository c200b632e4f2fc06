"""The releases of a rule set in a list, and what differs between any two of them and the working copy."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rules.document import Document
from rules.models import Release, RuleSet
from studio.pages import show, working_copy
from studio.publishing.gates import despite, report_in_words
from studio.publishing.versions import listed, may_replace, stored, told
from studio.workingcopy import WorkingCopy, read

DRAFT = "draft"
A_PAGE = 50


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """All of them, the newest first; what one may do with each."""
    rows = Paginator(listed(rule_set), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Releases"),
        "rows": [(release, report_in_words(release.report), despite(release.report)) for release in rows],
        "page": rows,
        "previous": _previous(rule_set),
        "may_replace": may_replace(request),
    }
    return show(request, "releases", rule_set, context)


def compare(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """From one version to another, as the query says; else from the release in force to the working copy."""
    copy = working_copy(rule_set)
    newest = rule_set.current.number if rule_set.current else DRAFT
    start, end = request.GET.get("from") or str(newest), request.GET.get("to") or DRAFT
    before, after = _version(copy, start), _version(copy, end)
    context = {
        "title": _("Differences"),
        "versions": [(DRAFT, _("Working copy")), *map(_choice, listed(rule_set))],
        "start": start,
        "end": end,
        "differences": told(before, after, copy.parts),
    }
    return show(request, "differences", rule_set, context)


def _previous(rule_set: RuleSet) -> Release | None:
    """The release to go back to when something is wrong with the one in force."""
    if rule_set.current is None:
        return None
    usable = listed(rule_set).filter(withdrawal__isnull=True, number__lt=rule_set.current.number)
    return usable.first()


def _version(copy: WorkingCopy, name: str) -> Document | None:
    return copy.document if name == DRAFT else read(stored(copy.rule_set, name))


def _choice(release: Release) -> tuple[str, str]:
    date = date_format(localtime(release.published_at), "SHORT_DATE_FORMAT")
    words = _("Release %(number)s (%(date)s)") % {"number": release.number, "date": date}
    return str(release.number), words
