"""The questions of the fourth step: broken bones, in the family too, and falls."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from rules.facts import FACTS

FRACTURES = Section(
    key="family-fractures-falls",
    title=_("Family, fractures and falls"),
    lead=_("Bones that broke easily, in you or in your family, tell a lot."),
    questions=(
        Question(
            FACTS["parental_hip_fracture"],
            label=_("Hip fracture of a parent"),
            text=_("Did your mother or father ever break a hip?"),
            help=_("The hip is the top of the thigh bone; it often breaks in a fall."),
        ),
        Question(
            FACTS["family_osteoporosis"],
            label=_("Osteoporosis in the family"),
            text=_("Has a parent, brother or sister had osteoporosis?"),
        ),
        Question(
            FACTS["fragility_fracture"],
            label=_("Fracture after a minor shock"),
            text=_("As an adult, have you broken a bone after a minor shock?"),
            help=_(
                "For example after a cough, after lifting something, or after a fall from standing height."
            ),
        ),
        Question(
            FACTS["fracture_sites"],
            label=_("Bones broken by a minor shock"),
            text=_("Which bones did you break that way?"),
            help=_("Choose all that apply."),
            answers={
                "hip": _("hip"),
                "spine": _("spine (a vertebra)"),
                "wrist": _("wrist"),
                "upper_arm": _("upper arm"),
                "pelvis": _("pelvis"),
                "rib": _("rib"),
                "other": _("another bone"),
            },
        ),
        Question(
            FACTS["fracture_in_last_2_years"],
            label=_("Fracture in the last 2 years"),
            text=_("Did one of these fractures happen in the last 2 years?"),
        ),
        Question(
            FACTS["falls_last_year"],
            label=_("Falls in the last 12 months"),
            text=_("How many times have you fallen in the last 12 months?"),
            help=_("Count every fall, even without injury."),
        ),
    ),
)
