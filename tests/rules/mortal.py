"""A process whose children publish and die by SIGKILL, each after one statement more; test_concurrency.py watches."""

from __future__ import annotations

from collections.abc import Callable
import os
import signal
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from rules.document import digest  # noqa: E402
from rules.gates import examine  # noqa: E402
from rules.models import Change, Part, Release, RuleSet  # noqa: E402
from rules.proof.apart import report_on  # noqa: E402
from rules.releases import Releases  # noqa: E402
from rules.services import change_part, publish, publish_working_copy  # noqa: E402
from rules.workingcopy import document_of  # noqa: E402
from tests.rules.processes import answer  # noqa: E402
from tests.rules.versions import proven, publish_ages, version  # noqa: E402


def prepare() -> None:
    """A release from 65, and a working copy from 60 that is not published."""
    call_command("migrate", verbosity=0)
    publish_ages(65)
    old = Part.objects.get(collection="rules", key="age")
    change_part(old, version(60).rules[0], old.version, "eve")
    proven(RuleSet.objects.get())
    for age in (60, 70):
        examine(version(age))  # once here, not again in each child
        report_on(version(age))


def dies_after(way: str, statements: int) -> dict[str, Any]:
    """What became of a child that published in this way, and what the database holds then."""
    connections.close_all()
    child = os.fork()
    if not child:
        _publish_and_die(WAYS[way], statements)
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, "state": state()}


def _publish_and_die(publish: Callable[[], object], statements: int) -> None:
    left = statements

    def count_down(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal left
        result = execute(*args)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(count_down):
        publish()
    os._exit(0)


def _publish_working_copy() -> None:
    rule_set = RuleSet.objects.get()
    publish_working_copy(rule_set, digest(document_of(rule_set)), 1, "why", "pia")


WAYS: dict[str, Callable[[], object]] = {
    "working copy": _publish_working_copy,
    "import": lambda: publish(version(70), "why", discard=True),
}


def state() -> list[Any]:
    """What visitors get (the number and the rule), what editors see, and how much was written."""
    current = Releases("small").current()
    return [
        current.release["number"],
        str(current.document.rules[0].conditions[0]),
        str(document_of(RuleSet.objects.get()).rules[0].conditions[0]),
        Release.objects.count(),
        Part.objects.count(),
        [*Change.objects.order_by("pk").values_list("action", flat=True)],
    ]


if __name__ == "__main__":
    answer({"prepare": prepare, "state": state, "dies_after": dies_after})
