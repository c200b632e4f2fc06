"""The words of the five levels on the result page: never a score, a percentage or a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Level:
    """How a level reads: a heading, what it means, and when to check again ("" where that would mislead)."""

    title: StrOrPromise
    meaning: StrOrPromise
    check_again: StrOrPromise = ""


LEVELS = {
    "urgent": Level(
        _("Get medical help today"),
        _("Your answers can point to something that must not wait. The rest of this check can."),
    ),
    "out_of_scope": Level(
        _("This check is not made for you"),
        _("It is made for adults who are not pregnant or breastfeeding. Your doctor can help you better."),
    ),
    "refer": Level(
        _("See your doctor about a bone density test"),
        _(
            "Some of your answers are reasons that doctors use to measure bone density. "
            "That does not mean that something is wrong: only the test can show it."
        ),
        _("Do this check again after your test, or in a year."),
    ),
    "discuss": Level(
        _("Talk about your bones at your next visit to the doctor"),
        _(
            "There is no hurry. Some of your answers are worth a few words with your doctor or practice nurse."
        ),
        _("Do this check again in a year, or sooner when something changes."),
    ),
    "maintain": Level(
        _("Keep going: nothing here calls for a visit"),
        _(
            "Your answers show no reason to see a doctor about your bones. Keep your good habits: your bones need them."
        ),
        _(
            "Do this check again in two years, or sooner when something changes: a broken bone, a new illness."
        ),
    ),
}
INTERRUPTING = ("urgent", "out_of_scope")  # nothing else matters beside these
TOO_FEW_ANSWERS = Level(
    _("We cannot say: many questions are still open"),
    _(
        "You answered too few questions for us to say whether a visit to a doctor is worthwhile. "
        "That is no good news and no bad news. Answer a few more below, or ask your doctor."
    ),
)
URGENCIES = {
    "today": _("Today"),
    "soon": _("In the next few weeks"),
    "routine": _("At your next visit, or in the coming months"),
}
