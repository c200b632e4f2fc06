"""A recommendation: what is said because of findings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaire.levels import URGENCIES
from rules.document import RecommendationKind
from studio.editing.forms import options
from studio.editing.forms.base import PartForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References
from studio.words import RECOMMENDATION_KINDS


class RecommendationForm(PartForm):
    """Its kind is the level that it calls for."""

    collection = "recommendations"
    named_after = ("title_en",)
    texts: ClassVar = {"title": (_("Title"), 2), "text": (_("Text"), 6), "why": (_("Why"), 4)}
    order = (
        "topic",
        "kind",
        "urgency",
        "priority",
        "title",
        "text",
        "why",
        "called_for_by",
        "withheld_by",
        "incompatible_with",
        "sources",
    )

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    urgency = forms.ChoiceField(label=_("How soon"), required=False, help_text=_("For everything but tips."))
    priority = forms.IntegerField(
        label=_("Priority"),
        required=False,
        help_text=_("0 to 100: of the tips that a visitor gets, those with the highest number come first."),
    )
    called_for_by = References(label=_("Findings that call for it"), required=False)
    withheld_by = References(
        label=_("Cautions that withhold it"),
        required=False,
        help_text=_("Who has one of these does not get it, and reads why."),
    )
    incompatible_with = References(
        label=_("Recommendations that nobody may get together with it"),
        required=False,
        help_text=_("It is enough to say so here, or there."),
    )
    sources = References(label=_("Sources"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Kinds and urgencies as well."""
        kinds = [(str(kind), capfirst(words)) for kind, words in RECOMMENDATION_KINDS.items()]
        self._field("kind").choices = self.chosen_first(kinds)
        self._field("urgency").choices = [("", _("none (for a tip)")), *URGENCIES.items()]
        own = self.part.key if self.part else ""
        return super().offers() | {
            "incompatible_with": options.recommendations(self.copy, own),
            "called_for_by": options.findings(self.copy),
            "withheld_by": options.cautions(self.copy),
        }

    def plain(self) -> dict[str, Any]:
        """Where urgency and kind do not fit, its field says so."""
        data = super().plain()
        kind, soon = data.get("kind"), "urgency" in data
        if kind == RecommendationKind.TIP and soon:
            self.add_error("urgency", gettext("A tip has no “how soon”: choose none."))
        elif kind and kind != RecommendationKind.TIP and not soon and "urgency" not in self.errors:
            self.add_error("urgency", gettext("Choose how soon."))
        return data
