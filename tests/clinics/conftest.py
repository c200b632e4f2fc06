"""A clinic on the default rules, published and warm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
import math
from typing import Any

import pytest

from clinics.directory import directory
from clinics.models import Clinic
from rules.assessment import Assessor
from rules.models import RuleSet
from tests.questionnaire.conftest import _english, document, log, site, warm

__all__ = ["_english", "document", "log", "site", "warm"]  # fixtures

HOST = "https://bones.example"
PARENT = "https://clinic.example"
MakeClinic = Callable[..., Clinic]


@pytest.fixture
def make_clinic(site: Assessor, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeClinic]:
    """Makes a clinic that is open, with its site listed; the questionnaire's rules need no database."""
    monkeypatch.setattr("clinics.directory.RECHECK_SECONDS", math.inf)
    directory.forget()
    rule_set, _ = RuleSet.objects.get_or_create(key="bone-health", defaults={"title": {}, "topics": []})

    def make(slug: str = "three-bridges", **changes: Any) -> Clinic:
        fields: dict[str, Any] = {"name": "Three Bridges", "origins": [PARENT], "rule_set": rule_set}
        return Clinic.objects.create(slug=slug, **(fields | changes))

    yield make
    directory.forget()


@pytest.fixture
def clinic(make_clinic: MakeClinic) -> Clinic:
    """One clinic."""
    return make_clinic()
