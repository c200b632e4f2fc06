"""The page of the proofs: how far they are, and who may begin and cancel them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
import pytest

from rules.models import ProofRun, RuleSet
from rules.problems import Problem
from rules.proof.apart import STOPPED
from rules.services import prove
from tests.rules.documents import guarantee, rule, small
from tests.rules.versions import proven
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.pages import Filled
from tests.studio.proofs import begun, ended, replaced, undecided

pytestmark = pytest.mark.django_db
BUTTON = 'name="begin"'
REFRESH = '<noscript><meta http-equiv="refresh" content="3"></noscript>'


def page(client: Client, rule_set: RuleSet) -> str:
    """The page as it is."""
    response = client.get(address("proofs", rule_set))
    assert response.status_code == 200
    return response.content.decode()


def said(client: Client, rule_set: RuleSet) -> str:
    """What it says."""
    return Filled(page(client, rule_set)).text


def press(client: Client, rule_set: RuleSet, button: str) -> Any:
    """Begin or cancel them."""
    response = client.post(address("proofs", rule_set), {button: "1"})
    assert (response.status_code, response["Location"]) == (302, address("proofs", rule_set))
    return response


def test_before_they_ran(editor: Client, rule_set: RuleSet) -> None:
    """What they are, and the button; nothing starts by itself."""
    shown = said(editor, rule_set)
    assert "Proofs speak for every possible visitor" in shown
    assert "The proofs have not run yet. Run the proofs" in shown
    assert "Proven" not in shown
    assert not ProofRun.objects.exists()


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_they_run_to_their_end(sign_in: SignIn, rule_set: RuleSet, role: str) -> None:
    """Begun here, worked off by a process of its own, read here: what holds, how often, and by which means."""
    client = sign_in(role)
    press(client, rule_set, "begin")
    run = ProofRun.objects.get()
    assert (run.state, run.by) == ("running", role)
    assert prove(run)
    shown = said(client, rule_set)
    assert "All 113 proofs hold for every visitor." in shown
    assert "Every visitor gets exactly one level 11 of 11 by argument" in shown
    assert "Every rule makes a difference to some visitor 3 of 3" in shown
    assert "are never shown together nothing to prove" in shown
    assert "What is not proven" not in shown
    assert BUTTON not in page(client, rule_set)


def test_while_they_run(editor: Client, rule_set: RuleSet) -> None:
    """How far they are; the page comes again by itself, without scripts too; a second press begins no second run."""
    press(editor, rule_set, "begin")
    assert "The proofs are running. They have just begun." in said(editor, rule_set)
    assert '<progress id="bar"></progress>' in page(editor, rule_set)
    ProofRun.objects.update(count=1500, done=1200)
    shown = page(editor, rule_set)
    assert '<progress id="bar" max="1500" value="1200"></progress>' in shown
    assert REFRESH in shown
    assert "studio/proofs.js" in shown
    assert "1200 of 1500 are done." in Filled(shown).text.replace(",", "")
    press(editor, rule_set, "begin")
    assert ProofRun.objects.count() == 1
    assert BUTTON not in shown


def test_they_can_be_cancelled_and_begun_again(publisher: Client, rule_set: RuleSet) -> None:
    """A cancelled run shows nothing of what it found."""
    press(publisher, rule_set, "cancel")
    press(publisher, rule_set, "begin")
    press(publisher, rule_set, "cancel")
    assert not prove(ProofRun.objects.get())
    shown = page(publisher, rule_set)
    assert "The proofs were cancelled. Run the proofs" in Filled(shown).text
    assert REFRESH not in shown
    assert "proofs.js" not in shown
    press(publisher, rule_set, "begin")
    assert "The proofs are running." in said(publisher, rule_set)


def test_a_run_that_died_is_told(editor: Client, rule_set: RuleSet) -> None:
    """Its process is gone: nobody waits for it."""
    run = begun(rule_set, count=10, done=3)
    ProofRun.objects.filter(pk=run.pk).update(heard=timezone.now() - timedelta(minutes=2))
    assert "The proofs have stopped: nothing was heard of them for a minute. Run the proofs" in said(
        editor, rule_set
    )
    press(editor, rule_set, "begin")
    assert "The proofs are running." in said(editor, rule_set)


def test_what_came_to_no_end_can_be_tried_again(editor: Client, rule_set: RuleSet) -> None:
    """The limit that was reached, what was found before, and no numbers of what is not known."""
    stopped = Problem((), STOPPED, {"limit": 300, "memory": 2048})
    ended(rule_set, undecided("facts", "smoking"), stopped=stopped)
    shown = said(editor, rule_set)
    assert (
        "The proofs were stopped before their end: the proofs did not come to an end within 300 seconds"
        in shown
    )
    assert "Run the proofs" in shown
    assert "What must hold" not in shown
    assert "Do you smoke? – the solver cannot tell" in shown


def test_what_is_not_decided_is_told(auditor: Client, rule_set: RuleSet) -> None:
    """Apart from what is refuted, in numbers and in words."""
    proven(rule_set)
    ProofRun.objects.all().delete()
    ended(rule_set, undecided("facts", "smoking"), undecided("rules", "age"))
    shown = said(auditor, rule_set)
    assert "2 proofs are not decided. Nobody knows whether they hold." in shown
    assert "never lowers the level Two visitors are compared" in shown
    assert "0 of 2 2 are not decided" in shown
    assert "Do you smoke? – the solver cannot tell whether this holds" in shown
    assert "does not hold" not in shown


def test_what_was_found_of_other_rules_is_not_shown(editor: Client, rule_set: RuleSet) -> None:
    """Once the working copy has changed; and when it is as before again, it is shown again."""
    proven(rule_set)
    replaced(rule_set, small() | {"guarantees": [guarantee("calm")]})
    shown = said(editor, rule_set)
    assert "The working copy, or this program, has changed since the proofs ran." in shown
    assert "hold for every visitor" not in shown
    assert BUTTON in page(editor, rule_set)
    replaced(rule_set, small())
    assert "All 113 proofs hold for every visitor." in said(editor, rule_set)


def test_what_is_unsound_cannot_be_proven(editor: Client, rule_set: RuleSet) -> None:
    """The page says what to do first, and a crafted press begins nothing."""
    replaced(rule_set, small() | {"rules": [rule("age", "old", all=["age_years ≥ 500"])]})
    shown = page(editor, rule_set)
    assert "Mend that first; then the proofs can begin." in Filled(shown).text
    assert f'href="{address("change", rule_set)}?only=warnings"' in shown
    assert BUTTON not in shown
    press(editor, rule_set, "begin")
    assert not ProofRun.objects.exists()


def test_whoever_may_only_look_sees_no_button(auditor: Client, rule_set: RuleSet) -> None:
    """And a crafted press is refused."""
    assert "An editor or a publisher can run them." in said(auditor, rule_set)
    assert BUTTON not in page(auditor, rule_set)
    run = begun(rule_set)
    assert 'name="cancel"' not in page(auditor, rule_set)
    for button in ("begin", "cancel"):
        assert auditor.post(address("proofs", rule_set), {button: "1"}).status_code == 403
    run.refresh_from_db()
    assert run.state == "running"


def test_the_map_leads_here(auditor: Client, rule_set: RuleSet) -> None:
    """Among the other pages of the rule set."""
    shown = auditor.get(f"/en/admin/rules/ruleset/{rule_set.pk}/change/").content.decode()
    assert f'<a class="button" href="{address("proofs", rule_set)}">Proofs</a>' in shown


def test_the_other_languages(editor: Client, rule_set: RuleSet) -> None:
    """The page has its words in each; what a solver says is in none."""
    ended(rule_set, undecided("facts", "smoking"))
    french = texts(editor.get(address("proofs", rule_set).replace("/en/", "/fr/")))
    assert "Fumez-vous" in french
