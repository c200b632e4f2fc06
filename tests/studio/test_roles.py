"""Who may do what: every address of the admin times every role, so that a new address has to be listed here."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
import pytest

from clinics.models import Clinic
from rules.document import Example, Guarantee
from rules.models import Change, Part, ProofRun, Release, RuleSet
from rules.services import add_part
from tests.rules.documents import guarantee
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db
# Clinic staff look after the clinic that is asked for, other clinic staff after another one.
ROLES = (
    "nobody",
    "visitor",
    "staff",
    "auditor",
    "publisher",
    "editor",
    "clinic_staff",
    "other_clinic_staff",
    "superuser",
)
STAFF = set(ROLES) - {"nobody", "visitor"}
READERS = {"auditor", "publisher", "editor", "superuser"}
OWNERS = {"clinic_staff", "superuser"}
EDITORS, PUBLISHERS, SUPERUSERS = {"editor", "superuser"}, {"publisher", "superuser"}, {"superuser"}
NOBODY: set[str] = set()
Who = tuple[set[str], set[str]]
PARTS: dict[str, Who] = {
    "changelist": (READERS, READERS),  # leads to the map, whatever the method
    "history": (READERS, READERS),  # leads to the history
    "add": (EDITORS, EDITORS),
    "change": (READERS, EDITORS),
    "delete": (EDITORS, EDITORS),
}
RULE_SETS: dict[str, Who] = {
    "changelist": (READERS, READERS),
    "change": (READERS, READERS),  # the map; there is nothing to post
    "history": (READERS, READERS),
    "add": (NOBODY, NOBODY),
    "delete": (NOBODY, NOBODY),
    "changes": (READERS, READERS),
    "differences": (READERS, READERS),
    "examples": (READERS, EDITORS),
    "export": (READERS, READERS),
    "impact": (READERS, READERS),  # there is nothing to post
    "import": (EDITORS, EDITORS),
    "load": (EDITORS, EDITORS),
    "outline": (EDITORS, EDITORS),
    "proofs": (READERS, EDITORS | PUBLISHERS),
    "publish": (PUBLISHERS, PUBLISHERS),
    "releases": (READERS, READERS),
    "rollback": (PUBLISHERS, PUBLISHERS),
    "try": (READERS, READERS),  # trying stores nothing; keeping an example is tested beside it
    "withdraw": (PUBLISHERS, PUBLISHERS),
}
CLINICS: dict[str, Who] = {
    "changelist": (OWNERS | {"other_clinic_staff"}, OWNERS | {"other_clinic_staff"}),  # each sees their own
    "change": (OWNERS, OWNERS),
    "history": (OWNERS, OWNERS),
    "statistics": (OWNERS, OWNERS),  # takes no POST
    "statistics_export": (OWNERS, OWNERS),  # takes no GET
    "add": (SUPERUSERS, SUPERUSERS),
    "delete": (SUPERUSERS, SUPERUSERS),
}
ACCOUNTS = ("changelist", "add", "change", "delete", "history", "password_change")
TABLE: dict[str, Who] = {
    "index": (STAFF, STAFF),
    "app_list": (READERS, READERS),
    "jsi18n": (STAFF, STAFF),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, STAFF),
    "autocomplete": (NOBODY, STAFF),  # for no field of ours; it takes no POST
    "view_on_site": (STAFF, STAFF),  # nothing of ours has a page there: not found
    **{f"auth_user_{name}": (SUPERUSERS, SUPERUSERS) for name in ACCOUNTS},
    **{
        f"rules_{model}_{name}": who
        for model in ("source", "finding", "rule", "recommendation", "example", "guarantee")
        for name, who in PARTS.items()
    },
    **{f"rules_ruleset_{name}": who for name, who in RULE_SETS.items()},
    **{f"clinics_clinic_{name}": who for name, who in CLINICS.items()},
}
FOR_EVERYBODY = {"login", "logout"}
HIDDEN = ("app_list", "clinics_")  # what somebody may not see does not exist for them


def addresses() -> dict[str, URLPattern]:
    """Every named address of the admin, from the resolver."""
    return {pattern.name: pattern for pattern in _below(get_resolver(), "") if pattern.name}


def _below(resolver: URLResolver, namespace: str) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, pattern.namespace or namespace)
        elif namespace == "admin":
            yield pattern


@pytest.fixture
def site(rule_set: RuleSet) -> RuleSet:
    """A rule set with a part in each list, and two clinics."""
    anna = {
        "key": "anna",
        "title": "Anna",
        "answers": ["age_years is 40", "sex is female"],
        "level": "maintain",
    }
    add_part(rule_set, "examples", Example.model_validate(anna), "somebody")
    add_part(rule_set, "guarantees", Guarantee.model_validate(guarantee("calm")), "somebody")
    for slug in ("three-bridges", "other"):
        Clinic.objects.create(name=slug, slug=slug, rule_set=rule_set)
    return rule_set


def client_of(sign_in: SignIn, role: str) -> Client:
    """The role's browser; clinic staff have their clinic."""
    client = sign_in(role)
    for slug, name in (("three-bridges", "clinic_staff"), ("other", "other_clinic_staff")):
        Clinic.objects.get(slug=slug).staff.set(User.objects.filter(username=name))
    return client


