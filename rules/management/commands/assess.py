"""Assess a file of answers."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
import io
import json
import os
import sys
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from rules.answers import AnswersInvalid
from rules.assessment import Assessor
from rules.document import LANGUAGES
from rules.jsonlines import LineInvalid, answers, lines
from rules.management.release import release_for

BAD_LINES = 2


class Command(BaseCommand):
    """`manage.py assess FILE`: JSON Lines of answers in, one outcome a line out; exit status 2 if a line was bad."""

    help = (
        "Assess each line of FILE (JSON objects of answers; - for standard input) with the release in force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the language."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the outcome's texts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream: a line is assessed and written before the next one is read."""
        assessor = release_for()
        try:
            stream = sys.stdin.buffer if options["file"] == "-" else open(options["file"], "rb")  # noqa: SIM115
        except OSError as error:
            raise CommandError(f"{options['file']}: cannot be read ({error.strerror})") from None
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is, whatever the terminal's language
        if bad := self._assess_all(assessor, stream, options["language"]):
            raise CommandError(f"{bad} line(s) could not be assessed, see above.", returncode=BAD_LINES)

    def _assess_all(self, assessor: Assessor, stream: BinaryIO, language: str) -> int:
        """The number of bad lines; it ends early when nobody reads the outcomes any more, as in `| head -1`."""
        bad = 0
        try:
            with stream:
                for number, line in _numbered(stream):
                    bad += not self._assess(assessor, number, line, language)
            self.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more at its end, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())
        return bad

    def _assess(self, assessor: Assessor, number: int, line: bytes, language: str) -> bool:
        try:
            outcome = assessor.assess(answers(line), language)
        except LineInvalid as error:
            self.stderr.write(f"line {number}: {error}")
        except AnswersInvalid as invalid:
            for fault in invalid.errors:
                self.stderr.write(f"line {number}: {fault}")
        else:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False))
            return True
        return False


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers, blank ones left out, behind a progress bar where somebody watches."""
    is_watched = sys.stderr.isatty() and not sys.stdout.isatty()
    size = os.fstat(stream.fileno()).st_size or None
    with tqdm(total=size, unit="B", unit_scale=True, disable=not is_watched) as bar:
        for number, line in enumerate(lines(stream), start=1):
            bar.update(len(line))
            if line.strip():
                yield number, line
