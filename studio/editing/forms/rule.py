"""A rule: conditions, how many of them must hold, and the finding that they establish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.document import Item, Rule
from studio.editing.forms import options
from studio.editing.forms.base import Line, PartForm
from studio.editing.forms.conditions import BoundConditions, Conditions
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References
from studio.editing.forms.subjects import Subjects

ALL, ANY, SOME = "all", "any", "of"  # the list of the document that holds the conditions


class Then(forms.ChoiceField):
    """A choice among so many that the page's own template writes it."""

    page_template = "choice"
    groups: Groups


class RuleForm(PartForm):
    """Below it stands what it says, as a sentence."""

    collection = "rules"
    named_after = ("then",)
    order = ("topic", "how_many", "at_least", "conditions", "then", "sources", "note")

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    how_many = forms.ChoiceField(
        label=_("How many conditions must hold"),
        choices=[
            (ALL, _("all of them")),
            (ANY, _("any one of them")),
            (SOME, _("at least as many as below")),
        ],
        initial=ALL,
        required=False,
    )
    at_least = forms.IntegerField(
        label=_("At least"), required=False, help_text=_("Only where not all and not any one.")
    )
    conditions = Conditions(label=_("Conditions"), required=False)
    then = Then(label=_("The finding that it establishes"), required=False)
    sources = References(label=_("Sources"), required=False)
    note = Line(
        label=_("Note for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 60})
    )

    def offers(self) -> dict[str, Groups]:
        """Findings and subjects as well."""
        conditions = self._field("conditions")
        conditions.subjects = Subjects(self.copy)
        if isinstance(self.standing, Rule):
            conditions.standing = frozenset(self.standing.conditions)
        then = self._field("then")
        then.choices = then.groups = options.findings(self.copy)
        return super().offers()

    def initial_of(self, item: Item) -> dict[str, Any]:
        """The conditions as texts, whatever list they stand in."""
        data = super().initial_of(item)
        form = next(name for name in (ALL, ANY, SOME) if name in data)
        return data | {"how_many": form, "conditions": data.pop(form)}

    def plain(self) -> dict[str, Any]:
        """The conditions in the list that says how many of them must hold."""
        data = super().plain()
        form = self.cleaned_data.get("how_many") or ALL
        data[form] = self.cleaned_data.get("conditions", [])
        if form != SOME:
            data.pop("at_least", None)
        elif "at_least" not in data and "at_least" not in self.errors:
            self.add_error("at_least", gettext("Say how many of them must hold."))
        elif data.get("at_least", 0) > len(data[form]) > 0:
            self.add_error("at_least", gettext("There are fewer conditions than that."))
        return data

    def id_of(self, name: str, number: int) -> str:
        """A condition's own field, where the condition is at fault."""
        field = self[name]
        wrong = [row.asked for row in field.rows if row.fault] if isinstance(field, BoundConditions) else []
        return wrong[number] if wrong else super().id_of(name, number)

    def in_words(self, name: str) -> str:
        """The conditions as in the sentence."""
        if name != "conditions":
            return super().in_words(name)
        rule = self.as_it_stands()
        return self.copy.writer.sentence(rule) if rule else ""

    def sentence(self) -> str:
        """The rule in words as it now stands in the form; "" while it says nothing."""
        rule = self.as_it_stands()
        return self.copy.if_then(rule) if rule else ""

    def as_it_stands(self) -> Rule | None:
        """The rule in the form, right or wrong, for words only; None without a condition."""
        field = self["conditions"]
        conditions = tuple(field.conditions()) if isinstance(field, BoundConditions) else ()
        if not conditions:
            return None
        form, count = str(self["how_many"].value()), self["at_least"].value()
        form = form if form in (ANY, SOME) else ALL
        listed: dict[str, Any] = {form: conditions, "at_least": count or "…"}
        return Rule.model_construct(
            key="",
            topic="",
            sources=tuple(self["sources"].value() or ("…",)),
            then=str(self["then"].value() or "…"),
            **listed,
        )
