"""Whose clinic it is: for whoever does not look after it, it does not exist."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
import pytest

from clinics.models import Clinic
from rules.models import RuleSet
from tests.clinics.editing.conftest import ADD, page_of, typed
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGES = ("change", "history", "delete", "statistics", "statistics/export")
LIST = "/en/admin/clinics/clinic/"
NOT_A_NUMBER = ("0", "-1", "1.0", "elsewhere", "9" * 30, "1%00", "%2e%2e", "1/x", "None")


def seen(response: HttpResponse, clinic: str) -> tuple[int, str]:
    """What one gets, without the clinic's number in the address and the mark against forgery."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, page.replace(f"/clinic/{clinic}/", "/clinic/…/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_clinic_is_as_one_that_does_not_exist(
    mia: Client, clinic: Clinic, other: Clinic, page: str, method: str
) -> None:
    """A1, A25: the same status and the same body as for a number that was guessed."""
    ask = getattr(mia, method)
    found = seen(ask(page_of(other, page)), str(other.pk))
    assert found == seen(ask(page_of(Clinic(pk=987654), page)), "987654")
    assert found[0] == 404
    assert "There is no such page" in found[1]
    assert "Elsewhere" not in found[1]


@pytest.mark.parametrize("page", PAGES)
def test_nor_does_it_take_more_questions_to_the_database(
    mia: Client, clinic: Clinic, other: Clinic, page: str, django_assert_max_num_queries: Any
) -> None:
    """A25: the time class follows from the queries, which are the same."""
    counts = []
    for one in (other, Clinic(pk=987654)):
        with django_assert_max_num_queries(20) as captured:
            mia.get(page_of(one, page))
        counts.append([re.sub(r"\d+", "…", query["sql"]) for query in captured.captured_queries])
    assert counts[0] == counts[1]


@pytest.mark.parametrize("number", NOT_A_NUMBER)
@pytest.mark.parametrize("who", ["clinic_staff", "superuser"])
def test_what_is_no_number_leads_nowhere(sign_in: SignIn, clinic: Clinic, who: str, number: str) -> None:
    """A1: and never to a fault of ours."""
    client = sign_in(who)
    for page in PAGES:
        assert client.get(f"{LIST}{number}/{page}/", follow=True).status_code == 404, page


def test_each_sees_their_own_clinics(mia: Client, superuser: Client, clinic: Clinic, other: Clinic) -> None:
    """In the list, whatever is searched or filtered; superusers see all."""
    for query in ("", "?q=e", "?all=", "?is_active__exact=1"):
        page = mia.get(LIST + query).content.decode()
        assert "Three Bridges" in page
        assert "Elsewhere" not in page
    assert "Elsewhere" in superuser.get(LIST).content.decode()
    for name in ("change", "history", "statistics"):
        assert mia.get(page_of(clinic, name)).status_code == 200


@pytest.mark.parametrize("query", ["?staff__password__startswith=a", "?rule_set__current__note=x"])
def test_no_filter_asks_about_other_tables(mia: Client, query: str) -> None:
    """A13: an address of the list is no way to guess what is in an account."""
    assert mia.get(LIST + query).status_code in (302, 400)


def test_the_first_page_offers_clinics_only(mia: Client) -> None:
    """Neither rules nor accounts."""
    page = mia.get("/en/admin/").content.decode()
    assert set(re.findall(r'href="/en/admin/(\w+/\w+/)"', page)) - {"password_change/"} == {"clinics/clinic/"}


def test_they_neither_add_nor_delete(mia: Client, clinic: Clinic) -> None:
    """A13: nor by an action of the list."""
    blank = Clinic(name="Mine", rule_set=clinic.rule_set)
    assert mia.get(ADD).status_code == 403
    assert mia.post(ADD, typed(blank, slug="mine")).status_code == 403
    assert mia.post(page_of(clinic), typed(clinic, slug="mine", _saveasnew="1")).status_code == 403
    assert mia.post(page_of(clinic, "delete"), {"post": "yes"}).status_code == 403
    mia.post(LIST, {"action": "delete_selected", "_selected_action": clinic.pk, "post": "yes"})
    assert [each.slug for each in Clinic.objects.all()] == ["three-bridges"]


def test_what_is_not_theirs_to_change_is_not_read(mia: Client, clinic: Clinic, other: Clinic) -> None:
    """A14: not on the page, and ignored in a crafted form."""
    rules = RuleSet.objects.create(key="theirs", current=clinic.rule_set.current)
    shown = mia.get(page_of(clinic)).content.decode()
    assert not re.findall(r'name="(?:slug|rule_set|staff|id|pk)"', shown)
    friend = User.objects.create_user("friend", is_staff=True)
    crafted = {
        "slug": "mine",
        "rule_set": str(rules.pk),
        "staff": [str(friend.pk)],
        "id": str(other.pk),
        "pk": str(other.pk),
        "referral": "{}",
        "counts": "1",
    }
    assert mia.post(page_of(clinic), typed(clinic, name="Seen", **crafted)).status_code == 302
    clinic.refresh_from_db()
    assert (clinic.name, clinic.slug, clinic.rule_set.key) == ("Seen", "three-bridges", "small")
    assert clinic.staff.get().username == "clinic_staff"
    assert Clinic.objects.get(pk=other.pk).name == "Elsewhere"


def test_the_slug_stays_for_superusers_too(superuser: Client, clinic: Clinic) -> None:
    """A14: it stands in the pages of the clinic's site."""
    superuser.post(page_of(clinic), typed(clinic, name="Seen", slug="other"))
    clinic.refresh_from_db()
    assert (clinic.name, clinic.slug) == ("Seen", "three-bridges")


def test_who_leaves_a_clinic_is_out_at_once(mia: Client, clinic: Clinic) -> None:
    """A13: in the middle of a session, and what they had open cannot be sent."""
    fields = typed(clinic)
    clinic.staff.clear()
    assert mia.get(page_of(clinic)).status_code == 404
    assert mia.post(page_of(clinic), fields).status_code == 404


def test_other_roles_are_told_so(sign_in: SignIn, clinic: Clinic) -> None:
    """A13: an editor of rules has no clinic, even if somebody put them there."""
    client = sign_in("editor")
    clinic.staff.add(User.objects.get(username="editor"))
    for page in PAGES:
        assert client.get(page_of(clinic, page)).status_code == 403
        assert client.post(page_of(clinic, page)).status_code == 403
    assert client.get(LIST).status_code == 403
