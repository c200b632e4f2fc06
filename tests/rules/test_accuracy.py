"""The accuracy report: counts worked out by hand, intervals against known values, and the aims of the density rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
import pytest

from rules.accuracy import Row, compare_tools, share
from rules.assessment import Assessor
from rules.cohort import CohortInvalid, read_cohort
from rules.document import Document
from rules.services import publish

DEVELOPMENT_HALF = Path(__file__).parents[3] / "shared" / "data" / "cohort_dev.csv"
HEADER = "age,sex,self_weight_kg,self_height_cm,copd,osteoporosis_fn"
# Beside each person: the indices by hand, and whom the density rule refers.
COHORT = f"""{HEADER}
70,F,60.0,160,0,1
54,F,70,165,0,0
60.0,F,58,160,0.0,1
64,F,66,,,0
66,F,80,170,0,0
66,F,,160,0,1
51,F,50,160,0,
80,M,70,175,1.0,1
56,M,82,180,0,0
50,M,70,170,,0
"""
# 70 F 60.0: OST -2, ORAI 9+3+2=14, OSIRIS 12-14=-2, SCORE 5+21+1-13=14: referred by all; a case
# 54 F 70  : OST 3,  ORAI 0+0+2=2,  OSIRIS 14-10=4,  SCORE 5+15+1-15=6:  referred by SCORE only
# 60 F 58  : OST 0,  ORAI 5+9+2=16, OSIRIS 11-12=-1, SCORE 5+18+1-12=12: referred by all; a case
# 64 F 66  : OST 0,  ORAI 5+3+2=10, OSIRIS 13-12=1,  SCORE 5+18+1-14=10: by all but OSIRIS
# 66 F 80  : OST 2,  ORAI 9+0+2=11, OSIRIS 16-13=3,  SCORE 5+18+1-17=7:  by ORAI, SCORE, and the rule (from 65, SCORE)
# 80 M 70  : OST -2, MORES 4+6+3=13: by all; a case
# 56 M 82  : OST 5,  MORES 3+0=3:    by none
# 50 M 70  : OST 4,  MORES 0+6=6:    by MORES
BY_HAND = [
    # group, tool, n, cases, left out, cases found, others not referred, referred
    ("women ≥ 50", "density rule", 5, 2, 2, 2, 1, 4),
    ("women ≥ 50", "OST < 2", 5, 2, 2, 2, 2, 3),
    ("women ≥ 50", "ORAI ≥ 9", 5, 2, 2, 2, 1, 4),
    ("women ≥ 50", "OSIRIS < 1", 5, 2, 2, 2, 3, 2),
    ("women ≥ 50", "SCORE ≥ 6", 5, 2, 2, 2, 0, 5),
    ("women 50–64", "density rule", 3, 1, 1, 1, 1, 2),
    ("women 50–64", "OST < 2", 3, 1, 1, 1, 1, 2),
    ("women 50–64", "ORAI ≥ 9", 3, 1, 1, 1, 1, 2),
    ("women 50–64", "OSIRIS < 1", 3, 1, 1, 1, 2, 1),
    ("women 50–64", "SCORE ≥ 6", 3, 1, 1, 1, 0, 3),
    ("men ≥ 50", "density rule", 3, 1, 0, 1, 2, 1),
    ("men ≥ 50", "OST < 2", 3, 1, 0, 1, 2, 1),
    ("men ≥ 50", "MORES ≥ 6", 3, 1, 0, 1, 1, 2),
]


@pytest.fixture(scope="module")
def assessor(bone_health: Document) -> Assessor:
    return Assessor(bone_health, {"rule_set": "bone-health", "number": 1, "digest": "sha256:"})


def _counts(row: Row) -> tuple[str, str, int, int, int, int, int, int]:
    counts = row.sensitivity.count, row.specificity.count, row.referred.count
    return (row.group, row.tool, row.n, row.cases, row.left_out, *counts)


def test_every_count_is_the_one_worked_out_by_hand(assessor: Assessor) -> None:
    rows = compare_tools(read_cohort(COHORT.splitlines()), assessor)
    assert [_counts(row) for row in rows] == BY_HAND


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),  # the mirror of 0 of 29: 1 - 0.1170
    ],
)
def test_wilson_intervals_are_the_published_ones(count: int, total: int, low: float, high: float) -> None:
    found = share(count, total)
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


def test_a_share_of_nobody_is_no_number() -> None:
    nobody = share(0, 0)
    assert (nobody.value, nobody.low, nobody.high) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no first line that names the columns"),
        ("age,sex,self_weight_kg,copd,osteoporosis_fn\n", "line 1: there is no column self_height_cm"),
        (HEADER.replace(",", ";"), "line 1: there is no column age, sex,"),
        (
            f"{HEADER}\n70,F,60,160,0,1\n70,F,sixty,160,0,1\n",
            "line 3, column self_weight_kg: is not a number",
        ),
        (f"{HEADER}\n70,F,1e999999999,160,0,1\n", "line 2, column self_weight_kg: is not a number"),
        (f"{HEADER}\n70,F,nan,160,0,1\n", "line 2, column self_weight_kg: is not a number"),
        (
            f"{HEADER}\n70,F,60,9160,0,1\n",
            "line 2, column self_height_cm: give a number from 100 to 230 (cm)",
        ),
        (f"{HEADER}\n70.5,F,60,160,0,1\n", "line 2, column age: give a whole number from 0 to 120 (years)"),
        (f"{HEADER}\n,F,60,160,0,1\n", "line 2, column age: is required"),
        (f"{HEADER}\n70,,60,160,0,1\n", "line 2, column sex: write F or M"),
        (f"{HEADER}\n70,female,60,160,0,1\n", "line 2, column sex: write F or M"),
        (f"{HEADER}\n70,F,60,160,2,1\n", "line 2, column copd: write 1 for yes, 0 for no"),
        (f"{HEADER}\n70,F,60,160,0,yes\n", "line 2, column osteoporosis_fn: is not a number"),
        (f"{HEADER}\n70,F,60,160\n", "line 2: has not as many values as the 6 columns"),
        (f"{HEADER}\n70,F,60,160,0,1,1\n", "line 2: has not as many values as the 6 columns"),
        (f'{HEADER}\n70,F,"60"kg,160,0,1\n', "line 2: is not CSV"),
    ],
)
def test_a_bad_cohort_is_refused_by_line_and_column(text: str, sentence: str) -> None:
    with pytest.raises(CohortInvalid) as invalid:
        read_cohort(text.splitlines(keepends=True))
    assert str(invalid.value).startswith(sentence)


def _run(path: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("accuracy", str(path), *options)
    return capsys.readouterr().out


@pytest.mark.django_db
class TestCommand:
    """`manage.py accuracy`, with the default rules in force."""

    @pytest.fixture(autouse=True)
    def _published(self, bone_health: Document) -> None:
        publish(bone_health, "first")

    @pytest.fixture
    def cohort(self, tmp_path: Path) -> Path:
        path = tmp_path / "cohort.csv"
        path.write_text(COHORT, encoding="utf-8-sig")
        return path

    def test_the_table_shows_tools_side_by_side(
        self, cohort: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table = _run(cohort, capsys=capsys)
        assert table.startswith("10 people; bone-health, release 1")
        lines = [" ".join(line.split()) for line in table.splitlines()]
        assert "women ≥ 50 n cases left out sensitivity specificity referred" in lines
        assert "OSIRIS < 1 5 2 2 1.000 (0.342–1.000) 1.000 (0.439–1.000) 0.400" in lines
        assert "MORES ≥ 6 3 1 0 1.000 (0.207–1.000) 0.500 (0.095–0.905) 0.667" in lines

    def test_json_has_the_same_figures(self, cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
        report: dict[str, Any] = json.loads(_run(cohort, "--json", capsys=capsys))
        assert report["release"]["number"] == 1
        assert report["people"] == 10
        found = [
            (row["group"], row["tool"], row["n"], row["cases"], row["left_out"]) for row in report["rows"]
        ]
        assert found == [line[:5] for line in BY_HAND]
        assert [row["specificity"]["count"] for row in report["rows"]] == [line[6] for line in BY_HAND]

    def test_a_group_without_cases_has_no_sensitivity(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "men.csv"
        path.write_text(f"{HEADER}\n70,M,80,175,0,0\n", encoding="utf-8")
        lines = [" ".join(line.split()) for line in _run(path, capsys=capsys).splitlines()]
        assert "OST < 2 0 0 0 – – –" in lines
        assert "MORES ≥ 6 1 0 0 – 0.000 (0.000–0.793) 1.000" in lines

    def test_a_bad_file_gives_a_sentence(self, tmp_path: Path) -> None:
        bad = tmp_path / "bad.csv"
        bad.write_bytes(HEADER.encode() + b"\n70,F,60,160,0,\xff\n")
        with pytest.raises(CommandError, match=r"bad\.csv: is not UTF-8 text"):
            call_command("accuracy", str(bad))
        with pytest.raises(CommandError, match=r"none\.csv: cannot be read \(No such file"):
            call_command("accuracy", str(tmp_path / "none.csv"))


@pytest.mark.django_db
def test_without_a_release_the_command_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"manage\.py import_rules"):
        call_command("accuracy", str(tmp_path / "cohort.csv"))


@pytest.mark.skipif(not DEVELOPMENT_HALF.exists(), reason="the cohort is not part of the repository")
def test_the_density_rule_reaches_its_aims_on_the_development_half(assessor: Assessor) -> None:
    with DEVELOPMENT_HALF.open(encoding="utf-8", newline="") as lines:
        rows = compare_tools(read_cohort(lines), assessor)
    found = {row.group: row for row in rows if row.tool == "density rule"}
    aims = {"women ≥ 50": (0.90, 0.43), "women 50–64": (0.80, 0.63), "men ≥ 50": (0.85, 0.60)}
    for group, (sensitivity, specificity) in aims.items():
        assert (found[group].sensitivity.value or 0) >= sensitivity, group
        assert (found[group].specificity.value or 0) >= specificity, group
    assert [(row.sensitivity.count, row.cases) for row in found.values()] == [(68, 75), (23, 27), (18, 21)]
