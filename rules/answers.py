"""Answers as they are sent, checked against the vocabulary and turned into facts. No Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.facts import FACTS, NONE, Fact, Kind, Value

LONGEST_KEY_SHOWN = 60
MOST_DECIMALS = 20  # more than a float has; with them the measures' decimal arithmetic is exact
# Worked out once, for a page assesses answers again and again.
ASKED_OF_EVERYBODY = {key for key, fact in FACTS.items() if not fact.asked_if and not fact.unless}
NUMBERS = (int, float, Decimal)
NO_LISTS = (str, bytes, Mapping)


@dataclass(frozen=True, slots=True)
class AnswerError:
    """One thing that is wrong: the key, a code, and a sentence with the remedy (never the answer itself)."""

    key: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.key}: {self.message}"


class AnswersInvalid(ValueError):
    """Answers that break the vocabulary; `errors` holds every fault of the set."""

    def __init__(self, errors: list[AnswerError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


class _Fault(Exception):
    """Why one answer is refused: code and message."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Facts that the questionnaire would ask this person, and the keys of those that it would not."""

    facts: dict[str, Value]
    ignored: list[str]


def clean(answers: Mapping[str, object], partial: bool = False) -> Cleaned:
    """Check every answer; None and an empty list mean "not answered"; raise AnswersInvalid.

    With `partial`, somebody is still answering: a required fact may be missing.
    """
    errors = [_unknown(key) for key in answers.keys() - FACTS.keys()]
    facts: dict[str, Value] = {}
    ignored: list[str] = []
    for key, fact in FACTS.items():
        try:
            value = _value(fact, answers.get(key), partial)
            if value is None:
                continue
            if key in ASKED_OF_EVERYBODY or fact.is_asked(facts):
                facts[key] = value
            else:
                ignored.append(key)
        except _Fault as fault:
            errors.append(AnswerError(key, *fault.args))
    errors += _contradictions(facts)
    if errors:
        raise AnswersInvalid(sorted(errors, key=lambda error: error.key))
    return Cleaned(facts, ignored)


def _unknown(key: object) -> AnswerError:
    text = str(key).encode("unicode_escape").decode()[:LONGEST_KEY_SHOWN]
    return AnswerError(text, "unknown_key", "is not a fact that we ask; leave it out or correct the key")


def _contradictions(facts: Mapping[str, Value]) -> list[AnswerError]:
    age, menopause_age = facts.get("age_years"), facts.get("menopause_age_years")
    if isinstance(age, int) and isinstance(menopause_age, int) and menopause_age > age:
        message = "is later than age_years; give the age at the last period, at most today's age"
        return [AnswerError("menopause_age_years", "after_age", message)]
    return []


def _value(fact: Fact, answer: object, partial: bool) -> Value | None:
    if answer is None:
        if fact.required and not partial:
            raise _Fault("required", f"is required; {_expected(fact)}")
        return None
    if fact.kind is Kind.SEVERAL:
        return _several(fact, answer)
    if fact.kind is Kind.CHOICE:
        return _choice(fact, answer)
    if fact.kind is Kind.BOOLEAN:
        if not isinstance(answer, bool):
            raise _Fault("wrong_type", "give true, false or null")
        return answer
    return _number(fact, answer)


def _number(fact: Fact, answer: object) -> int | Decimal:
    if isinstance(answer, bool) or not isinstance(answer, NUMBERS):
        raise _Fault("wrong_type", _expected(fact))
    if not isinstance(answer, int) and not Decimal(answer).is_finite():
        raise _Fault("not_finite", _expected(fact))
    if fact.kind is Kind.INTEGER and not isinstance(answer, int):
        raise _Fault("wrong_type", _expected(fact))
    if fact.low is None or fact.high is None or not fact.low <= answer <= fact.high:
        raise _Fault("out_of_range", _expected(fact))
    if isinstance(answer, int):
        return answer
    number = Decimal(str(answer))
    if number != round(number, MOST_DECIMALS):
        raise _Fault("too_precise", f"{_expected(fact)}, with {MOST_DECIMALS} decimals at most")
    return number


def _choice(fact: Fact, answer: object) -> str:
    if not isinstance(answer, str):
        raise _Fault("wrong_type", _expected(fact))
    if answer not in fact.choices:
        raise _Fault("unknown_choice", _expected(fact))
    return answer


def _several(fact: Fact, answer: object) -> frozenset[str] | None:
    if not isinstance(answer, Collection) or isinstance(answer, NO_LISTS):
        raise _Fault("wrong_type", _expected(fact))
    chosen = frozenset(_choice(fact, choice) for choice in answer)
    if NONE in chosen and len(chosen) > 1:
        raise _Fault("none_with_others", f"“{NONE}” stands alone; leave it out or leave the others out")
    return chosen or None


def _expected(fact: Fact) -> str:
    or_null = "" if fact.required else ", or null"
    if fact.kind is Kind.SEVERAL:
        return f"give a list of: {', '.join(fact.choices)}{or_null}"
    if fact.kind is Kind.CHOICE:
        return f"give one of: {', '.join(fact.choices)}{or_null}"
    number = "a whole number" if fact.kind is Kind.INTEGER else "a number"
    return f"give {number} from {fact.low} to {fact.high} ({fact.unit}){or_null}"
