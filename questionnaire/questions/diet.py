"""The questions of the last step: what you eat and drink."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from questionnaire.questions.units import (
    GLASSES_A_DAY,
    GLASSES_A_WEEK,
    HANDFULS_A_WEEK,
    PORTIONS_A_DAY,
    PORTIONS_A_WEEK,
)
from rules.facts import FACTS

DIET = Section(
    key="diet",
    title=_("What you eat"),
    lead=_("Think of an ordinary week; a rough count is good enough."),
    questions=(
        Question(
            FACTS["diets"],
            label=_("Diets and allergies"),
            text=_("Does any of this apply to the way you eat?"),
            help=_(
                "With a milk allergy, even a little milk can make you ill."
                " With lactose intolerance, milk mainly upsets your bowels."
            ),
            answers={
                "vegan": _("vegan (nothing that comes from animals)"),
                "vegetarian": _("vegetarian (no meat or fish)"),
                "lactose_intolerance": _("lactose intolerance"),
                "milk_allergy": _("milk allergy"),
                "fish_allergy": _("fish allergy"),
                "nut_allergy": _("nut allergy"),
                "none": _("none of these"),
            },
        ),
        Question(
            FACTS["milk_or_yoghurt_per_day"],
            picture="milk",
            label=_("Milk and yoghurt"),
            text=_("How many portions of milk or yoghurt do you have a day?"),
            help=_("One portion: a glass of 200 ml, or a pot of 125 to 150 g."),
            units=PORTIONS_A_DAY,
        ),
        Question(
            FACTS["cheese_per_day"],
            picture="cheese",
            label=_("Cheese"),
            text=_("How many portions of cheese do you eat a day?"),
            help=_("One portion is 30 g: one or two slices, or a piece the size of a matchbox."),
            units=PORTIONS_A_DAY,
        ),
        Question(
            FACTS["fortified_drinks_per_day"],
            picture="fortified",
            label=_("Drinks with added calcium"),
            text=_("How many glasses of drinks with added calcium do you have a day?"),
            help=_(
                "A glass is 200 ml of plant drink (soya, oat, almond) or juice with calcium on its label."
            ),
            units=GLASSES_A_DAY,
        ),
        Question(
            FACTS["leafy_greens_per_week"],
            picture="greens",
            label=_("Leafy greens"),
            text=_("How many portions of leafy greens do you eat a week?"),
            help=_("One portion is about four spoonfuls, cooked: kale, broccoli, pak choi, turnip greens."),
            units=PORTIONS_A_WEEK,
        ),
        Question(
            FACTS["oily_fish_per_week"],
            picture="fish",
            label=_("Oily fish"),
            text=_("How many portions of oily fish do you eat a week?"),
            help=_("One portion is 100 g of salmon, sardines, mackerel or herring; tinned fish counts."),
            units=PORTIONS_A_WEEK,
        ),
        Question(
            FACTS["nuts_or_seeds_per_week"],
            picture="nuts",
            label=_("Nuts and seeds"),
            text=_("How many handfuls of nuts or seeds do you eat a week?"),
            help=_("A handful is about 30 g: almonds, walnuts, sesame or sunflower seeds."),
            units=HANDFULS_A_WEEK,
        ),
        Question(
            FACTS["pulses_or_tofu_per_week"],
            picture="pulses",
            label=_("Pulses and tofu"),
            text=_("How many portions of pulses or tofu do you eat a week?"),
            help=_("One portion is a small bowl of lentils, chickpeas, beans or tofu."),
            units=PORTIONS_A_WEEK,
        ),
        Question(
            FACTS["protein_portions_per_day"],
            picture="protein",
            label=_("Food rich in protein"),
            text=_("How many portions of food rich in protein do you eat a day?"),
            help=_(
                "Meat, fish, eggs, tofu, pulses or dairy. One portion: a piece as big as your palm,"
                " two eggs, a small bowl of pulses or a pot of yoghurt."
            ),
            units=PORTIONS_A_DAY,
        ),
        Question(
            FACTS["fruit_and_vegetables_per_day"],
            picture="fruit",
            label=_("Fruit and vegetables"),
            text=_("How many portions of fruit and vegetables do you eat a day?"),
            help=_("One portion is 80 g: a medium fruit, or three large spoonfuls of vegetables."),
            units=PORTIONS_A_DAY,
        ),
        Question(
            FACTS["vitamin_c_foods_per_week"],
            picture="citrus",
            label=_("Food rich in vitamin C"),
            text=_("How many portions of food rich in vitamin C do you eat a week?"),
            help=_("Oranges and other citrus fruit, peppers, strawberries, broccoli."),
            units=PORTIONS_A_WEEK,
        ),
        Question(
            FACTS["sodas_per_week"],
            picture="soda",
            label=_("Sodas"),
            text=_("How many glasses of soda do you drink a week?"),
            help=_("Cola and other sweet fizzy drinks, sugar-free ones too. Count a can as two glasses."),
            units=GLASSES_A_WEEK,
        ),
        Question(
            FACTS["salty_or_processed_per_week"],
            picture="salty",
            label=_("Salty or processed food"),
            text=_("How many portions of salty or processed food do you eat a week?"),
            help=_("Ready meals, ham, sausages and other processed meat, crisps and salty snacks."),
            units=PORTIONS_A_WEEK,
        ),
        Question(
            FACTS["supplements"],
            label=_("Food supplements"),
            text=_("Do you take any of these food supplements?"),
            help=_("As tablets, drops or powder. For a multivitamin, look at the label."),
            answers={
                "calcium": _("calcium"),
                "vitamin_d": _("vitamin D"),
                "magnesium": _("magnesium"),
                "vitamin_k": _("vitamin K"),
                "none": _("none of these"),
            },
        ),
    ),
)
