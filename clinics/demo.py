"""A made-up clinic's site that embeds the questionnaire, for whoever wants to see how that looks."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from clinics.sample import sample
from clinics.snippet import snippets
from questionnaire.responses import active_language, show
from questionnaire.venue import LANGUAGES


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The site, only where the setting DEMO is on; in the browser's language, or in `?language=fr`."""
    if not settings.DEMO:
        raise Http404
    if (wish := request.GET.get("language")) in LANGUAGES:
        translation.activate(wish)  # until the next request, as LocaleMiddleware does
    clinic, language = sample(), active_language()
    pasted, *_others = snippets(clinic.clinic, language)
    context = {"site": settings.BASE_URL, "pasted": pasted.html}
    return show(
        request, "clinics/demo.html", context | {"clinic": clinic, "contact": clinic.contact(language)}
    )
