"""The pictures of docs/authoring.md, which `make screenshots` writes; no other run makes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
import os
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from rules.models import Part
from rules.services import change_part
from tests.browser.conftest import OpenPage
from tests.browser.studio import Studio
from tests.browser.test_studio_pages import tried

FOLDER = os.environ.get("SCREENSHOTS", "")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not FOLDER, reason="`make screenshots` makes them")]

WINDOW = {"width": 1000, "height": 800}
LARGEST, BLANK = 200_000, 15_000  # bytes
RULE = "us-woman-from-65"
PICTURES: dict[str, Callable[[Studio], None]] = {
    "map": partial(Studio.rule_set, name="change", query="?q=65"),
    "rule": partial(Studio.part, model="rule", key=RULE),
    "try": tried,
    "publish": partial(Studio.rule_set, name="publish"),
}


@pytest.fixture
def _a_change_to_publish() -> None:
    part = Part.objects.get(collection="rules", key=RULE)
    conditions = [condition.replace("65", "60") for condition in part.content["all"]]
    item = type(part.item()).model_validate({**part.data, "all": conditions})
    change_part(part, item, part.version, "anna")


@pytest.mark.usefixtures("_a_change_to_publish")
@pytest.mark.parametrize("name", PICTURES)
def test_the_studio_makes_small_pictures(open_page: OpenPage, live_server: LiveServer, name: str) -> None:
    page = open_page(java_script_enabled=True, viewport=WINDOW)
    studio = Studio(page, live_server.url)
    studio.sign_in()
    PICTURES[name](studio)
    picture = Path(FOLDER) / f"studio-{name}.png"
    page.screenshot(path=picture, animations="disabled")
    assert BLANK < picture.stat().st_size <= LARGEST
