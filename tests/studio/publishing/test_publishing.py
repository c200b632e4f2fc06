"""Publishing in the admin: what it says before, what it asks, what it does, and for whom."""

from __future__ import annotations

from typing import Any

from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
import pytest

from rules.checks import problems_of
from rules.document import digest, parse
from rules.models import Release, RuleSet
from rules.services import change_part, publish_working_copy, replace_working_copy, roll_back, withdraw
from rules.workingcopy import document_of
from studio.rulesets import PAGES
from tests.rules.documents import small
from tests.rules.versions import proven
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
NOTE = "Younger people too, as the guideline of 2025 says."


def edit(rule_set: RuleSet, by: str = "editor", age: int = 60) -> None:
    """Somebody changes the age limit in the working copy."""
    part = rule_set.parts.get(collection="rules", key="age")
    item = part.item().model_copy(
        update={"all": (parse(small()).rules[0].all[0].parse(f"age_years ≥ {age}"),)}
    )
    change_part(part, item, part.version, by)


def seen(rule_set: RuleSet) -> str:
    """What stands hidden in the form."""
    return digest(document_of(rule_set))


def post(client: Client, rule_set: RuleSet, **fields: Any) -> Any:
    """Press “Publish” with a note, on the working copy as it is, of which the proofs have run where they can."""
    if not problems_of(document_of(rule_set)):
        proven(rule_set)
    return post_unproven(client, rule_set, **fields)


def post_unproven(client: Client, rule_set: RuleSet, **fields: Any) -> Any:
    """The same, whether the proofs have run or not."""
    in_force = RuleSet.objects.values_list("current__number", flat=True).get(pk=rule_set.pk)
    form = {"seen": seen(rule_set), "in_force": in_force or "", "note": NOTE, **fields}
    return client.post(address("publish", rule_set), form)


def test_it_says_what_changes_before_it_is_published(publisher: Client, rule_set: RuleSet) -> None:
    """The rule, the old value and the new one."""
    edit(rule_set)
    page = texts(publisher.get(address("publish", rule_set)))
    assert "Rule for Label of old age Changed" in page
    assert "Conditions Your age: 65 years or more → Your age: 60 years or more" in page
    assert "Nothing is missing, and everything fits together passed" in page
    assert "The rules run, and quickly enough not run yet" in page


def test_what_is_published_visitors_get(publisher: Client, rule_set: RuleSet) -> None:
    """The next release, in force, with the note, the name and what the gates found."""
    edit(rule_set)
    response = post(publisher, rule_set)
    assert response.status_code == 302
    rule_set.refresh_from_db()
    release = rule_set.current
    assert release is not None
    assert (release.number, release.note, release.published_by) == (2, NOTE, "publisher")
    assert str(release.document().rules[0].all[0]) == "age_years ≥ 60"
    assert [line["gate"] for line in release.report] == ["checks", "engine", "examples", "proofs"]
    page = texts(publisher.get(response["Location"]))
    assert "Release 2 is published. Visitors who begin get it within 2 seconds." in page
    assert "Is something wrong? Roll back to release 1." in page


def test_when_nothing_differs_there_is_no_button(publisher: Client, rule_set: RuleSet) -> None:
    """Only the reason."""
    page = publisher.get(address("publish", rule_set))
    assert "Nothing: the working copy is the same as release 1" in texts(page)
    assert b"csrfmiddlewaretoken" not in page.content.split(b"content-main")[1]


def test_the_first_release(publisher: Client, rule_set: RuleSet) -> None:
    """Of a rule set that nobody has published: everything is new."""
    RuleSet.objects.update(current=None)
    page = texts(publisher.get(address("publish", rule_set)))
    assert "Nothing was published yet: everything is new." in page
    assert post(publisher, rule_set).status_code == 302


