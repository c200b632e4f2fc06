"""Smoking, alcohol, movement, sleep and food. Shares in a thousand; amounts as points of a thousand people."""

from __future__ import annotations

from collections.abc import Mapping

from rules.population.draws import Amount, Answer, OneOf, Points, Share, SomeOf, YesNo, everybody

# Eurostat (EHIS 2019): 148 of 1,000 women and 223 of 1,000 men from 15 on smoke every day. European Commission 2006:
# 220 of 1,000 people gave up. The ages, and women and men who gave up: assumption
SMOKING = OneOf(
    "smoking",
    (
        Share(
            "current",
            women={18: 160, 25: 180, 45: 185, 55: 165, 65: 95, 75: 45},
            men={18: 220, 25: 275, 45: 250, 55: 220, 65: 140, 75: 75},
        ),
        Share(
            "former",
            women={18: 60, 25: 140, 45: 200, 55: 240, 65: 250, 75: 190},
            men={18: 60, 25: 160, 45: 240, 55: 340, 65: 430, 75: 470},
        ),
    ),
    rest="never",
)

# Eurostat (EHIS 2019): 258 of 1,000 women and 494 of 1,000 men drink every week or every day. How much,
# and no change with age: assumption
WOMEN_DRINK: Points = ((0, 0), (550, 0), (742, 1), (900, 7), (960, 11), (990, 20), (1000, 40))
MEN_DRINK: Points = ((0, 0), (350, 0), (506, 1), (750, 7), (870, 12), (940, 20), (985, 32), (1000, 70))
ALCOHOL = Amount("alcohol_drinks_per_week", {18: WOMEN_DRINK}, {18: MEN_DRINK})


def _amount(
    key: str,
    points: Points,
    by_age: Mapping[int, Points] | None = None,
    instead: tuple[tuple[str, Answer, Points], ...] = (),
) -> Amount:
    """The same for women and men; assumption, wherever no source is named."""
    ages = {18: points, **(by_age or {})}
    return Amount(key, ages, ages, instead)


COFFEE = _amount(
    "coffee_cups_per_day", ((0, 0), (200, 1), (380, 2), (680, 3), (860, 4), (950, 5), (1000, 12))
)
# OECD 2022 (EHIS 2019): 480 of 1,000 adults in the EU do nothing outside work; on foot for half an hour: assumption
WEIGHT_BEARING = _amount(
    "weight_bearing_days_per_week",
    ((0, 0), (150, 1), (300, 2), (420, 3), (560, 4), (680, 5), (850, 7), (1000, 7.9)),
    by_age={75: ((0, 0), (350, 1), (500, 3), (700, 5), (850, 7), (1000, 7.9))},
)
# Bennie 2020 (EHIS 2014): 173 of 1,000 adults on two days or more; ages: assumption
STRENGTH = _amount(
    "strength_days_per_week",
    ((0, 0), (700, 1), (810, 2), (900, 3), (970, 4), (1000, 7.9)),
    by_age={65: ((0, 0), (800, 1), (870, 2), (940, 3), (1000, 6))},
)
SWIMS_OR_CYCLES = YesNo("mostly_swims_or_cycles", everybody("", {18: 90}))  # assumption
SUN = OneOf(  # assumption
    "sun_minutes_per_day",
    (everybody("under_10", {18: 250, 75: 380}), everybody("10_to_20", {18: 350})),
    rest="over_20",
)
# Kocevska 2021: 65 of 1,000 adults sleep less than 6 hours, one in four less than advised; the rest: assumption
A_NIGHT: Points = ((0, 3.5), (65, 6), (250, 7), (500, 7.5), (800, 8.5), (950, 9), (1000, 11))
SLEEP = Amount("sleep_hours", {18: A_NIGHT}, {18: A_NIGHT}, in_halves=True)
STRESS = OneOf(  # assumption
    "stress", (everybody("often", {18: 260, 65: 140}), everybody("sometimes", {18: 430})), rest="rarely"
)

