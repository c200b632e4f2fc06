"""What would change a result, and which open question could: nothing that is said is false."""

from __future__ import annotations

import gc

import pytest

from questionnaire import prospects
from rules.assessment import Assessor
from rules.conditions import Condition
from rules.document import Document
from rules.outcome import ReleaseReference
from tests.questionnaire.looking_ahead import (
    MAN,
    WOMAN,
    levels_without,
    open_questions,
    prospects_of,
    without,
)
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.visitor import Answers

RELEASE: ReleaseReference = {"rule_set": "bone-health", "number": 2, "digest": ""}


# What would change this


def test_a_smoker_whose_level_falls_without_smoking(site: Assessor) -> None:
    smoker = MAN | {"smoking": "current", "weight_bearing_days_per_week": 0, "sodas_per_week": 9}
    found = prospects_of(site, smoker)
    assert (found.level, found.together) == ("discuss", "maintain")
    assert [(change.finding, change.level) for change in found.changes] == [
        ("little-exercise", "maintain"),
        ("smoking", "maintain"),
        ("many-sodas", "discuss"),
    ]


def test_labels_are_in_the_visitors_language(site: Assessor) -> None:
    found = prospects_of(site, MAN | {"smoking": "current"}, "nl")
    assert [change.label for change in found.changes] == ["U rookt"]


def test_after_a_fracture_nothing_that_one_can_change_changes_the_level(site: Assessor) -> None:
    found = prospects_of(site, EVERYTHING)
    assert found.changes
    assert {found.level, found.together, *(change.level for change in found.changes)} == {"refer"}


def test_three_habits_change_the_level_together_but_not_one_alone(site: Assessor) -> None:
    habits = {"coffee_cups_per_day": 5, "stress": "often", "sleep_hours": 5, "sodas_per_week": 9}
    found = prospects_of(site, MAN | habits)
    assert [change.level for change in found.changes] == ["discuss"] * 4
    assert found.together == "maintain"


def test_what_changes_the_level_comes_first(site: Assessor) -> None:
    habits = {"coffee_cups_per_day": 5, "protein_portions_per_day": 1, "nuts_or_seeds_per_week": 0}
    found = prospects_of(site, MAN | habits | {"pulses_or_tofu_per_week": 1, "sodas_per_week": 9})
    assert [change.level for change in found.changes] == ["maintain", "discuss", "discuss", "discuss"]
    assert [change.finding for change in found.changes][:2] == ["low-protein", "much-coffee"]


def test_where_nothing_can_be_changed_nothing_is_listed(site: Assessor) -> None:
    found = prospects_of(site, MAN | {"conditions": ["copd"]})
    assert (found.level, found.changes, found.together) == ("discuss", (), "discuss")


def test_a_finding_that_rests_on_another_goes_with_it(site: Assessor) -> None:
    """Little zinc rests on little protein."""
    poor_diet = {"protein_portions_per_day": 1, "nuts_or_seeds_per_week": 0, "pulses_or_tofu_per_week": 1}
    levels = levels_without(site, MAN | poor_diet | {"sodas_per_week": 9, "coffee_cups_per_day": 5})
    assert levels.pop("low-protein") == "maintain"
    assert levels == dict.fromkeys(["much-coffee", "low-zinc-or-phosphorus", "many-sodas"], "discuss")


@pytest.mark.parametrize(
    ("habit", "finding"),
    [
        ({"smoking": "current"}, "smoking"),
        ({"alcohol_drinks_per_week": 30}, "excess-alcohol"),
        ({"weight_kg": 55}, "low-body-weight"),
        ({"age_years": 55, "falls_last_year": 1}, "fall-last-year"),
    ],
)
def test_a_criterion_that_asks_for_the_same_goes_with_it(
    site: Assessor, habit: Answers, finding: str
) -> None:
    """The British criteria ask for the answer itself, not for the finding."""
    visitor = MAN | {"country": "uk"} | habit
    assert prospects_of(site, visitor).level == "refer"
    assert levels_without(site, visitor) == {finding: "maintain"}


def test_points_for_a_fall_go_with_the_fall(site: Assessor) -> None:
    """Four points of the Dutch table with it: three, and a discussion, without it."""
    man = MAN | {"age_years": 72, "weight_kg": 90, "country": "nl", "parental_hip_fracture": True}
    man |= {"falls_last_year": 1}
    assert prospects_of(site, man).level == "refer"
    assert levels_without(site, man) == {"fall-last-year": "discuss"}


