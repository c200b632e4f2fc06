"""A database for a measurement, which goes away after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import tempfile

from django.core.management import call_command
from django.db import connection


@contextmanager
def empty_database() -> Iterator[None]:
    """An empty database in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        connection.close()
        connection.settings_dict["NAME"] = str(Path(folder) / "bench.sqlite3")
        call_command("migrate", verbosity=0)
        yield
        connection.close()
