"""The form of a clinic. What is not listed here is never read; what each field takes, the model says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinics.editing.fields import Accounts, Colour, Languages, Line, Origins, Phone, words
from clinics.models import COUNTRIES, Clinic, all_languages
from rules.models import RuleSet
from rules.releases import DEFAULT_RULE_SET

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _ModelForm = forms.ModelForm[Clinic]
    _RuleSets = forms.ModelChoiceField[RuleSet]
else:
    _ModelForm = forms.ModelForm
    _RuleSets = forms.ModelChoiceField

TEXTS = ("referral_en", "referral_fr", "referral_nl")
CHANGE = "clinics.change_clinic"


class RuleSets(_RuleSets):
    """Rule sets by their titles."""

    def label_from_instance(self, obj: RuleSet) -> str:
        """As the studio names it."""
        return obj.title_here()


class ClinicForm(_ModelForm):
    """A clinic's fields. `standing` is the clinic as it was saved last; None for a new one.

    `is_stale` tells that somebody else saved it since the page was opened: then nothing is saved, and a second press
    of “Save” is meant for what stands there now.
    """

    languages = Languages(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        initial=all_languages,
        error_messages={"required": _("Choose at least one language.")},
    )
    rule_set = RuleSets(label=_("Rule set"), queryset=RuleSet.objects.none(), empty_label="—")
    origins = Origins(
        label=_("Sites"),
        required=False,
        help_text=_(
            "The sites whose pages may show the questionnaire. One on each line, such as https://clinic.example. "
            "www.clinic.example is another site than clinic.example: list both if you have both."
        ),
    )
    accent = Colour(
        label=_("Colour"),
        initial=Clinic._meta.get_field("accent").default,
        help_text=_("For buttons and links. As # and six signs from 0 to 9 and a to f, such as #1f5f5b."),
        widget=forms.TextInput(attrs={"size": 9, "spellcheck": "false", "autocomplete": "off"}),
    )
    referral_en, referral_fr, referral_nl = words("en"), words("fr"), words("nl")
    phone = Phone(
        label=_("Phone"), required=False, help_text=_("So that visitors can call. Such as +32 2 555 12 12.")
    )
    staff = Accounts(
        label=_("Staff"),
        required=False,
        queryset=User.objects.none(),
        help_text=_(
            "They see and edit this clinic and no other. Only accounts with the role “Clinic staff” are listed."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Clinic
        fields = (
            "name",
            "slug",
            "is_active",
            "languages",
            "default_language",
            "country",
            "rule_set",
            "origins",
            "accent",
            "phone",
            "booking_url",
            "staff",
        )
        field_classes: ClassVar = {"name": Line}
        help_texts: ClassVar = {
            "name": _("As visitors read it."),
            "default_language": _("Shown where your page does not choose one."),
            "booking_url": _("The page where visitors make an appointment. It begins with https://."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.standing: Clinic | None = self.instance if self.instance.pk else None
        self.is_stale = False
        self.fields["country"].choices = [("", "—"), *COUNTRIES]  # type: ignore[attr-defined]  # a choice
        if self.standing:
            self.initial.update(_beginning(self.standing))
        else:
            del self.fields["version"]
        if isinstance(rule_set := self.fields.get("rule_set"), RuleSets):
            published = Q(current__isnull=False) | Q(pk=self.instance.rule_set_id)
            rule_set.queryset = RuleSet.objects.filter(published)
            self.initial.setdefault("rule_set", rule_set.queryset.filter(key=DEFAULT_RULE_SET).first())
        if isinstance(staff := self.fields.get("staff"), Accounts):
            staff.queryset = _accounts(self.standing)

    def clean(self) -> dict[str, Any]:
        """Refuse what is stale; bring the texts together."""
        super().clean()
        if self.instance.pk:
            # Locked until it is saved: of two who save at once, one is told.
            self.standing = get_object_or_404(Clinic.objects.select_for_update(), pk=self.instance.pk)
            self._compare(self.standing.version)
        said = {name[-2:]: self.cleaned_data.get(name) for name in TEXTS}
        self.instance.referral = {code: text for code, text in said.items() if text}
        return self.cleaned_data

    def differing(self) -> Iterator[tuple[StrOrPromise, str]]:
        """Of a stale form: each field's label that stands otherwise than it was posted, and what stands there."""
        theirs = type(self)(instance=self.standing)
        for field in self.visible_fields():
            if (words := theirs._in_words(field.name)) != self._in_words(field.name):
                yield field.label, words

    def _compare(self, version: int) -> None:
        self.is_stale = self.cleaned_data.get("version") != version
        if self.is_stale:
            self.add_error(None, _("Somebody else has changed this since you opened it."))
            self.data = data = cast("QueryDict", self.data).copy()
            data["version"] = str(version)

    def _in_words(self, name: str) -> str:
        value, choices = self[name].value(), getattr(self.fields[name], "choices", None)
        if choices:
            chosen = set(map(str, value if isinstance(value, list) else [value]))
            return ", ".join(str(label) for key, label in choices if str(key) in chosen)
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        return " ".join(str(value or "").splitlines())


def _beginning(clinic: Clinic) -> dict[str, Any]:
    """What Django would not find by itself, or could not read of a damaged row."""
    said = clinic.referral if isinstance(clinic.referral, dict) else {}
    texts = {name: said.get(name[-2:], "") for name in TEXTS}
    languages = clinic.languages if isinstance(clinic.languages, list) else []
    return {**texts, "languages": languages, "version": clinic.version}


def _accounts(clinic: Clinic | None) -> QuerySet[User]:
    """Who may look after a clinic, and who does already."""
    may = User.objects.with_perm(CHANGE, include_superusers=False).filter(is_staff=True)
    does = Q(clinics=clinic) if clinic else Q()
    return User.objects.filter(Q(pk__in=may) | does).distinct().order_by("username")
