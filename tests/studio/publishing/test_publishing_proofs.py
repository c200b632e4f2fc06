"""Publishing and the proofs: nothing goes out before they are done, and what they leave open needs a reason."""

from __future__ import annotations

from typing import Any

from django.test import Client
import pytest

from rules.document import digest
from rules.models import ProofRun, Release, RuleSet
from rules.services import prove
from rules.workingcopy import document_of
from studio.publishing.gates import MOST_SHOWN
from tests.rules.documents import Data, rule, small
from tests.rules.versions import proven
from tests.studio.asking import address, texts
from tests.studio.proofs import ended, replaced, undecided, unproven

pytestmark = pytest.mark.django_db
NOTE = "Younger people too, as the guideline of 2025 says."
REASON = "Two colleagues worked it out by hand."
GATE = "What must hold for every possible visitor is proven"
BUTTON = '<button type="submit" form="publish" class="button" name="run" value="1">Run the proofs</button>'
DESPITE = 'name="despite"'


@pytest.fixture
def changed(rule_set: RuleSet) -> RuleSet:
    """The working copy has another age limit than the release."""
    replaced(rule_set, younger())
    return rule_set


def younger() -> Data:
    """The small rule set for those of 60 and over."""
    data = small()
    data["rules"][0]["all"] = ["age_years ≥ 60"]
    return data


def post(client: Client, rule_set: RuleSet, **fields: Any) -> Any:
    """Press “Publish” on the working copy as it is."""
    form = {"seen": digest(document_of(rule_set)), "in_force": 1, "note": NOTE, **fields}
    return client.post(address("publish", rule_set), form)


def test_looking_begins_nothing(publisher: Client, changed: RuleSet) -> None:
    """The page says that they have not run, and offers to run them."""
    response = publisher.get(address("publish", changed))
    assert f"{GATE} not run yet Look at the proofs Run the proofs" in texts(response)
    assert f'href="{address("proofs", changed)}"' in response.content.decode()
    assert BUTTON in response.content.decode()
    assert not ProofRun.objects.exists()


def test_without_them_nothing_is_published(publisher: Client, changed: RuleSet) -> None:
    """The page says what to do, and keeps the note; what was tried already is told."""
    response = post(publisher, changed)
    assert response.status_code == 409
    page = texts(response)
    assert "Nothing was published: the proofs of these rules have not come to their end. Run them" in page
    assert "The rules run, and quickly enough passed: 3 rules" in page
    assert NOTE in page
    assert BUTTON in response.content.decode()
    assert Release.objects.count() == 1


def test_running_the_checks_begins_them(publisher: Client, changed: RuleSet) -> None:
    """The note stays; when they are done, it is published."""
    response = publisher.post(address("publish", changed), {"run": "1", "note": NOTE})
    assert f"{GATE} running Look at the proofs" in texts(response)
    assert NOTE in texts(response)
    assert BUTTON not in response.content.decode()
    (run,) = ProofRun.objects.all()
    assert run.by == "publisher"
    assert post(publisher, changed).status_code == 409
    prove(run)
    assert f"{GATE} passed: 113 proofs" in texts(publisher.get(address("publish", changed)))
    assert post(publisher, changed).status_code == 302
    assert "3 rules, 0 example visitors, 113 proofs" in texts(publisher.get(address("releases", changed)))


def test_of_unsound_rules_none_are_begun(publisher: Client, rule_set: RuleSet) -> None:
    """The checks say what is wrong."""
    replaced(rule_set, small() | {"rules": [rule("age", "old", all=["age_years ≥ 500"])]})
    page = texts(publisher.post(address("publish", rule_set), {"run": "1"}))
    assert "out of range" in page
    assert not ProofRun.objects.exists()


def test_what_is_refuted_closes_the_gate(publisher: Client, rule_set: RuleSet) -> None:
    """Each beside its part, a question by its words; no reason opens it."""
    replaced(rule_set, unproven())
    proven(rule_set)
    response = post(publisher, rule_set, despite=REASON)
    assert response.status_code == 409
    page = texts(response)
    assert "Nothing was published: something stands in the way." in page
    assert f"{GATE} 3 problems" in page
    assert "Title of calm – does not hold for everybody" in page
    assert "Do you smoke? – with another answer here" in page
    assert DESPITE not in response.content.decode()
    assert Release.objects.count() == 1


def test_too_many_are_not_all_listed(publisher: Client, changed: RuleSet) -> None:
    """The page of the proofs has the others."""
    ended(changed, *(undecided("rules", "age") for _ in range(MOST_SHOWN + 2)))
    page = texts(publisher.get(address("publish", changed)))
    assert f"{GATE} 12 problems" in page
    assert page.count("the solver cannot tell") == MOST_SHOWN


def test_what_is_not_decided_needs_a_reason(publisher: Client, changed: RuleSet) -> None:
    """It is told, a reason is asked, and both stay with the release."""
    ended(changed, undecided("facts", "smoking"))
    assert DESPITE in publisher.get(address("publish", changed)).content.decode()
    refused = post(publisher, changed, despite=" ")
    assert refused.status_code == 409
    assert "Nothing was published: some proofs are not decided." in texts(refused)
    assert f"{GATE} 1 problem Do you smoke? – the solver cannot tell" in texts(refused)
    assert NOTE in texts(refused)
    long = post(publisher, changed, despite="x" * 501)
    assert '<a href="#id_despite">Publish all the same, because</a>' in long.content.decode()
    assert Release.objects.count() == 1
    assert post(publisher, changed, despite=REASON).status_code == 302
    line = Release.objects.get(number=2).report[-1]
    assert (line["gate"], line["despite"]) == ("proofs", REASON)


def test_the_list_of_releases_tells_the_reason(publisher: Client, changed: RuleSet) -> None:
    """And what was not decided; of other releases nothing of the kind."""
    ended(changed, undecided("facts", "smoking"), undecided("rules", "age"))
    post(publisher, changed, despite=REASON)
    second, first = (
        texts(publisher.get(address("releases", changed))).split("Release 2 ")[-1].split("Release 1 ")[:2]
    )
    assert "2 proofs (2 not decided)" in second
    assert f"Why it was published although some proofs were not decided {REASON}" in second
    assert "Do you smoke? – the solver cannot tell whether this holds for everybody (max. resource" in second
    assert "rules → age – the solver cannot tell" in second
    assert "not decided" not in first


def test_a_reason_begun_is_kept_while_the_checks_run(publisher: Client, changed: RuleSet) -> None:
    """Like the note."""
    ended(changed, undecided("facts", "smoking"))
    page = texts(publisher.post(address("publish", changed), {"run": "1", "note": NOTE, "despite": REASON}))
    assert NOTE in page
    assert REASON in page
