"""A request costs the same however many clinics there are: no query while a clinic is known, one to look it up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from clinics.directory import directory
from clinics.models import Clinic
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import Framed

MANY = 1_000
CountQueries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def slugs(make_clinic: MakeClinic) -> list[str]:
    """Those of 1,000 clinics; every hundredth."""
    first = make_clinic("clinic-0")
    Clinic.objects.bulk_create(
        Clinic(slug=f"clinic-{n}", name=f"Clinic {n}", rule_set=first.rule_set) for n in range(1, MANY)
    )
    return [f"clinic-{n}" for n in range(0, MANY, 100)]


def turn_a_page(slug: str) -> None:
    """Open the questionnaire in a clinic's frame, and send the first page."""
    visitor = Framed(clinic=slug)
    first = visitor.begin()
    assert visitor.answer({"age_years": 66, "sex": "female"}).asked != first.asked


def test_a_clinic_that_is_known_costs_no_query(
    slugs: list[str], django_assert_num_queries: CountQueries
) -> None:
    for slug in slugs:
        directory.find(slug)
    with django_assert_num_queries(0):
        for slug in slugs:
            turn_a_page(slug)


def test_a_clinic_among_many_is_looked_up_like_the_only_one(
    make_clinic: MakeClinic, slugs: list[str], django_assert_num_queries: CountQueries
) -> None:
    with django_assert_num_queries(len(slugs)):
        for slug in slugs:
            turn_a_page(slug)
    Clinic.objects.all().delete()
    make_clinic("the-only-one")
    with django_assert_num_queries(1):
        turn_a_page("the-only-one")
