"""What a process knows of clinics: as of two seconds ago, no more than there are; and it does without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
import io
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError, OperationalError, connection, connections
import pytest
from pytest_django import DjangoAssertNumQueries

from clinics.directory import Directory, directory
from clinics.models import Clinic
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed, ancestors
from tests.questionnaire.people import HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Page


@pytest.fixture
def clock(make_clinic: MakeClinic, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The directory's clock, to be set: `clock.now`, in seconds."""
    hands = SimpleNamespace(now=1_000.0)
    hands.monotonic = lambda: hands.now
    monkeypatch.setattr("clinics.directory.RECHECK_SECONDS", 2.0)
    monkeypatch.setattr("clinics.directory.time", hands)
    return hands


def down(_execute: Callable[..., Any], *_args: Any) -> Any:
    raise OperationalError("unable to open database file")


def open_and_name(slug: str = SLUG) -> tuple[bool, str] | None:
    """Whether it is open, and its name."""
    found = directory.find(slug)
    return (found.is_active, found.venue.name) if found else None


def test_a_change_is_seen_after_two_seconds_and_costs_one_query(
    clinic: Clinic, clock: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert open_and_name() == (True, "Three Bridges")
    Clinic.objects.update(name="Four Bridges")
    clock.now += 2
    with django_assert_num_queries(0):
        assert open_and_name() == (True, "Three Bridges")
    clock.now += 0.1
    with django_assert_num_queries(1):
        assert open_and_name() == (True, "Four Bridges")
        assert open_and_name() == (True, "Four Bridges")


def test_a_clinic_that_closes_or_goes_is_gone_after_two_seconds(
    clinic: Clinic, clock: SimpleNamespace
) -> None:
    assert Framed().begin().status == 200
    Clinic.objects.update(is_active=False)
    clock.now += 2.1
    assert (Framed().begin().status, open_and_name()) == (404, (False, "Three Bridges"))
    Clinic.objects.update(is_active=True)
    clock.now += 2.1
    assert Framed().begin().status == 200
    Clinic.objects.all().delete()
    clock.now += 2.1
    page = Framed().begin()
    assert (page.status, ancestors(page)) == (404, ["'none'"])
    assert not directory._entries


def test_a_new_clinic_is_there_at_once(make_clinic: MakeClinic, clock: SimpleNamespace) -> None:
    assert Framed().begin().status == 404
    make_clinic()
    assert Framed().begin().status == 200


def test_without_a_database_those_that_are_known_stay_open(
    clinic: Clinic, clock: SimpleNamespace, log: io.StringIO
) -> None:
    """R15: a whole visit, long after the last look; and a change is seen as soon as the database is back."""
    Framed().begin()
    Clinic.objects.update(name="Four Bridges")
    with connection.execute_wrapper(down):
        for _ in range(3):
            clock.now += 60
            visitor = Framed("nl")
            assert "Three Bridges" in visitor.begin().text
            assert visitor.walk(HEALTHY_MAN).step == "result"
            assert ancestors(visitor.page) == ["'self'", "https://clinic.example"]
    clock.now += 2.1
    assert "Four Bridges" in Framed().begin().text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_database_what_is_not_known_is_closed_for_now(
    clinic: Clinic, clock: SimpleNamespace, log: io.StringIO, language: str
) -> None:
    """Not “there is no such clinic”: nobody knows. One try for a request, for each takes its time to fail."""
    tries = []

    def down_slowly(*args: Any) -> Any:
        tries.append(args)
        raise OperationalError

    with connection.execute_wrapper(down_slowly):
        pages = [Framed(language).begin(), Framed(language).send_state("x", "diet")]
        pages.append(Page(Framed().client.get(f"/embed/{SLUG}/", headers={"accept-language": language})))
    assert len(tries) == len(pages)
    for page in pages:
        assert (page.status, page.language) == (503, language)
        assert int(page.response["Retry-After"]) > 0
        assert page.response["Cache-Control"] == "no-store"
        assert page.html.one("a", class_="btn")["target"] == "_blank"
        assert ancestors(page) == ["'none'"]
    assert log.getvalue().count("A clinic cannot be looked up (OperationalError).") == len(pages)
    assert Framed(language).begin().status == 200


def test_the_site_itself_needs_no_directory(clinic: Clinic, clock: SimpleNamespace) -> None:
    with connection.execute_wrapper(down):
        client = Framed().client
        assert [client.get(f"/en/{place}").status_code for place in ("", "check/", "privacy/")] == [200] * 3
        assert client.get("/embed/colour/1f5f5b.css").status_code == 200
        assert client.get("/embed/v1.js").status_code == 200


def test_it_keeps_no_more_than_there_is(make_clinic: MakeClinic, clock: SimpleNamespace) -> None:
    """A25: whoever tries names fills no memory."""
    for number in range(3):
        make_clinic(f"clinic-{number}")
    for number in range(300):
        directory.find(f"clinic-{number}")
        directory.find(f"Clinic {number}")
    assert directory._entries.keys() == {"clinic-0", "clinic-1", "clinic-2"}


@pytest.fixture
def shared() -> Iterator[Callable[[Callable[[int], Any]], list[Any]]]:
    """Runs something eight times at once, on the one connection that sees what the test has written."""
    ours = connection._connections["default"]  # type: ignore[attr-defined]  # that of this thread
    ours.inc_thread_sharing()

    def run(work: Callable[[int], Any]) -> list[Any]:
        def there(number: int) -> Any:
            connections["default"] = ours
            return work(number)

        with ThreadPoolExecutor(8) as threads:
            return list(threads.map(there, range(8)))

    yield run
    ours.dec_thread_sharing()


def test_threads_share_it_without_a_fault(
    make_clinic: MakeClinic, monkeypatch: pytest.MonkeyPatch, shared: Callable[..., list[Any]]
) -> None:
    """While clinics come, change and go, each look finds one as it was at some time, or none."""
    monkeypatch.setattr("clinics.directory.RECHECK_SECONDS", -1.0)
    mine = Directory()
    for name in ("a", "b", "c"):
        make_clinic(name, name=name)

    def work(number: int) -> set[tuple[str, str | None]]:
        found = set()
        for turn in range(30):
            slug = "abc"[(number + turn) % 3]
            listing = mine.find(slug)
            found.add((slug, listing.venue.name if listing else None))
            if number == 0:
                Clinic.objects.filter(slug="a").update(name=f"a{turn}")
            if number == 1 and turn == 15:
                Clinic.objects.filter(slug="b").delete()
        return found

    seen: set[Any] = set().union(*shared(work))
    assert {slug for slug, _ in seen} == {"a", "b", "c"}
    assert {name for slug, name in seen if slug == "c"} == {"c"}
    assert {name for slug, name in seen if slug == "b"} == {"b", None}
    assert all(name[0] == "a" for slug, name in seen if slug == "a")
    mine.find("b")
    assert mine._entries.keys() == {"a", "c"}


def test_a_fault_with_nothing_known_is_raised(clinic: Clinic, clock: SimpleNamespace) -> None:
    with connection.execute_wrapper(down), pytest.raises(DatabaseError):
        directory.find(SLUG)
