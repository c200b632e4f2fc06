"""Clinics to edit, and who may."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
import pytest

from clinics.models import Clinic
from rules.models import RuleSet
from tests.studio.conftest import SignIn, _no_release_remembered, rule_set, sign_in

__all__ = ["_no_release_remembered", "rule_set", "sign_in"]  # fixtures

Posted = dict[str, Any]
ADD = "/en/admin/clinics/clinic/add/"


@pytest.fixture
def clinic(rule_set: RuleSet) -> Clinic:
    """One with everything filled in."""
    return Clinic.objects.create(
        name="Three Bridges",
        slug="three-bridges",
        rule_set=rule_set,
        origins=["https://clinic.example"],
        referral={"en": "We have time for you.", "fr": "Nous avons du temps.", "nl": "Wij hebben tijd."},
        phone="+32 2 555 12 12",
        booking_url="https://clinic.example/book",
    )


@pytest.fixture
def other(rule_set: RuleSet) -> Clinic:
    """Another one, which nobody looks after."""
    return Clinic.objects.create(name="Elsewhere", slug="elsewhere", rule_set=rule_set)


@pytest.fixture
def mia(sign_in: SignIn, clinic: Clinic) -> Client:
    """Who looks after the clinic, and no other."""
    client = sign_in("clinic_staff")
    clinic.staff.add(User.objects.get(username="clinic_staff"))
    return client


@pytest.fixture
def superuser(sign_in: SignIn) -> Client:
    """Who may do everything."""
    return sign_in("superuser")


def page_of(clinic: Clinic, name: str = "change", language: str = "en") -> str:
    """The address of one of its pages."""
    return f"/{language}/admin/clinics/clinic/{clinic.pk}/{name}/"


def typed(clinic: Clinic, **changes: Any) -> Posted:
    """The form of a clinic as a browser sends it."""
    fields = {
        "name": clinic.name,
        "is_active": "on" if clinic.is_active else None,
        "languages": clinic.languages,
        "default_language": clinic.default_language,
        "country": clinic.country,
        "rule_set": str(clinic.rule_set_id),
        "origins": "\r\n".join(clinic.origins),
        "accent": clinic.accent,
        **{f"referral_{code}": clinic.referral.get(code, "") for code in ("en", "fr", "nl")},
        "phone": clinic.phone,
        "booking_url": clinic.booking_url,
        "staff": [str(user.pk) for user in clinic.staff.all()] if clinic.pk else [],
        "version": str(clinic.version),
        "_continue": "",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}
