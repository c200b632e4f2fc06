"""Words for the facts of `rules.measures`, which are computed and never asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.units import MG_A_DAY, YEARS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure that the visitor may see, with the number of decimals shown."""

    label: StrOrPromise
    units: StrPromise | None = None
    decimals: int = 0


MEASURED = {
    "bmi": Measured(_("Your weight for your height (body mass index)"), decimals=1),
    "years_since_menopause": Measured(_("Time since menopause"), YEARS),
    "calcium_mg_per_day": Measured(_("Calcium in your food (estimate)"), MG_A_DAY),
    "calcium_target_mg_per_day": Measured(_("Calcium advised for your age and sex"), MG_A_DAY),
    "alcohol_drinks_per_day": Measured(_("Drinks with alcohol a day"), decimals=1),
}
# Published indices: the visitor's page names what they look at, and never their number.
INDICES = {
    "ost": _("Your age and weight, put together in a published index (OST)"),
    "orai": _("Your age, weight and hormone therapy, put together in a published index (ORAI)"),
    "osiris": _(
        "Your age, weight, hormone therapy and fractures, put together in a published index (OSIRIS)"
    ),
    "score": _("Your age, weight and health, put together in a published index (SCORE)"),
    "mores": _("Your age, weight and lung health, put together in a published index (MORES)"),
    "nhg_points": _("Several of your answers, put together in a published Dutch table (CBO, NHG)"),
}
