"""Short ways to each page of the questionnaire: the state is made here instead of typed step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from playwright.sync_api import Page

from questionnaire.fields import Answer
from questionnaire.questions import SECTIONS
from questionnaire.state import State
from questionnaire.wizard import RESULT, section_page
from rules.facts import FACTS
from rules.releases import releases
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING

LANGUAGES = ("en", "fr", "nl")
Fields = Mapping[str, str | list[str]]
# What a person left open who answered the questions before: a page of further questions.
FURTHER = {
    "about-you": ("height_loss", "last_densitometry"),
    "hormones": ("menopause_age_years", "hormone_therapy"),
    "family-fractures-falls": ("fracture_sites", "fracture_in_last_2_years"),
    "health-medicines": ("glucocorticoid_months", "glucocorticoid_mg_per_day"),
    "diet": ("cheese_per_day", "oily_fish_per_week"),
}
FAULTS: dict[str, Fields] = {
    "about-you": {"age_years": "old", "height_cm": "999"},
    "warning-signs": {"symptoms": ["none", "night_cramps"], "red_flags": ["none", "unknown"]},
    "hormones": {"menopause_age_years": "99"},
    "family-fractures-falls": {"falls_last_year": "99", "fracture_sites": ["hip", "unknown"]},
    "health-medicines": {"conditions": ["none", "copd"]},
    "lifestyle": {
        "alcohol_drinks_per_week": "3,5",
        "coffee_cups_per_day": "2",
        "coffee_cups_per_day__unknown": "on",
    },
    "diet": {"diets": ["none", "vegan"], "sodas_per_week": "x"},
}


@dataclass(frozen=True)
class Shortcuts:
    """The ways, for one page in one language; `address` is the server's."""

    page: Page
    address: str
    language: str = "en"

    def open(self, path: str = "") -> None:
        """A page by its address."""
        self.page.goto(f"{self.address}/{self.language}/{path}")

    def post(self, step: str, fields: Fields) -> None:
        """The page that answers a form."""
        pairs = [
            (n, v) for n, values in fields.items() for v in ([values] if isinstance(values, str) else values)
        ]
        inputs = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in pairs
        )
        action = f"{self.address}/{self.language}/check/{step}/"
        self.page.set_content(f'<form method="post" action="{action}">{inputs}<button>Send</button></form>')
        with self.page.expect_navigation():
            self.page.get_by_role("button").click()

    def section(self, key: str, answers: Mapping[str, object] = EVERYTHING) -> None:
        """All questions of a section, as answered."""
        self.post(RESULT, {"state": _finished(answers).sign(), "go": f"change:{key}"})

    def further(self, key: str) -> None:
        """The further questions of a section, which the answers before call for."""
        answers = {name: a for name, a in _finished(EVERYTHING).answers.items() if name not in FURTHER[key]}
        self.post(key, {"state": State(key, (), answers, _release()).sign(), "go": "next"})

    def faulty(self, key: str) -> None:
        """A section after it was filled in wrongly."""
        state = section_page(_finished(EVERYTHING), _finished(EVERYTHING).answers, key)
        self.post(key, {"state": state.sign(), "go": "next", **FAULTS[key]})

    def result(self, answers: Mapping[str, object] = EVERYTHING) -> None:
        """The result for a person."""
        self.post(RESULT, {"state": _finished(answers).sign()})


def _finished(answers: Mapping[str, object]) -> State:
    given: dict[str, Answer] = dict.fromkeys(FACTS)
    return State(RESULT, (), given | answers, _release())  # type: ignore[operator]


def _release() -> int:
    return releases.current().release["number"]


PAGES: dict[str, Callable[[Shortcuts], None]] = {
    "welcome": Shortcuts.open,
    "first step": partial(Shortcuts.open, path="check/"),
    **{s.key: partial(Shortcuts.section, key=s.key) for s in SECTIONS},
    **{f"{key}, further questions": partial(Shortcuts.further, key=key) for key in FURTHER},
    **{f"{key}, with faults": partial(Shortcuts.faulty, key=key) for key in FAULTS},
    **{f"result, {level}": partial(Shortcuts.result, answers=who) for level, who in AT_EACH_LEVEL.items()},
    "no such page": partial(Shortcuts.open, path="nothing/"),
    "state tampered with": partial(Shortcuts.post, step="diet", fields={"state": "nonsense"}),
}
