"""The studio's words for what the document names by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from questionnaire.method import TOPICS
from rules.document import FindingKind, RecommendationKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from rules.models import Part

LISTS: dict[str, StrOrPromise] = {
    "sources": _("Sources"),
    "findings": _("Findings"),
    "rules": _("Rules"),
    "recommendations": _("Recommendations"),
    "examples": _("Example visitors"),
    "guarantees": _("Guarantees"),
}
MODELS = {  # the model behind each list, as addresses name it
    "sources": "source",
    "findings": "finding",
    "rules": "rule",
    "recommendations": "recommendation",
    "examples": "example",
    "guarantees": "guarantee",
}
FINDING_KINDS: dict[FindingKind, StrOrPromise] = {
    FindingKind.RISK_FACTOR: _("risk factor"),
    FindingKind.WARNING_SIGN: _("warning sign"),
    FindingKind.CRITERION: _("criterion of a guideline"),
    FindingKind.DENSITY: _("age and weight"),
    FindingKind.CAUTION: _("caution"),
    FindingKind.RED_FLAG: _("red flag"),
    FindingKind.INTERMEDIATE: _("step on the way"),
}
RECOMMENDATION_KINDS: dict[RecommendationKind, StrOrPromise] = {
    RecommendationKind.URGENT: _("urgent notice"),
    RecommendationKind.OUT_OF_SCOPE: _("notice: not for this visitor"),
    RecommendationKind.REFER: _("referral"),
    RecommendationKind.DISCUSS: _("discussion with the doctor"),
    RecommendationKind.TIP: _("tip"),
}


def address_of(part: Part) -> str:
    """The page on which a part is edited."""
    return reverse(f"admin:rules_{MODELS[part.collection]}_change", args=[part.pk])


def topic_title(topic: str) -> StrOrPromise:
    """A topic as the method page calls it; its key in words where it is the author's own."""
    return TOPICS.get(topic) or capfirst(topic.replace("-", " "))
