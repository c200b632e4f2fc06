"""For every test: static files from their folders, passwords hashed quickly, Hypothesis the same everywhere in CI."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib import import_module
import os
from pkgutil import walk_packages

from django.test import override_settings
from hypothesis import settings
import pytest

from tests.browser import chromium
from tests.guards import flush_past_the_guards

__all__ = ["flush_past_the_guards"]  # a fixture

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("developer", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

# Traced line by line these take twice as long, and quicker tests run the same lines. Coverage is taken without them,
# their fixtures included, which pytest-cov's own mark would trace.
UNTRACED = (
    "tests/browser/",
    "tests/clinics/editing/test_page.py::test_a_hostile_text",
    "tests/clinics/test_framed_isolation.py",
    "tests/questionnaire/test_further_questions.py::test_the_result_is_the_same",
    "tests/questionnaire/test_isolation.py",
    "tests/questionnaire/test_links.py",
    "tests/questionnaire/test_pages.py::test_every_result",
    "tests/questionnaire/test_prospects_of_anybody.py",
    "tests/questionnaire/test_proven.py::test_the_method_page",
    "tests/questionnaire/test_releases_in_use.py::test_a_fresh_process",
    "tests/rules/proof/test_default_rules.py",  # the solver's formulas take four times as long
    "tests/rules/proof/test_everybody.py",
    "tests/rules/proof/test_semantics.py",
    "tests/rules/test_cases.py",
    "tests/rules/test_concurrency.py",
    "tests/rules/test_differences.py::test_every_mutation",
    "tests/rules/test_engine_equals_reference.py",
    "tests/rules/test_engine_soaks.py",
    "tests/rules/test_mutants.py",
    "tests/rules/test_population.py",
    "tests/rules/test_population_together.py",
    "tests/rules/test_rule_commands.py::test_an_export_imports",
    "tests/rules/test_yaml_round_trip.py",
    "tests/studio/editing/test_parts.py::test_so_do_the_default_rules",
    "tests/studio/publishing/test_differences.py::test_a_rewritten_rule_set",
    "tests/studio/publishing/test_exchange.py::test_what_can_be_read_and_never_run",
    "tests/studio/publishing/test_publishing_pages.py::test_no_more_queries",
    "tests/studio/test_hostile_texts.py",
    "tests/studio/test_roles.py",
    "tests/studio/test_rulemap.py::test_the_number_of_queries",
    "tests/studio/trying/test_trying_answers.py::test_the_default_examples",
)


def pytest_collection_finish() -> None:
    """Import migrations and commands while all is traced: a test that is not may be the first to need them."""
    for name in ("rules", "questionnaire", "clinics", "studio"):
        for module in walk_packages(import_module(name).__path__, f"{name}."):
            import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Stop the trace for what is not traced."""
    coverage = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if not (coverage and item.nodeid.startswith(UNTRACED)):
        return (yield)
    coverage.pause()
    try:
        return (yield)
    finally:
        coverage.resume()


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
