"""The environment's settings, read strictly: a wrong one is a sentence that says what to write, never its value."""

from __future__ import annotations

from pathlib import Path
import re
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError
from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at the start, not in the middle
    "timeout": 2,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
}
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE | re.ASCII)
ADDRESS = re.compile(rf"(https?)://({HOST.pattern})(?::([1-9]\d{{0,4}}))?/?", re.IGNORECASE | re.ASCII)
WAYS = "`sqlite:////the/whole/path/of/a/file` or `postgres://user:password@host/name`"


class WrongSetting(ImproperlyConfigured):
    """Its sentence names the variable and the remedy."""


def secret_key(env: Env) -> str:
    """SECRET_KEY, as strong as Django's own check wants it (security.W009)."""
    key = env.str("SECRET_KEY", "")
    if not key:
        raise WrongSetting("SECRET_KEY is missing: `make setup` writes one into .env.")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise WrongSetting(
            "SECRET_KEY can be guessed: take it out, and `make setup` writes a good one into .env."
        )
    return key


def base_url(env: Env) -> tuple[str, str, str]:
    """BASE_URL without a slash at its end, its scheme and its host."""
    address = env.str("BASE_URL", "") or f"http://127.0.0.1:{_port(env)}"
    parts = ADDRESS.fullmatch(address)
    if not parts or int(parts[3] or 0) > 65_535:
        raise WrongSetting(
            "BASE_URL is no address: write the site's address without a path, such as https://bones.example."
        )
    return address.rstrip("/"), parts[1].lower(), parts[2].lower()


def _port(env: Env) -> int:
    """That of `make run`, 8000 where it is none: gunicorn.conf.py says what is wrong with it."""
    text = env.str("PORT", "")
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535 else 8000


def hosts(env: Env) -> list[str]:
    """ALLOWED_HOSTS; one that begins with a dot stands for its subdomains too."""
    names = [name.strip() for name in env.str("ALLOWED_HOSTS", "").split(",") if name.strip()]
    if not all(HOST.fullmatch(name.removeprefix(".")) for name in names):
        raise WrongSetting(
            "ALLOWED_HOSTS holds something that is no host name: write names such as www.bones.example, "
            "separated by commas, without https:// or a port."
        )
    return names


def switch(env: Env, name: str) -> bool:
    """A setting that is on or off; off where it is not set."""
    try:
        return bool(env.str(name, "")) and env.bool(name)
    except EnvValidationError:
        raise WrongSetting(f"{name} is neither on nor off: write true or false.") from None


def database(env: Env, default: Path) -> dict[str, Any]:
    """DATABASE_URL as Django wants it; the SQLite file `default` where it is not set."""
    if earlier := env.str("DATABASE_PATH", ""):
        raise WrongSetting(
            "DATABASE_PATH is read no longer: write "
            f"DATABASE_URL=sqlite:///{quote(str(Path(earlier).resolve()))} in its place."
        )
    if not env.str("DATABASE_URL", ""):
        return _sqlite(default)
    try:
        found: dict[str, Any] = dict(env.dj_db_url("DATABASE_URL"))
    except EnvValidationError:
        raise WrongSetting(
            f"DATABASE_URL cannot be read: write {WAYS}; in a password, / is written %2F, # %23 and % %25."
        ) from None
    if not str(found["NAME"]).isprintable() or found["ENGINE"] not in {SQLITE, POSTGRESQL}:
        raise WrongSetting(f"DATABASE_URL names no database that the site can use: write {WAYS}.")
    return _file(found) if found["ENGINE"] == SQLITE else _server(found)


def _file(found: dict[str, Any]) -> dict[str, Any]:
    path = Path(found["NAME"])
    if found.get("HOST") or found.get("OPTIONS") or not path.is_absolute():
        raise WrongSetting(
            "DATABASE_URL names no file: write its whole path after four slashes, `sqlite:////srv/bones.sqlite3`."
        )
    if path.is_dir() or not path.parent.is_dir():
        raise WrongSetting(
            "DATABASE_URL names a file in a folder that does not exist: make the folder first."
        )
    return _sqlite(path)


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": SQLITE, "NAME": path, "OPTIONS": SQLITE_OPTIONS}


def _server(found: dict[str, Any]) -> dict[str, Any]:
    if not found["NAME"]:
        raise WrongSetting("DATABASE_URL names no database: write one at its end, `postgres://…/bonerisk`.")
    options = {"connect_timeout": 2} | found.get("OPTIONS", {})  # seconds
    try:
        make_conninfo(**options)
    except ProgrammingError:
        raise WrongSetting(
            "DATABASE_URL has an option that PostgreSQL does not know: look at what follows its question mark."
        ) from None
    return found | {"OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
