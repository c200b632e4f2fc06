"""How things are called in the page's language."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"en": _("English"), "fr": _("French"), "nl": _("Dutch")}
TEXTS = {code: format_lazy("{}, {}", _("Text"), name) for code, name in LANGUAGES.items()}