DIETS = SomeOf(
    "diets",
    (
        # Veganz 2021 (six countries): 23 and 41 of 1,000; the young: assumption
        everybody("vegan", {18: 40, 35: 23, 55: 12}),
        everybody("vegetarian", {18: 65, 35: 40, 55: 28}),
        everybody("lactose_intolerance", {18: 80}),  # assumption
        # Spolidoro 2023: once in life, as people say: milk 57, tree nuts 9, fish 14; milk in adults: assumption
        everybody("milk_allergy", {18: 10}),
        everybody("fish_allergy", {18: 14}),
        everybody("nut_allergy", {18: 9}),
    ),
)
VEGAN, VEGETARIAN = ("diets", "vegan"), ("diets", "vegetarian")
PLANTS: Points = ((0, 0), (80, 1), (250, 3), (600, 6), (900, 10), (1000, 21))  # portions a week; assumption
FOODS = (  # assumption, wherever no source is named
    _amount(
        "milk_or_yoghurt_per_day",
        ((0, 0), (200, 1), (640, 2), (900, 3), (1000, 6)),
        instead=(("diets", "lactose_intolerance", ((0, 0), (600, 1), (900, 2), (1000, 3))),),
    ),
    _amount("cheese_per_day", ((0, 0), (300, 1), (780, 2), (960, 3), (1000, 6))),
    _amount(
        "fortified_drinks_per_day",
        ((0, 0), (880, 1), (970, 2), (1000, 4)),
        instead=((*VEGAN, ((0, 0), (300, 1), (750, 2), (1000, 4))),),
    ),
    _amount("leafy_greens_per_week", ((0, 0), (120, 1), (350, 2), (560, 3), (800, 5), (950, 8), (1000, 15))),
    _amount("oily_fish_per_week", ((0, 0), (500, 1), (860, 2), (970, 3), (1000, 7))),
    _amount(
        "nuts_or_seeds_per_week",
        ((0, 0), (330, 1), (500, 2), (650, 3), (820, 5), (950, 8), (1000, 21)),
        instead=((*VEGAN, PLANTS), (*VEGETARIAN, PLANTS)),
    ),
    _amount(
        "pulses_or_tofu_per_week",
        ((0, 0), (350, 1), (680, 2), (850, 3), (950, 5), (1000, 10)),
        instead=((*VEGAN, PLANTS), (*VEGETARIAN, PLANTS)),
    ),
    _amount(
        "protein_portions_per_day",
        ((0, 0), (20, 1), (150, 2), (600, 3), (900, 4), (1000, 8)),
        by_age={75: ((0, 0), (40, 1), (280, 2), (750, 3), (1000, 6))},
    ),
    # Eurostat (EHIS 2019): 270 of 1,000 women and 390 of 1,000 men none every day; 150 and 100 five or more
    Amount(
        "fruit_and_vegetables_per_day",
        {18: ((0, 0), (270, 1), (850, 5), (980, 8), (1000, 15))},
        {18: ((0, 0), (390, 1), (900, 5), (980, 8), (1000, 15))},
    ),
    _amount(
        "vitamin_c_foods_per_week", ((0, 0), (60, 1), (200, 3), (450, 6), (750, 10), (950, 20), (1000, 40))
    ),
    _amount(
        "sodas_per_week",
        ((0, 0), (450, 1), (700, 3), (880, 7), (970, 14), (1000, 40)),
        by_age={65: ((0, 0), (700, 1), (880, 4), (960, 7), (1000, 21))},
    ),
    _amount("salty_or_processed_per_week", ((0, 0), (120, 1), (400, 3), (620, 5), (850, 8), (1000, 25))),
)
# Papatesta 2023: any supplement, from 50 of 1,000 adults (Italy) to over 500 (Finland, Denmark); each: assumption
SUPPLEMENTS = SomeOf(
    "supplements",
    (
        Share("calcium", women={18: 40, 50: 110, 70: 170}, men={18: 25, 50: 40, 70: 60}),
        Share("vitamin_d", women={18: 150, 50: 240, 70: 330}, men={18: 100, 50: 130, 70: 180}),
        Share("magnesium", women={18: 100, 50: 140}, men={18: 80, 50: 100}),
        everybody("vitamin_k", {18: 15}),
    ),
)
