"""The frame of the admin: three languages, and an alarm when the rules in force are broken."""

from __future__ import annotations

from django.db import connection
from django.test import Client
import pytest

from rules import releases as module
from rules.models import Release, RuleSet
from rules.releases import Releases
from studio import site
from tests.rules.database import broken_database
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
ALARM = "The rules in force are damaged."


@pytest.fixture
def _small_rules_for_visitors(rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visitors get the small rule set, looked up at every use."""
    monkeypatch.setattr(module, "RECHECK_SECONDS", -1.0)
    monkeypatch.setattr(site, "releases", Releases("small"))


@pytest.mark.parametrize(
    ("language", "words", "others"),
    [
        ("en", "Rules, clinics and people", {"fr", "nl"}),
        ("fr", "Règles, cliniques et personnes", {"en", "nl"}),
        ("nl", "Regels, klinieken en mensen", {"en", "fr"}),
    ],
)
def test_the_admin_speaks_three_languages(
    auditor: Client, language: str, words: str, others: set[str]
) -> None:
    """Each page leads to itself in the others."""
    page = auditor.get(f"/{language}/admin/?q=1").content.decode()
    assert words in page
    for other in others:
        assert f'href="/{other}/admin/?q=1"' in page


def test_the_first_page_offers_what_one_may_see(auditor: Client, sign_in: SignIn) -> None:
    """Accounts are for superusers."""
    assert "/en/admin/rules/ruleset/" in auditor.get("/en/admin/").content.decode()
    assert "auth/user/" not in auditor.get("/en/admin/").content.decode()
    assert "auth/user/" in sign_in("superuser").get("/en/admin/").content.decode()


@pytest.mark.usefixtures("_small_rules_for_visitors")
def test_sound_rules_raise_no_alarm(auditor: Client) -> None:
    """Nothing to say."""
    assert ALARM not in auditor.get("/en/admin/").content.decode()


@pytest.mark.usefixtures("_small_rules_for_visitors")
def test_broken_rules_in_force_are_told_on_every_page(auditor: Client, rule_set: RuleSet) -> None:
    """R9: a release that was forced into the database, until it is mended."""
    auditor.get("/en/admin/")
    broken = Release.objects.create(
        rule_set=rule_set, number=99, digest="sha256:x", content={"rules": []}, note=""
    )
    good = rule_set.current
    RuleSet.objects.update(current=broken)
    for address in (
        "/en/admin/",
        "/en/admin/rules/ruleset/",
        f"/en/admin/rules/ruleset/{rule_set.pk}/change/",
    ):
        assert ALARM in auditor.get(address).content.decode()
    assert "abîmées" in auditor.get("/fr/admin/").content.decode()
    RuleSet.objects.update(current=good)
    assert ALARM not in auditor.get("/en/admin/").content.decode()


@pytest.mark.usefixtures("_small_rules_for_visitors")
def test_who_is_not_signed_in_learns_nothing_of_it(client: Client, rule_set: RuleSet) -> None:
    """The page to sign in."""
    broken = Release.objects.create(rule_set=rule_set, number=99, digest="x", content={}, note="")
    RuleSet.objects.update(current=broken)
    assert ALARM not in client.get("/en/admin/login/").content.decode()


def test_without_any_rules_there_is_no_alarm(auditor: Client) -> None:
    """A new site."""
    assert ALARM not in auditor.get("/en/admin/").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its way to lose a table says something else there")
def test_rules_that_cannot_be_read_at_all_are_told(auditor: Client, rule_set: RuleSet) -> None:
    """A process that never had any."""
    with broken_database():
        assert site._rules_are_broken()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its way to lose a table says something else there")
def test_a_database_that_does_not_answer_loses_nothing(editor: Client, rule_set: RuleSet) -> None:
    """What was typed comes back with the page, to be sent again."""
    address = f"/fr/admin/rules/ruleset/{rule_set.pk}/outline/"
    with broken_database():
        shown = editor.get(address)
        posted = editor.post(address, {"title_en": '"My title"', "topics": "bones"})
    assert (shown.status_code, posted.status_code, posted["Retry-After"]) == (503, 503, "5")
    assert 'href=""' in shown.content.decode()
    page = posted.content.decode()
    assert "La base de données est occupée" in page
    assert '<input type="hidden" name="title_en" value="&quot;My title&quot;">' in page
    assert '<input type="hidden" name="topics" value="bones">' in page


@pytest.mark.parametrize(
    ("role", "way_out"), [("auditor", "/fr/admin/rules/ruleset/"), ("staff", "/fr/admin/")]
)
def test_a_page_that_a_role_may_not_see_says_so(
    sign_in: SignIn, rule_set: RuleSet, role: str, way_out: str
) -> None:
    """In the admin's frame and the page's language, with a way out that the role may take."""
    response = sign_in(role).get(f"/fr/admin/rules/ruleset/{rule_set.pk}/publish/")
    page = response.content.decode()
    assert (response.status_code, '<html lang="fr"' in page, 'id="languages"' in page) == (403, True, True)
    assert "La personne qui gère les comptes peut vous donner un autre rôle." in page
    assert f'<p><a href="{way_out}">' in page
    assert "/fr/admin/logout/" in page


@pytest.mark.parametrize("where", ["rules/ruleset/999/publish/", "nowhere/", "rules/finding/999/change/"])
def test_an_address_that_leads_nowhere_stays_in_the_admin(sign_in: SignIn, where: str) -> None:
    """For staff; others are sent to sign in."""
    response = sign_in("superuser").get(f"/en/admin/{where}")
    page = response.content.decode()
    assert (response.status_code, 'id="languages"' in page) == (404, True)
    assert "There is no such page" in page
    assert "What stood here may have been deleted, or the address is not complete." in page
    assert sign_in("nobody").get(f"/en/admin/{where}").status_code == 302


def test_rule_sets_are_listed_by_title(auditor: Client, rule_set: RuleSet) -> None:
    """In the page's language, with what visitors get, if anything."""
    address = "/fr/admin/rules/ruleset/"
    page = auditor.get(address).content.decode()
    assert f'<a href="{address}{rule_set.pk}/change/">{rule_set.title["fr"]}</a>' in page
    assert "Release 1" in auditor.get("/en/admin/rules/ruleset/").content.decode()
    RuleSet.objects.update(current=None, title={})
    page = auditor.get(address).content.decode()
    assert f'/change/">{rule_set.key}</a>' in page
    assert 'field-in_force">-<' in page


def test_a_rule_sets_own_addresses_lead_to_the_map_and_the_changes(
    auditor: Client, rule_set: RuleSet
) -> None:
    """Also those that Django has and we do not link to; nobody adds a rule set."""
    address = f"/en/admin/rules/ruleset/{rule_set.pk}"
    assert auditor.get(f"{address}/change/").status_code == 200
    assert auditor.get(f"{address}/history/")["Location"] == f"{address}/changes/"
    assert auditor.get("/en/admin/rules/ruleset/add/").status_code == 403
