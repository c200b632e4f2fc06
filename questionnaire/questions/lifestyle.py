"""The questions of the sixth step: daily habits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from questionnaire.questions.units import CUPS_A_DAY, DAYS_A_WEEK, DRINKS_A_WEEK, HOURS_A_NIGHT
from rules.facts import FACTS

LIFESTYLE = Section(
    key="lifestyle",
    title=_("Lifestyle"),
    lead=_("Some daily habits strengthen bone, others wear it down."),
    questions=(
        Question(
            FACTS["smoking"],
            label=_("Smoking"),
            text=_("Do you smoke?"),
            answers={
                "never": _("I have never smoked"),
                "former": _("I have stopped smoking"),
                "current": _("I smoke now"),
            },
        ),
        Question(
            FACTS["alcohol_drinks_per_week"],
            picture="drinks",
            label=_("Alcohol"),
            text=_("How many drinks with alcohol do you have in a usual week?"),
            help=_(
                "One drink holds 10 g of alcohol: 25 cl of ordinary beer, 10 cl of wine or 3 cl of spirits."
            ),
            examples={
                "": _("A large glass or a strong beer counts as two."),
                "be": _("A strong abbey beer of 33 cl counts as two."),
                "fr": _(
                    "A half-litre of beer counts as two; two large glasses of wine (15 cl) count as three."
                ),
                "nl": _("A glass of beer in a café is one; a half-litre can counts as two."),
                "uk": _("A pint of beer counts as two; two large glasses of wine (250 ml) count as five."),
                "us": _("Two 12-ounce cans of beer, or two 5-ounce glasses of wine, count as three."),
            },
            units=DRINKS_A_WEEK,
        ),
        Question(
            FACTS["coffee_cups_per_day"],
            picture="coffee",
            label=_("Coffee"),
            text=_("How many cups of coffee do you drink a day?"),
            help=_("Do not count decaffeinated coffee."),
            units=CUPS_A_DAY,
        ),
        Question(
            FACTS["weight_bearing_days_per_week"],
            picture="walking",
            label=_("Exercise on your feet"),
            text=_("On how many days a week do you exercise on your feet?"),
            help=_(
                "Count the days with 30 minutes or more of walking, stairs, dancing, running"
                " or strength training."
            ),
            units=DAYS_A_WEEK,
        ),
        Question(
            FACTS["strength_days_per_week"],
            picture="strength",
            label=_("Strength training"),
            text=_("On how many days a week do you train your muscles?"),
            help=_("For example with weights, elastic bands or the weight of your own body."),
            units=DAYS_A_WEEK,
        ),
        Question(
            FACTS["mostly_swims_or_cycles"],
            label=_("Mainly swimming or cycling"),
            text=_("Is your exercise mainly swimming or cycling?"),
            help=_("Both are healthy, but they load your bones less than walking does."),
        ),
        Question(
            FACTS["sun_minutes_per_day"],
            label=_("Sun on your face and arms"),
            text=_("How long are your face and arms in the sun each day?"),
            help=_("Think of an ordinary day over the past months."),
            answers={
                "under_10": _("less than 10 minutes"),
                "10_to_20": _("10 to 20 minutes"),
                "over_20": _("more than 20 minutes"),
            },
        ),
        Question(
            FACTS["sleep_hours"],
            picture="sleep",
            label=_("Sleep"),
            text=_("How many hours do you sleep a night?"),
            units=HOURS_A_NIGHT,
        ),
        Question(
            FACTS["stress"],
            label=_("Stress"),
            text=_("How often have you felt stressed in the past months?"),
            answers={"rarely": _("rarely"), "sometimes": _("sometimes"), "often": _("often")},
        ),
    ),
)
