"""Clinics, and how often their questionnaire is used. Nothing here is about one visitor."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics import validation
from questionnaire.questions import QUESTIONS
from rules.facts import FACTS
from rules.models import RuleSet

COUNTRIES = [(code, QUESTIONS["country"].choices[code]) for code in FACTS["country"].choices]


def all_languages() -> list[str]:
    """Those of the site."""
    return [code for code, _name in settings.LANGUAGES]


class Clinic(models.Model):
    """A clinic and how the questionnaire is in its pages.

    `origins` are the sites that may show it (`https://clinic.example`), `languages` are codes, `referral` is what is
    said where a doctor is advised, by language ("" for nothing more), `accent` is `#rrggbb`. Those in `staff` see and
    edit this clinic and no other. `version` counts the changes, so that a stale editor is told.
    """

    name = models.CharField(_("name"), max_length=80, validators=[validation.name])
    slug = models.CharField(
        _("short name"),
        max_length=40,
        unique=True,
        validators=[validation.slug],
        help_text=_("It stands in the address of the questionnaire and cannot be changed later."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Where it is not, visitors read that there is no bone check here."),
    )
    languages = models.JSONField(_("languages"), default=all_languages, validators=[validation.languages])
    default_language = models.CharField(
        _("default language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    country = models.CharField(
        _("country"),
        max_length=5,
        choices=COUNTRIES,
        blank=True,
        help_text=_("Where its visitors see a doctor. They can change it."),
    )
    rule_set = models.ForeignKey(
        RuleSet,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rule set"),
    )
    origins = models.JSONField(_("sites"), default=list, blank=True, validators=[validation.origins])
    accent = models.CharField(_("colour"), max_length=7, default="#1f5f5b", validators=[validation.colour])
    referral = models.JSONField(
        _("where a doctor is advised"), default=dict, blank=True, validators=[validation.referral]
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[validation.phone])
    booking_url = models.CharField(
        _("address for appointments"), max_length=500, blank=True, validators=[validation.booking_address]
    )
    staff = models.ManyToManyField(User, related_name="clinics", blank=True, verbose_name=_("staff"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError where fields contradict each other."""
        faults = {}
        if not validation.is_offered(self.default_language, self.languages):
            faults["default_language"] = validation.NOT_OFFERED
        stored = Clinic.objects.filter(
            pk=self.pk, rule_set=self.rule_set_id
        )  # it stays, be it withdrawn meanwhile
        if self.rule_set_id and not (stored.exists() or validation.is_published(self.rule_set_id)):
            faults["rule_set"] = validation.NOT_PUBLISHED
        if faults:
            raise ValidationError(faults)


class DailyCount(models.Model):
    """How often something happened in a clinic's frames in a day: numbers, and nothing about who.

    `kind` and `value` are those of `clinics.statistics.counting`; a day is one of the site's time zone.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "day", "kind", "value"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.clinic_id} {self.day} {self.kind} {self.value}"
