"""What is proven, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from rules.proof.results import Proof

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES: dict[Proof, StrOrPromise] = {
    Proof.ONE_LEVEL: _("Every visitor gets exactly one level"),
    Proof.RED_FLAG: _("Whoever has a red flag is told to get help today"),
    Proof.RULE_ALIVE: _("Every rule makes a difference to some visitor"),
    Proof.REACHABLE: _("Every recommendation is shown to some visitor"),
    Proof.WITHHELD: _("A recommendation is never shown beside a finding that withholds it"),
    Proof.INCOMPATIBLE: _("Recommendations that must not meet are never shown together"),
    Proof.CRITERION: _("Whoever meets a criterion of a guideline is referred, in its own country only"),
    Proof.GUARANTEE: _("Your own guarantees hold"),
    Proof.MONOTONE: _("One more risk factor, warning sign or red flag never lowers the level"),
    Proof.UNANSWERED: _("For a question left open, some answer gives the same level or a higher one"),
}
NOTES: dict[Proof, StrOrPromise] = {
    Proof.CRITERION: _("Where a caution withholds the referral, a discussion with the doctor will do."),
    Proof.GUARANTEE: _("You find them at the end of the map, and can add some."),
    Proof.MONOTONE: _(
        "Two visitors are compared who differ in one answer. A finding that may lower the level, for a"
        " reason, is left out."
    ),
}
