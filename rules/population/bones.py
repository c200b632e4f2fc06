"""Hormones, height loss, fractures, falls and what is known of the bones: people in a thousand, by age."""

from __future__ import annotations

from rules.population.draws import OneOf, Person, Points, Share, Worked, YesNo, between, everybody

# The age at the last period. Mishra 2017: before 40 for 20 of 1,000 women, from 40 to 44 for 76; Whitcomb 2018: about
# 51 on average; the end of the curve: assumption.
NATURAL: Points = ((0, 33), (20, 40), (96, 45), (300, 49), (500, 51), (750, 53), (920, 55), (1000, 59))
# Pokoradi 2011: after an operation half of them are 42.4 or younger, a quarter 38.0, three quarters 46.4.
OPERATION: Points = ((0, 28), (250, 38), (500, 42.4), (750, 46.4), (1000, 55))
OPERATED = 80  # women in a thousand whose ovaries are removed or stopped before that: assumption


def _menopause(person: Person) -> str | None:
    if not person.is_woman:
        return None
    natural = int(between(NATURAL, person.draws("menopause")))
    operation = int(between(OPERATION, person.draws("operation")))
    is_operated = person.draws("operated") < OPERATED and operation < natural
    person.last_period = operation if is_operated else natural
    if person.age < person.last_period:
        return "not_yet"
    return "surgical_or_medical" if is_operated else "natural"


MENOPAUSE = Worked("menopause", _menopause)
MENOPAUSE_AGE = Worked("menopause_age_years", lambda person: person.last_period, unanswered=60)
# Ameye 2014: in 2010 under 100 of 1,000 women from 45 to 69 in 16 of 17 countries, after 50 to 250 in 2002; age, and
# therapy before 45: assumption
HORMONE_THERAPY = OneOf(
    "hormone_therapy",
    (
        Share("current", women={30: 350, 45: 80, 60: 40, 70: 15}, men={}),
        Share("past", women={30: 100, 45: 60, 60: 130, 70: 180}, men={}),
    ),
    rest="never",
)
AMENORRHOEA = YesNo(  # assumption
    "amenorrhoea_over_12_months",
    Share("", women={18: 20}, men={}, times=(("conditions", "anorexia_nervosa", 25),)),
)
# Wu 2010: of 1,000 men, 1 from 40 to 49, 6 from 50 on, 32 from 60 on, 51 from 70 on
LOW_TESTOSTERONE = YesNo(
    "low_testosterone", Share("", women={}, men={18: 1, 50: 6, 60: 32, 70: 51}), unanswered=60
)
# Eurostat: 1.46 children for each woman in 2022. About 1.1 years with child and breastfeeding for each: assumption, and
# so is the spread over the ages.
PREGNANT = YesNo(
    "pregnant_or_breastfeeding",
    Share(
        "",
        women={18: 15, 20: 38, 25: 86, 30: 106, 35: 63, 40: 15, 45: 1, 50: 0},
        men={},
        times=(("menopause", "natural", 0), ("menopause", "surgical_or_medical", 0)),
    ),
)

PARENTAL_HIP_FRACTURE = YesNo(
    "parental_hip_fracture", everybody("", {18: 30, 40: 70, 55: 100}), unanswered=70
)  # assumption
FAMILY_OSTEOPOROSIS = YesNo(
    "family_osteoporosis",
    everybody("", {18: 80, 40: 110}, times=(("parental_hip_fracture", True, 2.5),)),
    unanswered=100,
)  # assumption
# IOF: one in three women and one in five men over 50 will break a bone because of osteoporosis; by age: assumption.
# Kanis 2004: 1.18 times with a parent's fracture; the other factors: assumption
FRAGILITY_FRACTURE = YesNo(
    "fragility_fracture",
    Share(
        "",
        women={18: 5, 40: 15, 50: 45, 60: 105, 70: 175, 80: 260},
        men={18: 6, 40: 14, 50: 30, 60: 55, 70: 85, 80: 130},
        times=(
            ("parental_hip_fracture", True, 1.18),
            ("smoking", "current", 1.3),
            ("conditions", "rheumatoid_arthritis", 1.5),
            ("medicines", "glucocorticoids", 1.6),
            ("medicines", "osteoporosis_treatment", 2),
        ),
    ),
)
SITES = OneOf(
    "fracture_sites",
    (
        # Pfeilschifter 2012: of the major fractures after 45, 66 of 1,000 are of the hip at 55, 340 at 85; the rest:
        # assumption
        everybody("hip", {18: 15, 50: 40, 65: 100, 80: 200}),
        everybody("spine", {18: 80, 50: 100, 70: 180}),
        everybody("wrist", {18: 330, 70: 250}),
        everybody("upper_arm", {18: 80, 65: 110}),
        everybody("pelvis", {18: 10, 65: 40}),
        everybody("rib", {18: 90}),
    ),
    rest="other",
)
FRACTURE_SITES = Worked("fracture_sites", lambda person: [SITES.draw(person)], unanswered=30)
RECENT_FRACTURE = YesNo("fracture_in_last_2_years", everybody("", {18: 150}))  # assumption

