"""A4, A15: a state belongs to one clinic and one rule set; changed, old, future or from elsewhere it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
import time
from types import SimpleNamespace
from urllib.parse import urlencode

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
import pytest

from clinics.directory import directory
from clinics.models import Clinic
from questionnaire.state import CLOCK_SKEW_SECONDS, LIFETIME_SECONDS, LONGEST, State, read_state
from rules.models import RuleSet
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Page, Visitor

HERE = State("diet", ("cheese_per_day",), {"age_years": 70, "sex": "male"}, 1, clinic=SLUG)


def at(seconds: float) -> str:
    """The state as it was signed at this time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("questionnaire.state.time", SimpleNamespace(time=lambda: seconds))
        return HERE.sign()


def with_another_key() -> str:
    """The state of somebody who does not know ours."""
    with override_settings(SECRET_KEY="another key, just as long as it has to be for a signature"):
        return HERE.sign()


MISUSES: dict[str, Callable[[], str]] = {
    "missing": lambda: "",
    "garbage": lambda: "answers=70",
    "another key": with_another_key,
    "the site's": lambda: replace(HERE, clinic="").sign(),
    "another clinic's": lambda: replace(HERE, clinic="four-bridges").sign(),
    "a clinic's that never was": lambda: replace(HERE, clinic="nowhere").sign(),
    "another rule set's": lambda: replace(HERE, rule_set="other").sign(),
    "another step's": lambda: replace(HERE, step="hormones", shown=()).sign(),
    "a step's that never was": lambda: replace(HERE, step="horoscope").sign(),
    "a question's that never was": lambda: replace(HERE, shown=("favourite_dish",)).sign(),
    "a release's that never was": lambda: replace(HERE, release=99).sign(),
    "old": lambda: at(time.time() - LIFETIME_SECONDS - 60),
    "future": lambda: at(time.time() + CLOCK_SKEW_SECONDS + 60),
    "ten years old": lambda: at(time.time() - 10 * 365 * 86_400),
    "oversized": lambda: "x" * (LONGEST + 1),
}


@pytest.fixture
def clinics(make_clinic: MakeClinic) -> list[Clinic]:
    """Two of them."""
    return [make_clinic(), make_clinic("four-bridges", name="Four Bridges", origins=["https://four.example"])]


def assert_refused(page: Page, language: str = "en") -> None:
    """A page of this clinic's frame that can be read, with a way to begin again."""
    assert (page.status, page.language) == (403, language)
    assert page.html.one("a", class_="btn")["href"] == f"/embed/{SLUG}/{language}/"
    assert page.response["Cache-Control"] == "no-store"
    assert ancestors(page) == ["'self'", "https://clinic.example"]
    assert not page.step


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_misuse_of_a_state_leads_anywhere(clinics: list[Clinic], language: str) -> None:
    """A4: 403 on each, in the visitor's language."""
    visitor = Framed(language)
    for kind, state in MISUSES.items():
        page = visitor.send_state(state(), "diet")
        assert page.status == 403, kind
        assert_refused(page, language)
    assert visitor.send_state(HERE.sign(), "diet").step == "diet"


def test_a_change_of_any_part_is_noticed(clinic: Clinic) -> None:
    """A4: tests/questionnaire/test_state.py tries every character; here they go through the page."""
    text, visitor = HERE.sign(), Framed()
    for position in range(0, len(text), 9):
        changed = text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1 :]
        assert_refused(visitor.send_state(changed, "diet"))


def test_too_much_is_refused_before_it_is_read(clinic: Clinic) -> None:
    response = Framed().post("diet", "state=" + "x" * 70_000)
    assert (response.status_code, response["Cache-Control"]) == (400, "no-store")
    assert Page(response).html.one("a", class_="btn")["href"] == f"/embed/{SLUG}/en/"


def test_a_frames_state_is_none_of_the_sites_and_the_other_way_round(clinics: list[Clinic]) -> None:
    framed, visitor, other = Framed(), Visitor(), Framed(clinic="four-bridges")
    for somebody in (framed, visitor, other):
        somebody.walk(HEALTHY_MAN, until="warning-signs")
    assert_refused(Framed().send_state(visitor.page.state, "warning-signs"))
    assert_refused(Framed().send_state(other.page.state, "warning-signs"))
    page = Visitor().send_state(framed.page.state, "warning-signs")
    assert (page.status, page.heading) == (400, "This page and your answers do not belong together")
    assert framed.press().step == "hormones", "nothing of this spoiled the real one"


def test_the_same_page_sent_twice_comes_out_the_same(clinic: Clinic) -> None:
    """A4, A15: nothing is used up and nothing stored; back, reload and a second press lead to the same page."""
    visitor = Framed()
    visitor.walk(EVERYTHING, until="diet")
    visitor.fill(EVERYTHING)
    page, filled = visitor.page, visitor.filled
    body = urlencode({"state": page.state, **filled}, doseq=True)
    with CaptureQueriesContext(connection) as queries:
        first, second = (Page(visitor.post("diet", body)) for _ in range(2))
    assert first.step == second.step == "result"
    assert first.text == second.text
    read = [read_state(result.state, "result") for result in (first, second)]
    assert (read[0], read[0].seen) == (read[1], read[1].seen)
    assert not queries.captured_queries


def test_a_clinic_that_changes_its_rules_tells_those_on_their_way(
    clinic: Clinic, make_clinic: MakeClinic
) -> None:
    visitor = Framed()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    Clinic.objects.update(rule_set=RuleSet.objects.create(key="other", title={}, topics=[]))
    directory.forget()
    page = visitor.press()
    assert_refused(page)
    assert page.heading == "The advice was renewed while you were answering"


def test_each_step_is_noted_once_whatever_way_leads_there(clinic: Clinic) -> None:
    """For the statistics: back and forth, a fault and another language are no further visits."""
    visitor = Framed()
    visitor.walk(HEALTHY_MAN, until="hormones")
    for go in ("back", "summary", "change:about-you:age_years"):
        visitor.press(go)
    visitor.switch("nl")
    visitor.walk(HEALTHY_MAN)
    seen = read_state(visitor.page.state, "result").seen
    assert seen[:3] == ("about-you", "warning-signs", "hormones")
    assert seen[-1] == "result"
    assert len(seen) == len(set(seen)) == 9, "seven steps, the summary and the result"


def test_what_a_clinic_changes_of_its_looks_stops_nobody(clinic: Clinic) -> None:
    visitor = Framed()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    Clinic.objects.update(name="Bridges", accent="#7a3b69", origins=["https://new.example"], country="fr")
    directory.forget()
    assert visitor.press().step == "diet"
    assert ancestors(visitor.page) == ["'self'", "https://new.example"]
    assert visitor.page.html.all("link", href="/embed/colour/7a3b69.css")
