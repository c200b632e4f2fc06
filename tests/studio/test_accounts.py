"""Accounts: superusers alone, whatever permissions somebody was given."""

from __future__ import annotations

from django.contrib.auth.models import Permission, User
from django.test import Client
import pytest

from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
ADDRESSES = ("", "add/", "{pk}/change/", "{pk}/delete/", "{pk}/history/", "{pk}/password/")


@pytest.fixture
def clerk(client: Client) -> User:
    """Staff with every permission on accounts, signed in."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(user)
    return user


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_else_sees_or_edits_accounts(client: Client, clerk: User, address: str) -> None:
    """A13: not even their own."""
    url = "/en/admin/auth/user/" + address.format(pk=clerk.pk)
    crafted = {"username": "clerk", "is_superuser": "on", "is_staff": "on", "is_active": "on", "_save": "1"}
    assert client.get(url).status_code == 403
    assert client.post(url, crafted).status_code == 403
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert User.objects.count() == 1


def test_roles_cannot_be_edited_in_the_admin(client: Client, clerk: User) -> None:
    """A13: they are made by migrations."""
    assert client.get("/en/admin/auth/group/").status_code == 404


def test_a_superuser_makes_an_editor(sign_in: SignIn) -> None:
    """With Django's own pages."""
    client = sign_in("superuser")
    assert client.get("/fr/admin/auth/user/").status_code == 200
    words = {"username": "anna", "usable_password": "true", "password1": "long enough 4 all"}
    client.post("/en/admin/auth/user/add/", {**words, "password2": words["password1"]})
    assert User.objects.get(username="anna").check_password("long enough 4 all")
