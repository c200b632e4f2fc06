"""A finding: what rules establish about a person."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from studio.editing.forms.base import PartForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References
from studio.words import FINDING_KINDS


class FindingForm(PartForm):
    """Its kind decides where the result page shows it."""

    collection = "findings"
    named_after = ("label_en",)
    texts: ClassVar = {"label": (_("Statement"), 3)}
    order = ("topic", "kind", "label", "modifiable", "sources")

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        help_text=_(
            "A caution withholds tips. A step on the way only joins conditions: visitors never see it as such."
        ),
    )
    modifiable = forms.BooleanField(label=_("Something the visitor can change"), required=False)
    sources = References(label=_("Sources"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Kinds as well."""
        kinds = [(str(kind), capfirst(words)) for kind, words in FINDING_KINDS.items()]
        self._field("kind").choices = self.chosen_first(kinds)
        return super().offers()
