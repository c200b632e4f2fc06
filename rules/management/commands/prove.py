"""The process that works a proof run off; the studio starts it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.models import ProofRun
from rules.services import prove


class Command(BaseCommand):
    """`manage.py prove RUN`: the proofs of a run that was begun in the studio."""

    help = "Work off the proof run with the number RUN; the studio starts this by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which run."""
        parser.add_argument("run", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove, and say how it ended."""
        run = ProofRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"there is no proof run {options['run']}; begin one in the studio")
        self.stdout.write("The proofs are done." if prove(run) else "The proofs were cancelled.")
