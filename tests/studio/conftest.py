"""For every test of the studio: people with their roles, signed in, and rule sets to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import translation
import pytest

from rules.document import Document, parse
from rules.models import RuleSet
from rules.releases import releases
from rules.services import publish, replace_working_copy
from rules.yamlfiles import load_folder
from tests.rules.conftest import CONTENT
from tests.rules.documents import guarantee, small

SignIn = Callable[[str], Client]
GROUPS = {"clinic_staff": "Clinic staff", "other_clinic_staff": "Clinic staff"}


@pytest.fixture(autouse=True)
def _no_release_remembered() -> Iterator[None]:
    """What one test published must not serve another."""
    releases.forget()
    yield
    releases.forget()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test reads in the language that another one left behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def bone_health() -> Document:
    """The default rule set."""
    return load_folder(CONTENT)


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which somebody is signed in: editor, publisher, auditor, superuser, staff, visitor or nobody.

    Staff have no role; a visitor has an account that is not for the admin. `clinic_staff` and `other_clinic_staff`
    have theirs, and no clinic yet.
    """

    def signed_in(role: str) -> Client:
        client = Client()
        if role != "nobody":
            user = User.objects.create_user(
                role, password=None, is_staff=role != "visitor", is_superuser=role == "superuser"
            )
            user.groups.set(Group.objects.filter(name=GROUPS.get(role, role.capitalize())))
            client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def editor(sign_in: SignIn) -> Client:
    """Who may change the working copy."""
    return sign_in("editor")


@pytest.fixture
def publisher(sign_in: SignIn) -> Client:
    """Who may publish, and nothing else."""
    return sign_in("publisher")


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    """Who may look at everything and change nothing."""
    return sign_in("auditor")


@pytest.fixture
def rule_set(db: None) -> RuleSet:
    """The small rule set (tests/rules/documents.py), published as release 1."""
    publish(parse(small()), "the first one")
    return RuleSet.objects.select_related("current").get(key="small")


@pytest.fixture
def default_rule_set(db: None, bone_health: Document) -> RuleSet:
    """The default rule set, published as release 1."""
    publish(bone_health, "the first one")
    return RuleSet.objects.select_related("current").get(key="bone-health")


@pytest.fixture
def full(rule_set: RuleSet) -> RuleSet:
    """The small rule set with an example visitor and a guarantee in its working copy: every list has a part."""
    anna = {
        "key": "anna",
        "title": "Anna, 70 years old",
        "answers": ["age_years is 70", "sex is female"],
        "level": "maintain",
        "findings": ["old"],
    }
    replace_working_copy(
        rule_set, parse(small() | {"examples": [anna], "guarantees": [guarantee("calm")]}), "somebody"
    )
    return RuleSet.objects.select_related("current").get(pk=rule_set.pk)
