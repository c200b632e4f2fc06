"""What a visitor downloads from the web server of `make run`: few bytes, in few requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
import os
from pathlib import Path
import re
import socket
import subprocess
import sys
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page
import pytest

from questionnaire.questions import SECTIONS
from tests.browser.shortcuts import LANGUAGES, PAGES, Shortcuts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
HASHED = re.compile(r"/static/bonerisk/\w+\.[0-9a-f]{12}\.(css|js|svg)")
KB = 1024
FURTHER_PAGES = (*(section.key for section in SECTIONS), "summary", "result")
LIMITS = {"result, prospects": 9 * KB, "result, further points": 10 * KB}  # who asks for more gets more


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as it is in production, on a database of its own; its static files are those of `make setup`."""
    assert (ROOT / "var/static/staticfiles.json").exists(), (
        "run `make setup` first: no static files are collected"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    database = tmp_path_factory.mktemp("site") / "site.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PORT": port, "DEMO": "true"}
    for command in (["migrate", "--verbosity=0"], ["import_rules", "rules/content/bone-health"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        assert "bonerisk is at" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@dataclass
class Traffic:
    """What a page loads, by address: bytes on the wire, headers included, and each answer's headers."""

    bytes: dict[str, int] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Note all that comes from now on."""
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        self._addresses[event["requestId"]] = answer["url"]
        self.headers[answer["url"]] = {name.lower(): value for name, value in answer["headers"].items()}

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"])
        if address and address.startswith("http"):
            self.bytes[address] = self.bytes.get(address, 0) + int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.bytes.values())

    def of(self, ending: str) -> int:
        """The compressed bytes of what stands at the addresses that end so, without headers."""
        return sum(int(h["content-length"]) for url, h in self.headers.items() if url.endswith(ending))


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Page]:
    """A phone that was never here: nothing is in its cache."""
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB") as context:
        yield context.new_page()


def loaded(page: Page, traffic: Traffic) -> Traffic:
    """With the icon, which a browser without a window does not ask for."""
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")
    answer = page.request.get(icon, headers={"accept-encoding": "gzip"})
    traffic.headers[icon] = answer.headers
    traffic.bytes.setdefault(icon, answer_size(answer.headers))
    return traffic


def answer_size(headers: dict[str, str]) -> int:
    """The size of an answer: its body as the server announced it, and its headers."""
    return int(headers["content-length"]) + sum(len(name) + len(value) + 4 for name, value in headers.items())


def visit(page: Page, address: str) -> Traffic:
    """What a first look at an address takes."""
    traffic = Traffic()
    traffic.listen(page.context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    return loaded(page, traffic)


@pytest.mark.parametrize("path", ["/en/", "/fr/", "/en/check/", "/fr/check/", "/nl/check/"])
def test_the_first_view_is_light(new_visitor: Page, address: str, path: str) -> None:
    traffic = visit(new_visitor, address + path)
    assert traffic.total <= 20 * KB, traffic.bytes
    assert len(traffic.bytes) <= 4
    assert {url for url in traffic.bytes if not url.startswith(f"{address}/")} == set()
    assert traffic.of(path) <= 8 * KB


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_in_a_clinics_frame_is_light(new_visitor: Page, address: str, language: str) -> None:
    """The made-up clinic's, whose colour is its own. Compressed, but without headers, and without the icon: no browser
    asks for that of a page in a frame.
    """
    headers = visit(new_visitor, f"{address}/embed/demo/{language}/").headers
    sizes = {
        url: int(h["content-length"])
        for url, h in headers.items()
        if url.startswith("http") and not url.endswith("svg")
    }
    assert len(sizes) == 4, sizes
    assert any("/embed/colour/" in url for url in sizes)
    assert sum(sizes.values()) <= 15 * KB, sizes


def test_everything_but_the_page_is_kept_for_ever_and_compressed(new_visitor: Page, address: str) -> None:
    traffic = visit(new_visitor, f"{address}/en/check/")
    files = {url: headers for url, headers in traffic.headers.items() if url.endswith(("css", "js", "svg"))}
    assert len(files) == 3
    for url, headers in files.items():
        assert HASHED.fullmatch(url.removeprefix(address)), url
        assert "immutable" in headers["cache-control"], url
        assert headers["content-encoding"] == "gzip", url
    assert traffic.of(".js") <= 3_400
    assert traffic.of(".css") <= 9 * KB


def test_each_further_page_is_light(new_visitor: Page, address: str) -> None:
    """In French, whose texts are the longest."""
    go, sizes = Shortcuts(new_visitor, address, "fr"), dict[str, int]()
    pages = {
        name: open_it
        for name, open_it in PAGES.items()
        if name.startswith(FURTHER_PAGES) and "fault" not in name
    }
    new_visitor.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    found = {}
    for name, open_it in pages.items():
        open_it(go)
        found[name] = sizes[new_visitor.url]
    assert {name: size for name, size in found.items() if size > LIMITS.get(name, 8 * KB)} == {}