def address(name: str, rule_set: RuleSet) -> str:
    """Where it is, for a thing that exists."""
    if name.startswith("rules_ruleset"):
        thing: object = rule_set.pk
    elif name.startswith("clinics_"):
        thing = Clinic.objects.get(slug="three-bridges").pk
    elif name.startswith("rules_"):
        thing = Part.objects.filter(collection=name.split("_")[1] + "s").latest("pk").pk
    else:
        thing = User.objects.get(username="staff").pk
    arguments: dict[str, list[object]] = {"app_list": ["rules"], "view_on_site": [1, 1]}
    pattern = addresses()[name].pattern
    return reverse(f"admin:{name}", args=arguments.get(name, [thing] if pattern.converters else []))


def is_let_in(response: HttpResponse) -> bool:
    """Neither refused nor sent to sign in."""
    to_login = response.status_code == 302 and "/login/" in response["Location"]
    return not to_login and response.status_code != 403


def test_every_address_is_listed() -> None:
    """A2: a new page has to say for whom it is."""
    assert addresses().keys() == TABLE.keys() | FOR_EVERYBODY


def counts() -> list[int]:
    """How much there is of everything."""
    return [model._default_manager.count() for model in (Change, Release, Part, ProofRun, User, Clinic)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_where_it_may_and_nowhere_else(
    sign_in: SignIn, site: RuleSet, role: str, method: str
) -> None:
    """A2, A13: and an empty form changes nothing, whoever sends it."""
    clients = {name: client_of(sign_in, name) for name in {role, "staff"}}
    before = counts()
    for name, who in TABLE.items():
        response = getattr(clients[role], method)(address(name, site))
        assert response.status_code < 500
        is_hidden = response.status_code == 404 and name.startswith(HIDDEN)
        let_in = is_let_in(response) and not is_hidden
        assert let_in == (role in who[method == "post"]), (name, response.status_code)
    assert counts() == before


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options", "patch", "head"])
def test_for_other_clinic_staff_there_is_no_such_clinic(sign_in: SignIn, site: RuleSet, method: str) -> None:
    """A1, A2: no page below it, by no method, tells that it exists."""
    client = client_of(sign_in, "other_clinic_staff")
    for name in CLINICS.keys() - {"changelist", "add"}:
        response = getattr(client, method)(address(f"clinics_clinic_{name}", site))
        assert response.status_code == 404, name
        assert method == "head" or "There is no such page" in response.content.decode()


@pytest.mark.parametrize("role", ["nobody", "visitor"])
def test_who_is_no_staff_is_sent_to_sign_in(sign_in: SignIn, site: RuleSet, role: str) -> None:
    """And comes back afterwards."""
    client, _ = sign_in(role), sign_in("staff")
    for name in TABLE:
        where = address(name, site)
        response = client.get(where)
        assert (response.status_code, response["Location"]) == (302, f"/en/admin/login/?next={where}"), name


@pytest.mark.parametrize("method", ["put", "delete", "options", "patch", "head"])
def test_other_methods_open_no_door(sign_in: SignIn, site: RuleSet, method: str) -> None:
    """A2: staff without a role get nowhere by them either."""
    client = sign_in("staff")
    for name, (readers, _) in TABLE.items():
        if "staff" not in readers and name not in ("app_list", "autocomplete"):
            response = getattr(client, method)(address(name, site))
            assert response.status_code in (403, 405), (name, response.status_code)


def test_the_roles_are_made_by_the_migrations() -> None:
    """With just these permissions."""
    roles = {
        group.name: sorted(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    parts = ("example", "finding", "guarantee", "recommendation", "rule", "source")
    view = [*(f"view_{part}" for part in parts), "view_ruleset"]
    edit = [f"{verb}_{part}" for part in parts for verb in ("add", "change", "delete")]
    assert roles == {
        "Auditor": sorted(view),
        "Publisher": sorted([*view, "publish_ruleset"]),
        "Editor": sorted([*view, *edit, "change_ruleset"]),
        "Clinic staff": ["change_clinic", "view_clinic"],
    }


def test_a_deactivated_account_is_out_at_once(sign_in: SignIn, site: RuleSet) -> None:
    """A13: in the middle of a session."""
    client = sign_in("editor")
    assert client.get(address("rules_ruleset_change", site), follow=False).status_code == 200
    User.objects.filter(username="editor").update(is_active=False)
    response = client.get(f"/en/admin/rules/ruleset/{site.pk}/change/")
    assert response.status_code == 302
