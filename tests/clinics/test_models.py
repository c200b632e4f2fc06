"""What the tables say of themselves, and the role that a migration makes."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.loader import MigrationLoader
import pytest

from clinics.models import Clinic, DailyCount

roles = import_module("clinics.migrations.0002_roles")  # no name that `import` takes


def test_a_number_says_what_it_counts(clinic: Clinic) -> None:
    count = DailyCount(clinic=clinic, day=date(2026, 11, 22), kind="step", value="diet", count=7)
    assert str(count) == f"{clinic.pk} 2026-11-22 step diet"


@pytest.mark.django_db
def test_the_way_back_takes_the_role_and_forward_again_makes_it() -> None:
    apps = MigrationLoader(connection).project_state(("clinics", "0002_roles")).apps
    roles.drop_role(apps, None)
    assert not Group.objects.filter(name=roles.ROLE).exists()
    roles.make_role(apps, None)
    (role,) = Group.objects.filter(name=roles.ROLE)
    assert {each.codename for each in role.permissions.all()} == set(roles.PERMISSIONS)
