"""The pages that ask nothing: what this is, for whom, how it works, and what to do when it cannot wait.

Each is the same for everybody, so it is rendered once in each language (the method page once for each release).
"""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from questionnaire.method import method_page
from questionnaire.questions import QUESTIONS
from questionnaire.responses import active_language, with_rules
from rules.assessment import Assessor
from rules.facts import NONE
from rules.releases import DEFAULT_RULE_SET, releases_of


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and what happens with the answers."""
    return HttpResponse(_html("welcome", active_language()))


@require_safe
@with_rules
def method(request: HttpRequest) -> HttpResponse:
    """How a result comes about: the rules in force in words, their sources, and how well they do."""
    return HttpResponse(_html("method", active_language(), releases_of(DEFAULT_RULE_SET).current()))


@require_safe
def purpose(request: HttpRequest) -> HttpResponse:
    """The intended purpose, and for whom it is not made."""
    return HttpResponse(_html("purpose", active_language()))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens with answers, and how to see that for oneself."""
    return HttpResponse(_html("privacy", active_language()))


@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    """Signs that cannot wait, and whom to call."""
    return HttpResponse(_html("emergency", active_language()))


@lru_cache(maxsize=32)
def _html(name: str, language: str, assessor: Assessor | None = None) -> str:
    """A page, in the active language; with an assessor, about the rules of its release."""
    signs = {key: words for key, words in QUESTIONS["red_flags"].choices.items() if key != NONE}
    context: dict[str, object] = {"address": f"questionnaire:{name}", "signs": signs}
    if assessor:
        report = releases_of(assessor.release["rule_set"]).report(assessor.release["number"])
        context["page"] = method_page(assessor, language, report)
    return render_to_string(f"questionnaire/{name}.html", context, using=language)
