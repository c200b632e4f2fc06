"""What a visitor does in a clinic's frame, and what is counted of it; nothing tells who, or what they answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
import io
from typing import Any
from urllib.parse import urlencode

from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
import pytest
from pytest_django import DjangoAssertNumQueries

from clinics.models import Clinic, DailyCount
from clinics.statistics import counting
from clinics.statistics.counter import Counter
from questionnaire.levels import INTERRUPTING, LEVELS
from questionnaire.questions import SECTIONS
from questionnaire.state import State
from tests.clinics.conftest import PARENT, MakeClinic
from tests.clinics.statistics.conftest import kept
from tests.clinics.visitor import SLUG, Framed
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import FORM

LATER = [section.key for section in SECTIONS[1:]]
START = f"/embed/{SLUG}/en/"


def counted(counter: Counter, clinic: Clinic) -> dict[tuple[str, str], int]:
    """What is kept once everything is written."""
    counter.flush()
    return kept(clinic)


def test_a_whole_visit(counter: Counter, clinic: Clinic) -> None:
    Framed("fr").walk(EVERYTHING)
    assert counted(counter, clinic) == {
        ("opened", ""): 1,
        ("language", "fr"): 1,
        **{("step", key): 1 for key in LATER},
        ("completed", ""): 1,
        ("level", "refer"): 1,
        ("release", "1"): 1,
    }


@pytest.mark.parametrize("level", AT_EACH_LEVEL)
def test_each_level(counter: Counter, clinic: Clinic, level: str) -> None:
    """One that interrupts is no completion: beside the steps that it cuts short, a total would give it away."""
    Framed().arrive(AT_EACH_LEVEL[level])
    completed = {} if level in INTERRUPTING else {("completed", ""): 1, ("release", "1"): 1}
    assert counted(counter, clinic) == {("level", level): 1} | completed


def test_a_result_that_leaves_too_much_open_has_a_level_of_its_own(counter: Counter, clinic: Clinic) -> None:
    Framed().arrive({"age_years": 30, "sex": "male"})
    assert counted(counter, clinic)["level", "open"] == 1


def test_who_leaves_is_counted_as_far_as_they_came(counter: Counter, clinic: Clinic) -> None:
    Framed().walk(HEALTHY_MAN, until=LATER[2])
    found = counted(counter, clinic)
    assert found == {("opened", ""): 1, ("language", "en"): 1, **{("step", key): 1 for key in LATER[:3]}}


def test_back_and_forth_other_languages_and_mistakes_change_nothing(counter: Counter, clinic: Clinic) -> None:
    visitor = Framed()
    visitor.begin()
    visitor.answer({"age_years": "x"})
    visitor.switch("nl")
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    for go in ("back", "back", "next", "next", "summary", "next"):
        visitor.press(go)
    visitor.walk(HEALTHY_MAN)
    for go in ("summary", "result"):
        visitor.press(go)
    found = counted(counter, clinic)
    assert set(found.values()) == {1}
    assert found.keys() >= {("opened", ""), ("language", "en"), ("step", "diet"), ("completed", "")}


def test_a_result_is_counted_as_it_first_was(counter: Counter, clinic: Clinic) -> None:
    visitor = Framed()
    visitor.walk(HEALTHY_MAN | {"smoking": "never"})
    visitor.press("summary")
    visitor.press("change:warning-signs:red_flags")
    visitor.answer({"red_flags": ["leg_weakness_or_numbness"]})
    assert visitor.page.heading == LEVELS["urgent"].title
    found = counted(counter, clinic)
    assert found["completed", ""] == 1
    assert [value for kind, value in found if kind == "level"] != ["urgent"]


def test_a_form_that_is_sent_again_counts_once(counter: Counter, clinic: Clinic) -> None:
    """A4: a reload or a double click; somebody else's with the same answers counts."""
    for others, nonce in enumerate(("one", "other")):
        state = State("result", (), EVERYTHING, 1, clinic=SLUG, nonce=nonce)
        for go in ("result", "next", "result"):
            assert Framed().send_state(state.sign(), "result", go).status == 200
        assert counted(counter, clinic)["completed", ""] == others + 1


def test_two_who_begin_at_once_are_two(counter: Counter, clinic: Clinic) -> None:
    """A4: their states are as alike as can be, and each is counted."""
    first, second = Framed(), Framed()
    assert first.begin().state != second.begin().state
    for visitor in (first, second):
        visitor.walk(HEALTHY_MAN)
    assert counted(counter, clinic)["completed", ""] == 2


def test_opening_it_again_counts_again(counter: Counter, clinic: Clinic) -> None:
    for _ in range(3):
        Framed("nl").begin()
    assert counted(counter, clinic) == {("opened", ""): 3, ("language", "nl"): 3}


