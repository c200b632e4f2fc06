"""How things are called in the page's language."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rules.models import RuleSet

LANGUAGES = {"en": _("English"), "fr": _("French"), "nl": _("Dutch")}
TEXTS = {code: format_lazy("{}, {}", _("Text"), name) for code, name in LANGUAGES.items()}


def title(rule_set: RuleSet) -> str:
    """The rule set's title; its key where it has none."""
    return rule_set.title.get(get_language()) or rule_set.key
