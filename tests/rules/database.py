"""A database that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def broken_database() -> Iterator[None]:
    """The table of the rule sets is gone for a while."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE rules_ruleset RENAME TO hidden")
        yield
        cursor.execute("ALTER TABLE hidden RENAME TO rules_ruleset")
