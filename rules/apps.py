from django.apps import AppConfig


class RulesConfig(AppConfig):
    """The rules: vocabulary, rule sets and their releases, the engine."""

    name = "rules"
    default_auto_field = "django.db.models.BigAutoField"
