"""The real static storage: names by content, compressed, and Bootstrap among them."""

from __future__ import annotations

from pathlib import Path

from django.conf import LazySettings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client
import pytest


@pytest.fixture
def _collected(settings: LazySettings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.usefixtures("_collected")
def test_collected_files_are_named_by_content_and_compressed() -> None:
    address = staticfiles_storage.url("bootstrap/bootstrap.min.css")
    assert address != "/static/bootstrap/bootstrap.min.css"
    response = Client().get(address, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "immutable" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response
    assert len(response.getvalue()) < 40_000
