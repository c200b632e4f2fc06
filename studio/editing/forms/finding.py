"""A finding: what rules establish about a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.document import RAISING
from studio.editing.forms.base import Line, PartForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References
from studio.words import FINDING_KINDS


class FindingForm(PartForm):
    """Its kind decides where the result page shows it."""

    collection = "findings"
    named_after = ("label_en",)
    texts: ClassVar = {"label": (_("Statement"), 3)}
    order = ("topic", "kind", "label", "modifiable", "may_lower", "sources")

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        help_text=_(
            "A caution withholds tips. A step on the way only joins conditions: visitors never see it as such."
        ),
    )
    modifiable = forms.BooleanField(label=_("Something the visitor can change"), required=False)
    may_lower = Line(
        label=_("Why it may lower the level"),
        required=False,
        help_text=_(
            "One more risk factor, warning sign or red flag must never lead to a lower level."
            " Where that is meant for this one, say why; else leave it empty."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )
    sources = References(label=_("Sources"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Kinds as well."""
        kinds = [(str(kind), capfirst(words)) for kind, words in FINDING_KINDS.items()]
        self._field("kind").choices = self.chosen_first(kinds)
        return super().offers()

    def plain(self) -> dict[str, Any]:
        """Where the kind can lower nothing, the field says so."""
        data = super().plain()
        if "may_lower" in data and "kind" in data and data["kind"] not in RAISING:
            self.add_error(
                "may_lower", gettext("Only for a risk factor, a warning sign or a red flag: leave it empty.")
            )
        return data
