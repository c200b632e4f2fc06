"""What a visitor gets in place of a page that cannot be shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from questionnaire.problems import PROBLEMS, RETRY_AFTER_SECONDS
from questionnaire.state import StateInvalid
from questionnaire.venue import venue_of
from rules.problems import DocumentInvalid
from rules.releases import NoRelease

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def active_language() -> str:
    """The code of the page's language."""
    return get_language() or settings.LANGUAGE_CODE


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the active language."""
    return render(request, template, context, status=status, using=active_language())


def with_rules(view: View) -> View:
    """Where no rules can be had, or the posted state cannot be used, say so instead of failing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except StateInvalid as invalid:
            return problem_page(request, invalid.reason)
        except (DatabaseError, DocumentInvalid, NoRelease):
            logger.exception("No rules can be had, so the questionnaire is closed.")
            return problem_page(request, "unavailable")

    return guarded


def problem_page(request: HttpRequest, reason: str, status: int | None = None) -> HttpResponse:
    """The page that says what happened and what to do now; with the problem's own status, or another."""
    found = PROBLEMS[reason]
    context = {"problem": found, "venue": venue_of(request)}
    response = show(request, "problem.html", context, status or found.status)
    response["Cache-Control"] = "no-store"
    if found.status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django refuses."""
    return problem_page(request, "bad_request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere."""
    return problem_page(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return problem_page(request, "server_error")


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A request that lacks the mark against forgery."""
    return problem_page(request, "refused")
