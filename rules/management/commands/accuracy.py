"""Compare the density rule with the published indices on a measured cohort."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.accuracy import Row, Share, compare_tools
from rules.cohort import CohortInvalid, read_cohort
from rules.management.release import release_for

LINE = "{:<14}{:>6}{:>7}{:>10}  {:<22}{:<22}{:>8}"
HEADINGS = ("", "n", "cases", "left out", "sensitivity", "specificity", "referred")


class Command(BaseCommand):
    """`manage.py accuracy COHORT.csv`: sensitivity, specificity and share referred, with Wilson 95 % intervals."""

    help = "Compare the density rule of the release in force with the published indices (see docs/method.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The cohort and the form of the report."""
        parser.add_argument("cohort", metavar="COHORT.csv", type=Path)
        parser.add_argument("--json", action="store_true", help="the same figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everybody, then report."""
        path: Path = options["cohort"]
        assessor = release_for()
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                people = read_cohort(lines)
        except OSError as error:
            raise CommandError(f"{path}: cannot be read ({error.strerror})") from None
        except CohortInvalid as error:
            raise CommandError(f"{path}: {error}") from None
        rows = compare_tools(people, assessor)
        if options["json"]:
            report = {
                "release": assessor.release,
                "people": len(people),
                "rows": [asdict(row) for row in rows],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        release = assessor.release
        self.stdout.write(f"{len(people)} people; {release['rule_set']}, release {release['number']}")
        self.stdout.writelines(f"{line}\n" for line in _table(rows))


def _table(rows: list[Row]) -> Iterator[str]:
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            yield ""
            yield LINE.format(group, *HEADINGS[1:])
        shares = _interval(row.sensitivity), _interval(row.specificity), _number(row.referred.value)
        yield LINE.format(row.tool, row.n, row.cases, row.left_out, *shares).rstrip()


def _interval(share: Share) -> str:
    interval = f" ({_number(share.low)}–{_number(share.high)})" if share.total else ""
    return _number(share.value) + interval


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
