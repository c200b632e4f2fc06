"""The role of those who look after a clinic's questionnaire: which clinics those are, each clinic says."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLE = "Clinic staff"
PERMISSIONS = ("view_clinic", "change_clinic")


def make_role(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions after the last migration only, so they are made here first."""
    clinics = apps.get_app_config("clinics")
    clinics.models_module = True  # type: ignore[assignment]  # what Django looks at before it makes them
    create_permissions(clinics, apps=apps, verbosity=0)
    clinics.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="clinics")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)
    group.permissions.add(*permissions.filter(codename__in=PERMISSIONS))


def drop_role(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back; users who had the role lose it."""
    apps.get_model("auth", "Group").objects.filter(name=ROLE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_role, drop_role)]
