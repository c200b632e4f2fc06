"""The settings read the environment; where it is wrong nothing starts, and one sentence says why."""

from __future__ import annotations

import os
from pathlib import Path
import runpy
import subprocess
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
import pytest

import bonerisk

FILE = Path(bonerisk.__file__).parent / "settings.py"
ROOT = FILE.parents[1]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(**environment: str) -> dict[str, Any]:
        for name in ("ALLOWED_HOSTS", "DATABASE_URL"):
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
    assert settings["RULES_FOUR_EYES"] is False


def test_four_eyes_can_be_asked_for(load: Any) -> None:
    assert load(RULES_FOUR_EYES="true")["RULES_FOUR_EYES"] is True


def test_the_demo_can_be_asked_for(load: Any) -> None:
    assert load(DEMO="true")["DEMO"] is True
    assert load(DEMO="")["DEMO"] is False


def test_a_site_on_another_port_knows_its_address(load: Any) -> None:
    """Or the demo and the admin's preview would ask for a frame where nobody listens."""
    assert load(BASE_URL="", PORT="8001")["BASE_URL"] == "http://127.0.0.1:8001"


def test_another_database_can_be_named(load: Any, tmp_path: Path) -> None:
    settings = load(DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")
    assert settings["DATABASES"]["default"]["NAME"] == tmp_path / "other.sqlite3"
    assert load(DATABASE_URL="")["DATABASES"]["default"]["NAME"] == ROOT / "var" / "bonerisk.sqlite3"


@pytest.mark.parametrize(
    "command", [["manage.py", "migrate"], ["-m", "gunicorn"]], ids=["manage.py", "gunicorn"]
)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:hunter2@h/n"),
        ("DATABASE_PATH", "var/hunter2.sqlite3"),
        ("DEBUG", "hunter2"),
    ],
)
def test_nothing_starts_with_a_wrong_setting_and_one_sentence_says_so(
    command: list[str], name: str, value: str
) -> None:
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(name)
    assert result.stderr.count("\n") == 1
    assert "u:hunter2" not in result.stderr


@pytest.mark.parametrize("password", ["elevenchars", "123456789012345", "password12345", "bonerisk-staff"])
def test_a_password_that_can_be_guessed_is_refused(password: str) -> None:
    from django.contrib.auth.models import User

    with pytest.raises(ValidationError):
        validate_password(password, User(username="bonerisk-staff"))
