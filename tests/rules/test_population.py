"""The made-up population: everybody can answer like that, the same people everywhere, and the published shares."""

from __future__ import annotations

from collections import Counter
import hashlib
import json
from math import sqrt
import os
from pathlib import Path
import subprocess
import sys

import pytest

from rules.answers import clean
from rules.facts import FACTS
from rules.population import population
from rules.population.sources import ASSUMED, SOURCES
from tests.rules.adults import (
    MAN,
    PEOPLE,
    SMOKES,
    WOMAN,
    Answers,
    Test,
    aged,
    among,
    answered,
    index_of,
    of,
    says,
    share,
)

ROOT = Path(__file__).parents[2]
# A new one is right only where somebody meant to change a figure.
DIGEST = "410cffe27ad82a8b6f6a6fc63214b8b00590ff2c85ecb5bd25725e9258e844f6"


def digest() -> str:
    """Of everybody's answers."""
    return hashlib.sha256(json.dumps(population()).encode()).hexdigest()


def test_everybody_is_an_adult_whose_answers_are_all_valid_and_all_asked() -> None:
    cleaned = [clean(answers) for answers in PEOPLE]
    assert len(PEOPLE) == 5000
    assert [one.ignored for one in cleaned if one.ignored] == []
    assert min(answers["age_years"] for answers in PEOPLE) == 18


def test_most_people_answer_every_question_they_are_asked() -> None:
    everybody = [clean(answers).facts for answers in PEOPLE]
    for key, fact in FACTS.items():
        asked = sum(fact.is_asked(facts) for facts in everybody)
        assert asked > 10
        assert len(answered(key)) >= 0.8 * asked, key


def test_every_choice_of_every_question_but_the_rarest_is_somebodys() -> None:
    for key, fact in FACTS.items():
        given = {
            choice for a in answered(key) for choice in (a[key] if isinstance(a[key], list) else [a[key]])
        }
        assert set(fact.choices) <= given, key


def test_they_are_the_same_people_on_every_run_and_machine() -> None:
    assert digest() == DIGEST


@pytest.mark.parametrize("seed", ["0", "1"])
def test_they_are_the_same_people_whatever_the_order_of_pythons_sets(seed: str) -> None:
    program = "from tests.rules.test_population import digest; print(digest())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == DIGEST


def test_nobody_is_there_twice() -> None:
    assert len({json.dumps(answers) for answers in PEOPLE}) == len(PEOPLE)


def test_each_country_has_as_many_people_of_each_age() -> None:
    for youngest in range(18, 98, 10):
        counts = Counter(answers["country"] for answers in among(aged(youngest, youngest + 9)))
        assert max(counts.values()) - min(counts.values()) <= 4
    assert set(Counter(answers["country"] for answers in PEOPLE).values()) == {833, 834}


def test_the_list_is_not_in_the_order_of_ages() -> None:
    for part in (PEOPLE[:500], PEOPLE[-500:]):
        assert 45 < sum(answers["age_years"] for answers in part) / 500 < 55


