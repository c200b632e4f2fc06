"""Check a rule set's YAML files without publishing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.document import Document, digest
from rules.gates import examine
from rules.problems import DocumentInvalid
from rules.yamlfiles import load_folder


class Command(BaseCommand):
    """`manage.py check_rules FOLDER`: every problem as a sentence; exit status 1 if there is one."""

    help = "Check the rule set in FOLDER as publication would."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Report what is wrong, or what was found right."""
        try:
            document = _passed(options["folder"])
        except DocumentInvalid as error:
            raise CommandError(f"{len(error.problems)} problem(s):\n{error}") from None
        counts = f"{len(document.rules)} rules, {len(document.findings)} findings"
        self.stdout.write(
            f"{document.key} is sound: {counts}, {len(document.recommendations)} recommendations "
            f"({digest(document)[:19]}…)."
        )
        if document.examples:
            self.stdout.write(f"{len(document.examples)} example visitors get what they must.")


def _passed(folder: Path) -> Document:
    document = load_folder(folder)
    problems = [found for gate in examine(document) for found in gate.problems]
    if problems:
        raise DocumentInvalid(problems)
    return document
