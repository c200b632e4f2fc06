"""A state that cannot be used, a request that makes no sense: a page in the visitor's language, never a failure."""

from __future__ import annotations

from collections.abc import Callable
import time
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from django.test import Client, override_settings
import pytest

from questionnaire.problems import PROBLEMS
from questionnaire.state import LIFETIME_SECONDS, LONGEST, State
from tests.questionnaire.people import EVERYTHING
from tests.questionnaire.visitor import LANGUAGES, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
STATE = State("diet", ("cheese_per_day",), {"age_years": 70, "sex": "male"}, 1)
UNREADABLE, MISPLACED = "We could not read your answers", "This page and your answers do not belong together"


def _signed_with_another_key() -> str:
    with override_settings(SECRET_KEY="another key, just as long as it has to be for a signature"):
        return STATE.sign()


def _signed_at(seconds: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("questionnaire.state.time", SimpleNamespace(time=lambda: seconds))
        return STATE.sign()


STATES: dict[str, tuple[Callable[[], str], str]] = {
    "missing": (lambda: "", UNREADABLE),
    "garbage": (lambda: "answers=70", UNREADABLE),
    "cut short": (lambda: STATE.sign()[:-1], UNREADABLE),
    "another key": (_signed_with_another_key, UNREADABLE),
    "from the future": (lambda: _signed_at(int(time.time()) + 3600), UNREADABLE),
    "too old": (
        lambda: _signed_at(int(time.time()) - LIFETIME_SECONDS - 60),
        "This page was open for more than a day",
    ),
    "too long": (lambda: "x" * (LONGEST + 1), "That was more than this form can take"),
    "another step": (lambda: State("hormones", (), {}, 1).sign(), MISPLACED),
    "no such step": (lambda: State("nowhere", (), {}, 1).sign(), MISPLACED),
}


def assert_refused(page: Page, language: str, heading: str = "") -> None:
    """A page that can be read, with a way to start again."""
    assert 400 <= page.status < 500
    assert page.language == language
    assert page.heading
    if language == "en" and heading:
        assert page.heading == heading
    assert page.html.one("a", class_="btn")["href"] == f"/{language}/"
    assert len(page.html.one("main").all("p")) == 2
    assert {a["href"] for a in page.languages} == {f"/{code}/" for code in LANGUAGES}
    assert page.response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", STATES)
def test_a_state_that_cannot_be_used_is_answered_with_a_page(kind: str, language: str) -> None:
    state, heading = STATES[kind]
    assert_refused(Visitor(language).send_state(state(), "diet"), language, heading)


def test_a_changed_state_is_noticed_wherever_it_was_changed() -> None:
    text, visitor = STATE.sign(), Visitor("fr")
    for position in range(0, len(text), 12):
        changed = text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1 :]
        assert_refused(visitor.send_state(changed, "diet"), "fr")


@pytest.mark.parametrize(
    "state", [b"%00", b"%ED%A0%80", b"%FF%FE", b"%00:%00", b"a:%ED%B0%80", quote("é:ü").encode()]
)
def test_characters_that_no_state_has_are_refused(state: bytes) -> None:
    assert_refused(Page(Visitor("nl").post("diet", b"state=" + state)), "nl")


@pytest.mark.parametrize(
    "go",
    ["change:", "change:nowhere", "change:result", "change:\0", "change:../diet", "change::", "change:\0:x"],
)
def test_a_section_that_does_not_exist_is_refused(go: str) -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    assert_refused(visitor.send_state(visitor.page.state, "result", go), "en", MISPLACED)


@pytest.mark.parametrize("go", ["", "forward", "\0", "BACK", "next"])
def test_a_button_that_does_not_exist_means_continue(go: str) -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    assert visitor.send_state(visitor.page.state, "result", go).step == "result"


def test_a_state_can_be_sent_again_and_leads_to_the_same_page() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    pages = [visitor.send_state(visitor.seen[0].state, "result") for _ in range(2)]
    assert pages[0].text == pages[1].text == visitor.seen[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_does_not_exist_says_so(language: str) -> None:
    page = Page(Client().get(f"/{language}/chek/"))
    assert page.status == 404
    assert_refused(page, language, "This page does not exist")


def test_without_a_language_in_the_address_the_browsers_is_taken() -> None:
    page = Page(Client().get("/nowhere/", headers={"accept-language": "nl-BE,fr;q=0.3"}))
    assert (page.status, page.language) == (404, "nl")


@pytest.mark.parametrize("address", ["/fr/check/diet/", "/fr/check/result/", "/fr/check/nowhere/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_comes_to_a_step_by_its_address_begins_at_the_start(address: str, method: str) -> None:
    response = Client().generic(method, address + "?age_years=73&next=//evil.example")
    assert (response.status_code, response["Location"]) == (302, "/fr/check/")


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "/%5Cevil.example", "/https:evil.example", "/en//evil.example/..", "/fr/check"],
)
def test_nothing_leads_to_another_site(address: str) -> None:
    target = urlencode({"next": "//evil.example", "return_url": "https://evil.example"})
    response = Client().get(f"{address}?{target}")
    assert response.status_code in (301, 302, 404)
    location = response.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("header", ["x-forwarded-host", "forwarded", "x-forwarded-proto", "x-original-url"])
def test_a_forged_host_changes_nothing(header: str) -> None:
    plain, forged = Client().get("/en/"), Client().get("/en/", headers={header: "evil.example"})
    assert forged.status_code == 200
    assert forged.content == plain.content


def test_a_foreign_host_name_is_answered_with_a_page() -> None:
    assert_refused(Page(Client().get("/nl/", headers={"host": "evil.example"})), "nl")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_other_methods_are_not_allowed(method: str) -> None:
    assert Client().generic(method, "/en/check/diet/").status_code == 405


def test_every_problem_says_what_happened_and_what_to_do() -> None:
    for problem in PROBLEMS.values():
        assert problem.title
        assert str(problem.text).endswith(".")
        assert problem.status >= 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["", "check/"])
def test_a_form_sent_where_none_is_expected_is_refused_with_a_page(address: str, language: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/{language}/{address}", {"age_years": "73"})
    assert response.status_code == 403
    assert_refused(Page(response), language, "We could not understand that request")
