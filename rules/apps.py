from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """The rules: vocabulary, rule sets and their releases, the engine."""

    name = "rules"
    verbose_name = _("Rules")
    default_auto_field = "django.db.models.BigAutoField"
