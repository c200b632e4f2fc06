"""A step's page: the questions, how far one is, and the buttons that lead on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
import secrets
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from questionnaire.journey import NEXT, SHOW_RESULT, Page, ask
from questionnaire.pieces import Piece, question_html
from questionnaire.questions import QUESTIONS, SECTIONS, Section
from questionnaire.state import State
from questionnaire.venue import SITE, SLOTS, SLOTTED, Venue
from questionnaire.wizard import (
    ESSENTIAL,
    POSITIONS,
    Progress,
    first_page,
    further_questions,
    has_essentials,
    in_order,
    progress,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KEPT = 512  # pages of some 20 kB
STATE = "state:"
HERE = ' tabindex="-1" autofocus'
NOWHERE = "nowhere"
NONCE_BYTES = 9


class Action(Enum):
    """A button: what it asks for, and its words."""

    CONTINUE = NEXT, _("Continue")
    CONTINUE_FOR_TIPS = NEXT, _("Continue for tips that fit you better")
    CONTINUE_WITH_OPEN = NEXT, _("Continue with the open questions")
    RESULT_NOW = SHOW_RESULT, _("Show my result now")
    RESULT = SHOW_RESULT, _("Show my result")

    @property
    def go(self) -> str:
        """The value of the button."""
        return self.value[0]

    @property
    def words(self) -> StrPromise:
        """What stands on it."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a step's page depends on before a visitor's values are put into its slots.

    Which questions are shown follows from earlier answers, but of the answers themselves only the country stands in it,
    where a question has an example for it.
    """

    language: str
    key: str
    shown: tuple[str, ...]
    further: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    country: str
    actions: tuple[Action, ...]
    has_page_before: bool
    is_continued: bool
    is_framed: bool

    @property
    def section(self) -> Section:
        """The section of the questions."""
        return SECTIONS[POSITIONS[self.key]]

    @property
    def venue(self) -> Venue:
        """Where the page stands; all clinics' frames share one, with slots."""
        return SLOTTED if self.is_framed else SITE

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections."""
        return SECTIONS

    def questions(self) -> Iterator[tuple[str, SafeString, bool]]:
        """Each question's key and HTML, and whether it waits for the script to show it."""
        units = dict(self.units)
        for key in in_order(self.key, {*self.shown, *self.further}):
            country = self.country if QUESTIONS[key].examples else ""
            html = question_html(key, self.language, units.get(key, ""), country)
            yield key, html, key in self.further


@lru_cache(maxsize=KEPT)
def _blank(frame: Frame) -> Piece:
    return Piece.read(
        render_to_string(
            "questionnaire/step.html", {"frame": frame, "venue": frame.venue}, using=frame.language
        )
    )


def step_html(page: Page, language: str, venue: Venue) -> str:
    """The page of a step, in the active language."""
    piece = _without_venue(page, language, venue.is_framed)
    return piece.filled({**venue.values, STATE: page.state.sign()})


def first_html(country: str | None, release: int, language: str, venue: Venue) -> str:
    """The first page, in the active language: the same for all with the same likely country, but for its state."""
    state, piece = _first(country, release, language, venue.is_framed)
    if venue.clinic:
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        state = replace(state, clinic=venue.clinic, rule_set=venue.rule_set, nonce=nonce)
    return piece.filled({**venue.values, STATE: state.sign()})


@lru_cache(maxsize=128)
def _first(country: str | None, release: int, language: str, is_framed: bool) -> tuple[State, Piece]:
    state = first_page(country, release)
    # What appears inside another site's page leaves the focus where it is.
    page = replace(ask(state), focus=NOWHERE if is_framed else "")
    return state, _without_venue(page, language, is_framed)


def _without_venue(page: Page, language: str, is_framed: bool) -> Piece:
    """The page but for its state and for what differs between venues."""
    parts = progress(page.state)
    return _blank(_frame(page, parts, language, is_framed)).partly(
        _values(page, parts, language), (STATE, *SLOTS)
    )


def _frame(page: Page, parts: list[Progress], language: str, is_framed: bool) -> Frame:
    state = page.state
    own = parts[POSITIONS[state.step]]
    further = further_questions(state)
    country = state.answers.get("country")
    return Frame(
        language=language,
        key=state.step,
        shown=state.shown,
        further=tuple(further),
        units=tuple((key, unit) for key, unit in sorted(state.units.items()) if key in state.shown),
        country=country if isinstance(country, str) and _has_examples({*state.shown, *further}) else "",
        actions=_actions(page, sum(part.open for part in parts) - own.open),
        has_page_before=page.has_page_before,
        is_continued=own.open == len(state.shown) < len(own.asked),
        is_framed=is_framed,
    )


def _has_examples(keys: set[str]) -> bool:
    return any(QUESTIONS[key].examples for key in keys)


def _actions(page: Page, open_elsewhere: int) -> tuple[Action, ...]:
    """The first is the one that Enter presses."""
    if page.state.level:
        return (Action.RESULT, Action.CONTINUE_WITH_OPEN) if open_elsewhere else (Action.RESULT,)
    if not has_essentials(page.state):
        return (Action.CONTINUE,)
    return (Action.CONTINUE_FOR_TIPS, Action.RESULT_NOW) if open_elsewhere else (Action.RESULT,)


def _values(page: Page, parts: list[Progress], language: str) -> dict[str, str]:
    """What is put into the slots, as HTML."""
    form = page.form
    values = form.values() if form else {}
    values["words:left"] = _left(page, parts)
    values |= {f"done:{part.section.key}": "done" for part in parts if part.asked and not part.open}
    faults = form.faults() if form else []
    if faults:
        values["words:error"] = gettext("Error:") + " "
        values["faults:"] = render_to_string("questionnaire/faults.html", {"faults": faults}, using=language)
    else:
        values[f"focus:{page.focus}"] = HERE
    return values


def _left(page: Page, parts: list[Progress]) -> str:
    """How many questions there still are, as far as can be known; nothing where none is left."""
    left = sum(part.open for part in parts)
    to_result = 0 if page.state.level else sum(part.open for part in parts[:ESSENTIAL])
    words = ngettext("about %(n)s question left", "about %(n)s questions left", left) % {"n": left}
    if to_result:
        words = ngettext(
            "about %(n)s question to a first result", "about %(n)s questions to a first result", to_result
        ) % {"n": to_result}
    return f" · {words}" if left else ""
