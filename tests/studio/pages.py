"""A page of the studio as somebody without scripts has it: read what stands there, change some, press a button."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
import re
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from rules.models import Part, RuleSet

Sent = dict[str, list[str]]


def part_of(rule_set: RuleSet, collection: str, key: str) -> Part:
    """A part as it now stands."""
    return Part.objects.get(rule_set=rule_set, collection=collection, key=key)


def address(part: Part, page: str = "change") -> str:
    """The part's page."""
    return reverse(f"admin:rules_{part.collection.removesuffix('s')}_{page}", args=[part.pk])


def adding(model: str, rule_set: RuleSet, more: str = "") -> str:
    """The page that adds a part."""
    return reverse(f"admin:rules_{model}_add") + f"?rule_set={rule_set.pk}{more}"


class Filled(HTMLParser):
    """What the page's form would send: `sent`; `closed` says that nothing in it can be changed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.texts: list[str] = []
        self.action, self.closed = "", False
        self._select: str | None = None
        self._textarea: str | None = None
        self._inside = False
        self.feed(html[html.index('<div id="content"') :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields of the form that posts, with what stands in them."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside, self.action = has.get("method") == "post", has.get("action", "")
        elif self._inside and tag == "fieldset" and "disabled" in has:
            self.closed = True
        elif self._inside:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        if tag == "input":
            if has.get("type") != "checkbox" or "checked" in has:
                self._send(has["name"], has.get("value", "on" if has.get("type") == "checkbox" else ""))
        elif tag == "option" and self._select and "selected" in has:
            self.sent[self._select][-1] = has["value"]
        elif tag == "select":
            self._select = has["name"]
            self._send(self._select, "")
        elif tag == "textarea":
            self._textarea = has["name"]
            self._send(self._textarea, "")

    def handle_endtag(self, tag: str) -> None:
        """Where a field or the form ends."""
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        """What is read, and what stands in a box: its first line break is no part of it."""
        if self._textarea:
            self.sent[self._textarea][-1] += data.removeprefix("\n")
        elif data.strip():
            self.texts.append(re.sub(r"\s+", " ", data).strip())

    @property
    def text(self) -> str:
        """All that the page says."""
        return " ".join(self.texts)

    def _send(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def opened(client: Client, page: str) -> Filled:
    """A page, read."""
    response = client.get(page)
    assert response.status_code == 200, response
    return Filled(response.content.decode())


def pressed(client: Client, page: str, button: str = "_save", **changes: Any) -> Any:
    """Open a page, change these fields (a list: all of its values), and press a button: the response."""
    return sent(client, page, opened(client, page), button, **changes)


def sent(client: Client, page: str, filled: Filled, button: str = "_save", **changes: Any) -> Any:
    """The same from a page that was opened before."""
    data = QueryDict(mutable=True)
    for name, values in (
        filled.sent | {n: v if isinstance(v, list) else [v] for n, v in changes.items()}
    ).items():
        data.setlist(name, values)
    data[button] = ""
    target = filled.action if filled.action.startswith("/") else page.partition("?")[0] + filled.action
    return client.post(target, data.urlencode(), content_type="application/x-www-form-urlencoded")


def read(response: Any) -> Filled:
    """What came back, with status 200."""
    assert response.status_code == 200, response
    return Filled(response.content.decode())


def said(client: Client) -> str:
    """The message that the next page shows."""
    return " ".join(re.findall(r'<li class="success">(.*?)</li>', client.get("/en/admin/").content.decode()))


def html(client: Client, page: str) -> str:
    """A page as it is."""
    return client.get(page).content.decode()


def options(page: str, name: str) -> list[str]:
    """The values that a select offers."""
    select = page[page.index(f'<select name="{name}"') :]
    return [
        unescape(each) for each in re.findall(r'<option value="([^"]*)"', select[: select.index("</select>")])
    ]
