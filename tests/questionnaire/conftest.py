"""The site on the default rules, published and warm."""

from __future__ import annotations

from collections.abc import Iterator
import io
import logging
import math
from pathlib import Path

from django.utils import translation
import pytest

from bonerisk.logs import WithoutAnswers
import rules
from rules.assessment import Assessor
from rules.document import Document, digest
from rules.outcome import ReleaseReference
from rules.releases import Releases
from rules.yamlfiles import load_folder

CONTENT = Path(rules.__file__).parent / "content" / "bone-health"


@pytest.fixture(scope="session")
def document() -> Document:
    """The default rule set."""
    return load_folder(CONTENT)


@pytest.fixture(scope="session")
def warm(document: Document) -> Releases:
    """Release 1 of the default rules, loaded as if from a database."""
    reference: ReleaseReference = {"rule_set": document.key, "number": 1, "digest": digest(document)}
    releases, assessor = Releases(), Assessor(document, reference)
    releases._ready[1] = assessor
    releases._note(assessor)
    return releases


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test reads in the language that another one left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def site(warm: Releases, monkeypatch: pytest.MonkeyPatch) -> Assessor:
    """The warm site and its assessor. Without the mark `django_db`, a single query fails the test."""
    monkeypatch.setattr("rules.releases.RECHECK_SECONDS", math.inf)
    use(warm, monkeypatch)
    return warm.current()


@pytest.fixture
def cold_site(db: None, monkeypatch: pytest.MonkeyPatch) -> Releases:
    """The site as it starts: no release published, none loaded, and every beginner gets the newest at once."""
    releases = Releases()
    monkeypatch.setattr("rules.releases.RECHECK_SECONDS", -1.0)
    use(releases, monkeypatch)
    return releases


def use(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page have these releases."""
    monkeypatch.setattr("rules.releases.releases", releases)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site writes to standard error."""
    (handler,) = [h for h in logging.getLogger().handlers if isinstance(h.formatter, WithoutAnswers)]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    standard_error = handler.setStream(written)
    yield written
    handler.setStream(standard_error)
