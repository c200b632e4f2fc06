"""The addresses that are known as the admin's are those that lead there."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
import pytest

from bonerisk.places import in_admin


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_admin_is_known_by_its_address_in_every_language(language: str) -> None:
    with override(language):
        assert in_admin(reverse("admin:index"))
        assert in_admin(reverse("admin:login"))
        assert not in_admin(reverse("questionnaire:welcome"))
        assert not in_admin(reverse("questionnaire:start"))


@pytest.mark.parametrize(
    "address", ["/", "/admin/", "/en/admin", "/static/admin/css/base.css", "/x/en/admin/"]
)
def test_nothing_else_is_taken_for_it(address: str) -> None:
    assert not in_admin(address)
