"""Publish a rule set from its YAML files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from rules.problems import DocumentInvalid
from rules.services import Refusal, Undecided, Unpublished, has_release, publish
from rules.yamlfiles import load_folder


class Command(BaseCommand):
    """`manage.py import_rules FOLDER`: check everything, then make it the release in force, or change nothing."""

    help = "Check the rule set in FOLDER and publish it as a new release, unless it is in force already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, the change note, and what stays as it is."""
        parser.add_argument("folder", type=Path, help="a folder with rule-set.yaml and a file for each topic")
        parser.add_argument("--note", default="Imported from files.", help="the change note of the release")
        parser.add_argument(
            "--if-none", action="store_true", help="do nothing where any release of the rule set is in force"
        )
        parser.add_argument(
            "--discard",
            action="store_true",
            help="let go of changes that were made on the site but not published",
        )
        parser.add_argument(
            "--despite", default="", metavar="REASON", help="publish although a proof could not be decided"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, or fail with every problem."""
        try:
            document = load_folder(options["folder"])
            if options["if_none"] and has_release(document.key):
                return
            release, is_new = publish(
                document, options["note"], discard=options["discard"], despite=options["despite"]
            )
        except Unpublished:
            raise CommandError(
                f"nothing was published: {document.key} has changes that were made on the site and not published; "
                "publish them there first, or import with --discard to let them go"
            ) from None
        except Undecided as undecided:
            raise CommandError(
                f"nothing was published: {undecided}\nTo publish all the same, give a reason with --despite"
            ) from None
        except Refusal as refusal:
            raise CommandError(f"nothing was published: {refusal}") from None
        except DocumentInvalid as error:
            raise CommandError(f"nothing was published:\n{error}") from None
        except DatabaseError as error:
            raise CommandError(
                f"nothing was published: the database refuses ({error}); run: make setup"
            ) from None
        state = "is published" if is_new else "is in force already, nothing changed"
        self.stdout.write(f"{release.rule_set} release {release.number} {state} ({release.digest[:19]}…).")
