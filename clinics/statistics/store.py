"""Where the numbers are kept: one row for a clinic, a day and what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain

from django.db import connection, transaction

from clinics.models import Clinic, DailyCount
from clinics.statistics.counter import What

TABLE = DailyCount._meta.db_table
AT_A_TIME = 500  # rows in a statement
Counts = Mapping[tuple[date, str, str], int]  # by day, kind and value


def add(numbers: Mapping[What, int]) -> None:
    """Add to what is kept, all or none; raise DatabaseError. What belongs to a clinic that is gone is dropped.

    Where the database fails just while it says that it has written, it may have: that once, numbers count twice.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        clinics = dict(Clinic.objects.values_list("slug", "pk"))
        rows = [
            (
                clinics[what.clinic],
                connection.ops.adapt_datefield_value(what.day),
                what.kind,
                what.value,
                number,
            )
            # In one order for all processes: none waits for a row of another that waits for one of its own.
            for what, number in sorted(numbers.items())
            if what.clinic in clinics
        ]
        for place in range(0, len(rows), AT_A_TIME):
            some = rows[place : place + AT_A_TIME]
            cursor.execute(_statement(len(some)), [*chain.from_iterable(some)])


def write(numbers: Mapping[What, int]) -> None:
    """The same from a thread that does nothing else: it keeps no connection until the next time."""
    try:
        add(numbers)
    finally:
        connection.close()


def read(clinic: Clinic, first: date, last: date) -> Counts:
    """What was counted from the first day to the last, both included."""
    rows = DailyCount.objects.filter(clinic=clinic, day__range=(first, last))
    return {
        (day, kind, value): count
        for day, kind, value, count in rows.values_list("day", "kind", "value", "count")
    }


def months(clinic: Clinic) -> list[date]:
    """The first days of the months in which anything was counted, in order."""
    return list(DailyCount.objects.filter(clinic=clinic).dates("day", "month"))


def _statement(rows: int) -> str:
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * rows)
    return (
        f"INSERT INTO {TABLE} (clinic_id, day, kind, value, count) VALUES {values}"  # noqa: S608  # our own name
        f" ON CONFLICT (clinic_id, day, kind, value) DO UPDATE SET count = {TABLE}.count + excluded.count"
    )
