"""The steps: which page comes next and which stood before. A page asks only what the answers so far call for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from questionnaire.fields import Answer
from questionnaire.questions import SECTIONS, Section
from questionnaire.state import State, StateInvalid, read_state
from rules.answers import AnswersInvalid, clean
from rules.facts import FACTS

RESULT = "result"
POSITIONS = {section.key: position for position, section in enumerate(SECTIONS)}


def first_page(preset: Mapping[str, Answer], release: int) -> State:
    """Where everybody begins; `preset` answers are shown and can be changed."""
    return State(SECTIONS[0].key, _asked(SECTIONS[0], {}), dict(preset), release)


def resume(text: str | None, step: str) -> State:
    """The state of a posted page, its answers still valid in today's vocabulary; raise StateInvalid."""
    state = read_state(text, step)
    known = {question.fact.key for question in _section(step).questions} if step in POSITIONS else set()
    if step not in (*POSITIONS, RESULT) or not known.issuperset(state.shown):
        raise StateInvalid("misplaced")
    return replace(state, answers=_without_contradictions(state.answers))


def can_be_assessed(answers: Mapping[str, Answer]) -> bool:
    """Whether every answer that an assessment requires is there."""
    return all(answers.get(key) is not None for key, fact in FACTS.items() if fact.required)


def answered_sections(answers: Mapping[str, Answer]) -> list[Section]:
    """The sections that a visitor has been through, whole or in part."""
    return [section for section in SECTIONS if any(q.fact.key in answers for q in section.questions)]


def leaves_much_open(answers: dict[str, Answer]) -> bool:
    """Whether fewer than a third of the questions that concern somebody have an answer: too few to reassure."""
    asked = [key for section in SECTIONS for key in _asked(section, answers)]
    return 3 * sum(answers.get(key) is not None for key in asked) < len(asked)


def next_page(state: State, answers: dict[str, Answer]) -> State:
    """The first page with a question that is still open, from the start on; the result when there is none."""
    answers = _without_contradictions(answers)
    for section in SECTIONS:
        open_questions = tuple(key for key in _asked(section, answers) if key not in answers)
        if open_questions:
            return State(section.key, open_questions, answers, state.release)
    return State(RESULT, (), answers, state.release)


def page_before(state: State, answers: dict[str, Answer]) -> State:
    """The whole section that was on the screen before: this one, when only its further questions are shown."""
    position = POSITIONS.get(state.step, len(SECTIONS))
    shows_part = state.step != RESULT and state.shown != _asked(SECTIONS[position], state.answers)
    return section_page(state, answers, SECTIONS[position if shows_part else max(position - 1, 0)].key)


def section_page(state: State, answers: dict[str, Answer], key: str) -> State:
    """A whole section, to change its answers; raise StateInvalid for one that does not exist."""
    if key not in POSITIONS:
        raise StateInvalid("misplaced")
    answers = _without_contradictions(answers)
    return State(key, _asked(_section(key), answers), answers, state.release)


def _section(key: str) -> Section:
    return SECTIONS[POSITIONS[key]]


def _asked(section: Section, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    facts = clean(answers, partial=True).facts
    return tuple(q.fact.key for q in section.questions if q.fact.is_asked(facts))


def _without_contradictions(answers: dict[str, Answer]) -> dict[str, Answer]:
    """An answer that another one, given later, contradicts is asked again."""
    try:
        clean(answers, partial=True)
    except AnswersInvalid as invalid:
        wrong = {error.key for error in invalid.errors}
        return {key: answer for key, answer in answers.items() if key not in wrong}
    return answers