def test_a_note_is_asked(publisher: Client, rule_set: RuleSet) -> None:
    """Not empty, not too long; nothing is published without."""
    edit(rule_set)
    missing = post(publisher, rule_set, note="  ")
    assert "Nothing was done yet. Please correct this: Why : This field is required." in texts(missing)
    assert '<a href="#id_note">Why</a>' in missing.content.decode()
    assert 'role="alert" tabindex="-1" autofocus' in missing.content.decode()
    long = post(publisher, rule_set, note="x" * 501)
    assert "Ensure this value has at most 500 characters (it has 501)." in texts(long)
    assert "x" * 501 in texts(long)
    assert Release.objects.count() == 1


def test_a_closed_gate_keeps_the_note(publisher: Client, rule_set: RuleSet) -> None:
    """The problem stands beside a link to the part."""
    edit(rule_set, age=500)
    response = post(publisher, rule_set)
    page = texts(response)
    part = rule_set.parts.get(collection="rules", key="age")
    assert "Nothing is missing, and everything fits together 1 problem" in page
    assert "Nothing was published: something stands in the way." in page
    assert "out of range" in page
    assert reverse("admin:rules_rule_change", args=[part.pk]).encode() in response.content
    assert NOTE in page
    assert Release.objects.count() == 1


def test_an_example_that_falls_short_closes_its_gate(publisher: Client, rule_set: RuleSet) -> None:
    """Whoever changes the rules changes the examples too, on purpose."""
    data = small()
    data["examples"] = [
        {"key": "ada", "title": "Ada", "answers": ["age_years is 70", "sex is female"], "level": "urgent"}
    ]
    replace_working_copy(rule_set, parse(data), "editor")
    response = publisher.post(address("publish", rule_set), {"run": "1", "note": "half a no"})
    page = texts(response)
    assert "The rules run, and quickly enough passed: 3 rules" in page
    assert "The example visitors get what they must get 1 problem" in page
    assert "must get “Get medical help today”; mend the rules" in page
    assert "half a no" in page
    assert post(publisher, rule_set).status_code == 409
    assert Release.objects.count() == 1


def test_what_stands_in_the_way_comes_first_and_is_named_in_words(
    publisher: Client, rule_set: RuleSet
) -> None:
    """Not by its key; with a link to it, and one to the gates, which stand above what changes."""
    ada: dict[str, object] = {"key": "ada", "title": "Ada", "level": "maintain"}
    ada |= {"answers": ["age_years is 40", "sex is female"], "findings": ["old"], "tips": ["milk"]}
    replace_working_copy(rule_set, parse(small() | {"examples": [ada]}), "editor")
    response = post(publisher, rule_set)
    assert "lacks the finding “Label of old”; mend the rules, or the example (see Label of old" in texts(
        response
    )
    assert "lacks the tip “Title of milk”" in texts(response)
    page = response.content.decode()
    for key, model in (("old", "finding"), ("milk", "recommendation")):
        part = rule_set.parts.get(collection=f"{model}s", key=key)
        assert f'<a href="{reverse(f"admin:rules_{model}_change", args=[part.pk])}">' in page
    assert '<a href="#gates">See what</a>' in page
    assert page.index('id="gates"') < page.index('id="what"')
    assert page.count('id="gates"') == 1


def test_the_checks_can_be_run_without_publishing(publisher: Client, rule_set: RuleSet) -> None:
    """And without a note."""
    edit(rule_set)
    page = texts(publisher.post(address("publish", rule_set), {"run": "1"}))
    assert "The rules run, and quickly enough passed: 3 rules" in page
    assert "This field is required" not in page
    assert Release.objects.count() == 1


def test_of_two_publishers_the_second_is_told(publisher: Client, rule_set: RuleSet) -> None:
    """Whether the rules were changed meanwhile, or published; the note is kept."""
    edit(rule_set)
    before = seen(rule_set)
    edit(rule_set, age=61)
    changed = post(publisher, rule_set, seen=before)
    assert changed.status_code == 409
    assert "Somebody has changed the working copy or the release in force" in texts(changed)
    assert NOTE in texts(changed)
    assert seen(rule_set).encode() in changed.content
    publish_working_copy(proven(rule_set), seen(rule_set), 1, "faster", "colleague")
    late = post(publisher, rule_set)
    assert late.status_code == 409
    assert "Somebody has just published these rules: visitors get them already." in texts(late)
    assert Release.objects.count() == 2


