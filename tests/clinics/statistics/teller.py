"""A process that counts as the web server does; test_processes.py tells it what and when."""

from __future__ import annotations

import os
import threading
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from clinics.models import Clinic  # noqa: E402
from clinics.statistics.counter import What  # noqa: E402
from clinics.statistics.counting import counter, today  # noqa: E402
from tests.clinics.visitor import SLUG  # noqa: E402
from tests.rules.processes import answer  # noqa: E402
from tests.rules.versions import publish_ages  # noqa: E402

THREADS = 4


def prepare() -> None:
    """A clinic, its rules published."""
    call_command("migrate", verbosity=0)
    Clinic.objects.create(slug=SLUG, name="Three Bridges", rule_set=publish_ages(65))


def write_every(seconds: float) -> None:
    """Instead of five."""
    counter._seconds = seconds


def count(times: int) -> float:
    """So often; the longest time that one took, in seconds."""
    return max(_count() for _ in range(times))


def _count() -> float:
    begun = time.monotonic()
    counter.add([What(SLUG, today(), "opened"), What(SLUG, today(), "language", "en")])
    return time.monotonic() - begun


def count_in_threads(times: int) -> None:
    """So often, in each of four threads."""
    threads = [threading.Thread(target=count, args=[times]) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def fork() -> int:
    """Count twice, and once in a child that is made while the counter is busy; its exit status."""
    count(2)
    with counter._lock:
        child = os.fork()
        if not child:
            count(1)
            counter.stop()
            os._exit(0)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    deeds = (prepare, write_every, count, count_in_threads, fork, os.getpid)
    answer({deed.__name__: deed for deed in deeds})
