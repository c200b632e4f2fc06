"""The form of a clinic: what is typed is put straight, a fault says its remedy, and nothing typed is lost."""

from __future__ import annotations

import html
import re
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db.models import JSONField, Value
from django.test import Client
import pytest

from clinics.models import Clinic, DailyCount
from rules.models import RuleSet
from tests.clinics.editing.conftest import ADD, page_of, typed
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
PALE = "Text in this colour is hard to read. The nearest that can be read is #6b6439."
FAULTS: dict[str, tuple[str, str, str]] = {
    "a name left out": ("name", "", "This field is required."),
    "a name that turns the line around": ("name", "Bridges \u202eevil", "without control characters"),
    "a site without https": ("origins", "http://clinic.example", "Write https:// in place of http://."),
    "a page in place of a site": (
        "origins",
        "https://www.Clinic.example/contact?x=1",
        "/contact?x=1” is the address of a page. Write the site alone: https://www.clinic.example.",
    ),
    "all sites": ("origins", "https://*.clinic.example", "Write each one on a line of its own, without a *."),
    "too many sites": ("origins", "\n".join(f"https://c{n}.example" for n in range(21)), "At most 20 sites."),
    "a pale colour": ("accent", "#FFEE88", PALE),
    "a colour's name": ("accent", "teal", "Write the colour as # and six signs from 0 to 9 and a to f"),
    "a promise": ("referral_fr", "Vous avez 20 % de chances", "Leave out diagnoses, risks"),
    "a novel": ("referral_nl", "Lang " * 101, "Write at most 500 characters."),
    "words for a number": ("phone", "call us", "Write a phone number such as +32 2 555 12 12."),
    "a number that nobody abroad can dial": ("phone", "+32 (0)2 555 12 12", "such as +32 2 555 12 12."),
    "half an address": ("booking_url", "www.clinic.example", "beginning with https://."),
    "a script": ("booking_url", "javascript:alert(1)", "beginning with https://."),
    "a language that is not ticked": ("default_language", "nl", "not among the languages"),
}


def test_a_clinic_is_added(superuser: Client, rule_set: RuleSet) -> None:
    """And its page has the rest: what it may be called for ever, and the snippet."""
    blank = superuser.get(ADD).content.decode()
    assert len(re.findall(r'name="languages"[^>]* checked', blank)) == 3
    assert 'value="#1f5f5b"' in blank
    fields = typed(
        Clinic(name="Old Mill", origins=["https://mill.example"], rule_set=rule_set),
        slug="old-mill",
        version=None,
    )
    response = superuser.post(ADD, fields, follow=True)
    made = Clinic.objects.get(slug="old-mill")
    assert response.redirect_chain == [(page_of(made), 302)]
    assert "data-clinic=&quot;old-mill&quot;" in response.content.decode()
    assert (made.name, made.version, made.languages) == ("Old Mill", 1, ["en", "fr", "nl"])


def test_what_is_typed_is_put_straight(superuser: Client, clinic: Clinic) -> None:
    """As browsers write sites, and as word processors should write texts."""
    fields = typed(
        clinic,
        name="  Three\r\nBridges ",
        origins="HTTPS://Clinic.Example:443/\r\n\r\nhttps://bücher.example\r\nhttps://clinic.example ",
        accent=" 1F5F5B ",
        languages=["nl", "fr", "fr"],
        default_language="fr",
        referral_fr="Appelez\u00a0!\r\n  Bien à vous",
        phone="+32\u00a02 555\u202f12 12",
    )
    assert superuser.post(page_of(clinic), fields).status_code == 302
    clinic.refresh_from_db()
    assert clinic.name == "Three Bridges"
    assert clinic.origins == ["https://clinic.example", "https://xn--bcher-kva.example"]
    assert (clinic.accent, clinic.languages, clinic.phone) == ("#1f5f5b", ["fr", "nl"], "+32 2 555 12 12")
    assert clinic.referral["fr"] == "Appelez\u00a0! Bien à vous"
    superuser.post(page_of(clinic), typed(clinic, accent="#a14", referral_fr=" "))
    clinic.refresh_from_db()
    assert (clinic.accent, clinic.referral.keys()) == ("#aa1144", {"en", "nl"})


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_says_its_remedy_and_nothing_typed_is_lost(
    superuser: Client, clinic: Clinic, case: str
) -> None:
    """At the field, and on top with a way there."""
    name, value, remedy = FAULTS[case]
    fields = typed(clinic, **{"languages": ["en"], "phone": "+32 9 999", name: value})
    response = superuser.post(page_of(clinic), fields)
    page = html.unescape(response.content.decode())
    assert (response.status_code, page.count(remedy)) == (200, 2)
    assert f'<a href="#id_{name}">' in page
    assert "<title>Error: Clinic: Three Bridges" in page
    for text in (value, fields["phone"] if name != "phone" else clinic.name):
        assert (
            f'value="{text}"' in page
            or f">\n{text}</textarea>" in page
            or f'value="{text[:2]}" selected' in page
        )
    clinic.refresh_from_db()
    assert (clinic.version, clinic.languages) == (1, ["en", "fr", "nl"])


