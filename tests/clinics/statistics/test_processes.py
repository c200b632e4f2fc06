"""Processes that count on one database: sums are exact, and what is lost with one that dies has its bound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
import os
from pathlib import Path
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
import pytest

from clinics.statistics.store import TABLE
from tests.clinics.visitor import SLUG
from tests.rules.processes import ROOT, child, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
TELLER = "tests.clinics.statistics.teller"
AT_ONCE = 1.0  # seconds: half of what a locked file keeps others waiting; it takes some microseconds
PATIENCE = 30.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database is, if it is a file: with its tables it takes a while to make."""
    return tmp_path_factory.mktemp("counts")


@pytest.fixture
def database(folder: Path) -> str:
    """A database with a clinic and nothing counted."""
    address = shared_database(folder)
    if (folder / "shared.sqlite3").exists():
        ask(address, f"DELETE FROM {TABLE}")  # noqa: S608
    else:
        with child(TELLER, address) as teller:
            teller.ask("prepare")
    return address


def ask(database: str, *statements: str) -> list[tuple[Any, ...]]:
    """What the last of these statements finds."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(urlsplit(database).path, isolation_level=None)) as file:
            return [file.execute(statement).fetchall() for statement in statements][-1]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def kept(database: str) -> dict[str, int]:
    """What it has, by kind."""
    return dict(ask(database, f"SELECT kind, count FROM {TABLE}"))  # noqa: S608


def wait_for(database: str, number: int) -> float:
    """Until so many are kept; how many seconds that took."""
    begun = time.monotonic()
    while kept(database).get("opened", 0) < number:
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)
    return time.monotonic() - begun


@contextmanager
def locked(database: str) -> Iterator[None]:
    """Nobody else can write for a while."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(urlsplit(database).path, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            yield
    else:
        with transaction.atomic():
            ask(database, f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
            yield


def test_two_processes_with_threads_write_exact_sums(database: str) -> None:
    """At their end too: each has written the rest when it is gone."""
    with child(TELLER, database) as one, child(TELLER, database) as other:
        for teller in (one, other):
            teller.ask("write_every", 0.005)
        for teller in (one, other):
            teller.say("count_in_threads", 500)
        for teller in (one, other):
            teller.hear()
    assert kept(database) == {"opened": 4000, "language": 4000}


def test_a_child_of_a_process_that_counts_leaves_its_parents_numbers_to_it(database: str) -> None:
    with child(TELLER, database) as teller:
        assert teller.ask("fork") == 0
    assert kept(database) == {"opened": 3, "language": 3}


def test_a_process_that_is_killed_loses_what_it_counted_since_it_last_wrote(database: str) -> None:
    """R1: by kill -9; what was counted longer ago than the time between two writings is there."""
    with child(TELLER, database) as teller:
        teller.ask("write_every", 0.3)
        pid = teller.ask("getpid")
        teller.ask("count", 5)
        assert wait_for(database, 5) < 0.3 + 2
        teller.ask("count", 2)
        os.kill(pid, signal.SIGKILL)
    assert kept(database)["opened"] in (5, 7)


def test_while_the_database_is_locked_whoever_counts_is_answered_at_once(database: str) -> None:
    """R2, R3: longer than anybody waits for a lock; nothing is lost."""
    with child(TELLER, database) as teller:
        teller.ask("write_every", 0.05)
        with locked(database):
            longest = [teller.ask("count", 500)]
            time.sleep(2.2)  # SQLite gives up after two seconds, PostgreSQL never
            longest.append(teller.ask("count", 500))
            assert not kept(database)
        assert max(longest) < AT_ONCE
        wait_for(database, 1000)
    assert kept(database) == {"opened": 1000, "language": 1000}


def test_the_web_server_writes_what_it_counted_before_it_ends(database: str) -> None:
    """R14: gunicorn with two workers, told to end before the first five seconds are over."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": database, "PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        assert server.stdout
        assert server.stdout.readline()
        assert {_open_the_frame(port) for _ in range(12)} == {200}
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=PATIENCE)
    assert not said
    assert kept(database) == {"opened": 12, "language": 12}


def _open_the_frame(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", f"/embed/{SLUG}/en/", headers={"Connection": "close"})
    with connection.getresponse() as response:
        response.read()
        return response.status
