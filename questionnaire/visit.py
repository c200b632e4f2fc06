"""One request of a visitor, at any venue: what was posted, in; the page, out. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from questionnaire.countries import likely_country
from questionnaire.journey import PLAIN_TEXT, Page, Rules, proceed
from questionnaire.levels import LEVELS
from questionnaire.questions import QUESTIONS, SECTIONS_OF
from questionnaire.responses import active_language, show
from questionnaire.result import result_of
from questionnaire.state import FIELD, State, StateInvalid
from questionnaire.steps import first_html, step_html
from questionnaire.summary import summary
from questionnaire.venue import NO_CONTACT, Venue
from questionnaire.wizard import resume
from rules.problems import DocumentInvalid
from rules.releases import NoRelease, Withdrawn, releases_of


def begin(request: HttpRequest, venue: Venue) -> HttpResponse:
    """The first step; raise what `Releases.current` raises."""
    language = active_language()
    country = venue.country or likely_country(request.headers.get("Accept-Language", ""), language)
    release = releases_of(venue.rule_set).current().release["number"]
    return HttpResponse(first_html(country, release, language, venue))


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was posted, and the one that follows it by a release's rules."""

    before: State
    page: Page
    rules: Rules

    def response(self, request: HttpRequest, venue: Venue) -> HttpResponse:
        """The page that follows."""
        page, language = self.page, self.rules.language
        if page.form:
            return HttpResponse(step_html(page, language, venue))
        context = {"page": page, "state": page.state.sign(), "step": page.state.step, "venue": venue}
        if not page.outcome:
            return show(request, "questionnaire/summary.html", context | {"parts": summary(page.state)})
        result = result_of(page, page.outcome, self.rules)
        # No appointment in place of help today.
        contact = NO_CONTACT if result.interrupts else venue.contact(language)
        context |= {"result": result, "contact": contact}
        if page.more == PLAIN_TEXT:
            text = render_to_string("questionnaire/result.txt", context, using=language)
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        words = {"levels": LEVELS, "labels": QUESTIONS, "sections_of": SECTIONS_OF}
        return show(request, "questionnaire/result.html", context | words)


def turn(request: HttpRequest, venue: Venue, step: str) -> Visit:
    """What follows a posted step; raise StateInvalid, or what `Releases.for_visitor` raises of the database."""
    request.encoding = "utf-8"  # whatever the request claims: our pages send nothing else
    before = resume(request.POST.get(FIELD), step, venue)
    try:
        assessor = releases_of(before.rule_set).for_visitor(before.release)
    except Withdrawn:
        raise StateInvalid("release_withdrawn") from None
    except (DocumentInvalid, NoRelease):
        raise StateInvalid("release_gone") from None
    rules = Rules(assessor, active_language())
    return Visit(before, proceed(before, request.POST, rules), rules)
