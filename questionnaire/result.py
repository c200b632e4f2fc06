"""The outcome as the result page shows it: every statement with the answers behind it and its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate

from questionnaire.conversation import Conversation, conversation
from questionnaire.journey import FURTHER, PROSPECTS, Page, Rules
from questionnaire.levels import INTERRUPTING, LEVELS, URGENCIES, Level, level_shown
from questionnaire.prospects import Prospects, look_ahead
from questionnaire.strengths import strengths
from questionnaire.wizard import Progress, leaves_much_open, progress
from questionnaire.writer import Advice, LeftOut, Reason, result_writer
from rules.assessment import Assessor
from rules.outcome import FindingEntry, Outcome

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN_AT_ONCE = 7
WEIGHTY = ("red_flag", "warning_sign", "criterion", "density")
DAYS = 7
EMERGENCY_NUMBER, EMERGENCY_NUMBERS = "112", {"uk": "999", "us": "911"}


@dataclass(frozen=True, slots=True)
class Calcium:
    """The week's calcium from food beside the week's target, in mg; `share` of the bar's 100 units is filled."""

    week: str
    target: str
    share: int
    is_enough: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One visitor's result, in one language. `level_before` names the result seen before a change, if any.

    Many `further` findings, and the `prospects`, are there on demand: few want them, and they take time and room.
    """

    level: str
    interrupts: bool
    words: Level
    level_before: str
    date: str
    not_asked: list[StrOrPromise]
    emergency_number: str
    urgency: StrOrPromise
    referral: Advice | None
    conversation: Conversation | None
    reasons: list[Reason]
    further_count: int
    further: list[Reason]
    tips: list[Advice]
    more_tips: list[Advice]
    withheld: list[LeftOut]
    calcium: Calcium | None
    strengths: list[str]
    prospects: Prospects | None
    parts: list[Progress]


def result_of(page: Page, outcome: Outcome, rules: Rules) -> Result:
    """The result of a page with an outcome; the findings behind the referral come first.

    Where the level interrupts, they stand alone: nothing else matters then.
    """
    assessor, language = rules.assessor, rules.language
    writer = result_writer(assessor, language)
    parts = [part for part in progress(page.state) if part.asked]
    state, referral = page.state, outcome["referral"]
    interrupts = outcome["level"] in INTERRUPTING
    weighty, further = _by_weight(outcome, interrupts)
    shows_further = page.more == FURTHER or len(further) <= SHOWN_AT_ONCE
    tips = [writer.advice(tip, "tip") for tip in outcome["tips"]]
    return Result(
        level=state.level,
        interrupts=interrupts,
        words=LEVELS[state.level],
        level_before=page.level_before,
        date=date_format(localdate(), "j F Y"),
        not_asked=[] if interrupts else _not_asked(parts),
        emergency_number=EMERGENCY_NUMBERS.get(str(state.answers.get("country")), EMERGENCY_NUMBER),
        urgency=URGENCIES[referral["urgency"]] if referral else "",
        referral=writer.advice(referral, "referral") if referral else None,
        conversation=None
        if interrupts or not referral
        else conversation(outcome, state.answers, state.units),
        reasons=[writer.reason(entry, state.units) for entry in weighty],
        further_count=len(further),
        further=[writer.reason(entry, state.units) for entry in further] if shows_further else [],
        tips=tips[:SHOWN_AT_ONCE],
        more_tips=tips[SHOWN_AT_ONCE:],
        withheld=writer.left_out(outcome),
        calcium=None if interrupts or writer.holds_calcium_back(outcome) else _calcium(outcome),
        strengths=[] if interrupts else strengths(assessor, outcome, state, language),
        prospects=_prospects(assessor, page, outcome) if page.more == PROSPECTS else None,
        parts=parts,
    )


def _not_asked(parts: list[Progress]) -> list[StrOrPromise]:
    return [part.section.title for part in parts if part.open == len(part.asked)]


def _by_weight(outcome: Outcome, interrupts: bool) -> tuple[list[FindingEntry], list[FindingEntry]]:
    """The findings behind the referral, then the other weighty ones; and the rest."""
    leading = outcome["referral"]["because"] if outcome["referral"] else []
    findings = sorted(outcome["findings"], key=lambda entry: entry["key"] not in leading)
    if interrupts:
        findings = [entry for entry in findings if entry["key"] in leading]
    weighty = [entry for entry in findings if entry["key"] in leading or entry["kind"] in WEIGHTY]
    return weighty, [entry for entry in findings if entry not in weighty]


def _prospects(assessor: Assessor, page: Page, outcome: Outcome) -> Prospects:
    """The levels as they would be shown: finding nothing is no good news while much is open."""
    much_open = leaves_much_open(page.state)
    ahead = look_ahead(assessor, page.state.answers, outcome)
    return replace(
        ahead,
        level=level_shown(ahead.level, much_open),
        together=level_shown(ahead.together, much_open),
        changes=tuple(
            replace(change, level=level_shown(change.level, much_open)) for change in ahead.changes
        ),
        questions=tuple(
            replace(question, levels=tuple(level_shown(level, much_open) for level in question.levels))
            for question in ahead.questions
        ),
    )


def _calcium(outcome: Outcome) -> Calcium | None:
    day, target = (outcome["measures"][f"calcium_{name}mg_per_day"] for name in ("", "target_"))
    if day is None or target is None:
        return None
    week = int(day * DAYS / 100) * 100  # cut: what is just under the goal must not read as it
    goal = int(target * DAYS)
    return Calcium(
        week=number_format(week, force_grouping=True),
        target=number_format(goal, force_grouping=True),
        share=min(100, round(100 * week / goal)),
        is_enough=day >= target,
    )
