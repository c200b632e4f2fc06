"""The list of releases, and the ways back: roll back, withdraw, load."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import digest, parse
from rules.models import Release, RuleSet, Withdrawal
from rules.services import publish, withdraw
from tests.rules.documents import small
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
WHY = "A dose was wrong."


@pytest.fixture
def two(rule_set: RuleSet) -> RuleSet:
    """Release 2, with another age limit, is in force."""
    return published(rule_set, 60)


def published(rule_set: RuleSet, age: int) -> RuleSet:
    """The next release has this age limit."""
    data = small()
    data["rules"][0]["all"] = [f"age_years ≥ {age}"]
    publish(parse(data), f"from {age}", "colleague")
    rule_set.refresh_from_db()
    return rule_set


def in_force(rule_set: RuleSet) -> int:
    """What visitors get."""
    rule_set.refresh_from_db()
    assert rule_set.current is not None
    return rule_set.current.number


def press(client: Client, name: str, rule_set: RuleSet, number: int, **fields: Any) -> Any:
    """Send a page's form."""
    return client.post(address(name, rule_set, number=str(number)), {"seen": "2", "note": WHY, **fields})


def unusable(rule_set: RuleSet, number: int, **content: Any) -> Release:
    """A release that came into the database in another way."""
    data = small() | content
    try:
        name = digest(parse(data))
    except ValueError:
        name = "sha256:none"
    return Release.objects.create(rule_set=rule_set, number=number, digest=name, content=data, note="forced")


def test_the_list(publisher: Client, two: RuleSet) -> None:
    """The newest first: who, why, what the gates found, what is in force, what was withdrawn and why."""
    withdraw(two, 1, 2, 2, WHY, "somebody")
    page = texts(publisher.get(address("releases", two)))
    second, first = page.split("Release 2 ")[1].split("Release 1 ")[0:2]
    assert second.startswith("in force")
    assert all(words in second for words in ("colleague", "from 60", "9 parts, 3 rules, 0 example visitors"))
    assert first.startswith("withdrawn")
    assert all(words in first for words in ("command line", "the first one", WHY, "somebody"))
    assert "Roll back" not in page
    assert two.current is not None
    assert two.current.digest[7:15] in second


def test_each_sees_what_they_may_do(sign_in: SignIn, two: RuleSet) -> None:
    """Whoever may only look gets no button that would be refused."""
    words = {
        "publisher": (True, False),
        "editor": (False, True),
        "auditor": (False, False),
        "superuser": (True, True),
    }
    for role, (may_publish, may_load) in words.items():
        page = texts(sign_in(role).get(address("releases", two)))
        assert ("Roll back to it" in page) is may_publish
        assert ("Withdraw" in page) is may_publish
        assert ("Load into the working copy" in page) is may_load


def test_before_the_first_release(auditor: Client, rule_set: RuleSet) -> None:
    """The list says that visitors get nothing."""
    RuleSet.objects.update(current=None)
    page = texts(auditor.get(address("releases", rule_set)))
    assert "Nothing was published yet: visitors find the questionnaire closed." in page


