"""Asking the studio for a page, and reading it as a person does."""

from __future__ import annotations

from html import unescape
import re
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from rules.models import RuleSet


def address(name: str, rule_set: RuleSet, **query: str) -> str:
    """The address of a page of the rule set."""
    path = reverse(f"admin:rules_ruleset_{name}", args=[rule_set.pk])
    return f"{path}?{urlencode(query)}" if query else path


def texts(response: Any) -> str:
    """The words of a page, markup taken away, each space once."""
    html = response.content.decode().split("<body")[1]
    words = re.sub(r"</?(?:del|ins|span)\b[^>]*>", "", html)
    return re.sub(r"[ \n\t]+", " ", unescape(re.sub(r"<[^>]+>", " ", words)))
