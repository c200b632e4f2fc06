"""A process that begins proofs, or looks how far they are; test_services_proving.py watches."""

from __future__ import annotations

from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from rules.models import ProofRun, RuleSet  # noqa: E402
from rules.services import begin_proofs  # noqa: E402
from tests.rules.processes import answer  # noqa: E402
from tests.rules.versions import publish_ages, version  # noqa: E402


def prepare() -> None:
    """A release."""
    call_command("migrate", verbosity=0)
    publish_ages(65)


def begin() -> None:
    """As the studio does."""
    begin_proofs(RuleSet.objects.get(), version(65), "eve")


def state() -> dict[str, Any]:
    """How far they are."""
    run = ProofRun.objects.get()
    return {"state": run.state, "proofs": len(run.report["results"]) if run.report else 0}


if __name__ == "__main__":
    answer({"prepare": prepare, "begin": begin, "state": state})
