"""A page's form: what it asks, what it holds, and the same answers as the form's own codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Frame, Locator, Page

from questionnaire.fields import codes_of, typed
from questionnaire.questions.measurements import UNITS

READ = """fields => fields.map((f, place) => (
    {place, name: f.name, type: f.type, value: f.value, checked: f.checked,
     seen: !f.disabled && f.checkVisibility()}))"""
Shown = Page | Frame
CONTINUE, BACK, RESULT_NOW = (f"main .actions button[value={go}]" for go in ("next", "back", "result"))


def wanted(answers: Mapping[str, Any], asked_for: Set[str]) -> dict[str, list[str]]:
    """What to tick or type in each field of these names; “I don’t know” of a number is a box of its own."""
    fields: dict[str, list[str]] = {}
    for key, answer in answers.items():
        fields[key] = codes_of(answer)
        if answer is None:
            fields[f"{key}__unknown"] = ["on"]
            continue
        units = [typed(key, answer, unit) for unit in UNITS.get(key, {}).values()]
        in_unit = next((texts for texts in units if asked_for >= texts.keys()), {})
        fields |= {name: [text] for name, text in in_unit.items()}
    return {name: codes for name, codes in fields.items() if name in asked_for}


def asked(page: Shown) -> list[dict[str, Any]]:
    """The fields that a visitor sees, in order."""
    return [field for field in page.locator("main input").evaluate_all(READ) if field["seen"]]


def fill(page: Shown, answers: Mapping[str, Any]) -> None:
    """Give those of the answers that the page asks for; some may make the script ask for more."""
    done: set[str] = set()
    while fields := [field for field in asked(page) if field["name"] not in done]:
        done |= {field["name"] for field in fields}
        codes = wanted(answers, done)
        for field in fields:
            here, given = page.locator("main input").nth(field["place"]), codes.get(field["name"], [])
            if field["type"] != "text" and field["value"] in given and not field["checked"]:
                reached(here).check()
            elif field["type"] == "text" and given not in ([], codes_of(None)):
                here.fill(given[0])


def reached(element: Locator) -> Locator:
    """The element, brought to the middle of the window.

    At its edge, a click into a frame that is still being scrolled would miss, or hit what lies over the frame.
    """
    element.evaluate("element => element.scrollIntoView({block: 'center', behavior: 'instant'})")
    return element


def held(page: Shown) -> dict[str, list[str]]:
    """What the form holds: each field that is filled in, with its values."""
    values: dict[str, list[str]] = {}
    for field in asked(page):
        if field["checked"] or (field["type"] == "text" and field["value"]):
            values.setdefault(field["name"], []).append(field["value"])
    return values


@contextmanager
def another_page(page: Shown) -> Iterator[None]:
    """Wait for the page that what is done here leads to, in a new document or, with the script, in the same."""
    page.evaluate("document.body.dataset.old = true")
    yield
    page.locator("body:not([data-old])").wait_for()
    page.wait_for_load_state()


def turn(page: Shown, button: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with another_page(page):
        reached(page.locator(button)).click()


def go_on(page: Shown, answers: Mapping[str, Any]) -> None:
    """Fill in the page and press Continue, or what leads to the result where that is all there is."""
    fill(page, answers)
    turn(page, CONTINUE if page.locator(CONTINUE).count() else RESULT_NOW)
    alert = page.get_by_role("alert")
    assert not alert.count(), alert.inner_text()


def walk(page: Shown, answers: Mapping[str, Any]) -> list[str]:
    """From the page that is open to the result; the headings on the way."""
    headings: list[str] = []
    for _ in range(20):
        if page.locator(".level").count():
            return headings
        headings.append(page.locator("h1").inner_text())
        go_on(page, answers)
    raise AssertionError("the result never came")
