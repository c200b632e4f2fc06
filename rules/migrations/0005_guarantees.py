"""Guarantees as one more kind of part, and who may do what with them: as with every other part (0004)."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LISTS = ("sources", "findings", "rules", "recommendations", "examples", "guarantees")
VIEW = ("view_guarantee",)
ROLES = {
    "Editor": (*VIEW, "add_guarantee", "change_guarantee", "delete_guarantee"),
    "Publisher": VIEW,
    "Auditor": VIEW,
}


def extend_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions after the last migration only, so they are made here first."""
    rules = apps.get_app_config("rules")
    rules.models_module = True  # type: ignore[assignment]  # what Django looks at before it makes them
    create_permissions(rules, apps=apps, verbosity=0)
    rules.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="rules")
    for name, codenames in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):  # a site may have dropped one
            group.permissions.add(*permissions.filter(codename__in=codenames))


def forget_guarantees(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back: the site before knew neither the parts nor the permissions."""
    apps.get_model("rules", "Part").objects.filter(collection="guarantees").delete()
    apps.get_model("auth", "Permission").objects.filter(codename__in=ROLES["Editor"]).delete()


class Migration(migrations.Migration):
    dependencies = [("rules", "0004_roles")]

    operations = [
        migrations.CreateModel(
            name="Guarantee",
            fields=[],
            options={
                "verbose_name": "guarantee",
                "verbose_name_plural": "guarantees",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("rules.part",),
        ),
        migrations.AlterField(
            model_name="part",
            name="collection",
            field=models.CharField(choices=[(name, name) for name in LISTS], max_length=20),
        ),
        migrations.RunPython(extend_roles, forget_guarantees),
    ]
