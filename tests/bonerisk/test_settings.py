"""The settings read the environment, and say in a sentence what is wrong with it."""

from __future__ import annotations

from pathlib import Path
import runpy
from typing import Any

from django.core.exceptions import ImproperlyConfigured, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
import pytest

import bonerisk

FILE = Path(bonerisk.__file__).parent / "settings.py"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(**environment: str) -> dict[str, Any]:
        for name in ("ALLOWED_HOSTS", "DATABASE_PATH"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(FILE))

    return run


def test_a_missing_key_says_what_writes_one(load: Any) -> None:
    with pytest.raises(
        ImproperlyConfigured, match=r"^SECRET_KEY is missing: `make setup` writes one into \.env\.$"
    ):
        load(SECRET_KEY="")


@pytest.mark.parametrize(
    "address",
    ["", "bones.example", "ftp://bones.example", "https://", "https://bones.example/en/", "//x", "/"],
)
def test_a_wrong_address_says_what_to_write(load: Any, address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="write the site's address without a path"):
        load(BASE_URL=address)


def test_https_turns_on_everything_that_needs_it(load: Any) -> None:
    settings = load(BASE_URL="https://bones.example/", ALLOWED_HOSTS="www.bones.example,b.example")
    assert settings["BASE_URL"] == "https://bones.example"
    assert settings["ALLOWED_HOSTS"] == ["bones.example", "www.bones.example", "b.example"]
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60
    for name in ("SECURE_SSL_REDIRECT", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_SECURE"):
        assert settings[name] is True


def test_a_local_site_answers_to_its_local_names_without_https(load: Any) -> None:
    settings = load(BASE_URL="http://localhost:8001")
    assert {"localhost", "127.0.0.1"} == set(settings["ALLOWED_HOSTS"])
    assert "SECURE_SSL_REDIRECT" not in settings
    assert settings["DEBUG"] is False


def test_another_database_can_be_named(load: Any, tmp_path: Path) -> None:
    settings = load(DATABASE_PATH=str(tmp_path / "other.sqlite3"))
    assert settings["DATABASES"]["default"]["NAME"] == tmp_path / "other.sqlite3"


def test_files_are_not_taken() -> None:
    request = RequestFactory().post("/", {"age_years": "70", "file": SimpleUploadedFile("a.txt", b"a")})
    with pytest.raises(TooManyFilesSent):
        _ = request.POST
