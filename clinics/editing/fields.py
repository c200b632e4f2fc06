"""The fields of a clinic's form: what was typed goes in, what the model takes comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinics import validation
from clinics.editing.names import TEXTS

if TYPE_CHECKING:
    _ManyUsers = forms.ModelMultipleChoiceField[User]
else:
    _ManyUsers = forms.ModelMultipleChoiceField
SHORT_COLOUR = 4  # characters of “#abc”, which is “#aabbcc”


class Line(forms.CharField):
    """One line of text: line breaks, as word processors paste them, become spaces."""

    def to_python(self, value: Any) -> str:
        """The text in one line."""
        return " ".join(line.strip(" \t") for line in (super().to_python(value) or "").splitlines())


class Phone(forms.CharField):
    """A phone number, with plain spaces."""

    def to_python(self, value: Any) -> str:
        """The number as `clinics.validation.phone` knows it."""
        return " ".join((super().to_python(value) or "").split())


class Colour(forms.CharField):
    """A colour as web designers write it: `#1F5F5B`, `1f5f5b` or `#abc`."""

    def to_python(self, value: Any) -> str:
        """`#rrggbb`, if it is one."""
        colour = "#" + (super().to_python(value) or "").lower().removeprefix("#")
        return "#" + "".join(2 * digit for digit in colour[1:]) if len(colour) == SHORT_COLOUR else colour


class Origins(forms.CharField):
    """One site on each line; the clinic has them as a list."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 40, "spellcheck": "false", "autocapitalize": "off"})

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what was typed stays as it is."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # the model's field takes a list
        """Each site as browsers write it, once; raise ValidationError with a sentence for each line that is none."""
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(lines) > validation.MOST_ORIGINS:
            raise ValidationError(_("At most %(most)s sites.") % {"most": validation.MOST_ORIGINS})
        found: dict[str, None] = {}
        faults: list[ValidationError] = []
        for line in lines:
            try:
                found[validation.exact_origin(line)] = None
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return list(found)


class Languages(forms.MultipleChoiceField):
    """The languages of the site, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """The chosen ones in the site's order, each once; what is none of them, behind."""
        chosen = super().to_python(value)
        known = [code for code, _name in settings.LANGUAGES]
        return [code for code in known if code in chosen] + [code for code in chosen if code not in known]


class Accounts(_ManyUsers):
    """Accounts to be ticked, by their names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        """The user name, and whose it is."""
        return f"{obj.get_username()} ({name})" if (name := obj.get_full_name()) else obj.get_username()


def words(code: str) -> Line:
    """What is said in one language where a doctor is advised."""
    box = forms.Textarea(attrs={"rows": 4, "cols": 30, "lang": code, "spellcheck": "true"})
    return Line(label=TEXTS[code], required=False, widget=box, validators=[validation.referral_text])
