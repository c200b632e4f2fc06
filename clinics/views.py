"""What clinics have in their pages: the questionnaire in a frame, the script that makes the frame, its colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from clinics import colours, forgery, script
from clinics.statistics import counting
from questionnaire.responses import active_language, problem_page, with_rules
from questionnaire.state import StateInvalid
from questionnaire.venue import Venue, venue_of
from questionnaire.visit import begin, turn

FOREVER, AN_HOUR = 31_536_000, 3_600  # seconds
FramedView = Callable[[HttpRequest, Venue, str], HttpResponse]


def framed(view: FramedView) -> Callable[..., HttpResponse]:
    """A page of an active clinic in one of its languages; another language leads to the clinic's own."""

    @wraps(view)
    def page(request: HttpRequest, clinic: str, language: str, step: str = "") -> HttpResponse:
        venue = venue_of(request)
        if not venue.root or language not in venue.languages:
            return _to_its_own_language(request, venue)
        try:
            return view(request, venue, step)
        except StateInvalid as invalid:  # a form may come from anywhere: a forgery until shown otherwise
            return problem_page(request, invalid.reason, status=403)

    return page


@require_safe
def clinic(request: HttpRequest, clinic: str) -> HttpResponse:
    """The way to the clinic's own language."""
    return _to_its_own_language(request, venue_of(request))


def _to_its_own_language(request: HttpRequest, venue: Venue) -> HttpResponse:
    return redirect(venue.address(venue.languages[0])) if venue.root else problem_page(request, "no_clinic")


@require_safe
@cache_control(private=True, no_cache=True)  # its state expires
@with_rules
@framed
def start(request: HttpRequest, venue: Venue, _step: str) -> HttpResponse:
    """The first step."""
    response = begin(request, venue)
    counting.opened(request, venue.clinic, active_language())
    return response


@csrf_exempt  # there is no cookie to ride on; `forgery` and the signed state stand in for its mark
@require_http_methods(["GET", "HEAD", "POST"])
@with_rules
@framed
def step(request: HttpRequest, venue: Venue, step: str) -> HttpResponse:
    """The page after the one that was posted; who comes by address begins at the start."""
    if request.method != "POST":
        return redirect(venue.address(active_language()))
    if fault := forgery.fault(request):
        return problem_page(request, fault)
    visit = turn(request, venue, step)
    response = visit.response(request, venue)
    counting.turned(request, venue.clinic, visit.before, visit.page.state)
    return response


@require_safe
def embed(request: HttpRequest, version: str) -> HttpResponse:
    """The script, of one version (`1.0.0`) or the newest of a major one (`v1`)."""
    moving = script.MAJOR.fullmatch(version)
    found = script.newest(int(moving[1])) if moving else version
    if found not in script.versions():
        raise Http404
    lasts = f"public, max-age={AN_HOUR}" if moving else f"public, max-age={FOREVER}, immutable"
    return HttpResponse(script.source(found), headers=_for_everybody("text/javascript", lasts))


@require_safe
def colour(request: HttpRequest, digits: str) -> HttpResponse:
    """The shades of a colour; what is hard to read is made darker."""
    if not colours.COLOUR.fullmatch(f"#{digits}"):
        raise Http404
    lasts = f"public, max-age={FOREVER}, immutable"
    return HttpResponse(colours.stylesheet(f"#{digits}"), headers=_for_everybody("text/css", lasts))


def _for_everybody(kind: str, lasts: str) -> dict[str, str]:
    return {
        "Content-Type": f"{kind}; charset=utf-8",
        "Cache-Control": lasts,
        "Access-Control-Allow-Origin": "*",  # a browser compares the digest only of what it may read
    }
