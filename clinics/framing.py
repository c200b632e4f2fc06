"""Whatever stands below /embed/: in which venue, in which language, and who may hold it in a frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
import logging
import re

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from clinics.directory import Listing, directory
from questionnaire.responses import problem_page
from questionnaire.venue import LANGUAGES, Venue

PLACE = re.compile(r"/embed/([^/]*)(?:/([a-z]{2})/)?")  # a clinic, perhaps, and a language
NOBODY, OURSELVES = "'none'", "'self'"
NO_CLINIC = Venue(is_framed=True)  # of a clinic that does not exist, or not any more
logger = logging.getLogger(__name__)


def ancestors(request: HttpRequest) -> str:
    """Who may hold the page at this address in a frame, in the words of `frame-ancestors`.

    It is this site (for the admin's preview and the demo) and the clinic's own; nobody, where there is no clinic.
    """
    try:
        listing = _listing(request)
    except Exception as error:  # whatever is wrong: a response without this header could be held by anybody
        _report(error)
        listing = None
    return " ".join((OURSELVES, *listing.venue.parents)) if listing else NOBODY


def _listing(request: HttpRequest) -> Listing | None:
    """The clinic at this address, looked up once a request: after a failure there is none."""
    if not hasattr(request, "listing"):
        request.listing = None  # type: ignore[attr-defined]  # read here only
        place = PLACE.match(request.path_info)
        request.listing = directory.find(place[1]) if place else None  # type: ignore[attr-defined]
    found: Listing | None = request.listing  # type: ignore[attr-defined]
    return found


def _report(error: Exception) -> None:
    logger.error("A clinic cannot be looked up (%s).", type(error).__name__)


class Framing:
    """Middleware, inside the one that chooses the language: sets `request.venue` and the language below /embed/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if place := PLACE.match(request.path_info):
            request.venue = NO_CLINIC  # type: ignore[attr-defined]  # questionnaire.venue.venue_of reads it
            _speak(request, place[2])
            try:
                listing = _listing(request)
            except DatabaseError as error:
                _report(error)
                return problem_page(request, "unavailable")
            if listing and listing.is_active:
                request.venue = listing.venue  # type: ignore[attr-defined]
                if place[2] not in LANGUAGES:
                    _speak(request, listing.venue.languages[0])
            elif listing:  # the page that says that it is closed shall fit into the frame all the same
                request.venue = replace(NO_CLINIC, parents=listing.venue.parents)  # type: ignore[attr-defined]
        return self.get_response(request)


def _speak(request: HttpRequest, language: str | None) -> None:
    """From here on in this language, if it is one of the site's."""
    if language in LANGUAGES and language != translation.get_language():
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
