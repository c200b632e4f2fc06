"""Where the numbers are kept: added to what is there, all or none."""

from __future__ import annotations

from datetime import date
import io

import pytest
from pytest_django import DjangoAssertNumQueries

from clinics.models import Clinic, DailyCount
from clinics.statistics import store
from clinics.statistics.counter import Counter
from tests.clinics.conftest import MakeClinic
from tests.clinics.statistics.conftest import DAY, kept, no_table, what

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 10, 15)


def test_numbers_are_added(clinic: Clinic) -> None:
    store.add({what(): 2, what("language", "fr"): 1})
    store.add({what(): 3, what(day=NEXT_DAY): 1})
    assert store.read(clinic, DAY, NEXT_DAY) == {
        (DAY, "opened", ""): 5,
        (DAY, "language", "fr"): 1,
        (NEXT_DAY, "opened", ""): 1,
    }
    assert store.read(clinic, NEXT_DAY, NEXT_DAY) == {(NEXT_DAY, "opened", ""): 1}


def test_clinics_have_numbers_of_their_own(make_clinic: MakeClinic) -> None:
    """A1: what is read of one never has another's."""
    one, other = make_clinic("one"), make_clinic("other")
    store.add({what(clinic="one"): 1, what(clinic="other"): 2})
    assert (kept(one), kept(other)) == ({("opened", ""): 1}, {("opened", ""): 2})
    assert store.read(one, DAY, DAY) == {(DAY, "opened", ""): 1}


def test_what_belongs_to_a_clinic_that_is_gone_is_dropped(
    counter: Counter, clinic: Clinic, make_clinic: MakeClinic, log: io.StringIO
) -> None:
    """With what was kept of it, and without a word or any harm to the others."""
    gone = make_clinic("gone")
    counter.add([what(), what(clinic="gone")])
    counter.flush()
    counter.add([what(), what(clinic="gone"), what(clinic="never was")])
    gone.delete()
    counter.flush()
    counter.flush()
    assert kept(clinic) == {("opened", ""): 2}
    assert DailyCount.objects.count() == 1
    assert not log.getvalue()


def test_what_a_broken_database_refuses_is_written_when_it_works(
    counter: Counter, clinic: Clinic, log: io.StringIO
) -> None:
    counter.add([what(), what("language", "fr")])
    with no_table():
        counter.flush()
        counter.add([what()])
        counter.flush()
    assert log.getvalue().count("\n") == 1
    assert "Error); they are kept for later." in log.getvalue()
    counter.flush()
    assert kept(clinic) == {("opened", ""): 2, ("language", "fr"): 1}


def test_a_thousand_clinics_are_written_at_once(
    make_clinic: MakeClinic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = make_clinic("clinic-0")
    Clinic.objects.bulk_create(
        Clinic(slug=f"clinic-{number}", name="Another", rule_set=first.rule_set) for number in range(1, 1000)
    )
    for total in (1, 2):
        with django_assert_num_queries(5):  # the beginning and the end among them
            store.add({what(clinic=f"clinic-{number}"): 1 for number in range(1000)})
        assert set(DailyCount.objects.values_list("count", flat=True)) == {total}
    assert DailyCount.objects.count() == 1000


def test_the_months_in_which_anything_was_counted(make_clinic: MakeClinic) -> None:
    clinic = make_clinic()
    make_clinic("another")
    for day in (date(2026, 10, 31), DAY, date(2025, 12, 1)):
        store.add({what(day=day): 1, what(clinic="another", day=date(2026, 9, 1)): 1})
    assert store.months(clinic) == [date(2025, 12, 1), date(2026, 10, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_thread_of_its_own_writes_and_leaves_no_connection_behind(clinic: Clinic) -> None:
    counter = Counter(store.write, seconds=3600)
    counter.add([what()])
    counter.stop()
    assert kept(clinic) == {("opened", ""): 1}
