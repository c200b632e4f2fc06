"""“What you already do well”: good habits only, and none where more could do harm."""

from __future__ import annotations

import pytest

from questionnaire.state import State
from questionnaire.strengths import GOOD, strengths
from rules.assessment import Assessor
from rules.facts import FACTS
from tests.questionnaire.people import HEALTHY_MAN, NOTHING_WRONG, anybody
from tests.questionnaire.visitor import Answers, Visitor

GOOD_HABITS: Answers = {
    "smoking": "former",
    "alcohol_drinks_per_week": 0,
    "weight_bearing_days_per_week": 5,
    "strength_days_per_week": 2,
    "sleep_hours": 7.5,
    "stress": "rarely",
    "diets": ["none"],
    "fruit_and_vegetables_per_day": 5,
    "vitamin_c_foods_per_week": 7,
    "oily_fish_per_week": 2,
    "pulses_or_tofu_per_week": 3,
    "sodas_per_week": 0,
}


def praised(site: Assessor, **answers: object) -> list[str]:
    person = HEALTHY_MAN | NOTHING_WRONG | {"alcohol_drinks_per_week": None} | answers
    return strengths(site, site.assess(person), State("result", (), person, 1), "en")


def test_each_good_habit_is_told_as_it_was_answered(site: Assessor) -> None:
    told = praised(site, **GOOD_HABITS)
    assert len(told) == len(GOOD)
    assert {"Smoking: I have stopped smoking", "Alcohol: 0 drinks a week", "Sleep: 7.5 hours a night"} <= set(
        told
    )


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("smoking", "current"),
        ("alcohol_drinks_per_week", 1),
        ("alcohol_drinks_per_week", 14),
        ("weight_bearing_days_per_week", 0),
        ("strength_days_per_week", 0),
        ("sleep_hours", 5),
        ("sleep_hours", 20),
        ("stress", "sometimes"),
        ("fruit_and_vegetables_per_day", 4),
        ("fruit_and_vegetables_per_day", 30),
        ("oily_fish_per_week", 20),
        ("pulses_or_tofu_per_week", 50),
        ("sodas_per_week", 7),
        ("weight_kg", 220),
        ("milk_or_yoghurt_per_day", 20),
        ("coffee_cups_per_day", 3),
    ],
)
def test_what_is_not_good_in_itself_is_not_praised(site: Assessor, fact: str, answer: object) -> None:
    label = "Weight" if fact == "weight_kg" else fact.split("_", maxsplit=1)[0]
    told = praised(site, **{fact: answer})
    assert not [line for line in told if label.lower() in line.lower()]


def test_where_advice_is_held_back_nobody_is_praised(site: Assessor) -> None:
    assert "Exercise on your feet: 5 days a week" in praised(site)
    assert "Exercise on your feet: 5 days a week" not in praised(site, symptoms=["stooped_posture"])


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_praised_that_the_result_finds_fault_with(site: Assessor, seed: int) -> None:
    person = anybody(seed)
    outcome = site.assess(person)
    told = strengths(site, outcome, State("result", (), person, 1), "en")
    changeable = [finding for finding in outcome["findings"] if finding["modifiable"]]
    blamed = {reason.get("fact") for finding in changeable for reason in finding["because"]}
    assert len(told) <= sum(key in person and key not in blamed for key in GOOD)
    assert GOOD.keys() <= FACTS.keys()


@pytest.mark.parametrize("condition", ["high_blood_calcium", "kidney_disease"])
@pytest.mark.usefixtures("site")
def test_no_bar_urges_to_eat_calcium_where_advice_on_it_is_held_back(condition: str) -> None:
    food: Answers = {key: 1 for key in FACTS if key.endswith(("_per_day", "_per_week"))} | {
        "glucocorticoid_mg_per_day": None,
        "diets": ["none"],
    }
    person = HEALTHY_MAN | NOTHING_WRONG | food
    assert Visitor().arrive(person).html.all(id="calcium")
    assert not Visitor().arrive(person | {"conditions": [condition]}).html.all(id="calcium")


def test_a_level_that_would_not_be_shown_is_not_promised(site: Assessor) -> None:
    visitor = Visitor()
    visitor.arrive({"age_years": 52, "sex": "male", "country": "uk", "smoking": "current"})
    section = visitor.press("prospects").section("prospects")
    assert "You smoke" in section.text
    assert "Keep going" not in section.text


@pytest.mark.parametrize(("country", "number"), [("be", "112"), ("uk", "999"), ("us", "911"), (None, "112")])
@pytest.mark.usefixtures("site")
def test_the_emergency_number_is_that_of_the_country(country: str | None, number: str) -> None:
    page = Visitor().arrive(HEALTHY_MAN | {"country": country, "red_flags": ["cannot_bear_weight"]})
    assert [link["href"] for link in page.html.all("a") if link["href"].startswith("tel:")] == [
        f"tel:{number}"
    ]


@pytest.mark.usefixtures("site")
def test_a_first_result_says_what_was_not_asked() -> None:
    short = {key: value for key, value in (HEALTHY_MAN | NOTHING_WRONG).items() if key in NOT_LATER}
    page = Visitor().arrive(short)
    band = page.html.one("div", class_="level").text
    assert "We have not asked about: Health and medicines, Lifestyle, What you eat." in band
    assert "not asked" not in Visitor().arrive(dict.fromkeys(FACTS) | short).text


NOT_LATER = (
    *(
        "age_years",
        "sex",
        "country",
        "height_cm",
        "weight_kg",
        "diagnosed_osteoporosis",
        "symptoms",
        "red_flags",
    ),
    *("low_testosterone", "parental_hip_fracture", "family_osteoporosis", "fragility_fracture"),
)
