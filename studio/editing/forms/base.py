"""What the forms of all kinds of parts share: from fields to plain data, judged by the document's own schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from questionnaire.sentences import in_one_line
from rules.document import ITEMS, LANGUAGES, Item, dump
from rules.models import Part
from rules.problems import Problem, schema_problems
from rules.schema import REMEDIES
from studio.editing.forms import options
from studio.editing.forms.options import Choices, Groups
from studio.problems import in_words
from studio.workingcopy import LONGEST_KEY, WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LANGUAGE_NAMES = {
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "nl": gettext_lazy("Dutch"),
}
_LINE_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class Line(forms.CharField):
    """One line of text: line breaks, as word processors paste them, become spaces."""

    def to_python(self, value: Any) -> str:
        """The text in one line."""
        return _LINE_BREAKS.sub(" ", super().to_python(value) or "")


@dataclass(frozen=True, slots=True)
class Row:
    """What stands together on the page: one field, or one text in each language.

    `theirs` has what somebody else saved meanwhile, where it differs: its language, "" for none, and the words.
    """

    template: str
    label: StrOrPromise
    fields: list[BoundField]
    theirs: list[tuple[str, str]]


class PartForm(forms.Form):
    """The fields of a part; `item` is the part once the form is valid. What is not declared here is never read.

    Django requires no field, or conditions at most: the document's schema says what is missing, and so says it once.
    """

    collection: ClassVar[str]
    texts: ClassVar[dict[str, tuple[StrOrPromise, int]]] = {}  # in three languages: label, rows of the box
    order: ClassVar[tuple[str, ...]]
    named_after: ClassVar[tuple[str, ...]]  # the fields that a key is made of when none was given
    item: Item

    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=LONGEST_KEY,
        help_text=gettext_lazy(
            "Its short name in files and links. It never changes afterwards. Leave it empty to have one made."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        copy: WorkingCopy,
        part: Part | None = None,
        like: Item | None = None,
        disabled: bool = False,
        **more: Any,
    ) -> None:
        """The form of `part`, or of a new one, which begins as a copy of `like` or is to be `disabled`."""
        self.copy, self.part = copy, part
        self.standing = copy.items[self.collection, part.key] if part else like
        self.disabled: bool = getattr(self.standing, "disabled", disabled)
        start = self.initial_of(self.standing) if self.standing else {}
        start["key"] = part.key if part else ""
        if part:
            start["version"] = part.version
        super().__init__(initial=start | (more.pop("initial", None) or {}), **more)
        for name, (label, rows) in self.texts.items():
            self.fields.update({f"{name}_{code}": _text(label, code, rows) for code in LANGUAGES})
        del self.fields["key" if part else "version"]
        for name, groups in self.offers().items():
            self._field(name).offer(groups, start.get(name, ()))

    def offers(self) -> dict[str, Groups]:
        """What each field of references offers; the fields of one choice get theirs here too."""
        self._field("topic").choices = self.chosen_first(options.topics(self.copy))
        return {"sources": options.sources(self.copy)}

    def chosen_first(self, choices: Choices) -> Choices:
        """The choices; of a new part, one has to be chosen: the first would pass unseen."""
        return choices if self.standing else [("", "—"), *choices]

    def initial_of(self, item: Item) -> dict[str, Any]:
        """A part as the fields have it."""
        data = dump(item)
        for name in self.texts:
            data |= {f"{name}_{code}": words for code, words in data.pop(name).items()}
        return data

    def plain(self) -> dict[str, Any]:
        """The fields as the document has them, key and all; what was left empty is left out."""
        data: dict[str, Any] = {"key": self.part.key if self.part else self._new_key()}
        for name in ITEMS[self.collection].model_fields:
            value = self.cleaned_data.get(name)
            if name in self.texts:
                data[name] = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES}
            elif name != "key" and value is not False and value not in (None, "", []):  # 0 is a number
                data[name] = value
        if self.disabled:
            data["disabled"] = True
        return data

    def clean(self) -> dict[str, Any]:
        """Judge it by the schema; each fault goes to its field."""
        data = self.plain()
        try:
            self.item = ITEMS[self.collection].model_validate(data)
        except ValidationError as error:
            for problem in schema_problems(data, error, REMEDIES):
                self._tell(problem)
        if not self.part and (self.collection, data["key"]) in self.copy.items:
            self.add_error("key", _("Another part has this key; choose another one."))
        return self.cleaned_data

    def field_of(self, place: tuple[str, ...]) -> str | None:
        """The field that a fault of the schema concerns; None for the whole form."""
        name = f"{place[0]}_{place[1]}" if place[0] in self.texts and len(place) > 1 else place[0]
        return name if name in self.fields else None

    def unjudged(self) -> None:
        """Show what was posted without judging it."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def rows(self, theirs: PartForm | None = None) -> Iterator[Row]:
        """The fields as the page shows them, beside what somebody else saved meanwhile."""
        for name in ("key", *self.order) if "key" in self.fields else self.order:
            names = [f"{name}_{code}" for code in LANGUAGES] if name in self.texts else [name]
            fields = [self[each] for each in names]
            label = self.texts[name][0] if name in self.texts else fields[0].label
            yield Row(self._template(name), label, fields, self._differing(names, theirs))

    def summary(self) -> Iterator[tuple[str, StrOrPromise, str]]:
        """Every fault in the page's order: the page's id of what is wrong ("" for the whole), its label, why."""
        shown = [field.name for row in self.rows() for field in row.fields]
        for name in sorted(self.errors, key=[*shown, *self.errors].index):
            for number, error in enumerate(map(str, self.errors[name])):
                known = name in self.fields
                yield self.id_of(name, number) if known else "", self[name].label if known else "", error

    def id_of(self, name: str, number: int) -> str:
        """The page's id of what the field's fault of this number concerns."""
        return self[name].id_for_label or self[name].auto_id

    def in_words(self, name: str) -> str:
        """What a field says, for a reader."""
        field, value = self._field(name), self[name].value()
        if isinstance(field, forms.MultipleChoiceField):
            words = dict(options.flat(field.choices))
            return in_one_line(str(words.get(key, key)) for key in value or ())
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, forms.ChoiceField):
            return str(dict(options.flat(field.choices)).get(value or "", value or ""))
        return "" if value is None else str(value)

    def _differing(self, names: list[str], theirs: PartForm | None) -> list[tuple[str, str]]:
        if theirs is None:
            return []
        pairs = [(name, theirs.in_words(name)) for name in names if name in theirs.fields]
        return [
            (name[-2:] if len(names) > 1 else "", words)
            for name, words in pairs
            if _LINE_BREAKS.sub(" ", self.in_words(name)).strip() != words
        ]

    def _template(self, name: str) -> str:
        kind = "texts" if name in self.texts else getattr(self.fields[name], "page_template", "field")
        return f"admin/rules/part/{kind}.html"

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _tell(self, problem: Problem) -> None:
        """Put a fault beside its field, unless the field has one already.

        That fields do not fit together, the form has said in its own words: the schema's are for files.
        """
        name = self.field_of(problem.place or ("",))
        if name not in self.errors if name else not self.errors:
            self.add_error(name, capfirst(in_words(problem)))

    def _new_key(self) -> str:
        given = (self.cleaned_data.get(name) for name in self.named_after)
        words = next((str(each) for each in given if each), "")
        return str(self.cleaned_data.get("key") or self.copy.free_key(self.collection, words))


def _text(label: StrOrPromise, code: str, rows: int) -> Line:
    box = forms.Textarea(attrs={"rows": rows, "cols": 30, "lang": code, "spellcheck": "true"})
    return Line(label=format_lazy("{}, {}", label, LANGUAGE_NAMES[code]), required=False, widget=box)
