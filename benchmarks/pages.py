"""The pages beside a view that says hello behind Django's default middleware, in one process and without a network."""

from __future__ import annotations

from collections.abc import Callable
import math
import time
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory, override_settings

from benchmarks.material import default_document
from benchmarks.report import LINE, line
from benchmarks.timing import interleaved
from questionnaire.fields import Answer, codes_of, is_number
from questionnaire.questions import SECTIONS
from questionnaire.state import State
from questionnaire.wizard import first_page, further_questions, section_page
from rules.assessment import Assessor
from rules.facts import FACTS
import rules.releases

ROUNDS, REQUESTS = 15, 20
HELLO, ASSESSMENT, PROSPECTS = "hello, default middleware", "one assessment", "what would change it"
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
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


AIMS = {"welcome": 2, "first step": 2, "valid": 12, "last": 16, "invalid": 40}


def report_pages() -> None:
    """Print how the pages do."""
    medians = Pages().medians()
    print(LINE.format("CPU time a request, median", "µs", "× hello", "aim", "met", ""))
    for name, seconds in medians.items():
        aim = AIMS.get(name.partition(":")[0])
        print(line(name, seconds, seconds / medians[HELLO], f"≤ {aim}" if aim else ""))
    ahead = medians[PROSPECTS] / medians[ASSESSMENT]
    print(line(f"{PROSPECTS}, × an assessment", medians[PROSPECTS], ahead, "≤ 40"))


class Pages:
    """The site, warm, and a way to ask it for each kind of page."""

    def __init__(self) -> None:
        document = default_document()
        assessor = Assessor(document, {"rule_set": document.key, "number": 1, "digest": ""})
        rules.releases.RECHECK_SECONDS = math.inf
        rules.releases.releases._ready[1] = assessor
        rules.releases.releases._note(assessor)
        self._assessor = assessor
        settings.ALLOWED_HOSTS = ["testserver"]
        self._site, self._factory = _handler(), RequestFactory()

    def medians(self) -> dict[str, float]:
        """CPU seconds a request, hello among them, and of one assessment."""
        requests: dict[str, Request] = {HELLO: _hello(self._factory)}
        requests |= {name: self._asking(*request) for name, request in self._requests().items()}
        requests[ASSESSMENT] = lambda: self._assessor.assess(WOMAN)
        return interleaved({name: _round(request) for name, request in requests.items()}, ROUNDS)

    def _asking(self, address: str, body: str = "", title: str = "") -> Request:
        def ask() -> HttpResponseBase:
            if not body:
                return self._site.get_response(self._factory.get(address))
            return self._site.get_response(self._factory.post(address, body, content_type=FORM))

        found = ask()
        assert isinstance(found, HttpResponse)
        assert found.status_code == 200, (address, found.status_code)
        assert title in found.content.decode(), f"{address} is not the page {title!r}"
        return ask

    def _requests(self) -> dict[str, tuple[str, ...]]:
        posts = {section.key: _post(section.key) for section in SECTIONS}
        wrong = {key: _post(key, spoilt=True) for key in posts}
        *steps, last = posts
        result = {"state": State("result", (), WOMAN, 1).sign(), "go": "prospects"}
        return {
            "welcome": ("/en/",),
            "first step": ("/en/check/",),
            **{f"valid: {key}": (f"/en/check/{key}/", posts[key]) for key in steps},
            "last: assessment and result": (f"/en/check/{last}/", posts[last], "level-refer"),
            **{
                f"invalid: {key}": (f"/en/check/{key}/", wrong[key], 'role="alert"')
                for key in wrong
                if wrong[key] != posts[key]
            },
            PROSPECTS: ("/en/check/result/", urlencode(result), "what-if"),
        }


def _post(key: str, spoilt: bool = False) -> str:
    """The body of a section's page as the script sends it, everything answered; spoilt: every number out of range."""
    before = {f.key: WOMAN[f.key] for s in SECTIONS[: _position(key)] for f in (q.fact for q in s.questions)}
    state = State("result", (), before, 1)
    page = section_page(state, key) if before else first_page("be", 1)
    further = [name for name in further_questions(page) if name != "pregnant_or_breastfeeding"]
    fields: list[tuple[str, str]] = [("state", page.sign()), ("go", "next")]
    fields += [("also", name) for name in further]
    for name in (*page.shown, *further):
        wrong = spoilt and is_number(FACTS[name])
        fields += [(name, "9999" if wrong else code) for code in codes_of(WOMAN[name])]
    return urlencode(fields)


def _position(key: str) -> int:
    return [section.key for section in SECTIONS].index(key)


def _round(request: Request) -> Callable[[], float]:
    def seconds() -> float:
        start = time.process_time()
        for _ in range(REQUESTS):
            request()
        return (time.process_time() - start) / REQUESTS

    return seconds


def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _hello(factory: RequestFactory) -> Request:
    with override_settings(MIDDLEWARE=DEFAULT_MIDDLEWARE):
        handler = _handler()

    def say_hello() -> object:
        request = factory.get("/")
        request.urlconf = "benchmarks.hello"
        return handler.get_response(request)

    return say_hello


if __name__ == "__main__":
    report_pages()
