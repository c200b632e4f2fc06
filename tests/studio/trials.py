"""Trying made-up answers as somebody without scripts does."""

from __future__ import annotations

from html import unescape
import re
from typing import Any

from django.test import Client

from rules.document import ITEMS
from rules.models import Part, RuleSet
from rules.services import change_part
from tests.studio.asking import address, texts

OLD_AND_LIGHT = {"age_years": "66", "sex": "female", "weight_kg": "50,5"}
REFERRED = "See your doctor about a bone density test"
Sent = dict[str, list[str]]


def outcome(client: Client, rule_set: RuleSet, answers: dict[str, Any], **query: str) -> str:
    """What the page says to these answers, above the questions."""
    response = client.post(address("try", rule_set, **query), answers)
    assert response.status_code == 200
    return said(response)


def said(response: Any) -> str:
    """What the page says, without the questions."""
    return texts(response).split("The answers Rules to try")[0]


def columns(response: Any) -> list[str]:
    """What each of the rules tried says."""
    return said(response).split("What the rules say")[1].split(" Level ")


def keep_form(response: Any) -> Sent:
    """What the form below an outcome would send."""
    return _inputs(response.content.decode().split('<details class="keep"')[1].split("</form>")[0])


def questions_form(response: Any) -> Sent:
    """What the questions' form would send; fields with nothing in them are left out."""
    return _inputs(response.content.decode().split('class="questions"')[1])


def _inputs(html: str) -> Sent:
    found: Sent = {}
    for tag in re.findall(r"<input [^>]*>", html):
        has = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        is_sent = " checked" in tag or has["type"] not in ("checkbox", "radio")
        if is_sent and has.get("value") and has["name"] != "csrfmiddlewaretoken":
            found.setdefault(has["name"], []).append(unescape(has["value"]))
    return found


def edit(rule_set: RuleSet, collection: str, key: str, **content: Any) -> Part:
    """Somebody changes a part of the working copy."""
    part = Part.objects.get(rule_set=rule_set, collection=collection, key=key)
    item = ITEMS[collection].model_validate({**part.data, **content})
    return change_part(part, item, part.version, "somebody")
