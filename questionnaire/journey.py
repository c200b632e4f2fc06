"""One page of the questionnaire after another: what was posted, in; the page to show, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from questionnaire.fields import Answer
from questionnaire.forms import PageForm
from questionnaire.levels import INTERRUPTING
from questionnaire.state import State
from questionnaire.wizard import RESULT, can_be_assessed, next_page, page_before, section_page
from rules.assessment import Assessor
from rules.outcome import Outcome

GO = "go"
NEXT, BACK, STAY, CHANGE = "next", "back", "stay", "change:"
INTERRUPTS_AFTER = "red_flags"  # once asked: nothing may stand before them


@dataclass(frozen=True, slots=True)
class Page:
    """What to show: the questions of a step in `form`, or, with an `outcome`, the result."""

    state: State
    form: PageForm | None = None
    outcome: Outcome | None = None

    @property
    def has_page_before(self) -> bool:
        """Whether Back leads anywhere."""
        return page_before(self.state, self.state.answers) != self.state


def proceed(state: State, data: Mapping[str, str], assessor: Assessor, language: str) -> Page:
    """The page after `state`'s was posted with `data`; raise StateInvalid for a step that does not exist."""
    go = data.get(GO, NEXT)
    if state.step == RESULT:
        return _from_result(state, go, assessor, language)
    if go == STAY:  # the same page, in another language, with what was typed so far
        return Page(state, PageForm(state.shown, state.answers, data, draft=True))
    form = PageForm(state.shown, state.answers, data)
    if go == BACK:
        return ask(page_before(state, state.answers | _worth_keeping(form, state)))
    is_valid = form.is_valid()
    following = next_page(state, state.answers | form.given())
    outcome = _outcome(following, assessor, language)
    if outcome and (outcome["level"] in INTERRUPTING or (is_valid and following.step == RESULT)):
        return Page(replace(following, step=RESULT, shown=()), outcome=outcome)
    return ask(following) if is_valid else Page(state, form)


def _from_result(state: State, go: str, assessor: Assessor, language: str) -> Page:
    if go == BACK:
        return ask(page_before(state, state.answers))
    if go.startswith(CHANGE):
        return ask(section_page(state, state.answers, go.removeprefix(CHANGE)))
    return _result(state, assessor, language)


def ask(state: State) -> Page:
    """A step's page as it is before anything is typed."""
    return Page(state, PageForm(state.shown, state.answers))


def _outcome(following: State, assessor: Assessor, language: str) -> Outcome | None:
    """The outcome so far, once red flags were asked: what must not wait is said whatever else is open or wrong."""
    answers = following.answers
    if INTERRUPTS_AFTER not in answers or not can_be_assessed(answers):
        return None
    return assessor.assess(answers, language)


def _result(state: State, assessor: Assessor, language: str) -> Page:
    if not can_be_assessed(state.answers):  # an answer became invalid since: ask it again
        return ask(next_page(state, state.answers))
    return Page(state, outcome=assessor.assess(state.answers, language))


def _worth_keeping(form: PageForm, state: State) -> dict[str, Answer]:
    """On the way back an empty field says nothing, unless it empties an earlier answer."""
    form.is_valid()
    return {
        key: value for key, value in form.given().items() if key in state.answers or form.is_filled_in(key)
    }
