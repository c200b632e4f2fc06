"""A visitor without a browser: reads each page, fills in what it asks, presses its buttons, and nothing else.

As in a browser without scripts, unless it is `scripted`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from questionnaire.state import State
from rules.facts import FACTS, Kind
from tests.questionnaire.markup import Element, read
from tests.questionnaire.script import hidden_questions, open_templates, without_templates

LANGUAGES = ("en", "fr", "nl")
Answers = dict[str, Any]  # by fact; None is “I don’t know”, a str is typed as it is
MOST_PAGES = 20
FORM = "application/x-www-form-urlencoded"
HANDLER = Client().handler  # all visitors': to make the middleware takes as long as twenty requests


class Page:
    """A response, read: `html` is what is on the page, `whole` has what waits in templates too."""

    def __init__(self, response: Any, scripted: bool = False) -> None:
        self.response, self.status = response, int(response.status_code)
        text = response.content.decode()
        self.whole = self.html = read(text)
        if "<template" in text:
            self.html = read(text)
            (open_templates if scripted else without_templates)(self.html)

    @property
    def language(self) -> str:
        """The language that the page says it is in."""
        return self.html["lang"]

    @property
    def heading(self) -> str:
        """The one main heading."""
        return self.html.one("h1").text

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.html.one("body").text

    @property
    def step(self) -> str:
        """The step that the page's form belongs to, `result` on the result page, "" without a form."""
        forms = self.html.all("form")
        return forms[0]["action"].split("/")[-2] if forms else ""

    @property
    def asked(self) -> list[str]:
        """The keys of the facts asked, in order."""
        return [question["id"].removeprefix("q_") for question in self.html.all("div", class_="question")]

    @property
    def typed(self) -> list[str]:
        """The names of the fields that one types in; a height in feet and inches has two."""
        return [field["name"] for field in self._fields() if field["type"] == "text"]

    @property
    def focus(self) -> str:
        """The id of the element that the page begins at; its tag where it has none."""
        (element,) = [e for e in self.html.walk() if "autofocus" in e.attributes]
        return element["id"] or element.tag

    @property
    def state(self) -> str:
        """The signed state."""
        return self.html.one("input", name="state")["value"]

    def options(self, name: str) -> list[str]:
        """The codes offered."""
        return [field["value"] for field in self._fields(name) if field["type"] in ("radio", "checkbox")]

    def values(self) -> dict[str, list[str]]:
        """What the form holds as it stands; the state apart."""
        values: dict[str, list[str]] = {}
        for field in self._fields():
            if field["type"] in ("radio", "checkbox") and "checked" not in field.attributes:
                continue
            if field["name"] != "state" and (field["value"] or field["type"] == "checkbox"):
                values.setdefault(field["name"], []).append(field["value"] or "on")
        return values

    @property
    def faults(self) -> dict[str, str]:
        """The error summary: the name of the field that each line leads to, and what it says."""
        links = [link for box in self.html.all("div", role="alert") for link in box.all("a")]
        return {self.html.one(id=link["href"][1:])["name"]: link.text for link in links}

    @property
    def enter(self) -> str:
        """What the Enter key asks for."""
        return self.html.all("button", name="go")[0]["value"]

    @property
    def leads_on(self) -> list[str]:
        """What the buttons at the end of the form ask for."""
        return [button["value"] for button in self.html.one("div", class_="actions").all("button")]

    @property
    def languages(self) -> list[Element]:
        """The links or buttons that lead to the page in each language."""
        return self.html.one("header").one("nav").all("a", "button")

    def button(self, go: str, language: str = "") -> Element:
        """The button that does this, the visible one."""
        buttons = [
            b for b in self.html.all("button", name="go", value=go) if "aria-hidden" not in b.attributes
        ]
        (button,) = [b for b in buttons if not language or b["lang"] == language]
        return button

    def has_button(self, go: str) -> bool:
        """Whether there is one."""
        return bool(self.html.all("button", name="go", value=go))

    def section(self, heading: str) -> Element:
        """The part of the page under a heading with this id."""
        return self.html.one("section", **{"aria-labelledby": heading})

    def _fields(self, name: str = "") -> list[Element]:
        return [field for field in self.html.all("input") if not name or field["name"] == name]


