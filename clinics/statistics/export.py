"""A month's statistics as a file for a spreadsheet, which takes no text in it for a formula."""

from __future__ import annotations

from collections.abc import Iterator
import csv
import io
import re

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from clinics.statistics.figures import Figures, in_words

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads é as two letters
# What Excel, LibreOffice and Google take for the beginning of a formula, in their full-width forms too.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def table(figures: Figures, clinic: str) -> bytes:
    """The file, in the page's language; `clinic` is its name.

    Where the comma stands in decimal numbers, spreadsheets expect semicolons between the cells.
    """
    text = io.StringIO(newline="")
    separator = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _rows(figures, clinic):
        writer.writerow(map(harmless, row))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def _rows(figures: Figures, clinic: str) -> Iterator[tuple[str, ...]]:
    yield _("Clinic"), _("Day or month"), _("What"), _("Value"), _("Number")
    for when, what, value, count in _numbers(figures):
        yield clinic, when, what, value, str(count) if count else in_words(count)  # 1,230 is no number to all


def _numbers(figures: Figures) -> Iterator[tuple[str, str, str, int]]:
    month = date_format(figures.month, "Y-m")
    yield month, _("Opened"), "", figures.opened
    yield month, _("Completed"), "", figures.completed
    for what, numbers in (
        (_("Step reached"), figures.steps),
        (_("Level"), figures.levels or []),
        (_("Language"), figures.languages),
        (_("Rules"), figures.releases),
    ):
        for number in numbers:
            yield month, what, str(number.name), number.count
    for day in figures.days:
        yield day.day.isoformat(), _("Opened"), "", day.opened
        yield day.day.isoformat(), _("Completed"), "", day.completed
