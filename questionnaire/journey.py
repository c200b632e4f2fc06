"""One page of the questionnaire after another: what was posted, in; the page to show, out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from questionnaire.fields import Answer, typed
from questionnaire.forms import PageForm
from questionnaire.levels import INTERRUPTING, level_shown
from questionnaire.questions.measurements import UNITS, unit_of
from questionnaire.state import State, StateInvalid
from questionnaire.wizard import (
    POSITIONS,
    RESULT,
    SUMMARY,
    can_be_assessed,
    further_questions,
    in_order,
    leaves_much_open,
    next_page,
    page_before,
    result_page,
    section_page,
)
from rules.assessment import Assessor
from rules.measures import measure, with_measures
from rules.outcome import Outcome

GO, ALSO = "go", "also"
NEXT, BACK, STAY, CHANGE, UNIT = "next", "back", "stay", "change", "unit"
SHOW_RESULT, SHOW_SUMMARY = "result", "summary"
FURTHER, PROSPECTS, PLAIN_TEXT = "further", "prospects", "text"  # more of the result
INTERRUPTS_AFTER = "red_flags"  # once asked: nothing may stand before them


@dataclass(frozen=True, slots=True)
class Page:
    """What to show: the questions of a step in `form`, with an `outcome` the result, with neither the summary.

    `focus` is the question that the visitor came to change, `level_before` the level of the result seen before this
    one; `more` is what the result shows on demand only.
    """

    state: State
    form: PageForm | None = None
    outcome: Outcome | None = None
    focus: str = ""
    level_before: str = ""
    more: str = ""

    @property
    def has_page_before(self) -> bool:
        """Whether Back leads anywhere."""
        state = self.state
        return bool(state.level) or POSITIONS.get(state.step) != 0 or page_before(state) != state


@dataclass(frozen=True, slots=True)
class Rules:
    """One release's rules, and the language in which they speak."""

    assessor: Assessor
    language: str


def proceed(state: State, data: QueryDict, rules: Rules) -> Page:
    """The page after `state`'s was posted with `data`; raise StateInvalid for a step that does not exist."""
    go, _, what = data.get(GO, NEXT).partition(":")
    if state.step not in POSITIONS:
        return _from_overview(state, go, what, rules)
    before = page_before(state)
    also = frozenset(data.getlist(ALSO)).intersection(further_questions(state))
    state = state.at(state.step, in_order(state.step, also.union(state.shown)))
    if go == STAY:  # the same page, in another language, with what was typed so far
        return Page(state, PageForm(state.shown, state.answers, state.units, data, draft=True))
    form = PageForm(state.shown, state.answers, state.units, data)
    if go == UNIT:
        return _in_unit(state, form, data.copy(), *what.split(":"))
    if go in (BACK, CHANGE, SHOW_SUMMARY):
        return _aside(state, form, go, what or before.step, rules)
    return _onward(state, form, go, rules)


def _aside(state: State, form: PageForm, go: str, section: str, rules: Rules) -> Page:
    """Away from a page that need not be complete; its answers come along, and what must not wait is said."""
    is_valid = form.is_valid()
    if go == SHOW_SUMMARY and not is_valid and any(map(form.is_filled_in, form.errors)):
        return Page(state, form)
    answered = state.answered(state.answers | _worth_keeping(form, state))
    if _interrupts(answered, rules) or (go == BACK and state.level):
        return _result(answered, rules, level_before=state.level)
    return ask(answered.at(SUMMARY) if go == SHOW_SUMMARY else section_page(answered, section))


def _onward(state: State, form: PageForm, go: str, rules: Rules) -> Page:
    """The page after this one, or this one with what is wrong; what must not wait is said whatever else is open."""
    is_valid = form.is_valid()
    answered = state.answered(form.answers(), form.checked)
    following = (result_page if go == SHOW_RESULT else next_page)(answered)
    if (is_valid and following.step == RESULT) or _interrupts(answered, rules):
        return _result(answered, rules, level_before=state.level)
    return ask(following) if is_valid else Page(state, form)


def _from_overview(state: State, go: str, what: str, rules: Rules) -> Page:
    """From the result or the summary; what must not wait can only be changed."""
    if go == CHANGE:
        section, _, key = what.partition(":")
        return replace(ask(section_page(state, section)), focus=key)
    if go == SHOW_SUMMARY or (go == STAY and state.step == SUMMARY):
        return ask(state.at(SUMMARY))
    following = _following(state, go)
    if following.step != RESULT and not _interrupts(state, rules):
        return ask(following)
    page = _result(state, rules)
    has_changed = state.step == SUMMARY and state.level != page.state.level
    return replace(page, more=go, level_before=state.level if has_changed else "")


def _following(state: State, go: str) -> State:
    """The questions that are still open, if somebody asks for them or a result needs them; else the result."""
    if go == NEXT or not can_be_assessed(state.answers) or (go == BACK and not state.level):
        return next_page(state)
    return result_page(state) if state.step == SUMMARY else state.at(RESULT)


def ask(state: State) -> Page:
    """A page as it is before anything is typed."""
    if state.step not in POSITIONS:
        return Page(state)
    return Page(state, PageForm(state.shown, state.answers, state.units))


def _interrupts(state: State, rules: Rules) -> bool:
    """Whether the answers so far leave nothing else to say, once red flags were asked."""
    if INTERRUPTS_AFTER not in state.answers or not can_be_assessed(state.answers):
        return False
    return rules.assessor.level(with_measures(state.facts, measure(state.facts))) in INTERRUPTING


def _result(state: State, rules: Rules, level_before: str = "") -> Page:
    outcome = rules.assessor.assess_cleaned(state.cleaned, rules.language)
    level = level_shown(outcome["level"], leaves_much_open(state))
    return Page(replace(state.at(RESULT), level=level), outcome=outcome, level_before=level_before)


def _in_unit(
    state: State, form: PageForm, data: QueryDict, key: str = "", name: str = "", *_more: str
) -> Page:
    """The same page with a height or weight in another unit; what was typed is converted."""
    if key not in state.shown or name not in UNITS.get(key, ()):
        raise StateInvalid("misplaced")
    form.is_valid()
    state = replace(state, units=state.units | {key: name})
    amount = form.given().get(key)
    if isinstance(amount, int | float):
        for field, text in typed(key, amount, unit_of(key, state.units)).items():
            data[field] = text
    return Page(state, PageForm(state.shown, state.answers, state.units, data, draft=True), focus=key)


def _worth_keeping(form: PageForm, state: State) -> dict[str, Answer]:
    """Of a form that was checked: an empty field says nothing, unless it empties an earlier answer."""
    return {
        key: value for key, value in form.given().items() if key in state.answers or form.is_filled_in(key)
    }
