"""For every test of the rules: this process knows no release yet, and the default rule set is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.document import Document
from rules.releases import releases
from rules.yamlfiles import load_folder

CONTENT = Path(__file__).parents[2] / "rules" / "content" / "bone-health"


@pytest.fixture(autouse=True)
def _no_release_remembered() -> Iterator[None]:
    """What one test published must not serve another."""
    releases.forget()
    yield
    releases.forget()


@pytest.fixture(scope="session")
def bone_health() -> Document:
    """The default rule set."""
    return load_folder(CONTENT)
