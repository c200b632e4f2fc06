"""A cohort whose bone density was measured, read from CSV; a blank is a missing value. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
import csv
from dataclasses import dataclass
from decimal import Decimal
import re

from rules.answers import AnswersInvalid, clean

COLUMNS = {
    "age_years": "age",
    "sex": "sex",
    "weight_kg": "self_weight_kg",
    "height_cm": "self_height_cm",
    "conditions": "copd",
    "is_case": "osteoporosis_fn",
}
SEXES = {"F": "female", "M": "male"}
OF_WOMEN = {"menopause": "natural", "hormone_therapy": "never"}
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{0,9})?")


class CohortInvalid(ValueError):
    """A cohort that cannot be used; the message names line and column."""


class _Fault(Exception):
    """What is wrong in one row: the column, if it is only one, and a sentence."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row as answers; `is_case` is None when bone density was not measured."""

    answers: dict[str, object]
    is_case: bool | None


def read_cohort(lines: Iterable[str]) -> list[Person]:
    """Everybody in a CSV file's lines; raise CohortInvalid at the first fault."""
    reader = csv.DictReader(lines, strict=True)
    try:
        return list(_people(reader))
    except UnicodeDecodeError:
        raise CohortInvalid("is not UTF-8 text; save it as CSV in UTF-8") from None
    except csv.Error as error:
        raise CohortInvalid(f"line {reader.reader.line_num}: is not CSV ({error})") from None
    except _Fault as fault:
        raise CohortInvalid(f"line {reader.reader.line_num}{''.join(fault.args)}") from None


def _people(reader: csv.DictReader[str]) -> Iterator[Person]:
    if not reader.fieldnames:
        raise CohortInvalid("has no first line that names the columns; write it, and a line for each person")
    missing = [column for column in COLUMNS.values() if column not in reader.fieldnames]
    if missing:
        raise _Fault(f": there is no column {', '.join(missing)}; separate columns with commas")
    for row in reader:
        if None in row or None in row.values():
            raise _Fault(f": has not as many values as the {len(reader.fieldnames)} columns of line 1")
        yield _person({key: row[column].strip() for key, column in COLUMNS.items()})


def _person(cells: dict[str, str]) -> Person:
    """Every woman counts as past menopause and never on hormones: the data do not say."""
    if cells["sex"] not in SEXES:
        raise _fault("sex", "write F or M")
    sex = SEXES[cells["sex"]]
    answers: dict[str, object] = {key: _number(cells, key) for key in ("age_years", "weight_kg", "height_cm")}
    answers |= {"sex": sex, "country": "us", "conditions": ["copd"] if _flag(cells, "conditions") else None}
    answers |= OF_WOMEN if sex == "female" else {}
    try:
        clean(answers)
    except AnswersInvalid as invalid:
        raise _fault(invalid.errors[0].key, invalid.errors[0].message.removesuffix(", or null")) from None
    return Person(answers, _flag(cells, "is_case"))


def _flag(cells: dict[str, str], key: str) -> bool | None:
    number = _number(cells, key)
    if number not in (0, 1, None):
        raise _fault(key, "write 1 for yes, 0 for no, or nothing")
    return None if number is None else number == 1


def _number(cells: dict[str, str], key: str) -> int | Decimal | None:
    """A whole number as int, also when it is written 68.0."""
    if not cells[key]:
        return None
    if not NUMBER.fullmatch(cells[key]):
        raise _fault(key, "is not a number; write it with digits and a point, or nothing")
    number = Decimal(cells[key])
    return int(number) if number == int(number) else number


def _fault(key: str, message: str) -> _Fault:
    return _Fault(f", column {COLUMNS[key]}: {message}")
