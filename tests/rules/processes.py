"""Processes on a database that they share: started here, told what to do line by line, answering in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).parents[2]


def shared_database(folder: Path) -> str:
    """The address of a database for several processes: a new file, or where there is a server the tests' own."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'shared.sqlite3'}"
    address = urlsplit(os.environ["DATABASE_URL"])
    return address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


class Child:
    """A process that runs one of the modules here."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def say(self, *words: object) -> None:
        """Tell it what to do."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for its answer."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def ask(self, *words: object) -> Any:
        """Both."""
        self.say(*words)
        return self.hear()


@contextmanager
def child(module: str, database: str) -> Iterator[Child]:
    """The process, ended afterwards by the end of its input."""
    command = [sys.executable, "-m", module]
    environment = {**os.environ, "DATABASE_URL": database}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Child(process)


def answer(commands: dict[str, Callable[..., object]]) -> None:
    """In the process: do what each line says."""
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(commands[name](*words)) + "\n")
        sys.stdout.flush()
