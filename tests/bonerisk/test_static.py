"""The real static storage: names by content, compressed, and one stylesheet for all pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import LazySettings, settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import engines
from django.test import Client
import pytest

from questionnaire.pages import _html


@pytest.fixture
def _collected(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", interactive=False, verbosity=0)
    _forget_addresses()
    yield
    _forget_addresses()


def _forget_addresses() -> None:
    """Pages and the addresses in them are kept, as long as a process lives."""
    _html.cache_clear()
    environment = engines["en"].env  # type: ignore[attr-defined]  # Jinja2's
    environment.globals["static"].cache_clear()


@pytest.mark.usefixtures("_collected")
@pytest.mark.parametrize(("name", "most"), [("site.css", 9_000), ("site.js", 3_400), ("icon.svg", 1_000)])
def test_collected_files_are_small_compressed_and_named_by_content(name: str, most: int) -> None:
    address = staticfiles_storage.url(f"bonerisk/{name}")
    assert address != f"/static/bonerisk/{name}"
    response = Client().get(address, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "immutable" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response
    assert len(response.getvalue()) <= most


@pytest.mark.usefixtures("_collected")
def test_visitors_get_one_stylesheet() -> None:
    served = {path.name for path in Path(settings.STATIC_ROOT, "bonerisk").rglob("*.css")}
    assert len(served) == 1


@pytest.mark.usefixtures("_collected")
def test_nothing_is_served_that_no_page_asks_for() -> None:
    served = {path.name for path in Path(settings.STATIC_ROOT).iterdir() if path.is_dir()}
    assert served <= {"admin", "bonerisk", "clinics", "studio"}


@pytest.mark.usefixtures("_collected")
def test_the_welcome_page_links_to_the_stylesheet() -> None:
    address = staticfiles_storage.url("bonerisk/site.css")
    assert f'href="{address}"' in Client().get("/en/").content.decode()
