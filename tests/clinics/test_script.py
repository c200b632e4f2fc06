"""The script that clinics paste: its versions never change, it is small, and any site may load it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.test import Client
import pytest

from clinics import script

KB = 1024
RELEASED = {
    "1.0.0": "sha384-dl1l0w8aDylYJ3ntL7KPjurel/rVgtTETmgBZf6hLWmPnZTefOhT+T60ZdEmnyr6"
}  # by version, its digest; a change is a new version, with a line of its own


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of scripts in place of ours."""
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    script.versions.cache_clear()
    script.source.cache_clear()
    yield tmp_path
    script.versions.cache_clear()
    script.source.cache_clear()


def test_each_released_version_is_what_it_was() -> None:
    """Clinics name the digest in their pages (subresource integrity): another script would not run there."""
    assert {version: script.integrity(version) for version in script.versions()} == RELEASED


@pytest.mark.parametrize("version", [*RELEASED, "v1"])
def test_it_is_small_on_the_way(version: str) -> None:
    response = Client().get(f"/embed/{version}.js", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= 2 * KB


def test_every_site_may_load_it_and_compare_its_digest() -> None:
    response = Client().get("/embed/1.0.0.js")
    assert response.content == script.source("1.0.0")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_a_version_is_kept_for_ever_and_the_moving_address_for_an_hour() -> None:
    pinned, moving = (Client().get(f"/embed/{version}.js") for version in ("1.0.0", "v1"))
    assert pinned["Cache-Control"] == "public, max-age=31536000, immutable"
    assert moving["Cache-Control"] == "public, max-age=3600"
    assert moving.content == script.source([v for v in RELEASED if v.startswith("1.")][-1])


@pytest.mark.parametrize(
    "version", ["v0", "v2", "v01", "v", "V1", "v١", "v1.0.0", "1", "1.0", "1.0.1", "1.0.0.js"]
)
def test_there_is_no_other(version: str) -> None:
    assert Client().get(f"/embed/{version}.js").status_code == 404


def test_an_address_of_digits_is_no_fault_of_ours() -> None:
    assert Client().get(f"/embed/v{'9' * 5_000}.js").status_code == 404


def test_it_is_only_read(client: Client) -> None:
    assert client.head("/embed/v1.js").status_code == 200
    assert client.post("/embed/v1.js").status_code == 405


def test_the_newest_is_the_highest_number_and_other_files_are_none(shelf: Path, client: Client) -> None:
    for name in ("1.10.0.js", "1.9.0.js", "2.0.0.js", "notes.js", "1.11.js", "1.99.0.txt"):
        (shelf / name).write_text(name)
    assert script.versions() == ("1.9.0", "1.10.0", "2.0.0")
    assert [script.newest(major) for major in (0, 1, 2, 3)] == [None, "1.10.0", "2.0.0", None]
    assert client.get("/embed/v1.js").content == b"1.10.0.js"