def test_more_vegetables_do_not_make_calcium_unknown(site: Assessor) -> None:
    """Without the answer on vegetables, calcium could not be computed and would seem to be enough."""
    servings = dict.fromkeys(("milk_or_yoghurt_per_day", "cheese_per_day", "fortified_drinks_per_day"), 0)
    weekly = {"leafy_greens_per_week": 0, "oily_fish_per_week": 2, "nuts_or_seeds_per_week": 3}
    man = MAN | servings | weekly | {"pulses_or_tofu_per_week": 2}
    levels = levels_without(site, man | {"sodas_per_week": 9, "coffee_cups_per_day": 5})
    assert levels == dict.fromkeys(["much-coffee", "low-calcium", "low-vitamin-k", "many-sodas"], "discuss")


# What we do not know


def test_a_weight_that_is_not_known_could_raise_the_level(site: Assessor) -> None:
    assert open_questions(site, WOMAN) == {}
    assert open_questions(site, without(WOMAN, "weight_kg")) == {"weight_kg": ("refer",)}


@pytest.mark.parametrize("key", ["height_loss", "fragility_fracture", "symptoms", "parental_hip_fracture"])
def test_an_open_question_that_could_raise_the_level(site: Assessor, key: str) -> None:
    assert open_questions(site, without(WOMAN, key) | {"country": "fr"}) == {key: ("refer",)}


def test_i_do_not_know_is_an_open_question(site: Assessor) -> None:
    assert open_questions(site, WOMAN | {"fragility_fracture": None}) == {"fragility_fracture": ("refer",)}


def test_a_recent_scan_could_lower_the_level(site: Assessor) -> None:
    light = without(WOMAN, "last_densitometry") | {"weight_kg": 50}
    assert prospects_of(site, light).level == "refer"
    assert open_questions(site, light) == {"last_densitometry": ("discuss",)}


def test_the_first_two_that_could_raise_the_level_are_told(site: Assessor) -> None:
    gaps = ("weight_kg", "height_loss", "fragility_fracture", "symptoms")
    assert list(open_questions(site, without(WOMAN, *gaps))) == ["weight_kg", "height_loss"]


def test_what_could_raise_the_level_comes_before_what_could_lower_it(document: Document) -> None:
    """Strength training makes up for little walking; a rule more lets stress, asked later, call for a visit."""
    posture = next(rule for rule in document.rules if rule.then == "stooped-posture")
    stress = posture.model_copy(update={"key": "stress", "all": (Condition.parse("stress is often"),)})
    site = Assessor(document.model_copy(update={"rules": (*document.rules, stress)}), RELEASE)
    man = MAN | {"smoking": "current", "weight_bearing_days_per_week": 0}
    assert open_questions(site, man) == {"strength_days_per_week": ("maintain",)}
    found = open_questions(site, without(man, "stress"))
    assert list(found.items()) == [("stress", ("refer",)), ("strength_days_per_week", ("maintain",))]


def test_a_level_can_be_several_steps_away(site: Assessor) -> None:
    man = MAN | {"age_years": 51, "falls_last_year": 0, "height_loss": "none", "last_densitometry": "never"}
    assert prospects_of(site, man).level == "maintain"
    assert open_questions(site, without(man, "symptoms")) == {"symptoms": ("refer",)}
    assert open_questions(site, without(man, "smoking")) == {"smoking": ("discuss",)}


def test_no_age_at_menopause_lies_in_the_future(site: Assessor) -> None:
    """In Belgium a menopause before 45 is a criterion: whoever is 38 had it before."""
    woman = without(WOMAN, "menopause_age_years")
    assert open_questions(site, woman | {"age_years": 38}) == {"menopause_age_years": ("refer",)}


def test_an_answer_to_a_question_that_another_one_closes_does_not_count(site: Assessor) -> None:
    """Who eats vegan drinks no milk, so that calcium runs short: with one habit more that is a third risk factor."""
    servings = {"milk_or_yoghurt_per_day": 4, "cheese_per_day": 0, "fortified_drinks_per_day": 0}
    weekly = {"leafy_greens_per_week": 3, "oily_fish_per_week": 2, "nuts_or_seeds_per_week": 3}
    man = MAN | servings | weekly | {"pulses_or_tofu_per_week": 2, "sodas_per_week": 9}
    assert open_questions(site, man | {"diets": ["none"]}) == {}
    assert open_questions(site, man) == {"diets": ("discuss",)}


# Releases


def test_each_release_is_read_for_itself_and_forgotten_with_it(site: Assessor, document: Document) -> None:
    woman = without(WOMAN, "weight_kg")
    assert open_questions(site, woman) == {"weight_kg": ("refer",)}
    kept = [rule for rule in document.rules if rule.then != "low-density-likely"]
    other = Assessor(document.model_copy(update={"rules": tuple(kept)}), RELEASE)
    assert open_questions(other, woman) == {}
    known = len(prospects._readings)
    del other
    gc.collect()
    assert len(prospects._readings) == known - 1