def test_who_went_back_meanwhile_is_not_overridden(publisher: Client, rule_set: RuleSet) -> None:
    """What is published is told as a change of the release in force that was shown."""
    edit(rule_set)
    post(publisher, rule_set)
    edit(rule_set, age=61)
    roll_back(rule_set, 1, 2, "That did harm.", "colleague")
    late = post(publisher, rule_set, in_force=2)
    assert late.status_code == 409
    assert "Somebody has changed the working copy or the release in force" in texts(late)
    assert RuleSet.objects.get().current.number == 1  # type: ignore[union-attr]
    assert 'name="in_force" value="1"' in late.content.decode()


def test_what_was_withdrawn_does_not_come_back_by_one_press(publisher: Client, rule_set: RuleSet) -> None:
    """The working copy still says what was withdrawn: the page says so, and offers no button."""
    edit(rule_set)
    post(publisher, rule_set)
    withdraw(rule_set, 2, 1, 2, "That did harm.", "colleague")
    page = publisher.get(address("publish", rule_set)).content.decode()
    assert "These rules were withdrawn." in page
    assert ">Publish</button>" not in page
    refused = post(publisher, rule_set)
    assert refused.status_code == 409
    assert RuleSet.objects.get().current.number == 1  # type: ignore[union-attr]
    edit(rule_set, age=61)
    assert post(publisher, rule_set).status_code == 302


def test_four_eyes(sign_in: SignIn, rule_set: RuleSet, settings: LazySettings) -> None:
    """Where the setting asks for it, whoever edited last is told so before, and refused."""
    settings.RULES_FOUR_EYES = True
    edit(rule_set, by="superuser")
    both = sign_in("superuser")
    assert "so somebody else has to publish it" in texts(both.get(address("publish", rule_set)))
    refused = post(both, rule_set)
    assert refused.status_code == 409
    assert "Ask somebody else to read it and to publish." in texts(refused)
    assert post(sign_in("publisher"), rule_set).status_code == 302


@pytest.mark.parametrize("role", ["editor", "auditor", "staff"])
def test_nobody_else_publishes(sign_in: SignIn, rule_set: RuleSet, role: str) -> None:
    """A13: without the right, neither the page nor a crafted form; nothing changes."""
    edit(rule_set)
    client = sign_in(role)
    numbers = {"number": "1", "instead": "1", "seen": "1", "note": NOTE}
    for name in ("publish", "rollback", "withdraw"):
        assert client.get(address(name, rule_set)).status_code == 403
        assert client.post(address(name, rule_set, number="1"), numbers).status_code == 403
    assert post(client, rule_set).status_code == 403
    assert Release.objects.count() == 1


@pytest.mark.parametrize("name", [name for name, _, _ in PAGES])
def test_whoever_is_not_signed_in_is_asked_to(sign_in: SignIn, rule_set: RuleSet, name: str) -> None:
    """A13: whatever page it is."""
    for answer in (sign_in("nobody").get, sign_in("nobody").post):
        response = answer(address(name, rule_set))
        assert response.status_code == 302
        assert "/login/" in response["Location"]


@pytest.mark.parametrize("name", ["publish", "releases", "differences", "changes", "export", "import"])
def test_looking_changes_nothing(sign_in: SignIn, rule_set: RuleSet, name: str) -> None:
    """No GET writes: versions, changes and releases stay."""
    edit(rule_set)
    changes = rule_set.changes.count()
    response = sign_in("superuser").get(
        address(name, rule_set), {"seen": seen(rule_set), "note": NOTE, "run": "1"}
    )
    assert response.status_code == 200
    assert (rule_set.changes.count(), Release.objects.count()) == (changes, 1)
