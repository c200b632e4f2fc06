"""The database itself refuses to change or delete what is kept for ever: releases, withdrawals, changes."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection, models, transaction
import pytest

from rules.models import Change, Release, Withdrawal
from rules.services import publish
from tests.rules.versions import publish_ages, take_back, version

pytestmark = pytest.mark.django_db
KEPT: list[type[models.Model]] = [Release, Withdrawal, Change]
REFUSAL = "this row is kept for ever"


@pytest.fixture(autouse=True)
def _rows() -> None:
    """Two releases, the first one withdrawn, and what was noted of it."""
    publish_ages(65, 66)
    take_back(1, instead=2)
    connection.check_constraints()  # PostgreSQL refuses TRUNCATE by itself while a check is put off


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Everything that the table holds."""
    return list(model._default_manager.order_by("pk").values())


def refused(sql: str, table: str = "rules_release") -> str:
    """Why the database refuses a statement on a table, which changes nothing then."""
    before = [rows(model) for model in KEPT]
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table=table))
    assert [rows(model) for model in KEPT] == before
    return str(caught.value)


@pytest.mark.parametrize("model", KEPT)
def test_django_can_neither_change_nor_delete_such_a_row(model: type[models.Model]) -> None:
    """By save, by update, by delete, one or all."""
    before = rows(model)
    one = model._default_manager.order_by("pk")[0]
    for attempt in (
        one.save,
        one.delete,
        model._default_manager.all().delete,
        lambda: model._default_manager.update(id=one.pk + 1000),
    ):
        with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
            attempt()
        assert rows(model) == before


@pytest.mark.parametrize("table", [model._meta.db_table for model in KEPT])
def test_sql_can_neither_change_nor_delete_such_a_row(table: str) -> None:
    """Not even to what it is already."""
    assert REFUSAL in refused("UPDATE {table} SET id = id", table)
    assert REFUSAL in refused("UPDATE {table} SET id = 1000 WHERE id = (SELECT MIN(id) FROM {table})", table)
    assert REFUSAL in refused("DELETE FROM {table}", table)
    if connection.vendor == "postgresql":
        assert REFUSAL in refused("TRUNCATE {table} CASCADE", table)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has REPLACE")
@pytest.mark.parametrize("table", [model._meta.db_table for model in KEPT])
def test_no_row_is_changed_by_writing_another_over_it(table: str) -> None:
    """SQLite would delete the old one without asking its trigger."""
    assert REFUSAL in refused("REPLACE INTO {table} SELECT * FROM {table}", table)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has REPLACE")
def test_no_release_is_changed_by_writing_one_of_its_number() -> None:
    """Nor a withdrawal by another one of its release."""
    release = "rule_set_id, number, content, note, published_at, published_by, report"
    again = "REPLACE INTO {table} (digest, FIELDS) SELECT 'x', FIELDS FROM {table}"
    assert REFUSAL in refused(again.replace("FIELDS", release))
    other = "REPLACE INTO {table} (reason, release_id, at, by) SELECT 'x', release_id, at, by FROM {table}"
    assert REFUSAL in refused(other, "rules_withdrawal")


def test_new_rows_are_welcome() -> None:
    """The guards are no obstacle to the next release."""
    release, is_new = publish(version(67), "the next one")
    assert (release.number, is_new) == (3, True)
    take_back(2, instead=3)
    assert Withdrawal.objects.count() == 2
