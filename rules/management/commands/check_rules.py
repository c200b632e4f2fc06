"""Check a rule set's YAML files without publishing."""

from __future__ import annotations

from argparse import ArgumentParser
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.checks import check
from rules.document import Document
from rules.management.examination import as_data, examination, in_words
from rules.problems import DocumentInvalid
from rules.yamlfiles import load_folder


class Command(BaseCommand):
    """`manage.py check_rules FOLDER`: gates, proofs and impact; exit status 1 if it could not be published."""

    help = "Check and prove the rule set in FOLDER as publication would, and tell what it does to 5,000 made-up adults."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, another one to compare with, and the form of the report."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--against", type=Path, metavar="FOLDER", help="tell what changes, compared with this one"
        )
        parser.add_argument(
            "--despite", default="", metavar="REASON", help="let pass what could not be decided"
        )
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Report what is wrong, or what was found right."""
        against: Path | None = options["against"]
        try:
            before = _sound(against) if against else None
            found = examination(load_folder(options["folder"]), before, options["despite"])
        except DocumentInvalid as error:
            raise CommandError(f"{len(error.problems)} problem(s):\n{error}") from None
        report = json.dumps(as_data(found), default=float) if options["json"] else "\n".join(in_words(found))
        if options["json"] or not found.problems:
            self.stdout.write(report)
        if found.problems:
            raise CommandError("the rule set is not sound" if options["json"] else report)


def _sound(folder: Path) -> Document:
    document = load_folder(folder)
    try:
        check(document)
    except DocumentInvalid as invalid:
        raise CommandError(f"the rules in {folder}, to compare with, are not sound:\n{invalid}") from None
    return document
