"""A guarantee: for whom it holds, and what they must and must not get."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaire.levels import LEVELS
from rules.document import Guarantee, Level
from studio import guarantees
from studio.editing.forms import options
from studio.editing.forms.conditional import ConditionalForm
from studio.editing.forms.conditions import Conditions
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References

DEMANDS = ("levels", "findings", "never_findings", "tips", "never_tips")


class Levels(forms.MultipleChoiceField):
    """Any number of the five, each a box to tick."""

    widget = forms.CheckboxSelectMultiple
    page_template = "boxes"


class GuaranteeForm(ConditionalForm):
    """Without a condition it speaks of everybody."""

    collection = "guarantees"
    named_after = ("title_en",)
    texts: ClassVar = {"title": (_("Title"), 2)}
    order = ("title", "how_many", "at_least", "conditions", "unless", *DEMANDS)
    says = _("The guarantee says:")
    read_back_below = "unless"

    conditions = Conditions(label=_("Conditions (none: it holds for everybody)"), required=False)
    unless = Conditions(label=_("Except for those of whom one of these holds"), required=False)
    levels = Levels(
        label=_("Levels that are allowed"),
        required=False,
        help_text=_("Tick none where the level does not matter."),
    )
    findings = References(label=_("Findings that must be there"), required=False)
    never_findings = References(label=_("Findings that must not be there"), required=False)
    tips = References(
        label=_("Tips that must be there"),
        required=False,
        help_text=_(
            "Visitors who must get help today get no tips, nor do those for whom this check is not made."
        ),
    )
    never_tips = References(label=_("Tips that must not be there"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Levels and subjects as well."""
        self.offer_subjects()
        self._field("levels").choices = [(level, LEVELS[level].title) for level in get_args(Level)]
        findings, tips = options.findings(self.copy), options.tips(self.copy)
        return {"findings": findings, "never_findings": findings, "tips": tips, "never_tips": tips}

    def plain(self) -> dict[str, Any]:
        """Where nothing is demanded, the page says so in its own words."""
        data = super().plain()
        if not any(name in data or name in self.errors for name in DEMANDS):
            self.add_error(
                "levels", gettext("Say what must hold: a level, a finding or a tip, here or below.")
            )
        return data

    def sentence(self) -> str:
        """The guarantee in words as it now stands in the form; "" while it demands nothing."""
        demands: dict[str, Any] = {name: self._known(name) for name in DEMANDS}
        if not any(demands.values()):
            return ""
        said = {**self.listed(), "unless": self.written("unless"), **demands}
        return guarantees.in_words(self.copy, Guarantee.model_construct(key="", **said))

    def _known(self, name: str) -> tuple[str, ...]:
        """Somebody can post what no box says."""
        return tuple(key for key in self.keys(name) if name != "levels" or key in get_args(Level))
