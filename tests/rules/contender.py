"""A process that edits and publishes the small rule set in ten threads at once; test_concurrency.py runs two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
import os
import threading
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from rules.document import digest  # noqa: E402
from rules.gates import examine  # noqa: E402
from rules.models import Change, Part, Release, RuleSet  # noqa: E402
from rules.services import Conflict, change_part, publish_working_copy  # noqa: E402
from rules.workingcopy import document_of  # noqa: E402
from tests.rules.processes import answer  # noqa: E402
from tests.rules.versions import proven, publish_ages, version  # noqa: E402

THREADS = 10


class Contender:
    """What this process saw last, and what it does with it."""

    rule_set: RuleSet
    seen: str
    part: Part

    def prepare(self) -> None:
        """A database with one release."""
        call_command("migrate", verbosity=0)
        publish_ages(65)

    def look(self) -> None:
        """See the working copy as it is now; its gates and proofs are tried, so that all threads begin together."""
        self.rule_set = RuleSet.objects.get()
        document = document_of(self.rule_set)
        self.seen, self.part = digest(document), Part.objects.get(collection="rules", key="age")
        examine(document)
        proven(self.rule_set)

    def contend(self, *actions: str) -> list[tuple[str, str]]:
        """Ten threads do one of these each, in turn; what became of each."""
        together = threading.Barrier(THREADS)

        def one(number: int) -> tuple[str, str]:
            action = actions[number % len(actions)]
            together.wait()
            try:
                getattr(self, action)(number)
            except Conflict as refusal:
                return action, type(refusal).__name__
            finally:
                connections.close_all()
            return action, "done"

        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(one, range(THREADS)))

    def edit(self, number: int) -> None:
        """Save the rule as it was opened, with an age that it has not had: the same again would be no change."""
        ages = self.part.version * 4 * THREADS
        item = version(ages - 30 + number + os.getpid() % 4 * THREADS).rules[0]
        change_part(self.part, item, self.part.version, f"editor {number}")

    def publish(self, number: int) -> None:
        """Publish what was seen."""
        release = self.rule_set.current
        publish_working_copy(
            self.rule_set, self.seen, release.number if release else None, "why", f"publisher {number}"
        )

    def state(self) -> dict[str, Any]:
        """What the database holds."""
        releases = Release.objects.order_by("number")
        return {
            "numbers": [release.number for release in releases],
            "sound": [digest(release.document()) == release.digest for release in releases],
            "current": RuleSet.objects.values_list("current__number", flat=True).get(),
            "version": Part.objects.get(collection="rules", key="age").version,
            "changes": [*Change.objects.order_by("pk").values_list("action", flat=True)],
        }


if __name__ == "__main__":
    contender = Contender()
    names = ("prepare", "look", "contend", "state")
    answer({name: getattr(contender, name) for name in names})
