"""The steps: which page comes next and which stood before. A page asks only what the answers so far call for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from questionnaire.fields import Answer
from questionnaire.questions import SECTIONS, Section
from questionnaire.questions.measurements import USUAL
from questionnaire.state import State, StateInvalid, read_state
from questionnaire.venue import Venue
from rules.answers import ASKED_OF_EVERYBODY
from rules.facts import FACTS, Facts

RESULT, SUMMARY = "result", "summary"
POSITIONS = {section.key: position for position, section in enumerate(SECTIONS)}
ESSENTIAL = 4  # the first sections: after them a result can be had, the others make the tips fit better


def first_page(country: str | None, release: int) -> State:
    """Where everybody begins; a likely country is shown and can be changed."""
    preset: dict[str, Answer] = {"country": country} if country else {}
    return State(SECTIONS[0].key, _asked(SECTIONS[0], {}), preset, release, USUAL.get(country or "", {}))


def resume(text: str | None, step: str, venue: Venue) -> State:
    """The state of a page posted at this venue, its answers still valid in today's vocabulary; raise StateInvalid."""
    state = read_state(text, step)
    if state.clinic != venue.clinic:
        raise StateInvalid("misplaced")
    if state.rule_set != venue.rule_set:
        raise StateInvalid("release_gone")
    known = {question.fact.key for question in _section(step).questions} if step in POSITIONS else set()
    if step not in (*POSITIONS, RESULT, SUMMARY) or not known.issuperset(state.shown):
        raise StateInvalid("misplaced")
    return state.answered(state.answers)


def can_be_assessed(answers: Mapping[str, Answer]) -> bool:
    """Whether every answer that an assessment requires is there."""
    return all(answers.get(key) is not None for key, fact in FACTS.items() if fact.required)


def has_essentials(state: State) -> bool:
    """Whether this page or one before ends the essentials, so that a result can be had after it."""
    return bool(state.level) or POSITIONS.get(state.step, 0) >= ESSENTIAL - 1


@dataclass(frozen=True, slots=True)
class Progress:
    """A section, the questions of it that concern this visitor, and how many of them are still open."""

    section: Section
    asked: tuple[str, ...]
    open: int


def progress(state: State) -> list[Progress]:
    """How far the visitor is in each section, as far as can be known: an answer may open further questions."""
    asked = [_asked(section, state.facts) for section in SECTIONS]
    return [
        Progress(section, keys, sum(key not in state.answers for key in keys))
        for section, keys in zip(SECTIONS, asked, strict=True)
    ]


def leaves_much_open(state: State) -> bool:
    """Whether fewer than a third of the questions that concern somebody have an answer: too few to reassure."""
    asked = [key for part in progress(state) for key in part.asked]
    return 3 * sum(state.answers.get(key) is not None for key in asked) < len(asked)


def next_page(state: State) -> State:
    """The first page with a question that is still open, from the start on; the result when there is none."""
    return _first_open(state, SECTIONS)


def result_page(state: State) -> State:
    """The result, unless a question of the essentials, or one that this page opened, is still open."""
    before = [
        section for section in SECTIONS if POSITIONS[section.key] < ESSENTIAL or section.key == state.step
    ]
    return _first_open(state, before)


def _first_open(state: State, sections: Iterable[Section]) -> State:
    for section in sections:
        open_questions = tuple(key for key in _asked(section, state.facts) if key not in state.answers)
        if open_questions:
            return state.at(section.key, open_questions)
    return state.at(RESULT)


def page_before(state: State) -> State:
    """The whole section that was on the screen before: this one, when only its further questions are shown."""
    position = POSITIONS.get(state.step, len(SECTIONS))
    shows_part = position < len(SECTIONS) and state.shown != _asked(SECTIONS[position], state.facts)
    return section_page(state, SECTIONS[position if shows_part else max(position - 1, 0)].key)


def section_page(state: State, key: str) -> State:
    """A whole section, to change its answers; raise StateInvalid for one that does not exist."""
    if key not in POSITIONS:
        raise StateInvalid("misplaced")
    return state.at(key, _asked(_section(key), state.facts))


def further_questions(state: State) -> list[str]:
    """The questions that an answer on this page may open, for the script to show them at once."""
    on_page = list(state.shown)
    for question in _section(state.step).questions:
        key = question.fact.key
        if key not in state.answers and key not in on_page and _may_open(key, on_page, state.facts):
            on_page.append(key)
    return on_page[len(state.shown) :]


def _may_open(key: str, on_page: Container[str], facts: Facts) -> bool:
    """Whether what is not on the page allows the question, and something on it decides."""
    fact = FACTS[key]
    elsewhere = tuple(c for c in fact.asked_if if c.subject not in on_page)
    return elsewhere != fact.asked_if and replace(fact, asked_if=elsewhere).is_asked(facts)


def in_order(step: str, keys: Container[str]) -> tuple[str, ...]:
    """The questions of a section that are among the keys, in the questionnaire's order."""
    return tuple(q.fact.key for q in _section(step).questions if q.fact.key in keys)


def _section(key: str) -> Section:
    return SECTIONS[POSITIONS[key]]


def _asked(section: Section, facts: Facts) -> tuple[str, ...]:
    return tuple(
        q.fact.key for q in section.questions if q.fact.key in ASKED_OF_EVERYBODY or q.fact.is_asked(facts)
    )
