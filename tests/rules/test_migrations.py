"""Migrations of a filled database: forward, back and forward again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError
import pytest

from rules.document import Document, digest, dump, parse
from rules.models import Release, RuleSet
from rules.releases import Releases
from rules.services import publish, replace_working_copy
from rules.workingcopy import document_of
from tests.rules.documents import finding, guarantee, rule, small

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> Any:
    """The models as they are after this migration of the rules."""
    executor = MigrationExecutor(connection)
    executor.migrate([("rules", name)])
    return MigrationExecutor(connection).loader.project_state([("rules", name)]).apps


@pytest.fixture(autouse=True)
def _up_to_date_afterwards() -> Iterator[None]:
    """For the tests that follow."""
    yield
    call_command("migrate", verbosity=0)


def several() -> Document:
    """Two topics, the second one's keys before the first one's."""
    data = small()
    data["topics"] = ["bones", "again"]
    data["findings"].append(finding("a", topic="again"))
    data["rules"].append(rule("a", "a", any=["sex is male"], topic="again"))
    return parse(data)


def fill(models: Any, document: Document) -> None:
    """A rule set with this release in force, as the first version of the site wrote it, and one without any."""
    rule_set = models.get_model("rules", "RuleSet").objects.create(key=document.key)
    rule_set.current = models.get_model("rules", "Release").objects.create(
        rule_set=rule_set, number=1, digest=digest(document), content=dump(document), note="The first one."
    )
    rule_set.save()
    models.get_model("rules", "RuleSet").objects.create(key="empty")


def test_the_release_in_force_becomes_the_working_copy(bone_health: Document) -> None:
    """To the letter; it serves as before, and the next one can be published."""
    models = migrate("0001_initial")
    documents = (bone_health.model_copy(update={"guarantees": ()}), several())  # there were none then
    for document in documents:
        models.get_model("rules", "RuleSet").objects.filter(key="empty").delete()
        fill(models, document)
    call_command("migrate", verbosity=0)
    for document in documents:
        rule_set = RuleSet.objects.get(key=document.key)
        assert (document_of(rule_set), digest(document_of(rule_set))) == (document, digest(document))
        assert Releases(document.key).current().document == document
        assert (
            (rule_set.current.published_by, rule_set.current.report) == ("", [])
            if rule_set.current
            else False
        )
        assert publish(document, "why") == (rule_set.current, False)
    assert not RuleSet.objects.get(key="empty").parts.exists()
    changed = several().model_copy(update={"recommendations": several().recommendations[:-1]})
    assert publish(changed, "why")[0].number == 2


def test_the_way_back_keeps_the_releases_and_forward_again_the_guards() -> None:
    """What was edited and not published goes with its tables."""
    publish(several(), "first")
    models = migrate("0001_initial")
    [release] = models.get_model("rules", "Release").objects.values("number", "digest", "content", "note")
    assert release == {
        "number": 1,
        "digest": digest(several()),
        "content": dump(several()),
        "note": "first",
    }
    models.get_model("rules", "Release").objects.update(note="changed")
    assert not Group.objects.filter(name__in=["Editor", "Publisher", "Auditor"]).exists()
    call_command("migrate", verbosity=0)
    assert document_of(RuleSet.objects.get()) == several()
    for attempt in (Release.objects.all().delete, lambda: Release.objects.update(note="again")):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            attempt()
    assert Release.objects.get().note == "changed"


def test_each_role_may_do_its_own() -> None:
    """An editor edits, a publisher publishes, an auditor looks."""
    migrate("0003_guards")
    migrate("0004_roles")
    call_command("migrate", verbosity=0)
    parts = ("source", "finding", "rule", "recommendation", "example", "guarantee")
    looks = {"view_ruleset", *(f"view_{part}" for part in parts)}
    edits = {"change_ruleset", *(f"{verb}_{part}" for part in parts for verb in ("add", "change", "delete"))}
    found = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert found == {
        "Editor": looks | edits,
        "Publisher": looks | {"publish_ruleset"},
        "Auditor": looks,
        "Clinic staff": {"view_clinic", "change_clinic"},
    }
    assert set(
        Permission.objects.filter(content_type__app_label="rules").values_list("codename", flat=True)
    ) == (looks | edits | {"publish_ruleset"})


def test_the_way_back_forgets_guarantees() -> None:
    """The site before could not read them, and gave nobody a permission for them."""
    migrate("0003_guards")  # a test's database begins without roles
    call_command("migrate", verbosity=0)
    rule_set = RuleSet.objects.create(key="small")
    replace_working_copy(rule_set, parse(small() | {"guarantees": [guarantee("calm")]}), "ann")
    models = migrate("0004_roles")
    assert not models.get_model("rules", "Part").objects.filter(collection="guarantees").exists()
    assert not Permission.objects.filter(codename__endswith="guarantee").exists()
    call_command("migrate", verbosity=0)
    assert Group.objects.get(name="Editor").permissions.filter(codename="add_guarantee").exists()


def test_no_model_is_without_its_migration() -> None:
    """What the models say is what the tables are."""
    call_command("makemigrations", "rules", check=True, dry_run=True, verbosity=0)
