"""The questionnaire on this site. Nothing that a visitor answers is kept: it travels in the page itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from questionnaire.responses import with_rules
from questionnaire.venue import SITE
from questionnaire.visit import begin, turn


@require_safe
@cache_control(private=True, no_cache=True)  # its country is this browser's guess, and its state expires
@with_rules
def start(request: HttpRequest) -> HttpResponse:
    """The first step."""
    return begin(request, SITE)


@csrf_exempt  # no cookie, no account, nothing stored: there is nothing that a forged request could do
@require_http_methods(["GET", "HEAD", "POST"])
@with_rules
def step(request: HttpRequest, step: str) -> HttpResponse:
    """The page after the one that was posted; who comes by address begins at the start."""
    if request.method != "POST":
        return redirect("questionnaire:start")
    return turn(request, SITE, step).response(request, SITE)
