"""A way past the triggers that keep releases, withdrawals and changes for ever: for tests only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.core.management.commands import flush
from django.db import connection
import pytest

guards = import_module("rules.migrations.0003_guards")  # no name that `import` takes


@contextmanager
def unguarded() -> Iterator[None]:
    """The triggers are gone for a while."""
    _run(guards.DROPS[connection.vendor])
    try:
        yield
    finally:
        _run(guards.GUARDS[connection.vendor])


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guards() -> Iterator[None]:
    """Django empties the database after each test that commits."""
    handle = flush.Command.handle

    def unguarded_handle(command: flush.Command, **options: Any) -> None:
        with unguarded():
            handle(command, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", unguarded_handle)
        yield