UNCOUNTED: dict[str, Callable[[Client], Any]] = {
    "the headers only": lambda client: client.head(START),
    "fetched ahead": lambda client: client.get(START, headers={"sec-purpose": "prefetch"}),
    "rendered ahead": lambda client: client.get(START, headers={"sec-purpose": "prefetch;prerender"}),
    "fetched ahead by Safari": lambda client: client.get(START, headers={"purpose": "prefetch"}),
    "the way to the clinic's language": lambda client: client.get(f"/embed/{SLUG}/"),
    "a language that there is not": lambda client: client.get(f"/embed/{SLUG}/de/"),
    "a step by its address": lambda client: client.get(f"{START}diet/"),
    "another clinic": lambda client: client.get("/embed/another/en/"),
    "a forged state": lambda client: client.post(f"{START}diet/", "state=canary", FORM),
    "from elsewhere": lambda client: _sent(client, origin=PARENT),
    "from a sandbox": lambda client: _sent(client, origin="null"),
    "outside the frame": lambda client: client.get("/en/check/"),
}


def _sent(client: Client, **headers: str) -> Any:
    state = State("result", (), EVERYTHING, 1, clinic=SLUG).sign()
    return client.post(f"{START}result/", urlencode({"state": state, "go": "stay"}), FORM, headers=headers)


@pytest.mark.parametrize("deed", UNCOUNTED)
def test_what_is_no_visit_is_not_counted(counter: Counter, clinic: Clinic, deed: str) -> None:
    UNCOUNTED[deed](Client())
    assert not counted(counter, clinic)


def test_whoever_is_signed_in_tries_it_without_being_counted(counter: Counter, clinic: Clinic) -> None:
    """The preview in the admin, and a visit to the clinic's site that a browser takes for the same."""
    visitor = Framed()
    visitor.client.force_login(User.objects.create_user("anna", is_staff=True))
    visitor.walk(EVERYTHING)
    assert not counted(counter, clinic)
    visitor.client.logout()
    visitor.begin()
    assert counted(counter, clinic)["opened", ""] == 1


def test_the_demo_is_not_counted(counter: Counter, make_clinic: MakeClinic, settings: LazySettings) -> None:
    settings.DEMO = True
    make_clinic()
    visitor = Framed(clinic="demo")
    visitor.begin()
    assert visitor.page.status == 200
    visitor.arrive(EVERYTHING)
    counter.flush()
    assert not DailyCount.objects.exists()


def test_a_closed_clinic_is_not_counted(counter: Counter, make_clinic: MakeClinic) -> None:
    closed = make_clinic(is_active=False)
    Framed().begin()
    assert not counted(counter, closed)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 10, 31, 23, 1, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_the_day_is_the_one_of_the_site(
    counter: Counter, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, instant: datetime, day: date
) -> None:
    """It begins at midnight in Brussels, whatever zone is set for a request, and when it happened counts."""
    monkeypatch.setattr(timezone, "now", lambda: instant)
    with timezone.override(UTC):
        Framed().begin()
    monkeypatch.undo()
    monkeypatch.setattr(counting, "counter", counter)
    counter.flush()
    assert {row.day for row in clinic.counts.all()} == {day}


CANARIES = {
    "HTTP_USER_AGENT": "canary-browser",
    "HTTP_REFERER": f"{PARENT}/canary",
    "HTTP_COOKIE": "visitor=canary",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "HTTP_ACCEPT_LANGUAGE": "fr-canary",
    "REMOTE_ADDR": "203.0.113.77",
}


def test_nothing_that_is_kept_tells_who_it_was_or_what_they_answered(
    counter: Counter, clinic: Clinic, log: io.StringIO
) -> None:
    """A16: every column of every row, after a visit with all answers, nonsense in between, and a telling browser."""
    visitor = Framed()
    visitor.client.defaults |= CANARIES
    visitor.begin()
    visitor.fill(dict.fromkeys(visitor.page.typed, "canary"))
    visitor.press()
    visitor.walk(EVERYTHING)
    counter.flush()
    assert [field.name for field in DailyCount._meta.get_fields()] == [
        *("id", "clinic", "day", "kind", "value", "count")
    ]
    known = {"", "1", "en", "refer", *LATER}
    for pk, of, day, kind, value, count in DailyCount.objects.values_list():
        assert (of, day, count) == (clinic.pk, counting.today(), 1)
        assert kind in set(counting.Kind)
        assert value in known
        assert pk
    assert not log.getvalue()


def test_counting_asks_nothing_of_the_database(
    counter: Counter, clinic: Clinic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Framed().begin()
    with django_assert_num_queries(0):
        Framed().walk(HEALTHY_MAN)
    with django_assert_num_queries(
        4
    ):  # the beginning, whose clinics they are, all numbers at once, and the end
        counter.flush()
