"""Write a release to YAML files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.management.release import release_for
from rules.releases import DEFAULT_RULE_SET
from rules.yamlfiles import write_folder


class Command(BaseCommand):
    """`manage.py export_rules FOLDER`: what `import_rules` reads back as the same release."""

    help = "Write the release in force, or release --number N, to FOLDER as YAML files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, the rule set and the release."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--rule-set", default=DEFAULT_RULE_SET)
        parser.add_argument("--number", type=int, help="the release, if not the one in force")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, or fail with a sentence."""
        folder, assessor = options["folder"], release_for(options["rule_set"], options["number"])
        try:
            write_folder(assessor.document, folder)
        except OSError as error:
            raise CommandError(f"{folder}: cannot be written ({error.strerror})") from None
        self.stdout.write(f"{options['rule_set']} release {assessor.release['number']} is in {folder}.")
