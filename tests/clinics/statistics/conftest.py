"""A counter of the test's own, that writes where and when the test says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
import pytest

from clinics.models import Clinic, DailyCount
from clinics.statistics import counting, store
from clinics.statistics.counter import Counter, What
from tests.clinics.conftest import _english, clinic, document, log, make_clinic, site, warm
from tests.clinics.visitor import SLUG

__all__ = ["_english", "clinic", "document", "log", "make_clinic", "site", "warm"]  # fixtures

DAY = date(2026, 10, 14)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """What the frames count with."""
    own = Counter(store.add, seconds=None)
    monkeypatch.setattr(counting, "counter", own)
    return own


def what(kind: str = "opened", value: str = "", clinic: str = SLUG, day: date = DAY) -> What:
    """Something to count."""
    return What(clinic, day, kind, value)


def kept(clinic: Clinic) -> dict[tuple[str, str], int]:
    """The clinic's numbers of all days, by kind and value."""
    rows = DailyCount.objects.filter(clinic=clinic)
    return {(row.kind, row.value): row.count for row in rows}


@contextmanager
def no_table() -> Iterator[None]:
    """The table of the numbers is gone for a while."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {store.TABLE} RENAME TO hidden")
        yield
        cursor.execute(f"ALTER TABLE hidden RENAME TO {store.TABLE}")