def test_each_site_that_is_none_is_named(superuser: Client, clinic: Clinic) -> None:
    """All at once, and the right ones stay."""
    lines = "https://clinic.example\r\nclinic.example\r\nhttps://clinic.example:99999\r\nhttps://-\r\n"
    page = html.unescape(superuser.post(page_of(clinic), typed(clinic, origins=lines)).content.decode())
    assert "“clinic.example” is no address of a site." in page
    assert "“https://clinic.example:99999” has a port that does not exist." in page
    assert "“https://-” holds no name of a site." in page
    assert f">\n{lines}</textarea>" in page


def test_without_a_language_there_is_no_questionnaire(superuser: Client, clinic: Clinic) -> None:
    """One has to be ticked, and a made-up one is refused."""
    for languages in ([], ["en", "xx"]):
        page = superuser.post(page_of(clinic), typed(clinic, languages=languages)).content.decode()
        assert ("Choose at least one language." in page) == (not languages)
        assert 'href="#id_languages"' in page


def test_a_slug_is_checked_and_there_once(superuser: Client, clinic: Clinic) -> None:
    """It stands in addresses."""
    blank = Clinic(name="Mill", rule_set=clinic.rule_set)
    for slug, remedy in (
        ("Old Mill", "small letters, digits and hyphens"),
        ("demo", "taken by the site itself"),
        ("three-bridges", "already exists"),
    ):
        page = superuser.post(ADD, typed(blank, slug=slug, version=None)).content.decode()
        assert remedy in page
        assert f'value="{slug}"' in page
    assert Clinic.objects.count() == 1


def test_rules_that_are_not_published_are_not_offered(superuser: Client, clinic: Clinic) -> None:
    """Nor taken; those that the clinic has stay in its list."""
    draft = RuleSet.objects.create(key="draft", title={"en": "A draft"})
    assert "A draft" not in superuser.get(page_of(clinic)).content.decode()
    page = superuser.post(page_of(clinic), typed(clinic, rule_set=str(draft.pk))).content.decode()
    assert "Select a valid choice." in page
    Clinic.objects.update(rule_set=draft)
    assert "A draft" in superuser.get(page_of(clinic)).content.decode()
    assert superuser.post(page_of(clinic), typed(clinic, rule_set=str(draft.pk))).status_code == 302


def test_accounts_with_the_role_are_offered(superuser: Client, sign_in: SignIn, clinic: Clinic) -> None:
    """By name; one that lost the role stays where it is ticked."""
    assert "On the page of an account" in superuser.get(page_of(clinic)).content.decode()
    sign_in("clinic_staff"), sign_in("editor")
    lost = User.objects.create_user("lost", is_staff=True, first_name="Lo", last_name="St")
    clinic.staff.add(lost)
    page = superuser.get(page_of(clinic)).content.decode()
    assert re.findall(r'for="id_staff_\d">([^<]*)<', page) == ["clinic_staff", "lost (Lo St)"]
    chosen = User.objects.get(username="clinic_staff")
    superuser.post(page_of(clinic), typed(clinic, staff=[str(chosen.pk)]))
    assert list(clinic.staff.all()) == [chosen]


