"""Answers as one says them to a doctor: “I broke my wrist after a minor fall.”"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from questionnaire.questions import QUESTIONS
from questionnaire.questions.measurements import Unit, amount_text, number_text, unit_of
from rules.facts import NONE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

Answers = Mapping[str, object]
INDEX = gettext_lazy("My age and weight together are a reason to look: a published index says so.")
# An answer that is not here goes without saying, and so does a fact that is in none of the tables.
SAID: dict[str, Mapping[object, StrOrPromise]] = {
    "height_loss": {
        "3_to_4_cm": gettext_lazy("I have lost 3 to 4 cm in height."),
        "over_4_cm": gettext_lazy("I have lost more than 4 cm in height."),
    },
    "symptoms": {
        "stooped_posture": gettext_lazy("My back has become rounded."),
        "persistent_bone_pain": gettext_lazy("I have pain in my bones or joints that does not go away."),
        "muscle_weakness": gettext_lazy("My muscles are weak."),
        "night_cramps": gettext_lazy("I have cramps at night."),
        "fragile_teeth": gettext_lazy("My teeth or gums are fragile."),
    },
    "glucocorticoid_months": {
        "3_or_more": gettext_lazy("I have taken a cortisone-type medicine for 3 months or more.")
    },
    "parental_hip_fracture": {True: gettext_lazy("My mother or my father broke a hip.")},
    "family_osteoporosis": {True: gettext_lazy("There is osteoporosis in my close family.")},
    "amenorrhoea_over_12_months": {True: gettext_lazy("My periods once stopped for over a year.")},
    "low_testosterone": {True: gettext_lazy("A doctor told me that my testosterone is low.")},
    "menopause": {
        "natural": gettext_lazy("I am past menopause."),
        "surgical_or_medical": gettext_lazy("My menopause came after an operation or a treatment."),
    },
    "smoking": {"former": gettext_lazy("I used to smoke."), "current": gettext_lazy("I smoke.")},
    "stress": {"often": gettext_lazy("I often feel stressed.")},
}
LISTED: dict[str, StrPromise] = {
    "medicines": gettext_lazy("I take: %(list)s."),
    "conditions": gettext_lazy("I have or have had: %(list)s."),
}
COUNTED: dict[str, StrPromise] = {
    "falls_last_year": ngettext_lazy(
        "I fell once in the last 12 months.", "I fell %(count)s times in the last 12 months.", "count"
    ),
    "alcohol_drinks_per_week": ngettext_lazy(
        "I have %(count)s drink with alcohol a week.", "I have %(count)s drinks with alcohol a week.", "count"
    ),
    "weight_bearing_days_per_week": ngettext_lazy(
        "I exercise on my feet on %(count)s day a week.",
        "I exercise on my feet on %(count)s days a week.",
        "count",
    ),
}
MEASURED: dict[str, StrPromise] = {
    "menopause_age_years": gettext_lazy("My menopause came at the age of %(number)s."),
    "height_cm": gettext_lazy("I am %(number)s tall."),
    "weight_kg": gettext_lazy("I weigh %(number)s."),
}
TAKEN_TOGETHER: dict[str, StrPromise] = dict.fromkeys(("ost", "orai", "osiris", "score", "mores"), INDEX) | {
    "nhg_points": gettext_lazy(
        "Several of my answers together are a reason to look: a published table says so."
    )
}
# A measure is told by the answers behind it.
BEHIND = {
    "bmi": ("height_cm", "weight_kg"),
    "alcohol_drinks_per_day": ("alcohol_drinks_per_week",),
    "years_since_menopause": ("menopause_age_years",),
}
FRACTURE, SITES, RECENT = "fragility_fracture", "fracture_sites", "fracture_in_last_2_years"
BONES: dict[str, StrPromise] = {
    "hip": gettext_lazy("my hip"),
    "spine": gettext_lazy("a vertebra"),
    "wrist": gettext_lazy("my wrist"),
    "upper_arm": gettext_lazy("my upper arm"),
    "pelvis": gettext_lazy("my pelvis"),
    "rib": gettext_lazy("a rib"),
}
WEIGHT = (FRACTURE, RECENT, "height_loss", "symptoms", *LISTED, *SAID, *TAKEN_TOGETHER, *COUNTED, *BEHIND)


def say(fact: str, value: object, answers: Answers, units: Mapping[str, str]) -> list[str]:
    """A fact behind a finding, a sentence or more in the active language; none for what goes without saying.

    Height and weight stand in the visitor's `units`.
    """
    if fact in BEHIND:
        return [sentence for key in BEHIND[fact] for sentence in say(key, answers[key], answers, units)]
    if fact in (FRACTURE, RECENT):
        return list(_fracture(answers))
    if fact in SAID:
        return [str(words) for answer, words in SAID[fact].items() if answer in _chosen(value)]
    if fact in LISTED:
        names = ", ".join(_names(fact, value))
        return [LISTED[fact] % {"list": names}] if names else []
    return list(_told(fact, value, unit_of(fact, units)))


def _told(fact: str, value: object, unit: Unit | None) -> Iterator[str]:
    if fact in TAKEN_TOGETHER:
        yield str(TAKEN_TOGETHER[fact])
    elif fact in COUNTED:
        yield COUNTED[fact] % {"count": value}
    elif fact in MEASURED:
        number = Decimal(str(value))
        yield MEASURED[fact] % {"number": amount_text(number, unit) if unit else number_text(number)}


def _chosen(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _names(fact: str, value: object) -> Iterator[str]:
    """What was chosen, without the examples in brackets."""
    for key, text in QUESTIONS[fact].answers.items():
        if key in _chosen(value) and key != NONE:
            yield str(text).partition(" (")[0]


def _fracture(answers: Answers) -> Iterator[str]:
    """Which bones broke, and whether lately: told at once, whichever of the two the rules look at."""
    if answers.get(FRACTURE) is not True:
        return
    bones = [str(words) for key, words in BONES.items() if key in _chosen(answers.get(SITES))]
    broken = get_text_list(bones, _("and")) or _("a bone")
    yield _("I broke %(bones)s after a minor fall or shock.") % {"bones": broken}
    if answers.get(RECENT) is True:
        yield _("That was in the last 2 years.")