# What: of whom, who, published in a thousand. Sources and their limits stand beside the tables in rules/population.
PUBLISHED: dict[str, tuple[list[Answers], Test, float]] = {
    # 213 of 1,000 people of any age; 816 of these are 18 or over
    "65 and over": (list(PEOPLE), aged(65), 213 / 0.816),
    "80 and over": (list(PEOPLE), aged(80), 60 / 0.816),
    "women over 85": (among(aged(85)), WOMAN, 675),
    "men who smoke": (among(MAN), SMOKES, 223),
    "women who smoke": (among(WOMAN), SMOKES, 148),
    "gave up smoking": (list(PEOPLE), says("smoking", "former"), 220),
    "men who drink every week": (among(MAN), lambda a: a.get("alcohol_drinks_per_week", 0) >= 1, 494),
    "women who drink every week": (among(WOMAN), lambda a: a.get("alcohol_drinks_per_week", 0) >= 1, 258),
    "women of 60 and over whose periods ended before 45": (
        among(
            lambda a: of("female", 60)(a) and a.get("menopause") == "natural" and "menopause_age_years" in a
        ),
        lambda a: a["menopause_age_years"] < 45,
        96,
    ),
    "rheumatoid arthritis in women": (among(WOMAN), says("conditions", "rheumatoid_arthritis"), 11.6),
    "rheumatoid arthritis in men": (among(MAN), says("conditions", "rheumatoid_arthritis"), 4.4),
    "overactive thyroid": (list(PEOPLE), says("conditions", "hyperthyroidism"), 7.5),
    "COPD": (list(PEOPLE), says("conditions", "copd"), 34.9),
    "liver disease": (list(PEOPLE), says("conditions", "liver_disease"), 7.2),
    "glucocorticoids": (list(PEOPLE), says("medicines", "glucocorticoids"), 9),
    "glucocorticoids from 70 to 79": (among(aged(70, 79)), says("medicines", "glucocorticoids"), 25),
    "thyroid hormone": (list(PEOPLE), says("medicines", "thyroid_hormone"), 30.5),
    "told of osteoporosis": (list(PEOPLE), says("diagnosed_osteoporosis", True), 58),
    "low testosterone from 70 on": (among(of("male", 70)), says("low_testosterone", True), 51),
    "women from 60 to 64 who fell": (
        among(of("female", 60, 64)),
        lambda a: a.get("falls_last_year", 0) >= 1,
        299,
    ),
    "men from 60 to 64 who fell": (
        among(of("male", 60, 64)),
        lambda a: a.get("falls_last_year", 0) >= 1,
        157,
    ),
    "fell, from 80 on": (among(aged(80)), lambda a: a.get("falls_last_year", 0) >= 1, 480),
    "night cramps": (list(PEOPLE), says("symptoms", "night_cramps"), 60),
    "women of 71 or so who lost over 4 cm": (
        among(lambda a: of("female", 66, 76)(a) and "height_loss" in a),
        says("height_loss", "over_4_cm"),
        220,
    ),
    "women of 71 or so who lost over 3 cm": (
        among(lambda a: of("female", 66, 76)(a) and "height_loss" in a),
        says("height_loss", "3_to_4_cm", "over_4_cm"),
        360,
    ),
    "strength on two days": (
        answered("strength_days_per_week"),
        lambda a: a["strength_days_per_week"] >= 2,
        173,
    ),
    "under six hours of sleep": (answered("sleep_hours"), lambda a: a["sleep_hours"] < 6, 65),
    "under seven hours of sleep": (answered("sleep_hours"), lambda a: a["sleep_hours"] < 7, 250),
    "vegans": (list(PEOPLE), says("diets", "vegan"), 23),
    "vegetarians": (list(PEOPLE), says("diets", "vegetarian"), 41),
    "women with five portions": (
        among(WOMAN),
        lambda a: a.get("fruit_and_vegetables_per_day", 0) >= 5,
        150,
    ),
    "men with five portions": (among(MAN), lambda a: a.get("fruit_and_vegetables_per_day", 0) >= 5, 100),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_share_is_the_published_one(name: str) -> None:
    """But for chance (three standard errors), and a tenth for those who do not answer."""
    group, test, published = PUBLISHED[name]
    by_chance = 3 * sqrt(published * (1000 - published) / len(group))
    assert share(group, test) == pytest.approx(published, abs=by_chance + published / 10)


def test_weight_and_height_are_the_published_ones() -> None:
    whole = among(lambda a: "height_cm" in a and "weight_kg" in a)
    assert share(whole, lambda a: index_of(a) < 18.5) == pytest.approx(29, abs=8)
    assert share(whole, lambda a: index_of(a) >= 25) == pytest.approx(527, abs=25)
    assert share(whole, lambda a: index_of(a) >= 30) == pytest.approx(165, abs=20)
    for test, height, weight in ((WOMAN, 166, 68.7), (MAN, 179, 85.0)):
        group = [answers for answers in whole if test(answers)]
        assert sum(a["height_cm"] for a in group) / len(group) == pytest.approx(height, abs=1)
        assert sum(a["weight_kg"] for a in group) / len(group) == pytest.approx(weight, abs=1.5)


def test_children_are_born_as_often_as_published() -> None:
    """1.46 for each woman, about 1.1 years each: the shares of the ages add up to it."""
    years = sum(
        share(among(of("female", age, age + 4)), says("pregnant_or_breastfeeding", True)) / 1000 * 5
        for age in range(18, 50, 5)
    )
    assert years / 1.1 == pytest.approx(1.46, abs=0.45)


def test_somebody_without_stated_sex_answers_only_what_means_something_to_them() -> None:
    unspecified = among(lambda a: a["sex"] == "unspecified" and a["age_years"] >= 30)
    assert among(says("sex", "unspecified"))
    assert any("menopause" in answers for answers in unspecified)
    assert any("low_testosterone" in answers for answers in unspecified)
    assert not any("menopause" in answers and "low_testosterone" in answers for answers in unspecified)


def test_nobody_with_anorexia_is_heavy() -> None:
    thin = among(
        lambda a: says("conditions", "anorexia_nervosa")(a) and "height_cm" in a and "weight_kg" in a
    )
    assert thin
    assert sum(map(index_of, thin)) / len(thin) < 19


def test_every_fact_has_its_source_or_is_named_as_our_assumption() -> None:
    sourced = {key for source in SOURCES for key in source.facts}
    assert sourced <= set(FACTS)
    assert sourced | set(ASSUMED) == set(FACTS)
    assert {source.address[:8] for source in SOURCES} == {"https://", ""}