def test_who_is_stale_is_told_and_can_save_again(superuser: Client, mia: Client, clinic: Clinic) -> None:
    """Two at once: the second sees what differs, keeps what was typed, and decides."""
    mine: dict[str, Any] = typed(clinic, name="Mine", is_active=None, phone="")
    mia.post(page_of(clinic), typed(clinic, name="Theirs", country="be", languages=["fr", "en"]))
    page = html.unescape(superuser.post(page_of(clinic), mine).content.decode())
    assert "Nothing was saved. What you wrote is below." in page
    found = re.search(r"where it differs:</p><ul>(.*?)</ul>", page, re.DOTALL)
    assert found
    differing = [re.sub(r"<[^>]*>", "", line).strip() for line in found[1].split("</li>")][:-1]
    assert differing == [
        "Name: Theirs",
        "Active: yes",
        "Languages: English, Français",
        "Country: Belgium",
        "Phone: +32 2 555 12 12",
    ]
    assert 'value="Mine"' in page
    assert Clinic.objects.get().name == "Theirs"
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    assert superuser.post(page_of(clinic), mine | {"version": version[1]}).status_code == 302
    saved = Clinic.objects.get()
    assert (saved.name, saved.version, saved.is_active, saved.country) == ("Mine", 3, False, "")


def test_what_stands_there_empty_is_told_as_nothing(superuser: Client, mia: Client, clinic: Clinic) -> None:
    """And a form without a version is a stale one."""
    mine = typed(clinic)
    mia.post(page_of(clinic), typed(clinic, phone="", is_active=None))
    page = superuser.post(page_of(clinic), mine).content.decode()
    assert "<li>Phone: <em>nothing</em></li>" in page
    assert "<li>Active: no</li>" in page
    del mine["version"]
    assert "Nothing was saved." in superuser.post(page_of(clinic), mine).content.decode()


def test_a_clinic_that_is_deleted_meanwhile_is_gone(superuser: Client, clinic: Clinic) -> None:
    """Whoever saves it then reads so."""
    fields = typed(clinic)
    clinic.delete()
    assert superuser.post(page_of(Clinic(pk=1)), fields).status_code == 404


def test_the_history_names_the_fields_and_not_their_values(superuser: Client, clinic: Clinic) -> None:
    """What was not changed is not named."""
    superuser.post(page_of(clinic), typed(clinic, phone="+32 9 99 99"))
    superuser.post(
        page_of(clinic), typed(Clinic.objects.get(), phone="+32 9 99 99", referral_nl="Kom langs.")
    )
    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert said == ["Changed Phone.", "Changed Text, Dutch."]
    assert "Changed Phone." in superuser.get(page_of(clinic, "history")).content.decode()


def test_a_superuser_deletes_a_clinic_and_its_counts(superuser: Client, clinic: Clinic) -> None:
    """After a page that names the clinic, and none of the many numbers."""
    DailyCount.objects.create(clinic=clinic, day="2026-11-01", kind="opened", count=7)
    page = superuser.get(page_of(clinic, "delete")).content.decode()
    assert "Three Bridges" in page
    assert "Its statistics go with it." in page
    assert "2026-11-01" not in page
    superuser.post(page_of(clinic, "delete"), {"post": "yes"})
    assert not Clinic.objects.exists()
    assert not DailyCount.objects.exists()


def test_the_list_names_the_sites(superuser: Client, clinic: Clinic, other: Clinic) -> None:
    """And finds a clinic by its name."""
    page = superuser.get("/en/admin/clinics/clinic/?q=bridges").content.decode()
    assert '<td class="field-sites">https://clinic.example</td>' in page
    assert "Elsewhere" not in page


def test_permission_and_role_are_the_same_to_the_form(superuser: Client, clinic: Clinic) -> None:
    """Somebody may have been given the permission itself."""
    user = User.objects.create_user("given", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_clinic"))
    assert ">given</label>" in superuser.get(page_of(clinic)).content.decode()


@pytest.mark.parametrize("damage", ["x", 5, {"en": 5}, [5], None])
def test_a_damaged_row_can_be_mended(superuser: Client, clinic: Clinic, damage: Any) -> None:
    """R9: whatever was forced into the database, its page opens, and saving it puts it right."""
    fields = typed(clinic)
    Clinic.objects.update(
        origins=Value(damage, JSONField()),
        languages=Value(damage, JSONField()),
        referral=Value(damage, JSONField()),
    )
    assert superuser.get("/en/admin/clinics/clinic/").status_code == 200
    assert superuser.get(page_of(clinic), {"page": "https://clinic.example"}).status_code == 200
    assert superuser.post(page_of(clinic), typed(clinic, origins="")).status_code == 302
    assert superuser.post(page_of(clinic), fields | {"version": "2"}).status_code == 302
    assert Clinic.objects.get().origins == clinic.origins
