"""What somebody tells us is in the page they get back, and nowhere else (attack A16)."""

from __future__ import annotations

from email import message_from_bytes, policy
import io
import logging
import re
from typing import Any

from django.conf import LazySettings
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends import locmem
from django.db import connection
from django.utils.log import AdminEmailHandler
import pytest

from rules.document import Document
from rules.facts import Facts
from rules.releases import Releases
from rules.services import publish
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.visitor import Visitor

MARKER = "canary-7391"
TOLD = {**EVERYTHING, "age_years": 73, "weight_kg": 61.7, "height_cm": 171.3, "sleep_hours": 6.4}
# The age is searched as a number of its own, a line number in a traceback apart.
TRACES = re.compile(
    rf"{MARKER}|61[.,]7|171[.,]3|6[.,]4\b|(?<!line )\b73\b|glucocorticoid|night_cramps|rheumatoid"
)


class EngineFailed(Exception):
    """Says everything it knows, as durable-rules does."""


@pytest.fixture
def _open_site(cold_site: Releases, document: Document) -> None:
    publish(document, "first")


@pytest.fixture(params=["EngineFailed", "UnicodeEncodeError"])
def failing_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An engine that fails with the facts in its words, one exception after another; the last one's name."""

    def fire(_engine: object, facts: Facts, _without: object = ()) -> None:
        told = f"{MARKER} {dict(facts)}"
        failures = [EngineFailed(told), UnicodeEncodeError("ascii", told, 0, 99, told)]
        failures.sort(key=lambda failure: type(failure).__name__ != request.param)
        for failure in failures:
            failure.add_note(told)
        raise failures[0] from failures[1]

    monkeypatch.setattr("rules.engine.Engine.fire", fire)
    return str(request.param)


def tell_everything() -> Visitor:
    """A whole visit, with errors, changes of language, of mind, and a page that is refused."""
    visitor = Visitor("fr")
    visitor.begin()
    visitor.answer(TOLD | {"weight_kg": MARKER, "height_cm": f"{MARKER} 171,3"})
    assert visitor.page.faults.keys() == {"weight_kg", "height_cm"}
    visitor.switch("nl")
    visitor.walk(TOLD)
    assert visitor.page.step == "result"
    visitor.switch("en")
    visitor.press("change:lifestyle")
    visitor.answer({"sleep_hours": MARKER})
    visitor.press("back")
    visitor.send("/en/check/result/")
    visitor.send_state(MARKER, "diet")
    visitor.post("diet", f"state={MARKER}&weight_kg=61.7&" + "a=73&" * 1_000)
    return visitor


def tables() -> dict[str, list[Any]]:
    """All rows of all tables."""
    with connection.cursor() as cursor:
        return {
            name: cursor.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            for name in connection.introspection.table_names()
        }


@pytest.mark.usefixtures("_open_site")
def test_nothing_told_is_kept_anywhere(log: io.StringIO, caplog: pytest.LogCaptureFixture) -> None:
    before = tables()
    assert before["rules_release"]
    with caplog.at_level(logging.DEBUG):
        visitor = tell_everything()
    assert tables() == before
    assert not visitor.client.cookies
    assert all(not page.response.cookies for page in visitor.seen)
    assert not caches["default"].get(MARKER)
    assert not TRACES.search(repr(locmem._caches))  # type: ignore[attr-defined]  # where locmem keeps it all
    assert not TRACES.search(log.getvalue())
    assert not TRACES.search("\n".join(record.getMessage() for record in caplog.records))


@pytest.mark.usefixtures("_open_site")
def test_no_answer_stands_in_an_address() -> None:
    visitor = tell_everything()
    addresses = {
        element[name]
        for page in visitor.seen
        for element in page.html.walk()
        for name in ("href", "action", "formaction", "src")
        if element[name].startswith("/")
    }
    assert {address for address in addresses if TRACES.search(address) or "?" in address} == set()
    assert all("Location" not in page.response for page in visitor.seen)
    assert all(form["method"] == "post" for page in visitor.seen for form in page.html.all("form"))


@pytest.mark.usefixtures("site")
def test_an_exception_inside_the_assessment_tells_the_log_nothing(
    failing_engine: str,
    log: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = Visitor("nl").arrive(TOLD)
    assert (page.status, page.language) == (500, "nl")
    assert not TRACES.search(page.text)
    assert failing_engine in log.getvalue()
    assert "in fire" in log.getvalue()
    assert not TRACES.search(log.getvalue())
    assert not TRACES.search("".join(record.getMessage() for record in caplog.records))
    assert not TRACES.search("".join(capfd.readouterr()))


@pytest.mark.usefixtures("site")
def test_an_error_mail_tells_nothing_either(failing_engine: str, settings: LazySettings) -> None:
    settings.ADMINS = [("Somebody", "somebody@bones.example")]
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert Visitor().arrive(TOLD).status == 500
    finally:
        logger.removeHandler(handler)
    (message,) = mail.outbox
    letter = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    parts = [part for part in letter.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part in parts:
        text = part.get_content()
        assert failing_engine in text
        assert "assessment.py" in text
        assert not re.search(rf"{MARKER}|61[.,]7|171[.,]3|night_cramps", text + letter["subject"])
