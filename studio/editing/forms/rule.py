"""A rule: conditions, how many of them must hold, and the finding that they establish."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rules.document import Rule
from studio.editing.forms import options
from studio.editing.forms.base import Line
from studio.editing.forms.conditional import ConditionalForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References


class Then(forms.ChoiceField):
    """A choice among so many that the page's own template writes it."""

    page_template = "choice"
    groups: Groups


class RuleForm(ConditionalForm):
    """Below its conditions stands what it says, as a sentence."""

    collection = "rules"
    named_after = ("then",)
    order = ("topic", "how_many", "at_least", "conditions", "then", "sources", "note")
    says = _("The rule says:")
    read_back_below = "conditions"

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    then = Then(label=_("The finding that it establishes"), required=False)
    sources = References(label=_("Sources"), required=False)
    note = Line(
        label=_("Note for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 60})
    )

    def offers(self) -> dict[str, Groups]:
        """Findings and subjects as well."""
        self.offer_subjects()
        then = self._field("then")
        then.choices = then.groups = options.findings(self.copy)
        return super().offers()

    def sentence(self) -> str:
        """The rule in words as it now stands in the form; "" while it says nothing."""
        if not self.written("conditions"):
            return ""
        rule = Rule.model_construct(
            key="",
            topic="",
            sources=tuple(self.keys("sources")) or ("…",),
            then=str(self["then"].value() or "…"),
            **self.listed(),
        )
        return self.copy.if_then(rule)
