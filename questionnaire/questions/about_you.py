"""The questions of the first step: who you are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from questionnaire.questions.units import CM, KG, YEARS
from rules.facts import FACTS

ABOUT_YOU = Section(
    key="about-you",
    title=_("About you"),
    lead=_("A few basics first: they decide which questions come next."),
    questions=(
        Question(
            FACTS["age_years"],
            label=_("Your age"),
            text=_("How old are you?"),
            units=YEARS,
        ),
        Question(
            FACTS["sex"],
            label=_("Your sex at birth"),
            text=_("What sex was registered when you were born?"),
            help=_("We ask because hormones act on bone differently in women and men."),
            answers={
                "female": _("female"),
                "male": _("male"),
                "unspecified": _("other, or I prefer not to say"),
            },
        ),
        Question(
            FACTS["country"],
            label=_("Country where you see a doctor"),
            text=_("In which country do you see a doctor?"),
            help=_("The advice on who should have a bone density test differs from country to country."),
            answers={
                "be": _("Belgium"),
                "fr": _("France"),
                "nl": _("Netherlands"),
                "uk": _("United Kingdom"),
                "us": _("United States"),
                "other": _("another country"),
            },
        ),
        Question(
            FACTS["height_cm"],
            label=_("Your height"),
            text=_("How tall are you now?"),
            help=_("Standing straight, without shoes. An estimate is fine."),
            units=CM,
        ),
        Question(
            FACTS["weight_kg"],
            label=_("Your weight"),
            text=_("How much do you weigh?"),
            help=_("An estimate is fine."),
            units=KG,
        ),
        Question(
            FACTS["height_loss"],
            label=_("Height lost since you were a young adult"),
            text=_("How much height have you lost since you were a young adult?"),
            help=_(
                "Compare with your greatest height, for example on an old identity card or medical record."
            ),
            answers={
                "none": _("no height lost"),
                "under_3_cm": _("less than 3 cm"),
                "3_to_4_cm": _("3 to 4 cm"),
                "over_4_cm": _("more than 4 cm"),
            },
        ),
        Question(
            FACTS["pregnant_or_breastfeeding"],
            label=_("Pregnant or breastfeeding"),
            text=_("Are you pregnant or breastfeeding?"),
            help=_("Your body has other needs then, and this check is not made for them."),
        ),
        Question(
            FACTS["diagnosed_osteoporosis"],
            label=_("Osteoporosis found or treated by a doctor"),
            text=_("Has a doctor found osteoporosis, or are you being treated for it?"),
            help=_("Osteoporosis means fragile bones: they break more easily."),
        ),
        Question(
            FACTS["last_densitometry"],
            label=_("Your last bone density test"),
            text=_("When did you last have a bone density test (DXA)?"),
            help=_(
                "Also called densitometry: a short X-ray scan of the hip and lower back, lying on a table."
            ),
            answers={
                "never": _("never"),
                "under_2_years": _("less than 2 years ago"),
                "2_to_5_years": _("2 to 5 years ago"),
                "over_5_years": _("more than 5 years ago"),
            },
        ),
    ),
)
