"""The questionnaire in a clinic's frame beside the same pages outside, alone and among 1,000 clinics."""

from __future__ import annotations

import gzip
from itertools import cycle
import math
import re

from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test.utils import CaptureQueriesContext

from benchmarks.database import empty_database
from benchmarks.report import LINE, line
from benchmarks.site import Request, Site, posted, requests_round
from benchmarks.timing import interleaved
import clinics.directory
from clinics.directory import directory
from clinics.models import Clinic
from clinics.statistics.counting import counter
from questionnaire.questions import SECTIONS
from rules.models import RuleSet

ROUNDS, CLINICS = 45, 1_000
AIM = "≤ 1.1"
KB = 1024
LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"')
FIRST, MIDDLE = SECTIONS[0].key, SECTIONS[3].key
OUTSIDE, FRAMED, SPREAD = "outside", "in a frame", f"among {CLINICS:,} clinics"
GET, POST, LATER, ANEW = "first step", f"valid: {FIRST}", f"valid: {MIDDLE}", "first step, looked up anew"


def report_embedding() -> None:
    """Print how the frames do."""
    with empty_database():
        _make_clinics()
        embedding = Embedding()
        medians = embedding.medians()
        print(LINE.format("CPU time a request, median", "µs", "× outside", "aim", "met", ""))
        for name in (GET, POST, LATER):
            base = medians[f"{name}, {OUTSIDE}"]
            print(line(f"{name}, {OUTSIDE}", base, 1))
            framed = medians[f"{name}, {FRAMED}"]
            print(line(f"{name}, {FRAMED}", framed, framed / base, AIM))
        for name in (GET, POST):
            one, spread = (medians[f"{name}, {place}"] for place in (FRAMED, SPREAD))
            print(line(f"{name}, {SPREAD}", spread, spread / one, AIM, "× one clinic"))
        print(line(ANEW, medians[ANEW], medians[ANEW] / medians[f"{GET}, {OUTSIDE}"]))
        embedding.report_counts()
        counter.flush()  # while there is a database


class Embedding:
    """A site with many clinics, every one of them looked up once."""

    def __init__(self) -> None:
        clinics.directory.RECHECK_SECONDS = math.inf
        self._site = Site()
        self._slugs = list(Clinic.objects.values_list("slug", flat=True))
        for slug in self._slugs:
            directory.find(slug)

    def medians(self) -> dict[str, float]:
        """CPU seconds a request."""
        one, requests = self._slugs[:1], dict[str, Request]()
        for name, step in {GET: "", POST: FIRST, LATER: MIDDLE}.items():
            requests[f"{name}, {OUTSIDE}"] = self._asking([""], step)
            requests[f"{name}, {FRAMED}"] = self._asking(one, step)
            requests[f"{name}, {SPREAD}"] = self._asking(self._slugs, step)
        requests[ANEW] = self._looking_again(self._slugs[0])
        return interleaved({name: requests_round(request) for name, request in requests.items()}, ROUNDS)

    def report_counts(self) -> None:
        """Print what the first view takes of the database and of the network."""
        address = f"/embed/{self._slugs[0]}/en/"
        with CaptureQueriesContext(connection) as queries:
            html = _read(self._site.get(address))
        parts = [address, *LINKED.findall(html.decode())]
        answers = {part: self._site.get(part, accept_encoding="gzip") for part in parts}
        sizes = {part: len(_read(answer)) for part, answer in answers.items()}
        shares = ", ".join(f"{part.rpartition('/')[2] or 'page'} {size}" for part, size in sizes.items())
        headers = sum(
            len(f"{name}: {value}\r\n") for answer in answers.values() for name, value in answer.items()
        )
        script = len(gzip.compress(_read(self._site.get("/embed/v1.js"))))
        print()
        for name, found, aim, note in (
            ("queries", len(queries), "≤ 0", ""),
            ("requests", len(parts), "≤ 4", ""),
            ("kB, compressed", sum(sizes.values()) / KB, "≤ 15", shares),
            ("kB of headers", headers / KB, "", "HTTP/2 compresses them"),
            ("kB of the clinic’s script", script / KB, "≤ 2", "in the clinic's page"),
        ):
            print(line(f"first view: {name}", 0, found, aim, note))

    def _asking(self, slugs: list[str], step: str) -> Request:
        """A way to ask for a step, or to send its form, in the frames of clinics by turns ("" is outside)."""
        places = [(f"/embed/{slug}/en/" if slug else "/en/check/", slug) for slug in slugs]
        turns = cycle(
            [
                self._site.asking(f"{start}{step}/", posted(step, clinic=slug))
                if step
                else self._site.asking(start)
                for start, slug in places
            ]
        )
        return lambda: next(turns)()  # noqa: PLW0108  # the next one each time

    def _looking_again(self, slug: str) -> Request:
        ask = self._asking([slug], "")

        def after_two_seconds() -> object:
            directory._entries.pop(slug)
            return ask()

        return after_two_seconds


def _make_clinics() -> None:
    rule_set = RuleSet.objects.create(key="bone-health", title={}, topics=[])
    Clinic.objects.bulk_create(
        Clinic(
            name=f"Clinic {number}",
            slug=f"clinic-{number}",
            origins=[f"https://clinic-{number}.example", f"https://www.clinic-{number}.example"],
            referral={"en": "Call us.", "fr": "Appelez-nous.", "nl": "Bel ons."},
            phone="+32 2 555 12 12",
            rule_set=rule_set,
        )
        for number in range(CLINICS)
    )


def _read(response: HttpResponseBase) -> bytes:
    assert response.status_code == 200, response.status_code
    return response.content if isinstance(response, HttpResponse) else b"".join(response)


if __name__ == "__main__":
    report_embedding()
