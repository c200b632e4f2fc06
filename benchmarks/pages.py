"""The pages beside a view that says hello behind Django's default middleware, in one process and without a network."""

from __future__ import annotations

from urllib.parse import urlencode

from django.test import RequestFactory, override_settings

from benchmarks.report import LINE, line
from benchmarks.site import WOMAN, Request, Site, handler, posted, requests_round
from benchmarks.timing import interleaved
from questionnaire.questions import SECTIONS
from questionnaire.state import State

ROUNDS = 15
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
        self._site = Site()

    def medians(self) -> dict[str, float]:
        """CPU seconds a request, hello among them, and of one assessment."""
        requests: dict[str, Request] = {HELLO: _hello(self._site.factory)}
        requests |= {name: self._site.asking(*request) for name, request in self._requests().items()}
        requests[ASSESSMENT] = lambda: self._site.assessor.assess(WOMAN)
        return interleaved({name: requests_round(request) for name, request in requests.items()}, ROUNDS)

    def _requests(self) -> dict[str, tuple[str, ...]]:
        posts = {section.key: posted(section.key) for section in SECTIONS}
        wrong = {key: posted(key, spoilt=True) for key in posts}
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


def _hello(factory: RequestFactory) -> Request:
    with override_settings(MIDDLEWARE=DEFAULT_MIDDLEWARE):
        inner = handler()

    def say_hello() -> object:
        request = factory.get("/")
        request.urlconf = "benchmarks.hello"
        return inner.get_response(request)

    return say_hello


if __name__ == "__main__":
    report_pages()
