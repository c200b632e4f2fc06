"""Conditions, medicines, symptoms and red flags: people in a thousand, by age."""

from __future__ import annotations

from rules.population.draws import OneOf, Share, SomeOf, everybody

CONDITIONS = SomeOf(
    "conditions",
    (
        # Symmons 2002: 11.6 of 1,000 women and 4.4 of 1,000 men in the United Kingdom; the rise with age: assumption
        Share(
            "rheumatoid_arthritis",
            women={18: 2, 45: 9, 55: 16, 65: 24, 75: 26},
            men={18: 0.5, 45: 4, 55: 7, 65: 11, 75: 12},
        ),
        # Garmendia Madariaga 2014: 7.5 of 1,000 Europeans; women and age: assumption
        Share("hyperthyroidism", women={18: 8, 50: 15}, men={18: 2, 50: 4}),
        Share("hyperparathyroidism", women={18: 1, 50: 3, 65: 5}, men={18: 0.5, 50: 1.5}),  # assumption
        everybody("malabsorption", {18: 10}),  # coeliac and bowel disease; assumption
        everybody("type_1_diabetes", {18: 5}),  # assumption
        everybody("kidney_disease", {18: 8, 50: 20, 65: 50, 75: 90}),  # those who know of it; assumption
        Share("kidney_stones", women={18: 15, 40: 35, 60: 50}, men={18: 20, 40: 55, 60: 85}),  # assumption
        everybody("high_blood_calcium", {18: 1, 50: 4}),  # assumption
        # INE, European Health Survey in Spain 2009: 7.2 of 1,000 from the age of 16 on; age: assumption
        everybody("liver_disease", {18: 2, 45: 8, 60: 14}),
        # The same survey: 34.9 of 1,000 have chronic bronchitis or emphysema; smoking and age: assumption
        Share(
            "copd",
            women={18: 8, 40: 20, 55: 42, 65: 55, 75: 70},
            men={18: 9, 40: 25, 55: 55, 65: 85, 75: 110},
            times=(("smoking", "current", 2.2), ("smoking", "former", 1.4), ("smoking", "never", 0.5)),
        ),
        everybody("cushing", {18: 0.2}),  # assumption
        Share("anorexia_nervosa", women={18: 10, 30: 4, 50: 1}, men={18: 1, 30: 0.3}),  # assumption
        everybody("skin_cancer_or_photosensitivity", {18: 5, 50: 20, 65: 50, 75: 80}),  # assumption
    ),
)
MEDICINES = SomeOf(
    "medicines",
    (
        # van Staa 2000: 9 of 1,000 adults in the United Kingdom at any time, 25 of those from 70 to 79.
        # Fardet 2011: 136 of 1,000 people with rheumatoid arthritis for three months or more; COPD: assumption
        everybody(
            "glucocorticoids",
            {18: 2, 40: 5, 50: 8, 60: 12, 70: 18},
            times=(("conditions", "rheumatoid_arthritis", 10), ("conditions", "copd", 4)),
        ),
        everybody("antiepileptics", {18: 8, 50: 14}),  # assumption
        Share("aromatase_inhibitors", women={18: 0.2, 45: 4, 50: 9, 60: 12, 80: 6}, men={}),  # assumption
        Share("androgen_deprivation", women={}, men={60: 4, 70: 14, 80: 25}),  # assumption
        # Garmendia Madariaga 2014: 30.5 of 1,000 Europeans have an underactive thyroid; women and age: assumption
        Share("thyroid_hormone", women={18: 20, 40: 45, 60: 75}, men={18: 4, 40: 9, 60: 18}),
        everybody("vitamin_k_antagonist", {18: 0.5, 50: 4, 65: 15, 75: 35}),  # assumption
        # SCOPE 2021: 71 of 100 women at high risk are not treated; the shares of all: assumption
        Share("osteoporosis_treatment", women={50: 20, 60: 45, 70: 80, 80: 100}, men={50: 3, 60: 6, 70: 12}),
        # Othman 2016: 77 of 1,000 people of any age in the United Kingdom at one time; age: assumption
        everybody("proton_pump_inhibitors", {18: 25, 40: 65, 60: 130, 75: 190}),
        everybody("quinolone_or_tetracycline", {18: 4}),  # assumption
    ),
)
GLUCOCORTICOID_MONTHS = OneOf(  # assumption
    "glucocorticoid_months",
    (everybody("3_or_more", {18: 600}, times=(("conditions", "rheumatoid_arthritis", 1.4),)),),
    rest="under_3",
    unanswered=50,
)
GLUCOCORTICOID_DOSE = OneOf(  # assumption
    "glucocorticoid_mg_per_day",
    (everybody("under_5", {18: 350}), everybody("over_7_5", {18: 300})),
    rest="5_to_7_5",
    unanswered=150,
)
SYMPTOMS = SomeOf(
    "symptoms",
    (
        Share(
            "persistent_bone_pain", women={18: 8, 40: 20, 60: 40}, men={18: 5, 40: 13, 60: 27}
        ),  # assumption
        Share(  # assumption
            "stooped_posture",
            women={18: 2, 50: 8, 65: 25, 75: 60, 85: 100},
            men={18: 2, 50: 5, 65: 15, 75: 35, 85: 60},
            times=(("height_loss", "over_4_cm", 3),),
        ),
        everybody("muscle_weakness", {18: 6, 50: 15, 65: 35, 75: 80, 85: 150}),  # assumption
        # Grandner 2017: 60 of 1,000 American adults have them moderately or severely, more of them with age: assumption
        everybody("night_cramps", {18: 30, 40: 50, 55: 75, 65: 95}),
        everybody("fragile_teeth", {18: 15, 50: 30, 70: 45}),  # assumption
    ),
)
RED_FLAGS = SomeOf(  # assumption: seldom
    "red_flags",
    (
        everybody("sudden_severe_back_pain", {18: 1, 65: 3}),
        everybody("leg_weakness_or_numbness", {18: 1, 65: 2}),
        everybody("bladder_or_bowel_change", {18: 0.5, 65: 1}),
        everybody("cannot_bear_weight", {18: 0.5, 65: 2}),
        everybody("fever_or_weight_loss_with_pain", {18: 0.7}),
    ),
)
