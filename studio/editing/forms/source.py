"""A source: where statements come from."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.document import LANGUAGES, Item, dump
from studio.editing.forms import options
from studio.editing.forms.base import LANGUAGE_NAMES, Line, PartForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References


class SourceForm(PartForm):
    """A document has one title, in its own language; what this site says itself is named in each language."""

    collection = "sources"
    named_after = ("citation", "named_en")
    texts: ClassVar = {"named": (_("Or a name in each language"), 3)}
    order = ("citation", "language", "named", "year", "section", "address", "based_on")

    citation = Line(
        label=_("Title of the document, in its own language"),
        required=False,
        help_text=_("For what this site says itself, leave it empty and give a name in each language below."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )
    language = forms.ChoiceField(label=_("Language of the document"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False)
    section = Line(label=_("Section or page"), required=False)
    address = forms.CharField(label=_("Address"), required=False, help_text=_("It begins with https://"))
    based_on = References(label=_("Sources that it rests on"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Languages as well, and every source but this one."""
        self._field("language").choices = [("", _("not said")), *LANGUAGE_NAMES.items()]
        own = self.part.key if self.part else ""
        groups = options.sources(self.copy)
        return {"based_on": [(name, [one for one in sources if one[0] != own]) for name, sources in groups]}

    def initial_of(self, item: Item) -> dict[str, Any]:
        """The citation in one box or in three."""
        data = dump(item)
        if isinstance(data["citation"], dict):
            data |= {f"named_{code}": words for code, words in data.pop("citation").items()}
        return data

    def plain(self) -> dict[str, Any]:
        """The citation from one box or from three."""
        data = super().plain()
        names = {code: self.cleaned_data.get(f"named_{code}", "") for code in LANGUAGES}
        if any(names.values()):
            if "citation" in data:
                self.add_error("citation", gettext("Give either one title or a name in each language."))
            data["citation"] = names
        return data

    def field_of(self, place: tuple[str, ...]) -> str | None:
        """A fault of a name lies below the citation."""
        if place[0] == "citation" and place[-1] in LANGUAGES:
            return f"named_{place[-1]}"
        return super().field_of(place)
