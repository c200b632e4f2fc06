"""What a visitor can say to the doctor, and ask: chosen by the facts behind the outcome, whatever the rules say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from questionnaire.spoken import WEIGHT, Answers, say
from rules.facts import NONE
from rules.outcome import FindingEntry, Outcome, Plain

REFER, DISCUSS = "refer", "discuss"
MOST_POINTS, MOST_QUESTIONS = 6, 5
FOR_A_DOCTOR = ("warning_sign", "criterion", "density", "risk_factor")
RECENT_SCANS = ("under_2_years", "2_to_5_years")
SHRUNK = ("3_to_4_cm", "over_4_cm")
TREATMENT = "osteoporosis_treatment"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Three sentences to say (why I come, what counts, what I would like) and questions; none without a visit."""

    sentences: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def conversation(outcome: Outcome, answers: Answers, units: Mapping[str, str]) -> Conversation:
    """The conversation to have, in the active language; height and weight in the visitor's units."""
    level = outcome["level"]
    if level not in (REFER, DISCUSS):
        return Conversation()
    heard = {key: value for key, value in answers.items() if key not in outcome["ignored"]}
    return Conversation(
        [_why(level), " ".join(_points(outcome, heard, units)), _wish(level, heard)],
        list(islice(_questions(level, heard), MOST_QUESTIONS)),
    )


def _why(level: str) -> str:
    if level == REFER:
        return _(
            "I filled in a questionnaire about my bones. It advises me to ask you about a bone density test."
        )
    return _("I filled in a questionnaire about my bones. It advises me to talk about them with you.")


def _points(outcome: Outcome, answers: Answers, units: Mapping[str, str]) -> list[str]:
    """My age and the facts that count, those behind the referral first, the weightiest before the others."""
    leading = outcome["referral"]["because"] if outcome["referral"] else []
    entries = {entry["key"]: entry for entry in outcome["findings"]}
    others = [key for key, entry in entries.items() if entry["kind"] in FOR_A_DOCTOR]
    first = dict(fact for key in leading for fact in _facts(key, entries))
    further = dict(fact for key in others for fact in _facts(key, entries) if fact[0] in WEIGHT)
    points = {_("I am %(age)s years old.") % {"age": answers["age_years"]}: None}
    for facts in (first, further):
        for fact in sorted(facts, key=_weight):
            if len(points) <= MOST_POINTS:
                points |= dict.fromkeys(say(fact, facts[fact], answers, units))
    return list(points)[: 1 + MOST_POINTS]


def _facts(key: str, entries: dict[str, FindingEntry]) -> Iterator[tuple[str, Plain]]:
    for reason in entries[key]["because"]:
        if "finding" in reason:
            yield from _facts(reason["finding"], entries)
        else:
            yield reason["fact"], reason["value"]


def _weight(fact: str) -> int:
    return WEIGHT.index(fact) if fact in WEIGHT else len(WEIGHT)


def _wish(level: str, answers: Answers) -> str:
    if _is_followed(answers):
        return _("I would like to know how my bones are doing, and whether it is time to measure them again.")
    if answers.get("last_densitometry") in RECENT_SCANS:
        return _("I would like to go through the result of my last scan, and to know when to measure again.")
    if level == REFER:
        return _("I would like to know whether a bone density test (DXA) is useful for me.")
    return _("I would like to know whether I should have my bones checked, now or later.")


def _questions(level: str, answers: Answers) -> Iterator[str]:
    """Every question that fits, the most particular first; three fit everybody."""
    yield from _particular_questions(answers)
    if _is_followed(answers) or answers.get("last_densitometry") in RECENT_SCANS:
        yield _("When is it time to measure my bones again?")
    elif level == REFER:
        yield _("What would the result of the test change for me?")
    else:
        yield _("At what age, or after what change, should I have my bones checked?")
    if level == REFER and answers.get("country") is not None:
        yield _("Will I have to pay for the test?")
    if _chosen("conditions", answers):
        yield _("Does one of my illnesses affect my bones?")
    yield _("Do I get enough calcium and vitamin D, or should something be measured?")
    yield _("Which exercise is good for my bones, and safe for me?")


def _particular_questions(answers: Answers) -> Iterator[str]:
    medicines, symptoms = _chosen("medicines", answers), _chosen("symptoms", answers)
    if answers.get("height_loss") in SHRUNK or "stooped_posture" in symptoms:
        yield _("Could a vertebra have sunk in? Do I need an X-ray of my back?")
    if TREATMENT in medicines:
        yield _("How long do I go on with my treatment, and how do we see whether it works?")
    if medicines - {TREATMENT}:
        yield _("Does one of my medicines affect my bones? (I do not stop one by myself.)")
    if _has_fallen(answers):
        yield _("How can I avoid falling? Could it come from my eyes, my medicines or my home?")


def _is_followed(answers: Answers) -> bool:
    return answers.get("diagnosed_osteoporosis") is True or TREATMENT in _chosen("medicines", answers)


def _has_fallen(answers: Answers) -> bool:
    falls = answers.get("falls_last_year")
    return isinstance(falls, int) and falls > 0


def _chosen(fact: str, answers: Answers) -> set[str]:
    chosen = answers.get(fact)
    return set(chosen) - {NONE} if isinstance(chosen, list) else set()