def test_as_many_queries_for_many_releases_as_for_two(
    auditor: Client, two: RuleSet, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """And fifty on a page; their contents stay in the database."""
    for name in ("releases", "differences"):
        auditor.get(address(name, two))  # the site has looked at the rules in force
    with CaptureQueriesContext(connection) as few:
        auditor.get(address("releases", two))
    with CaptureQueriesContext(connection) as few_to_compare:
        auditor.get(address("differences", two))
    for number in range(3, 70):
        unusable(two, number)
    with django_assert_num_queries(len(few_to_compare.captured_queries)):
        auditor.get(address("differences", two))
    with django_assert_num_queries(len(few.captured_queries)) as many:
        page = texts(auditor.get(address("releases", two)))
    listing = [
        query["sql"]
        for query in many.captured_queries
        if "note" in query["sql"] and "LIMIT 50" in query["sql"]
    ]
    assert listing
    assert not any('"rules_release"."content"' in sql for sql in listing)
    assert "Release 20 " in page
    assert "Release 19 " not in page
    assert "Page 1 of 2" in page
    assert "Release 19 " in texts(auditor.get(address("releases", two, page="2")))


def test_rolling_back(publisher: Client, two: RuleSet) -> None:
    """What visitors will get is told before; the working copy stays."""
    page = texts(publisher.get(address("rollback", two, number="1")))
    assert "Visitors get release 2 now." in page
    assert "Your age: 60 years or more → Your age: 65 years or more" in page
    response = press(publisher, "rollback", two, 1)
    assert "Release 1 is in force again. Visitors who begin get it within 2 seconds." in texts(
        publisher.get(response["Location"])
    )
    assert in_force(two) == 1
    assert two.parts.get(key="age").content["all"] == ["age_years ≥ 60"]
    change = two.changes.latest("pk")
    assert (change.action, change.number, change.note, change.by) == ("rolled_back", 1, WHY, "publisher")


def test_rolling_back_needs_a_reason(publisher: Client, two: RuleSet) -> None:
    """Without one nothing is done."""
    page = texts(press(publisher, "rollback", two, 1, note=""))
    assert "Nothing was done yet" in page
    assert "This field is required." in page
    assert in_force(two) == 2


@pytest.mark.parametrize("seen", ["1", "", "x", "²", "9" * 5000])
def test_somebody_was_faster(publisher: Client, two: RuleSet, seen: str) -> None:
    """Another release is in force than the one that was looked at; the reason is kept."""
    for name in ("rollback", "withdraw"):
        response = press(
            publisher, name, two, 1 if name == "rollback" else 2, seen=seen, shown="1", instead="1"
        )
        assert response.status_code == 409
        assert "Another release is in force by now." in texts(response)
        assert WHY in texts(response)
    assert in_force(two) == 2


def test_what_cannot_be_rolled_back_to(publisher: Client, two: RuleSet) -> None:
    """The release in force, a withdrawn one, one that this site cannot run, one that it cannot read, and none."""
    assert "Visitors get this release already." in texts(publisher.get(address("rollback", two, number="2")))
    withdraw(two, 1, 2, 2, WHY, "somebody")
    assert "This release was withdrawn" in texts(publisher.get(address("rollback", two, number="1")))
    assert "This release was withdrawn, or its number" in texts(press(publisher, "rollback", two, 1))
    old = {**small()["rules"][0], "all": ["shoe_size ≥ 41"]}
    unusable(two, 3, rules=[old, *small()["rules"][1:]])
    unusable(two, 4, colour="red")
    for number in (3, 4):
        assert publisher.get(address("rollback", two, number=str(number))).status_code == 200
        response = press(publisher, "rollback", two, number)
        assert response.status_code == 409
        assert "This site can no longer run that release." in texts(response)
    for nowhere in ("5", "x", ""):
        assert publisher.get(address("rollback", two, number=nowhere)).status_code == 404
    assert in_force(two) == 2


def test_withdrawing_the_release_in_force(publisher: Client, two: RuleSet) -> None:
    """The newest earlier one stands in, unless another one is chosen."""
    published(two, 70)
    page = texts(publisher.get(address("withdraw", two, number="3")))
    assert "Visitors who are in the middle of the questionnaire with it are asked to start again." in page
    assert "What changes for visitors with release 2" in page
    assert "Your age: 70 years or more → Your age: 60 years or more" in page
    blind = press(publisher, "withdraw", two, 3, seen="3", shown="2", instead="1")
    assert blind.status_code == 409
    assert "You chose another release. Read below what changes with it" in texts(blind)
    response = press(publisher, "withdraw", two, 3, seen="3", shown="1", instead="1")
    assert "Release 3 is withdrawn." in texts(publisher.get(response["Location"]))
    assert in_force(two) == 1
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.release.number, withdrawal.reason, withdrawal.by) == (3, WHY, "publisher")
    assert "This release was withdrawn" in texts(publisher.get(address("withdraw", two, number="3")))


