"""Short ways to each page of the questionnaire: the state is made here instead of typed step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from playwright.sync_api import Page

from questionnaire.questions import SECTIONS
from questionnaire.state import State
from questionnaire.wizard import ESSENTIAL, RESULT, SUMMARY, section_page
from rules.facts import FACTS
from rules.releases import releases
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING

LANGUAGES = ("en", "fr", "nl")
TEXTS = ("method", "purpose", "privacy", "emergency")
IMPERIAL = {"height_cm": "ft_in", "weight_kg": "st_lb"}
POUNDS = {"height_cm": "ft_in", "weight_kg": "lb"}
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
FAULTS_IN_FEET: Fields = {"age_years": "64", "height_cm_ft": "9", "height_cm_in": "x", "weight_kg_st": "99"}
ESSENTIALS = {q.fact.key: EVERYTHING[q.fact.key] for s in SECTIONS[:ESSENTIAL] for q in s.questions
              if q.fact.key in EVERYTHING}  # fmt: skip
BARE = {"age_years": 40, "sex": "unspecified"}  # what the form requires, and nothing else


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

    def send(self, state: State, go: str, fields: Fields | None = None) -> None:
        """The page that answers a state, a button and what is typed."""
        self.post(state.step, {"state": state.sign(), "go": go, **(fields or {})})

    def section(
        self, key: str, answers: Mapping[str, Any] = EVERYTHING, focus: str = "", **changes: Any
    ) -> None:
        """All questions of a section, as answered; begun at the question `focus`."""
        self.send(_finished(answers, **changes), f"change:{key}:{focus}")

    def blank(self, key: str) -> None:
        """A section that nothing is answered on yet, all before it answered."""
        before = SECTIONS[: [section.key for section in SECTIONS].index(key)]
        known = {question.fact.key for section in before for question in section.questions}
        answers = {name: answer for name, answer in EVERYTHING.items() if name in known}
        self.send(State(SUMMARY, (), answers, _release()), "next")

    def further(self, key: str) -> None:
        """The further questions of a section, which the answers before call for."""
        answers = {name: a for name, a in _finished(EVERYTHING).answers.items() if name not in FURTHER[key]}
        self.send(State(key, (), answers, _release()), "next")

    def faulty(self, key: str, faults: Fields, **changes: Any) -> None:
        """A section after it was filled in wrongly."""
        self.send(section_page(_finished(EVERYTHING, **changes), key), "next", faults)

    def summary(self, answers: Mapping[str, Any] = EVERYTHING, **changes: Any) -> None:
        """All answers."""
        self.send(_finished(answers, **changes), "summary")

    def result(self, answers: Mapping[str, Any] = EVERYTHING, more: str = "stay") -> None:
        """The result for a person who answered everything, or does not know; with more of it on demand."""
        self.send(_finished(answers), more)

    def early_result(self, answers: Mapping[str, Any]) -> None:
        """The result for a person who saw no question but these."""
        self.send(State(RESULT, (), dict(answers), _release()), "stay")

    def result_again(self, before: str) -> None:
        """The result after an answer was changed; `before` is the level of the one seen before."""
        state = section_page(_finished(EVERYTHING, level=before), "warning-signs")
        self.send(state, "result", {"symptoms": "none", "red_flags": "none"})


def _finished(answers: Mapping[str, Any], **changes: Any) -> State:
    state = State(RESULT, (), {**dict.fromkeys(FACTS), **answers}, _release())
    return replace(state, **changes)


def _release() -> int:
    return releases.current().release["number"]


PAGES: dict[str, Callable[[Shortcuts], None]] = {
    "welcome": Shortcuts.open,
    **{text: partial(Shortcuts.open, path=f"{text}/") for text in TEXTS},
    "first step": partial(Shortcuts.open, path="check/"),
    **{f"{s.key}, blank": partial(Shortcuts.blank, key=s.key) for s in SECTIONS[1:]},
    **{s.key: partial(Shortcuts.section, key=s.key) for s in SECTIONS},
    "about-you, in stones": partial(Shortcuts.section, key="about-you", units=IMPERIAL),
    "about-you, in pounds": partial(Shortcuts.section, key="about-you", units=POUNDS),
    "diet, one answer to change": partial(Shortcuts.section, key="diet", focus="sodas_per_week"),
    **{f"{key}, further questions": partial(Shortcuts.further, key=key) for key in FURTHER},
    **{f"{key}, with faults": partial(Shortcuts.faulty, key=key, faults=FAULTS[key]) for key in FAULTS},
    "about-you, with faults in feet": partial(
        Shortcuts.faulty, key="about-you", faults=FAULTS_IN_FEET, units=IMPERIAL
    ),
    "summary": Shortcuts.summary,
    "summary, in stones, after a result": partial(Shortcuts.summary, units=IMPERIAL, level="refer"),
    **{f"result, {level}": partial(Shortcuts.result, answers=who) for level, who in AT_EACH_LEVEL.items()},
    "result, much open": partial(Shortcuts.early_result, answers=BARE),
    "result, the short way": partial(Shortcuts.early_result, answers=ESSENTIALS),
    "result, further points": partial(Shortcuts.result, more="further"),
    "result, prospects": partial(Shortcuts.result, more="prospects"),
    "result, prospects of a healthy man": partial(
        Shortcuts.result, answers=AT_EACH_LEVEL["maintain"], more="prospects"
    ),
    "result, changed": partial(Shortcuts.result_again, before="maintain"),
    "result, the same as before": partial(Shortcuts.result_again, before="refer"),
    "no such page": partial(Shortcuts.open, path="nothing/"),
    "state tampered with": partial(Shortcuts.post, step="diet", fields={"state": "nonsense"}),
}
