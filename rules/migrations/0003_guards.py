"""What the schema alone cannot do: working copies of what is in force, and rows that nobody may change any more.

SQLite's triggers go with their table, and Django remakes a table to change it: a later migration that alters one of
these runs `unguard` before and `guard` after it.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

# A release that visitors got, its withdrawal and who did what are evidence. By table, which row a new one would replace.
FOR_EVER = {
    "rules_release": "id = NEW.id OR (rule_set_id, number) = (NEW.rule_set_id, NEW.number)",
    "rules_withdrawal": "id = NEW.id OR release_id = NEW.release_id",
    "rules_change": "id = NEW.id",
}
REFUSAL = "this row is kept for ever"
COLLECTIONS = ("sources", "findings", "rules", "recommendations", "examples")

FUNCTION = (
    "CREATE FUNCTION rules_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
GUARDS = {
    "postgresql": [
        FUNCTION,
        *(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION rules_refuse()"
            for table in FOR_EVER
        ),
    ],
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table, is_there in FOR_EVER.items()
        for verb, event in {
            "UPDATE": f"UPDATE ON {table}",
            "DELETE": f"DELETE ON {table}",
            # It deletes a row without firing the trigger for that.
            "REPLACE": f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {is_there})",  # noqa: S608
        }.items()
    ],
}
DROPS = {
    "postgresql": [
        *(f"DROP TRIGGER {table}_stays ON {table}" for table in FOR_EVER),
        "DROP FUNCTION rules_refuse()",
    ],
    "sqlite": [
        f"DROP TRIGGER {table}_no_{verb}" for table in FOR_EVER for verb in ("UPDATE", "DELETE", "REPLACE")
    ],
}


def begin_working_copies(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each rule set's working copy is the release in force."""
    Part = apps.get_model("rules", "Part")
    for release in apps.get_model("rules", "Release").objects.filter(pk=F("rule_set__current")):
        rule_set, content = release.rule_set, release.content
        rule_set.title, rule_set.topics = content["title"], content["topics"]
        rule_set.save(update_fields=["title", "topics"])
        items = [(name, item) for name in COLLECTIONS for item in content.get(name, ())]
        Part.objects.bulk_create(
            Part(
                rule_set=rule_set,
                collection=name,
                key=item["key"],
                position=position,
                content={field: value for field, value in item.items() if field != "key"},
            )
            for position, (name, item) in enumerate(items)
        )


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers that refuse to change or delete a row of these tables."""
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back."""
    for statement in DROPS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rules", "0002_studio")]

    operations = [
        migrations.RunPython(begin_working_copies, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
