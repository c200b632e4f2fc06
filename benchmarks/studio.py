"""The studio's pages on a rule set of 300 rules, in milliseconds: 500 at most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
import time

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from benchmarks.database import empty_database
from benchmarks.material import default_document, twice
from benchmarks.report import LINE
from benchmarks.timing import interleaved
from rules.models import Part, RuleSet
from rules.services import publish

ROUNDS, AIM_MS = 9, 500
RULES = 300
WOMAN = {"age_years": "66", "sex": "female", "country": "be", "smoking": "current"}


def report_studio() -> None:
    """Print how the pages do; a page that tries the working copy starts a process, so its time is by the clock."""
    with empty_database():
        publish(twice(default_document()), "for the benchmark")
        client, pages = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0]), {}
        client.force_login(User.objects.create_superuser("bench"))
        for name, path in _paths():
            pages[name] = partial(_seconds, client, f"/fr/admin/rules/{path}")
        rule_set = RuleSet.objects.get()
        pages["try, working copy"] = partial(
            _seconds, client, f"/fr/admin/rules/ruleset/{rule_set.pk}/try/", {**WOMAN, "rules": "draft"}
        )
        print(LINE.format(f"studio, {RULES} rules, clock, median", "ms", "", "aim", "met", ""))
        for name, seconds in interleaved(pages, ROUNDS).items():
            met = "yes" if seconds * 1000 <= AIM_MS else "NO"
            print(LINE.format(name, f"{seconds * 1000:.0f}", "", f"≤ {AIM_MS}", met, "").rstrip())


def _paths() -> Iterator[tuple[str, str]]:
    pk = RuleSet.objects.get().pk
    for name in ("change", "try", "publish", "releases", "differences", "changes", "examples"):
        yield f"rule set: {name}", f"ruleset/{pk}/{name}/"
    for collection, model in (
        ("findings", "finding"),
        ("recommendations", "recommendation"),
        ("rules", "rule"),
    ):
        longest = max(Part.objects.filter(collection=collection), key=lambda part: len(str(part.content)))
        yield f"longest {model}", f"{model}/{longest.pk}/change/"


def _seconds(client: Client, address: str, data: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    response = client.post(address, data) if data else client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return time.perf_counter() - start


if __name__ == "__main__":
    report_studio()
