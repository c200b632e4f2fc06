"""The sentences, the figures and what matters of an example, of surveys written down by hand."""

from __future__ import annotations

import pytest

from rules.impact import Survey, compare
from rules.models import RuleSet
from rules.outcome import Brief
from rules.population import population
from studio.impact import frequencies, groups, moves
from studio.impact.deciding import deciding
from studio.impact.figures import difference, figure
from studio.impact.sides import Side
from studio.impact.summary import sentences
from studio.workingcopy import WorkingCopy
from tests.rules.documents import Data, finding, rule, small, sound

pytestmark = pytest.mark.django_db
WELL = Brief("maintain", None, (), ())
REFERRED = Brief("refer", "scan", (), ("age", "old-and-light"))
PLACE = next(
    place
    for place, a in enumerate(population())
    if a["age_years"] == 70 and a.get("weight_kg", 99) < 60  # type: ignore[operator]
)


def survey(*first: Brief) -> Survey:
    """These people are the first of the population; the others are well."""
    return Survey(("age", "old-and-light"), ("milk",), ("scan",), (*first, *[WELL] * (5000 - len(first))))


def side(person: Brief, data: Data | None = None) -> Side:
    """Rules that say this of the person at PLACE."""
    people = [WELL] * 5000
    people[PLACE] = person
    return Side(sound(data or small()), Survey((), (), (), tuple(people)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            WELL,
            REFERRED,
            ["1 person more.", "1 person changes level: 1 to a higher level, 0 to a lower one."],
        ),
        (
            REFERRED,
            WELL,
            ["1 person fewer.", "1 person changes level: 0 to a higher level, 1 to a lower one."],
        ),
        (WELL, WELL, ["the same number.", "Nobody changes level."]),
        (
            WELL,
            Brief("out_of_scope", "no", (), ()),
            [
                "the same number.",
                (
                    "1 person changes level: 0 to a higher level, 0 to a lower one,"
                    " 1 to or from “This check is not made for you”."
                ),
            ],
        ),
    ],
)
def test_the_sentences(before: Brief, after: Brief, told: list[str]) -> None:
    _, *others = sentences(compare(survey(before), survey(after)))
    assert [sentence.removeprefix("That is ") for sentence in others] == told


def test_a_new_rule_that_fires_for_nobody_is_no_less_new(full: RuleSet) -> None:
    """It comes after those that fire for more or fewer people."""
    new = Survey(("age", "vegan", "old-and-light"), (), (), survey(REFERRED).people)
    before = Side(sound(small()), survey())
    rules, *_ = frequencies.tables(compare(before.survey, new), WorkingCopy(full, "en"), before)
    assert [(row.title, row.before, row.after, row.difference) for row in rules.changed] == [
        ("Label of old", "0", "1", "+1"),
        ("Label of frail", "0", "1", "+1"),
        ("Label of no-milk", "not there", "0", "0"),
    ]
    assert rules.others == []


def test_figures() -> None:
    """Rounded, with a sign where there is a difference; nobody of nobody is no fault."""
    assert (figure(2089, 5000).count, figure(2089, 5000).share) == ("2,089", "41.8%")
    assert (figure(0, 0).count, figure(0, 0).share) == ("0", "0.0%")
    assert (difference(10, 12, 100).count, difference(10, 12, 100).share) == ("+2", "+2.0")
    assert (difference(12, 10, 5000).count, difference(12, 10, 5000).share) == ("−2", "0.0")


def test_bars_when_nobody_is_referred_have_no_width() -> None:
    (ages, *_) = groups.tables(compare(None, survey()))
    assert {bar.width for row in ages.rows for bar in row.bars} == {"0.00%"}
    assert [row.y for row in ages.rows[:2]] == [0, 42]


def test_what_matters_is_what_the_rules_look_at_that_fire_on_one_side_only() -> None:
    """And the steps on their way."""
    before, after = (
        side(Brief("refer", "scan", (), ("age", "old-and-light"))),
        side(Brief("maintain", None, (), ("age",))),
    )
    assert deciding(before, after, PLACE) == {"age_years", "weight_kg"}


def test_where_the_same_rules_fire_it_is_what_stands_behind_the_referral_or_withholds_it() -> None:
    withheld = small()
    withheld["recommendations"][1]["withheld_by"] = ["no-milk"]
    fired = ("age", "old-and-light", "vegan")
    before = side(Brief("refer", "scan", (), fired))
    after = side(Brief("maintain", None, (), fired), withheld)
    assert deciding(before, after, PLACE) == {"age_years", "weight_kg", "diets"}
    assert deciding(side(WELL), side(WELL), PLACE) == set()


def test_a_measure_that_matters_is_told_with_its_number() -> None:
    data = small()
    data["findings"].append(finding("thin"))
    data["rules"].append(rule("thin", "thin", all=["ost < 2", "bmi < 90"]))
    before, after = side(WELL, data), side(Brief("discuss", None, (), ("thin",)), data)
    impact = compare(before.survey, after.survey)
    assert impact.moves
    (cell,) = [
        cell for row in moves.rows(impact.moves, before, after, "en") for cell in row.cells if cell.examples
    ]
    assert (cell.is_change, cell.count, cell.arrow) == (True, 1, "↑")
    assert "(body mass index): " in cell.examples[0].words
    assert "(OST): " in cell.examples[0].words
    assert "weight:" not in cell.examples[0].words