# Briot 2010: women of 71 on average say they lost 2.1 cm (standard deviation 2.5): 360 of 1,000 over 3 cm, 220 over 4;
# younger women and men: assumption. GO Study 2021: 4.9 cm after a fracture, else 3.4; the factors: assumption
AFTER_FRACTURE = (("fragility_fracture", True, 1.8),)
HEIGHT_LOSS = OneOf(
    "height_loss",
    (
        Share(
            "over_4_cm",
            {40: 5, 50: 20, 60: 70, 68: 180, 78: 220},
            {40: 3, 50: 10, 60: 40, 70: 100},
            AFTER_FRACTURE,
        ),
        Share(
            "3_to_4_cm", {40: 10, 50: 40, 60: 90, 68: 135}, {40: 5, 50: 25, 60: 65, 70: 100}, AFTER_FRACTURE
        ),
        Share("under_3_cm", {40: 150, 50: 300, 60: 370}, {40: 120, 50: 260, 60: 360}),
    ),
    rest="none",
    unanswered=120,
)

# Peeters 2018: 299 of 1,000 women and 157 men from 60 to 64; Derbyshire 2023: a third over 65, half over 80; the steps
# between, and weak muscles: assumption
FELL = Share(
    "",
    women={50: 260, 60: 299, 65: 320, 75: 390, 80: 500},
    men={50: 150, 60: 157, 65: 230, 75: 330, 80: 450},
    times=(("symptoms", "muscle_weakness", 1.5),),
)
HOW_OFTEN: Points = ((0, 1), (600, 2), (800, 3), (920, 4), (990, 8), (1000, 20))  # assumption


def _falls(person: Person) -> int:
    if person.draws("fell") >= FELL.of(person):
        return 0
    return int(between(HOW_OFTEN, person.draws("falls_last_year")))


FALLS = Worked("falls_last_year", _falls)

# INE, European Health Survey in Spain 2009: a doctor told 58 of 1,000 people from the age of 16 on. SCOPE 2021: 221 of
# 1,000 women and 66 of 1,000 men over 50 have it. The rise with age and the factors: assumption
DIAGNOSED_OSTEOPOROSIS = YesNo(
    "diagnosed_osteoporosis",
    Share(
        "",
        women={18: 2, 50: 45, 60: 110, 70: 170, 80: 210},
        men={18: 1, 50: 8, 60: 16, 70: 25, 80: 35},
        times=(("fragility_fracture", True, 1.6), ("medicines", "osteoporosis_treatment", 25)),
    ),
)
SCANNED = (("diagnosed_osteoporosis", True, 3),)
LAST_DENSITOMETRY = OneOf(  # assumption
    "last_densitometry",
    (
        Share("under_2_years", {40: 15, 50: 60, 60: 95}, {40: 7, 50: 14, 70: 30}, SCANNED),
        Share("2_to_5_years", {40: 25, 50: 80, 60: 120}, {40: 9, 50: 20, 70: 40}, SCANNED),
        Share("over_5_years", {40: 25, 50: 80, 60: 130}, {40: 9, 50: 20, 70: 40}, SCANNED),
    ),
    rest="never",
    unanswered=40,
)
