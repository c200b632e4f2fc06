"""A page's form: what it asks, what it holds, and the same answers as the form's own codes."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page

FIELDS = "main input:not([type=hidden])"
READ = "fields => fields.map(f => ({name: f.name, type: f.type, value: f.value, checked: f.checked}))"
NOTHING = object()
CONTINUE, BACK = "main button[value=next]", "main button[value=back]"


def codes(name: str, answer: object) -> list[str]:
    """What to tick or type for an answer; None is “I don’t know”."""
    if name.endswith("__unknown"):
        return ["on"]
    if answer is None:
        return ["unknown"]
    if isinstance(answer, list):
        return [str(choice) for choice in answer]
    return [str(answer).lower() if isinstance(answer, bool) else str(answer)]


def wanted(answers: Mapping[str, object]) -> dict[str, object]:
    """The answers by the name of their field: “I don’t know” of a number is a box of its own."""
    return dict(answers) | {f"{name}__unknown": True for name, answer in answers.items() if answer is None}


def fill(page: Page, answers: Mapping[str, object]) -> None:
    """Give those of the answers that the page asks for."""
    by_name = wanted(answers)
    for position, field in enumerate(page.locator(FIELDS).evaluate_all(READ)):
        answer = by_name.get(field["name"], NOTHING)
        given = [] if answer is NOTHING else codes(field["name"], answer)
        if field["type"] == "text" and given and answer is not None:
            page.locator(FIELDS).nth(position).fill(given[0])
        elif field["value"] in given:
            page.locator(FIELDS).nth(position).check()


def held(page: Page) -> dict[str, list[str]]:
    """What the form holds: each field that is filled in, with its values."""
    values: dict[str, list[str]] = {}
    for field in page.locator(FIELDS).evaluate_all(READ):
        if field["checked"] or (field["type"] == "text" and field["value"]):
            values.setdefault(field["name"], []).append(field["value"])
    return values


def turn(page: Page, button: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(button).click()


def go_on(page: Page, answers: Mapping[str, object]) -> None:
    """Fill in the page and press Continue."""
    fill(page, answers)
    turn(page, CONTINUE)


def walk(page: Page, answers: Mapping[str, object]) -> None:
    """From the page that is open to the result."""
    for _ in range(20):
        if not page.locator(CONTINUE).count():
            return
        go_on(page, answers)
        assert not page.get_by_role("alert").count(), page.get_by_role("alert").inner_text()
    raise AssertionError("the result never came")
