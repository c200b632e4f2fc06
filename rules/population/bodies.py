"""Age, sex, country, height and weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import cast

from rules.facts import FACTS
from rules.population.draws import THOUSAND, Draws, Person, Points, Steps, Worked, at, between, halves

PEOPLE = 5_000
STRIDE = 3_141  # has no divisor in common with PEOPLE: with it the list is not in the order of ages
UNSPECIFIED = 6  # in a thousand; assumption

# From the age of, up to it, people of a thousand in the EU on 1 January 2023, women of a thousand of these.
# Eurostat: 213 of 1,000 are 65 or over, 60 are 80 or over, 638 are from 15 to 64; over 85 there are more than twice as
# many women as men. The split into bands of five years, and the women under 85, are rounded: assumption.
PYRAMID = (
    (18, 19, 21, 490),
    (20, 24, 52, 490),
    (25, 29, 55, 492),
    (30, 34, 60, 495),
    (35, 39, 64, 497),
    (40, 44, 68, 500),
    (45, 49, 68, 500),
    (50, 54, 73, 503),
    (55, 59, 74, 508),
    (60, 64, 68, 517),
    (65, 69, 60, 530),
    (70, 74, 53, 543),
    (75, 79, 40, 565),
    (80, 84, 30, 600),
    (85, 89, 20, 655),
    (90, 94, 8, 720),
    (95, 99, 2, 760),
)

# Mean height in cm and mean body-mass index by age. Statistisches Bundesamt, Mikrozensus 2017 (Germany, as reported).
HEIGHT: dict[bool, Steps] = {
    True: {18: 168, 25: 167, 55: 166, 60: 165, 65: 164, 75: 162},
    False: {18: 181, 30: 180, 50: 179, 60: 178, 65: 176, 75: 174},
}
BMI: dict[bool, Steps] = {
    True: {
        18: 21.9,
        20: 22.5,
        25: 23.4,
        30: 24.0,
        40: 24.6,
        50: 25.2,
        55: 25.6,
        60: 26.1,
        65: 26.6,
        75: 26.1,
    },
    False: {18: 23.2, 20: 24.4, 25: 25.0, 30: 26.0, 40: 26.9, 50: 27.3, 60: 27.7, 70: 27.5, 75: 26.8},
}
SPREAD_CM = {True: 6.5, False: 7.0}  # one standard deviation; assumption
# The bell curve: standard deviations from the mean.
BELL: Points = (
    (0, -3.3),
    (1, -3.09),
    (10, -2.33),
    (50, -1.64),
    (100, -1.28),
    (250, -0.67),
    (500, 0),
    (750, 0.67),
    (900, 1.28),
    (950, 1.64),
    (990, 2.33),
    (999, 3.09),
    (1000, 3.3),
)
# A person's index as part of the mean at their age. Eurostat (EHIS 2019): of 1,000 adults in the EU, nearly 30 are
# under 18.5, 450 from 18.5, 360 from 25 and 170 from 30; the form of the curve in between: assumption.
AROUND_BMI: Points = (
    (0, 0.64),
    (10, 0.71),
    (50, 0.775),
    (100, 0.82),
    (250, 0.89),
    (500, 0.975),
    (750, 1.085),
    (900, 1.22),
    (950, 1.31),
    (990, 1.52),
    (1000, 1.85),
)
WITH_ANOREXIA = 0.68  # of the index they would have: assumption


def newcomers() -> Iterator[Person]:
    """Everybody with age, sex and country, before they answer anything else; each country has the same ages.

    They stand in a row by age band and sex; the list takes them from it with long strides.
    """
    draws, cells, countries = Draws(), list(_cells()), FACTS["country"].choices
    ends = list(accumulate(weight for *_, weight in cells))
    for index in range(PEOPLE):
        rank = index * STRIDE % PEOPLE
        place = (2 * rank + 1) * ends[-1] / (2 * PEOPLE)
        cell = bisect_right(ends, place)
        first, last, is_woman, weight = cells[cell]
        part = 1 - (ends[cell] - place) / weight
        person = Person(first + int(part * (last + 1 - first)), is_woman, draws)
        person.answers = {
            "age_years": person.age,
            "sex": _sex(person),
            "country": countries[rank % len(countries)],
        }
        yield person


def _cells() -> Iterator[tuple[int, int, bool, int]]:
    """First and last age, whether women, people of a million."""
    for first, last, people, women in PYRAMID:
        yield first, last, True, people * women
        yield first, last, False, people * (THOUSAND - women)


def _sex(person: Person) -> str:
    if person.draws("sex") < UNSPECIFIED:
        return "unspecified"
    return "female" if person.is_woman else "male"


def _height(person: Person) -> int:
    deviations = between(BELL, person.draws("height_cm"))
    return round(_mean_height(person) + SPREAD_CM[person.is_woman] * deviations)


def _mean_height(person: Person) -> float:
    return at(HEIGHT[person.is_woman], person.age, 0.0)


def _weight(person: Person) -> int | float:
    """To half a kilogram."""
    height = cast("float", person.answers.get("height_cm", _mean_height(person)))
    index = at(BMI[person.is_woman], person.age, 0.0) * between(AROUND_BMI, person.draws("weight_kg"))
    if person.says("conditions", "anorexia_nervosa"):
        index *= WITH_ANOREXIA
    return halves(round(index * height * height / 5_000))


HEIGHT_CM = Worked("height_cm", _height)
WEIGHT_KG = Worked("weight_kg", _weight, unanswered=40)
