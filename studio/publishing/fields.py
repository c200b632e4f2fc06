"""What the fields of a rule set's parts are called, and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from questionnaire.levels import LEVELS, URGENCIES
from studio.words import FINDING_KINDS, RECOMMENDATION_KINDS, topic_title

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS: dict[str, StrOrPromise] = {
    "address": gettext_lazy("Web address"),
    "answers": gettext_lazy("Answers"),
    "based_on": gettext_lazy("Based on"),
    "called_for_by": gettext_lazy("Called for by"),
    "citation": gettext_lazy("Citation"),
    "conditions": gettext_lazy("Conditions"),
    "disabled": gettext_lazy("Disabled"),
    "findings": gettext_lazy("Findings that must be there"),
    "form": gettext_lazy("How many conditions must hold"),
    "incompatible_with": gettext_lazy("Never together with"),
    "key": gettext_lazy("Key"),
    "kind": gettext_lazy("Kind"),
    "label": gettext_lazy("Words"),
    "language": gettext_lazy("Language"),
    "level": gettext_lazy("Level"),
    "levels": gettext_lazy("Levels that are allowed"),
    "may_lower": gettext_lazy("Why it may lower the level"),
    "modifiable": gettext_lazy("Can be changed by the visitor"),
    "never_findings": gettext_lazy("Findings that must not be there"),
    "never_tips": gettext_lazy("Tips that must not be there"),
    "note": gettext_lazy("Note"),
    "priority": gettext_lazy("Priority"),
    "section": gettext_lazy("Section"),
    "sources": gettext_lazy("Sources"),
    "text": gettext_lazy("Text"),
    "then": gettext_lazy("Finding"),
    "tips": gettext_lazy("Tips that must be there"),
    "title": gettext_lazy("Title"),
    "topic": gettext_lazy("Topic"),
    "topics": gettext_lazy("Topics"),
    "unless": gettext_lazy("Except if one of these holds"),
    "urgency": gettext_lazy("How soon"),
    "why": gettext_lazy("Reason"),
    "withheld": gettext_lazy("Tips that must be withheld"),
    "withheld_by": gettext_lazy("Withheld by"),
    "year": gettext_lazy("Year"),
}
REFERENCES = {  # the list that a field's keys stand in
    "based_on": "sources",
    "called_for_by": "findings",
    "findings": "findings",
    "incompatible_with": "recommendations",
    "never_findings": "findings",
    "never_tips": "recommendations",
    "sources": "sources",
    "then": "findings",
    "tips": "recommendations",
    "withheld": "recommendations",
    "withheld_by": "findings",
}
TITLES = {key: level.title for key, level in LEVELS.items()}
VALUES: dict[str, Mapping[str, StrOrPromise]] = {
    "form": {"all": gettext_lazy("all of them"), "any": gettext_lazy("at least one")},
    "kind": {
        **{str(kind): words for kind, words in FINDING_KINDS.items()},
        **{str(kind): words for kind, words in RECOMMENDATION_KINDS.items()},
    },
    "level": TITLES,
    "levels": TITLES,
    "urgency": URGENCIES,
}


def language_name(code: str) -> str:
    """A language in the page's language."""
    return str(get_language_info(code)["name_translated"])


def plain_in_words(field: str, value: object) -> str:
    """A value that is no reference and no condition; "" where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "form" and isinstance(value, int):
        return _("at least %(count)s") % {"count": value}
    if field in ("topic", "topics"):
        return str(topic_title(str(value)))
    if field == "language":
        return language_name(str(value))
    return str(VALUES.get(field, {}).get(str(value), value))
