"""The words of the five levels on the result page: never a score, a percentage or a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from rules.outcome import MAINTAIN

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
            "Some of your answers are a good reason to have a doctor look at your bones."
            " That does not mean that something is wrong: only an examination can show it."
        ),
        _("Do this check again after your visit, or in a year."),
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
    "open": Level(  # what is shown in place of `maintain` when too few answers stand behind it
        _("We cannot say: many questions are still open"),
        _(
            "You answered too few questions for us to say whether a visit to a doctor is worthwhile. "
            "That is no good news and no bad news. Answer a few more below, or ask your doctor."
        ),
    ),
}
INTERRUPTING = ("urgent", "out_of_scope")  # nothing else matters beside these
URGENCIES = {
    "today": _("Today"),
    "soon": _("Soon"),
    "routine": _("At your next visit, or in the coming months"),
}


def level_shown(level: str, leaves_much_open: bool) -> str:
    """The key of the words for an outcome's level: finding nothing is no good news when little was answered."""
    return "open" if leaves_much_open and level == MAINTAIN else level
