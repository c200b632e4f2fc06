"""For every test: static files from their folders, passwords hashed quickly, Hypothesis the same everywhere in CI."""

from __future__ import annotations

from collections.abc import Iterator
import os

from django.test import override_settings
from hypothesis import settings
import pytest

from tests.browser import chromium
from tests.guards import flush_past_the_guards

__all__ = ["flush_past_the_guards"]  # a fixture

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("developer", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

# Traced line by line these take twice as long, and quicker tests run the same lines. Coverage is taken without them.
UNTRACED = (
    "tests/browser/",
    "tests/clinics/test_framed_isolation.py",
    "tests/questionnaire/test_isolation.py",
    "tests/questionnaire/test_prospects_of_anybody.py",
    "tests/rules/test_cases.py",
    "tests/rules/test_engine_equals_reference.py",
    "tests/rules/test_engine_soaks.py",
    "tests/rules/test_yaml_round_trip.py",
    "tests/studio/test_hostile_texts.py",
    "tests/studio/test_roles.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is not traced."""
    for item in items:
        if item.nodeid.startswith(UNTRACED):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def _static_files_without_collecting_them() -> Iterator[None]:
    """Names without hashes, found in the source folders; test_static.py tries the real storage."""
    storage = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=storage, WHITENOISE_USE_FINDERS=True, STATIC_ROOT=None):
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_hashed_quickly() -> Iterator[None]:
    """Django's own way takes a tenth of a second for each, on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_thread_that_counts() -> Iterator[None]:
    """What is opened in a frame is counted, and nothing written behind a test's back."""
    from clinics.statistics import counting
    from clinics.statistics.counter import Counter

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "counter", Counter(lambda _numbers: None, seconds=None))
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Do not let skipped browser tests go unseen."""
    if not chromium.find():
        terminalreporter.write_line(f"BROWSER TESTS DID NOT RUN: {chromium.MISSING}", red=True, bold=True)