def test_what_changes_with_another_one_is_shown_without_losing_the_reason(
    publisher: Client, two: RuleSet
) -> None:
    """Nothing is withdrawn by it; the next press withdraws."""
    published(two, 70)
    chosen = press(publisher, "withdraw", two, 3, seen="3", shown="2", instead="1", look="1")
    assert chosen.status_code == 200
    assert "Your age: 70 years or more → Your age: 65 years or more" in texts(chosen)
    assert WHY in texts(chosen)
    assert 'name="shown" value="1"' in chosen.content.decode()
    assert "Nothing was done yet" not in texts(press(publisher, "withdraw", two, 3, note="", look="1"))
    assert not Withdrawal.objects.exists()


def test_withdrawing_another_release(publisher: Client, two: RuleSet) -> None:
    """That in force stays."""
    page = texts(publisher.get(address("withdraw", two, number="1")))
    assert "Visitors who begin get release 2, and that stays so." in page
    assert press(publisher, "withdraw", two, 1).status_code == 302
    assert in_force(two) == 2
    assert Withdrawal.objects.get().release.number == 1


def test_the_stand_in_has_to_be_one(publisher: Client, two: RuleSet) -> None:
    """A13: a crafted form names the release itself, or none."""
    for instead in ("2", "7", ""):
        response = press(publisher, "withdraw", two, 2, instead=instead)
        assert response.status_code == 409
        assert "Choose another one." in texts(response)
    assert not Withdrawal.objects.exists()


def test_the_only_release_cannot_be_withdrawn(publisher: Client, rule_set: RuleSet) -> None:
    """Visitors would have none."""
    page = texts(publisher.get(address("withdraw", rule_set, number="1")))
    assert (
        "There is no other release that could stand in for it. Publish one first. Publish · Back to" in page
    )
    assert press(publisher, "withdraw", rule_set, 1, seen="1", instead="1").status_code == 409


def test_loading_a_release(editor: Client, two: RuleSet) -> None:
    """What is lost is told before; visitors notice nothing."""
    page = editor.get(address("load", two, number="1"))
    assert "Your age: 60 years or more → Your age: 65 years or more" in texts(page)
    assert "Changes in the working copy that were not published are lost." in texts(page)
    seen = page.context["seen"]
    response = editor.post(address("load", two, number="1"), {"seen": seen})
    assert response["Location"] == reverse("admin:rules_ruleset_change", args=[two.pk])
    assert two.parts.get(key="age").content["all"] == ["age_years ≥ 65"]
    assert in_force(two) == 2
    assert (two.changes.latest("pk").action, two.changes.latest("pk").number) == ("imported", 1)
    assert "Replaced the working copy by release 1" in texts(editor.get(address("changes", two)))
    late = editor.post(address("load", two, number="1"), {"seen": seen})
    assert late.status_code == 409
    assert "Somebody has changed the working copy" in texts(late)


def test_a_release_that_cannot_be_read_is_neither_loaded_nor_exported(editor: Client, two: RuleSet) -> None:
    """The working copy stays."""
    unusable(two, 3, colour="red")
    page = texts(editor.get(address("load", two, number="3")))
    assert "This site can no longer read that release." in page
    assert editor.post(address("load", two, number="3"), {"seen": ""}).status_code == 200
    refused = editor.get(address("export", two, number="3"))
    assert "This site can no longer read release 3." in texts(editor.get(refused["Location"]))
    assert two.parts.get(key="age").content["all"] == ["age_years ≥ 60"]


def test_a_working_copy_that_cannot_be_read_is_replaced(editor: Client, two: RuleSet) -> None:
    """There is nothing to compare with, and a way out."""
    two.parts.filter(key="age").update(content={"colour": "red"})
    page = editor.get(address("load", two, number="1"))
    assert "so it cannot tell what differs" in texts(page)
    assert editor.post(address("load", two, number="1"), {"seen": page.context["seen"]}).status_code == 302
    assert two.parts.get(key="age").content["all"] == ["age_years ≥ 65"]


@pytest.mark.parametrize("role", ["publisher", "auditor", "staff"])
def test_nobody_else_loads(sign_in: SignIn, two: RuleSet, role: str) -> None:
    """A13: a crafted form changes nothing."""
    assert sign_in(role).post(address("load", two, number="1"), {"seen": ""}).status_code == 403
    assert two.parts.get(key="age").content["all"] == ["age_years ≥ 60"]
