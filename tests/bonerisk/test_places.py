"""The addresses that are known as the admin's are those that lead there."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
import pytest

from bonerisk.places import in_admin, is_embedded


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


def test_what_clinics_embed_is_known_by_its_address() -> None:
    names = {
        "script": ["v1"],
        "colour": ["1f5f5b"],
        "clinic": ["x"],
        "start": ["x", "en"],
        "step": ["x", "en", "y"],
    }
    for name, arguments in names.items():
        address = reverse(f"clinics:{name}", args=arguments)
        assert is_embedded(address)
        assert not in_admin(address)


@pytest.mark.parametrize(
    "address",
    ["/embed", "/EMBED/", "/embedded/", "/en/embed/", "//embed/", "embed/", "/", "/demo/", "/x/embed/"],
)
def test_nothing_else_is_taken_for_that(address: str) -> None:
    assert not is_embedded(address)
