"""The pictures of the README, which `make screenshots` writes; no other run makes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
import os
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.shortcuts import Shortcuts

FOLDER = os.environ.get("SCREENSHOTS", "")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not FOLDER, reason="`make screenshots` makes them")]

WINDOW = {"width": 390, "height": 800}
LARGEST = 120_000  # bytes
BLANK = 15_000  # bytes; a page without text or drawings takes less
PICTURES: dict[str, tuple[str, Callable[[Shortcuts], None]]] = {
    "welcome": ("en", Shortcuts.open),
    "step": ("en", partial(Shortcuts.section, key="diet")),
    "result": ("en", Shortcuts.result),
    "result-fr": ("fr", Shortcuts.result),
    "step-nl": ("nl", partial(Shortcuts.blank, key="lifestyle")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pages_make_small_pictures(open_page: OpenPage, live_server: LiveServer, name: str) -> None:
    language, open_it = PICTURES[name]
    page = open_page(java_script_enabled=True, viewport=WINDOW)
    open_it(Shortcuts(page, live_server.url, language))
    picture = Path(FOLDER) / f"{name}.png"
    page.screenshot(path=picture, animations="disabled")
    assert BLANK < picture.stat().st_size <= LARGEST
