"""What static/bonerisk/site.js does to a form; tests/browser runs the script itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
import math
import re

from tests.questionnaire.markup import Element

Filled = Mapping[str, list[str]]
TESTS: dict[str, Callable[[list[str], str], bool]] = {
    "is": lambda given, value: given[0] == value,
    "is not": lambda given, value: given[0] != value,
    "includes": lambda given, value: value in given,
    "<": lambda given, value: _number(given[0]) < float(value),
    "≥": lambda given, value: _number(given[0]) >= float(value),
}


def without_templates(html: Element) -> None:
    """What waits there is not on the page of a browser without scripts."""
    for template in html.all("template"):
        assert template.parent
        template.parent.replace(template)


def open_templates(html: Element) -> None:
    """Each question stands where it waited, and says itself that it was shown."""
    for template in html.one("form").all("template"):
        question, also = [child for child in template.children if isinstance(child, Element)]
        question.children.append(also)
        assert template.parent
        template.parent.replace(template, question)


def hidden_questions(html: Element, filled: Filled) -> set[str]:
    """The keys of the questions that the answers on the page do not call for."""
    questions = html.all("div", class_="question")
    here = {question["id"].removeprefix("q_") for question in questions}
    hidden: set[str] = set()
    for question in questions:
        given = {key: filled.get(key, []) if key not in hidden else [] for key in here}
        wanted = [_holds(condition, given) for condition in _all(question["data-if"])]
        unwanted = [_holds(condition, given) for condition in _all(question["data-unless"])]
        if False in wanted or True in unwanted:
            hidden.add(question["id"].removeprefix("q_"))
    return hidden


def _number(text: str) -> float:
    """As parseFloat reads it: what is no number compares as neither less nor more."""
    found = re.match(r"\s*[+-]?\d+(?:\.\d+)?", text.replace(",", "."))
    return float(found[0]) if found else math.nan


def _all(conditions: str) -> list[str]:
    return conditions.split("; ") if conditions else []


def _holds(condition: str, given: Mapping[str, list[str]]) -> bool | None:
    """None where the question stands on another page."""
    key, rest = condition.split(" ", 1)
    operator, value = rest.rsplit(" ", 1)
    if key not in given:
        return None
    answer = [code for code in given[key] if code not in ("", "unknown")]
    return bool(answer) and TESTS[operator](answer, value)
