"""A database that fails, and releases that are damaged on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from rules.document import digest, parse
from rules.models import Release, RuleSet, Withdrawal
from tests.guards import unguarded


@contextmanager
def broken_database() -> Iterator[None]:
    """The table of the rule sets is gone for a while; on PostgreSQL not within a transaction, which would end."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE rules_ruleset RENAME TO hidden")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE hidden RENAME TO rules_ruleset")


def damage(number: int, **fields: Any) -> None:
    """Change the row of a release, as with SQL and its triggers dropped."""
    with unguarded():
        Release.objects.filter(number=number).update(**fields)


def force(content: Any, name: str = "", number: int = 99) -> None:
    """Put a release in force past every gate, as with SQL; `name` is its digest, the right one by default."""
    rule_set = RuleSet.objects.get()
    release = Release.objects.create(
        rule_set=rule_set, number=number, digest=name or digest(parse(content)), content=content, note=""
    )
    RuleSet.objects.update(current=release)


def vanish() -> None:
    """Nothing is published any more, and nothing ever was."""
    RuleSet.objects.update(current=None)
    with unguarded():
        Withdrawal.objects.all().delete()
        Release.objects.all().delete()
