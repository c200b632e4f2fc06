"""The file for a spreadsheet: whatever stands in it is text or a number, never a formula."""

from __future__ import annotations

import csv
from datetime import date
import io
import re

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
import pytest

from clinics.statistics.export import harmless, table
from clinics.statistics.figures import figures
from questionnaire.levels import LEVELS

OCTOBER = date(2026, 10, 1)
COUNTS = {
    (OCTOBER, "opened", ""): 1234,
    (OCTOBER, "language", "fr"): 1234,
    (OCTOBER, "completed", ""): 8,
    (OCTOBER, "level", "refer"): 5,
    (OCTOBER, "level", "open"): 3,
    (OCTOBER, "release", "3"): 8,
}
FORMULAS = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        " \t+1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
    ),
    *("=cmd|'/c calc'!A0", '=HYPERLINK("https://x.example";"x")', "-2+3", "\tharmless", "\rharmless"),
)


def rows(clinic: str = "Three Bridges", separator: str = ",") -> list[list[str]]:
    """The file as a spreadsheet reads it."""
    text = table(figures(COUNTS, OCTOBER, date(2026, 12, 1)), clinic).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_a_formula_becomes_text(text: str) -> None:
    """A24: whatever a clinic is called."""
    assert harmless(text) == f"'{text}"
    assert {row[0] for row in rows(text)[1:]} == {f"'{text}"}


@pytest.mark.parametrize(
    "text", ["", "Three Bridges", "< 5", "2026-10-14", "a=b", "5", "Clinique d’ici +", "'=1"]
)
def test_what_is_none_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_every_name_comes_back_as_one_cell_that_is_no_formula(name: str) -> None:
    """A24: quotes, separators and line breaks among them."""
    found = rows(name)
    assert {len(row) for row in found} == {5}
    (cell,) = {row[0] for row in found[1:]}
    assert cell in (name, f"'{name}")
    assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell.lstrip() or "x")
    assert not cell.startswith(("\t", "\r", "\n"))


def test_what_is_in_it() -> None:
    found = rows()
    assert found[0] == ["Clinic", "Day or month", "What", "Value", "Number"]
    assert found[1:3] == [
        ["Three Bridges", "2026-10", "Opened", "", "1230"],
        ["Three Bridges", "2026-10", "Completed", "", "5"],
    ]
    assert ["Three Bridges", "2026-10", "Level", str(LEVELS["refer"].title), "5"] in found
    assert ["Three Bridges", "2026-10", "Level", str(LEVELS["open"].title), "< 5"] in found
    assert ["Three Bridges", "2026-10", "Rules", "Release 3", "5"] in found
    assert found[-1] == ["Three Bridges", "2026-10-31", "Completed", "", "< 5"]
    assert sum(row[2] == "Opened" for row in found) == 32


def test_every_cell_is_quoted_and_excel_is_told_how_to_read_letters() -> None:
    written = table(figures(COUNTS, OCTOBER, date(2026, 12, 1)), "Trois Ponts, à l’“ici”")
    assert written.startswith(b'\xef\xbb\xbf"Clinic","Day or month"')
    assert all(re.fullmatch(r'"[^"]*"(,"[^"]*")*', line) for line in written.decode("utf-8-sig").splitlines())


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_is_in_the_language_of_the_page(language: str) -> None:
    """With semicolons: in these languages spreadsheets take the comma for a decimal one."""
    with translation.override(language):
        found = rows(separator=";")
        assert [str(LEVELS["refer"].title)] == [
            row[3] for row in found if row[3] == str(LEVELS["refer"].title)
        ]
    assert {len(row) for row in found} == {5}
