"""Each setting is read strictly; what is wrong is told with its name and the remedy, and without its value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environs import Env
import pytest

from bonerisk.environment import WrongSetting, base_url, database, hosts, secret_key, switch

GOOD_KEY = "aBcDeFgHiJ" * 5
DEFAULT = Path("/srv/default.sqlite3")


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Env:
    """An environment without any of our settings."""
    for name in (
        "SECRET_KEY",
        "BASE_URL",
        "PORT",
        "ALLOWED_HOSTS",
        "DEBUG",
        "DEMO",
        "DATABASE_URL",
        "DATABASE_PATH",
    ):
        monkeypatch.delenv(name, raising=False)
    return Env()


def test_a_strong_key_is_taken(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    assert secret_key(env) == GOOD_KEY


@pytest.mark.parametrize("key", ["hunter2", "x" * 60, "django-insecure-" + GOOD_KEY, GOOD_KEY[:-1]])
def test_a_key_that_can_be_guessed_is_refused(env: Env, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY .*`make setup` writes a good one") as wrong:
        secret_key(env)
    assert key not in str(wrong.value)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://bones.example/", "bones.example"),
        ("http://localhost:8001", "localhost"),
        ("HTTPS://Bones.Example:65535", "bones.example"),
        ("http://[::1]:8000", "[::1]"),
    ],
)
def test_an_address_is_taken_without_its_last_slash(
    env: Env, monkeypatch: pytest.MonkeyPatch, address: str, host: str
) -> None:
    monkeypatch.setenv("BASE_URL", address)
    assert base_url(env) == (address.rstrip("/"), address.lower().split(":")[0], host)


@pytest.mark.parametrize(
    ("port", "address"),
    [
        ("8001", "http://127.0.0.1:8001"),
        ("08001", "http://127.0.0.1:8001"),
        ("1", "http://127.0.0.1:1"),
        ("65535", "http://127.0.0.1:65535"),
        *(
            (wrong, "http://127.0.0.1:8000")
            for wrong in ("", "0", "65536", "-1", "8000x", "http", "٨٠٠٠", "²", "1e3")
        ),
    ],
)
def test_without_an_address_the_site_is_where_make_run_shows_it(
    env: Env, monkeypatch: pytest.MonkeyPatch, port: str, address: str
) -> None:
    """What is wrong with a port, gunicorn.conf.py says; it is not for BASE_URL to complain."""
    assert base_url(env)[0] == "http://127.0.0.1:8000"
    monkeypatch.setenv("PORT", port)
    assert base_url(env) == (address, "http", "127.0.0.1")
    monkeypatch.setenv("BASE_URL", "")
    assert base_url(env) == (address, "http", "127.0.0.1")
    monkeypatch.setenv("BASE_URL", "https://bones.example")
    assert base_url(env)[0] == "https://bones.example"


@pytest.mark.parametrize(
    "address",
    [
        *("bones.example", "ftp://bones.example", "https://", "https://bones.example/en/", "//x", "/"),
        *("https://staff:hunter2@bones.example", "https://bones.example?en", "https://bones.example#en"),
        *("https://bones.example:0", "https://bones.example:65536", "https://bones.example:x", "https://["),
        *("https://*", "https://bones .example", "https://bones..example", "https://bönes.example"),
    ],
)
def test_a_wrong_address_says_what_to_write(env: Env, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BASE_URL", address)
    with pytest.raises(WrongSetting, match=r"^BASE_URL .*write the site's address without a path") as wrong:
        base_url(env)
    assert "hunter2" not in str(wrong.value)


def test_host_names_stand_between_commas(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hosts(env) == []
    monkeypatch.setenv("ALLOWED_HOSTS", "www.bones.example, .bones.example,192.0.2.1 ,[2001:db8::1],")
    assert hosts(env) == ["www.bones.example", ".bones.example", "192.0.2.1", "[2001:db8::1]"]


@pytest.mark.parametrize(
    "names", ["*", "https://bones.example", "bones.example:8000", "bones.example/en", "a b", "a;b", "a,é"]
)
def test_what_is_no_host_name_is_refused(env: Env, monkeypatch: pytest.MonkeyPatch, names: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", names)
    with pytest.raises(WrongSetting, match=r"^ALLOWED_HOSTS .*write names such as www\.bones\.example"):
        hosts(env)


@pytest.mark.parametrize(
    ("value", "on"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("0", False), ("", False)],
)
def test_a_switch_is_on_or_off(env: Env, monkeypatch: pytest.MonkeyPatch, value: str, on: bool) -> None:
    assert switch(env, "DEBUG") is False
    monkeypatch.setenv("DEBUG", value)
    assert switch(env, "DEBUG") is on


@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "RULES_FOUR_EYES"])
def test_a_switch_in_between_is_refused(env: Env, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "perhaps")
    with pytest.raises(WrongSetting, match=rf"^{name} .*write true or false\.$"):
        switch(env, name)


def connect_to(env: Env, monkeypatch: pytest.MonkeyPatch, address: str) -> dict[str, Any]:
    """The database of this address, as Django gets it."""
    monkeypatch.setenv("DATABASE_URL", address)
    return database(env, DEFAULT)


@pytest.mark.parametrize("address", ["", None])
def test_without_an_address_it_is_a_file(
    env: Env, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    found = database(env, DEFAULT) if address is None else connect_to(env, monkeypatch, address)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", DEFAULT)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] <= 2
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_a_file_is_named_by_its_whole_path(env: Env, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = connect_to(env, monkeypatch, f"sqlite:///{tmp_path}/my%20bones.sqlite3")
    assert found == database(env, DEFAULT) | {"NAME": tmp_path / "my bones.sqlite3"}
    monkeypatch.delenv("DATABASE_URL")
    assert found == database(env, tmp_path / "my bones.sqlite3")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_server_is_named_by_its_address(env: Env, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    found = connect_to(
        env, monkeypatch, f"{scheme}://bones:a%2Fb%23@db.example:5433/bonerisk?sslmode=require"
    )
    assert found["ENGINE"] == "django.db.backends.postgresql"
    named = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [found[name] for name in named] == ["bones", "a/b#", "db.example", 5433, "bonerisk"]
    assert found["OPTIONS"] == {"connect_timeout": 2, "sslmode": "require"}
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("nonsense", "write `sqlite:"),
        ("postgres://u:hunter2@h:port/bonerisk", "write `sqlite:"),
        ("postgres://u:hunter2/#@h/bonerisk", "in a password, / is written %2F"),
        ("postgres://u:hunter2@[/bonerisk", "write `sqlite:"),
        ("mysql://u:hunter2@h/bonerisk", "write `sqlite:"),
        ("postgis://u:hunter2@h/bonerisk", "write `sqlite:"),
        ("postgres://u:hunter2@h/bone%00risk", "write `sqlite:"),
        ("postgres://u:hunter2@h", "write one at its end"),
        ("postgres://u:hunter2@h/", "write one at its end"),
        ("postgres://u:hunter2@h/bonerisk?hunter2=1", "what follows its question mark"),
        ("sqlite://", "four slashes"),
        ("sqlite://:memory:", "four slashes"),
        ("sqlite:///bones.sqlite3", "four slashes"),
        ("sqlite://hunter2/srv/bones.sqlite3", "four slashes"),
        ("sqlite:////bones.sqlite3?timeout=60", "four slashes"),
        ("sqlite:////nowhere/bones.sqlite3", "make the folder first"),
        ("sqlite:////tmp", "make the folder first"),
    ],
)
def test_a_wrong_address_of_a_database_says_what_to_write(
    env: Env, monkeypatch: pytest.MonkeyPatch, address: str, remedy: str
) -> None:
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL ") as wrong:
        connect_to(env, monkeypatch, address)
    assert remedy in str(wrong.value)
    assert "hunter2" not in str(wrong.value)
    assert wrong.value.__suppress_context__ or wrong.value.__context__ is None


def test_the_earlier_name_of_the_setting_says_what_to_write_now(
    env: Env, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    earlier = tmp_path / "my bones.sqlite3"
    monkeypatch.setenv("DATABASE_PATH", str(earlier))
    with pytest.raises(WrongSetting, match=r"^DATABASE_PATH .* DATABASE_URL=") as wrong:
        database(env, DEFAULT)
    written = str(wrong.value).split("DATABASE_URL=")[1].split()[0]
    monkeypatch.delenv("DATABASE_PATH")
    assert connect_to(env, monkeypatch, written)["NAME"] == earlier
