"""What a rule and a guarantee share: conditions, how many of them must hold, and a sentence that reads them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.conditions import Condition
from rules.document import Item
from rules.schema import Conditional
from studio.editing.forms.base import PartForm
from studio.editing.forms.conditions import BoundConditions, Conditions
from studio.editing.forms.subjects import Subjects

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALL, ANY, SOME = "all", "any", "of"  # the list of the document that holds the conditions


class ConditionalForm(PartForm):
    """`says` begins the sentence, which stands below the field `read_back_below`."""

    says: ClassVar[StrOrPromise]
    read_back_below: ClassVar[str]

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
    conditions = Conditions(label=_("Conditions"))

    def offer_subjects(self) -> None:
        """Let conditions speak of everything there is, and stay as they stand."""
        subjects = Subjects(self.copy)
        for name, field in self.fields.items():
            if isinstance(field, Conditions):
                field.subjects, field.standing = subjects, frozenset(getattr(self.standing, name, ()))

    def initial_of(self, item: Item) -> dict[str, Any]:
        """The conditions as texts, whatever list they stand in."""
        data = super().initial_of(item)
        form = next((name for name in (ALL, ANY, SOME) if name in data), ALL)
        return data | {"how_many": form, "conditions": data.pop(form, [])}

    def plain(self) -> dict[str, Any]:
        """The conditions in the list that says how many of them must hold."""
        data = super().plain()
        form = self.cleaned_data.get("how_many") or ALL
        data[form] = self.cleaned_data.get("conditions", [])
        if form != SOME:
            data.pop("at_least", None)
        elif "at_least" not in data and "at_least" not in self.errors:
            self.add_error("at_least", gettext("Say how many of them must hold."))
        elif data.get("at_least", 0) > len(data[form]) and "conditions" not in self.errors:
            self.add_error("at_least", gettext("There are fewer conditions than that."))
        return data

    def id_of(self, name: str, number: int) -> str:
        """A condition's own field, where the condition is at fault."""
        field = self[name]
        wrong = [row.asked for row in field.rows if row.fault] if isinstance(field, BoundConditions) else []
        return wrong[number] if wrong else super().id_of(name, number)

    def in_words(self, name: str) -> str:
        """The conditions as in the sentence."""
        if not isinstance(self.fields[name], Conditions):
            return super().in_words(name)
        written = self.written(name)
        listed = self.listed() if name == "conditions" else {ANY: written}
        return self.copy.writer.sentence(Conditional.model_construct(**listed)) if written else ""

    def written(self, name: str) -> tuple[Condition, ...]:
        """The conditions of a field as they now stand there, right or wrong, for words only."""
        field = self[name]
        return tuple(field.conditions()) if isinstance(field, BoundConditions) else ()

    def listed(self) -> dict[str, Any]:
        """The same in the document's lists, with how many of them must hold."""
        form = str(self["how_many"].value())
        form = form if form in (ANY, SOME) else ALL
        return {form: self.written("conditions"), "at_least": self["at_least"].value() or "…"}

    def keys(self, name: str) -> Iterable[str]:
        """The keys or codes in a field as they now stand there."""
        return tuple(self[name].value() or ())
