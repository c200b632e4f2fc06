"""The site, warm, in this process and without a network, and the forms that one woman sends to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
import math
import time
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from benchmarks.material import default_document
from questionnaire.fields import Answer, codes_of, is_number
from questionnaire.questions import SECTIONS
from questionnaire.state import State
from questionnaire.wizard import first_page, further_questions, section_page
from rules.assessment import Assessor
from rules.facts import FACTS
import rules.releases

REQUESTS = 20
FORM = "application/x-www-form-urlencoded"
Request = Callable[[], object]
# One woman's answers to every question that she is asked; several risk factors, many tips.
WOMAN: dict[str, Answer] = {
    **dict.fromkeys((key for key, fact in FACTS.items() if fact.kind == "boolean"), False),
    **dict.fromkeys((key for key, fact in FACTS.items() if fact.kind in ("integer", "decimal")), 2),
    **{key: ["none"] for key, fact in FACTS.items() if fact.kind == "several"},
    "age_years": 66,
    "sex": "female",
    "country": "be",
    "height_cm": 163.5,
    "weight_kg": 61.5,
    "height_loss": "under_3_cm",
    "last_densitometry": "never",
    "symptoms": ["night_cramps"],
    "menopause": "natural",
    "menopause_age_years": 44,
    "hormone_therapy": "never",
    "parental_hip_fracture": True,
    "fragility_fracture": True,
    "fracture_sites": ["wrist"],
    "conditions": ["rheumatoid_arthritis"],
    "medicines": ["glucocorticoids"],
    "glucocorticoid_months": "3_or_more",
    "glucocorticoid_mg_per_day": "5_to_7_5",
    "smoking": "current",
    "sun_minutes_per_day": "under_10",
    "stress": "often",
    "sleep_hours": 6.5,
}


class Site:
    """The default rules in force as release 1, looked up once."""

    def __init__(self) -> None:
        document = default_document()
        self.assessor = Assessor(document, {"rule_set": document.key, "number": 1, "digest": ""})
        rules.releases.RECHECK_SECONDS = math.inf
        rules.releases.releases._ready[1] = self.assessor
        rules.releases.releases._note(self.assessor)
        settings.ALLOWED_HOSTS = ["testserver"]
        self.factory, self._handler = RequestFactory(), handler()

    def get(self, address: str, **headers: str) -> HttpResponseBase:
        """The answer to a GET."""
        return self._handler.get_response(self.factory.get(address, headers=headers))

    def post(self, address: str, body: str, **headers: str) -> HttpResponseBase:
        """The answer to a form."""
        return self._handler.get_response(
            self.factory.post(address, body, content_type=FORM, headers=headers)
        )

    def asking(self, address: str, body: str = "", title: str = "") -> Request:
        """A way to ask for a page, or to send a form; tried once: `title` stands in the page."""

        def ask() -> HttpResponseBase:
            return self.post(address, body) if body else self.get(address)

        found = ask()
        assert isinstance(found, HttpResponse)
        assert found.status_code == 200, (address, found.status_code)
        assert title in found.content.decode(), f"{address} is not the page {title!r}"
        return ask


def handler() -> BaseHandler:
    """All middleware of the settings, and the views."""
    found = BaseHandler()
    found.load_middleware()
    return found


def posted(key: str, spoilt: bool = False, clinic: str = "") -> str:
    """The body of a section's page as the script sends it, everything answered; spoilt: every number out of range."""
    before = {f.key: WOMAN[f.key] for s in SECTIONS[: _position(key)] for f in (q.fact for q in s.questions)}
    state = State("result", (), before, 1, clinic=clinic)
    page = section_page(state, key) if before else replace(first_page("be", 1), clinic=clinic)
    further = [name for name in further_questions(page) if name != "pregnant_or_breastfeeding"]
    fields: list[tuple[str, str]] = [("state", page.sign()), ("go", "next")]
    fields += [("also", name) for name in further]
    for name in (*page.shown, *further):
        wrong = spoilt and is_number(FACTS[name])
        fields += [(name, "9999" if wrong else code) for code in codes_of(WOMAN[name])]
    return urlencode(fields)


def _position(key: str) -> int:
    return [section.key for section in SECTIONS].index(key)


def requests_round(request: Request) -> Callable[[], float]:
    """CPU seconds a request, of some in a row."""

    def seconds() -> float:
        start = time.process_time()
        for _ in range(REQUESTS):
            request()
        return (time.process_time() - start) / REQUESTS

    return seconds
