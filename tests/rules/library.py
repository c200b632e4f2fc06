"""The library under the driver, to watch what reaches it."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

import rules.engine  # noqa: F401  # it alone imports the library

LIBRARY: Any = sys.modules["durable_rules_engine"]
HOST: Any = sys.modules["durable.engine"].Host


def spy(patch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Every fact that reaches the library from now on."""
    asserted: list[dict[str, Any]] = []
    assert_fact = LIBRARY.assert_fact

    def note(handle: int, fact: str) -> object:
        asserted.append(json.loads(fact))
        return assert_fact(handle, fact)

    patch.setattr(LIBRARY, "assert_fact", note)
    return asserted


def facts_in(handle: int, session: str) -> list[object]:
    """What the library holds of a session."""
    facts: list[object] = json.loads(LIBRARY.get_facts(handle, session))
    return facts