class Visitor:
    """Somebody with a browser that keeps no cookies; `page` is what they see, `seen` all that they saw."""

    def __init__(self, language: str = "en", accept_language: str = "", scripted: bool = False) -> None:
        self.client, self._scripted = Client(raise_request_exception=False), scripted
        self.client.handler = HANDLER
        self.seen: list[Page] = []
        self._start, self._headers = f"/{language}/check/", {"accept-language": accept_language}
        self.filled: dict[str, list[str]] = {}  # the form as it stands before a button is pressed

    @property
    def page(self) -> Page:
        """The last page seen."""
        return self.seen[-1]

    def begin(self) -> Page:
        """Open the first page of the questionnaire."""
        return self._see(self.client.get(self._start, headers=self._headers))

    def fill(self, answers: Answers) -> None:
        """Give those of the answers that the page asks for, by fact or by the name of a field."""
        for name in dict.fromkeys([*self.page.asked, *self.page.typed]):
            if name in answers and name not in self._hidden():
                self._give(name, answers[name])

    def press(self, go: str = "", language: str = "") -> Page:
        """Press a button, or Enter; the form is sent as it stands."""
        go = go or self.page.enter
        button = self.page.button(go, language)
        address = button["formaction"] or self.page.html.one("form")["action"]
        return self.send(address, [("go", go)])

    def send(self, address: str, more: Sequence[tuple[str, str]] = ()) -> Page:
        """Send the page's form to an address, with some further fields."""
        fields = [(name, value) for name, values in self.filled.items() for value in values]
        fields = [(name, value) for name, value in fields if not {name, value} & self._hidden()]
        body = urlencode([("state", self.page.state), *fields, *more])
        return self._see(self.client.post(address, body, content_type=FORM, headers=self._headers))

    def switch(self, language: str) -> Page:
        """Press the button of a language."""
        return self.press("stay", language)

    def answer(self, answers: Answers) -> Page:
        """Fill in the page and go on."""
        self.fill(answers)
        return self.press()

    def walk(self, answers: Answers, until: str = "result") -> Page:
        """Go through the questionnaire up to a step; what `answers` does not tell stays empty."""
        if not self.seen:
            self.begin()
        for _ in range(MOST_PAGES):
            if self.page.step == until:
                return self.page
            self.answer(answers)
            assert not self.page.faults, self.page.faults
        raise AssertionError(f"{until} never came, {self.page.step} did")

    def arrive(self, answers: Answers, release: int = 1) -> Page:
        """See the result, as if the whole way to it had been walked before."""
        return self.send_state(State("result", (), answers, release).sign(), "result")

    def send_state(self, state: str, step: str, go: str = "stay") -> Page:
        """Send nothing but a state to a step."""
        return self._see(self.post(step, urlencode({"state": state, "go": go})))

    def post(self, step: str, body: str | bytes, content_type: str = FORM) -> Any:
        """The response to a body, whatever it is."""
        data = body if isinstance(body, bytes) else body.encode()
        return self.client.generic("POST", f"{self._start}{step}/", data, content_type)

    def _hidden(self) -> set[str]:
        return hidden_questions(self.page.html, self.filled) if self._scripted else set()

    def _give(self, key: str, answer: object) -> None:
        self.filled.pop(key, None)
        self.filled.pop(f"{key}__unknown", None)
        codes = _codes(answer)
        options = self.page.options(key)
        if answer is None and not options:
            self.filled[f"{key}__unknown"] = ["on"]
            return
        assert set(codes) <= set(options) if options else key in self.page.typed, (
            f"{key} offers {options}, not {codes}"
        )
        self.filled[key] = codes

    def _see(self, response: Any) -> Page:
        self.seen.append(Page(response, self._scripted))
        self.filled = self.page.values()
        return self.page


def _codes(answer: object) -> list[str]:
    if answer is None:
        return ["unknown"]
    if isinstance(answer, bool):
        return ["true" if answer else "false"]
    return list(map(str, answer)) if isinstance(answer, list | tuple) else [str(answer)]


def read_back(key: str, shown: Mapping[str, Sequence[str]]) -> object:
    """The answer that a form shows for a fact, as `people` write it; a number with decimals as it is typed."""
    if f"{key}__unknown" in shown or shown[key] == ["unknown"]:
        return None
    codes = shown[key]
    fact = FACTS[key]
    if fact.kind is Kind.SEVERAL:
        return list(codes)
    if fact.kind is Kind.BOOLEAN:
        return codes == ["true"]
    return int(codes[0]) if codes[0].isdigit() else codes[0]
