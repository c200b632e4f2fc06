"""The pages. Nothing that a visitor answers is kept: it travels in the page itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from questionnaire.countries import likely_country
from questionnaire.journey import Page, ask, proceed
from questionnaire.problems import PROBLEMS, RETRY_AFTER_SECONDS
from questionnaire.questions import SECTIONS
from questionnaire.result import ResultWriter
from questionnaire.state import FIELD, StateInvalid
from questionnaire.wizard import POSITIONS, answered_sections, first_page, leaves_much_open, resume
from rules.assessment import Assessor
from rules.document import DocumentInvalid
from rules.releases import NoRelease, releases

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def _with_rules(view: View) -> View:
    """Where no rules can be had, say so instead of failing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, DocumentInvalid, NoRelease):
            logger.exception("No rules can be had, so the questionnaire is closed.")
            return _problem(request, "unavailable")

    return guarded


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and what happens with the answers."""
    return render(request, "questionnaire/welcome.html", {"address": "questionnaire:welcome"})


@require_safe
@cache_control(private=True, no_cache=True)  # its country is this browser's guess, and its state expires
@_with_rules
def start(request: HttpRequest) -> HttpResponse:
    """The first step."""
    country = likely_country(request.headers.get("Accept-Language", ""), _language())
    preset = {"country": country} if country else {}
    assessor = releases.current()
    return _show(request, ask(first_page(preset, assessor.release["number"])), assessor)


@csrf_exempt  # no cookie, no account, nothing stored: there is nothing that a forged request could do
@require_http_methods(["GET", "HEAD", "POST"])
@_with_rules
def step(request: HttpRequest, step: str) -> HttpResponse:
    """The page after the one that was posted; who comes by address begins at the start."""
    if request.method != "POST":
        return redirect("questionnaire:start")
    request.encoding = "utf-8"  # whatever the request claims: our pages send nothing else
    try:
        state = resume(request.POST.get(FIELD), step)
        assessor = releases.numbered(state.release)
        return _show(request, proceed(state, request.POST, assessor, _language()), assessor)
    except StateInvalid as invalid:
        return _problem(request, invalid.reason)
    except (DocumentInvalid, NoRelease):
        return _problem(request, "release_gone")


def _show(request: HttpRequest, page: Page, assessor: Assessor) -> HttpResponse:
    context = {"page": page, "state": page.state.sign(), "sections": SECTIONS}
    if page.outcome:
        answers, writer = page.state.answers, ResultWriter(assessor.document, _language())
        result = writer.write(page.outcome, leaves_much_open(answers))
        context |= {"result": result, "sections": answered_sections(answers)}
        return render(request, "questionnaire/result.html", context)
    position = POSITIONS[page.state.step]
    context |= {"section": SECTIONS[position], "number": position + 1}
    return render(request, "questionnaire/step.html", context)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _problem(request: HttpRequest, reason: str) -> HttpResponse:
    problem = PROBLEMS[reason]
    response = render(request, "problem.html", {"problem": problem}, status=problem.status)
    response["Cache-Control"] = "no-store"
    if problem.status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django refuses."""
    return _problem(request, "bad_request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere."""
    return _problem(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _problem(request, "server_error")


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A request that lacks the mark against forgery."""
    return _problem(request, "refused")
