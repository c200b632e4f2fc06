"""The roles: editor, publisher and auditor (who may see everything and change nothing)."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PARTS = ("source", "finding", "rule", "recommendation", "example")
VIEW = ["view_ruleset", *(f"view_{part}" for part in PARTS)]
EDIT = ["change_ruleset", *(f"{verb}_{part}" for part in PARTS for verb in ("add", "change", "delete"))]
ROLES = {
    "Editor": [*VIEW, *EDIT],
    "Publisher": [*VIEW, "publish_ruleset"],
    "Auditor": VIEW,
}


def make_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions after the last migration only, so they are made here first."""
    rules = apps.get_app_config("rules")
    rules.models_module = True  # type: ignore[assignment]  # what Django looks at before it makes them
    create_permissions(rules, apps=apps, verbosity=0)
    rules.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="rules")
    for name, codenames in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def drop_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back; users who had a role lose it."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0003_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
