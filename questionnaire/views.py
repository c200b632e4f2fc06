"""The questionnaire. Nothing that a visitor answers is kept: it travels in the page itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from questionnaire.countries import likely_country
from questionnaire.journey import PLAIN_TEXT, Page, Rules, proceed
from questionnaire.levels import LEVELS
from questionnaire.questions import QUESTIONS, SECTIONS_OF
from questionnaire.responses import active_language, problem_page, show, with_rules
from questionnaire.result import result_of
from questionnaire.state import FIELD, StateInvalid
from questionnaire.steps import first_html, step_html
from questionnaire.summary import summary
from questionnaire.wizard import resume
from rules.problems import DocumentInvalid
from rules.releases import NoRelease, Withdrawn, releases


@require_safe
@cache_control(private=True, no_cache=True)  # its country is this browser's guess, and its state expires
@with_rules
def start(request: HttpRequest) -> HttpResponse:
    """The first step."""
    country = likely_country(request.headers.get("Accept-Language", ""), active_language())
    return HttpResponse(first_html(country, releases.current().release["number"], active_language()))


@csrf_exempt  # no cookie, no account, nothing stored: there is nothing that a forged request could do
@require_http_methods(["GET", "HEAD", "POST"])
@with_rules
def step(request: HttpRequest, step: str) -> HttpResponse:
    """The page after the one that was posted; who comes by address begins at the start."""
    if request.method != "POST":
        return redirect("questionnaire:start")
    request.encoding = "utf-8"  # whatever the request claims: our pages send nothing else
    try:
        state = resume(request.POST.get(FIELD), step)
        rules = Rules(releases.for_visitor(state.release), active_language())
        return _show(request, proceed(state, request.POST, rules), rules)
    except StateInvalid as invalid:
        return problem_page(request, invalid.reason)
    except Withdrawn:
        return problem_page(request, "release_withdrawn")
    except (DocumentInvalid, NoRelease):
        return problem_page(request, "release_gone")


def _show(request: HttpRequest, page: Page, rules: Rules) -> HttpResponse:
    if page.form:
        return HttpResponse(step_html(page, rules.language))
    context = {"page": page, "state": page.state.sign(), "step": page.state.step}
    if page.outcome:
        result = result_of(page, page.outcome, rules)
        words = {"levels": LEVELS, "labels": QUESTIONS, "sections_of": SECTIONS_OF}
        if page.more == PLAIN_TEXT:
            text = render_to_string("questionnaire/result.txt", {"result": result}, using=rules.language)
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        return show(request, "questionnaire/result.html", context | words | {"result": result})
    return show(request, "questionnaire/summary.html", context | {"parts": summary(page.state)})
