"""Which rules a visitor gets: those they began with; and what they see while there are none."""

from __future__ import annotations

from collections.abc import Callable
import io
from typing import Any

from django.db import OperationalError, connection
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import Document
from rules.models import RuleSet
from rules.releases import Releases
from rules.services import publish, withdraw
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Page, Visitor
from tests.rules.database import damage, vanish

NEW = "Words that only the second release has"


def revised(document: Document) -> Document:
    """The same rules, every advice with another English title."""
    items = [
        item.model_copy(update={"title": item.title.model_copy(update={"en": NEW})})
        for item in document.recommendations
    ]
    return document.model_copy(update={"recommendations": tuple(items)})


def _down(execute: Callable[..., Any], *args: Any) -> Any:
    raise OperationalError("unable to open database file")


def assert_closed(page: Page) -> None:
    """A page that says when to come back."""
    assert page.status == 503
    assert int(page.response["Retry-After"]) > 0
    assert page.response["Cache-Control"].startswith("no-store")
    assert page.heading
    assert page.html.one("main").all("a")


@pytest.mark.usefixtures("cold_site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_while_nothing_is_published_the_site_is_closed_and_says_so(language: str, log: io.StringIO) -> None:
    page = Visitor(language).begin()
    assert_closed(page)
    assert page.language == language
    assert "NoRelease" in log.getvalue()


def test_it_opens_as_soon_as_something_is_published(cold_site: Releases, document: Document) -> None:
    visitor = Visitor()
    assert_closed(visitor.begin())
    publish(document, "first")
    assert visitor.begin().step == "about-you"


def test_without_a_database_from_the_start_the_site_is_closed(
    cold_site: Releases, document: Document, log: io.StringIO
) -> None:
    publish(document, "first")
    visitor = Visitor()
    with connection.execute_wrapper(_down):
        assert_closed(visitor.begin())
        assert_closed(visitor.arrive(EVERYTHING))
        assert visitor.client.get("/en/").status_code == 200
    assert visitor.begin().status == 200
    assert "OperationalError" in log.getvalue()


def test_a_damaged_release_closes_the_site_instead_of_giving_wrong_advice(
    cold_site: Releases, document: Document
) -> None:
    publish(document, "first")
    damage(1, content={"key": "bone-health"})
    assert_closed(Visitor().begin())


def test_without_a_database_later_everybody_is_served_the_last_good_rules(
    cold_site: Releases, document: Document, log: io.StringIO
) -> None:
    publish(document, "first")
    Visitor().begin()
    with connection.execute_wrapper(_down):
        assert Visitor("fr").walk(EVERYTHING).step == "result"
    assert "the last good ones serve" in log.getvalue()


def test_a_damaged_release_later_leaves_the_last_good_one_in_use(
    cold_site: Releases, document: Document
) -> None:
    publish(document, "first")
    Visitor().begin()
    publish(revised(document), "second")
    damage(2, content={})
    assert NEW not in Visitor().walk(HEALTHY_MAN).text


def test_a_new_release_is_for_those_who_begin_after_it(cold_site: Releases, document: Document) -> None:
    publish(document, "first")
    early, late = Visitor(), Visitor()
    early.walk(EVERYTHING, until="lifestyle")
    publish(revised(document), "second")
    late.begin()
    assert NEW not in early.walk(EVERYTHING).text
    assert NEW in late.walk(EVERYTHING).text
    assert NEW not in early.switch("en").text
    early.press("change:diet")
    assert NEW not in early.press().text
    early.begin()
    assert NEW in early.walk(EVERYTHING).text


def test_a_process_that_starts_later_still_serves_those_who_began_earlier(
    cold_site: Releases, document: Document
) -> None:
    publish(document, "first")
    visitor = Visitor()
    visitor.walk(EVERYTHING, until="lifestyle")
    publish(revised(document), "second")
    cold_site.forget()
    assert NEW not in visitor.walk(EVERYTHING).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_that_is_gone_asks_to_start_again(
    cold_site: Releases, document: Document, language: str
) -> None:
    publish(document, "first")
    visitor = Visitor(language)
    visitor.walk(HEALTHY_MAN, until="diet")
    vanish()
    cold_site.forget()
    page = visitor.press()
    assert (page.status, page.language) == (400, language)
    assert page.html.one("a", class_="btn")["href"] == f"/{language}/"
    if language == "en":
        assert page.heading == "The advice was renewed while you were answering"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_that_was_withdrawn_for_safety_asks_to_start_again(
    cold_site: Releases, document: Document, language: str
) -> None:
    publish(document, "first")
    early, midway = Visitor(language), Visitor(language)
    early.begin()
    midway.walk(HEALTHY_MAN, until="diet")
    publish(revised(document), "second")
    withdraw(RuleSet.objects.get(), 1, instead=2, seen=2, reason="A dose was wrong.", by="pia")
    for page in (early.press(), midway.press()):
        assert (page.status, page.language) == (400, language)
        assert page.html.one("a", class_="btn")["href"] == f"/{language}/"
        assert page.response["Cache-Control"].startswith("no-store")
        assert "A dose was wrong" not in page.text
        if language == "en":
            assert page.heading == "This advice was withdrawn"
            assert "For your safety" in page.text
    late = Visitor(language)
    late.begin()
    assert late.walk(EVERYTHING).step == "result"


def test_a_fresh_process_serves_the_release_before_a_damaged_one(
    cold_site: Releases, document: Document
) -> None:
    publish(document, "first")
    publish(revised(document), "second")
    damage(2, content={})
    assert NEW not in Visitor().walk(HEALTHY_MAN).text
    assert cold_site.fault == "DocumentInvalid"


def test_once_warm_no_page_asks_the_database_anything(
    cold_site: Releases,
    document: Document,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(document, "first")
    Visitor().begin()
    monkeypatch.setattr("rules.releases.RECHECK_SECONDS", 60.0)
    with django_assert_num_queries(0):
        visitor = Visitor("nl")
        visitor.client.get("/nl/")
        visitor.begin()
        visitor.answer({"age_years": "x"})
        visitor.switch("fr")
        assert visitor.walk(EVERYTHING).step == "result"
        visitor.press("change:diet")
        visitor.press("back")
        for answers in AT_EACH_LEVEL.values():
            assert visitor.arrive(answers).step == "result"
        assert visitor.send_state("garbage", "diet").status == 400
        assert visitor.client.get("/fr/nowhere/").status_code == 404


def test_looking_for_a_new_release_costs_one_query(
    cold_site: Releases, document: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(document, "first")
    Visitor().begin()
    with django_assert_num_queries(1):
        Visitor().begin()
