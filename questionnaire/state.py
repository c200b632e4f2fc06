"""The state of a questionnaire under way: signed, in a hidden field, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
import time
from typing import Any

from django.core import signing

from questionnaire.fields import Answer
from rules.answers import AnswersInvalid, Cleaned, clean
from rules.facts import Facts
from rules.releases import DEFAULT_RULE_SET

SALT = "questionnaire.state.2"  # counts up when older states can no longer be read
FIELD = "state"
LONGEST = 8 * 1024  # characters; a complete set of answers takes about 1,500
LIFETIME_SECONDS = 24 * 60 * 60
CLOCK_SKEW_SECONDS = 60


class StateInvalid(ValueError):
    """A state that cannot be used; `reason` is a key of `questionnaire.problems.PROBLEMS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class State:
    """The page that a visitor is on (`step`, with the facts `shown` there) and the answers so far.

    `answers` holds None for "I don't know"; `release` is the rules' release that the visitor began with; `units` are
    those that they chose for height and weight; `level` is that of the result they saw last, "" before the first.
    `clinic` is that in whose frame they are, "" on this site, and `rule_set` whose release it is; `seen` are the steps
    that they came to, each once. `nonce` tells two visits to clinics apart that are alike otherwise.
    """

    step: str
    shown: tuple[str, ...]
    answers: dict[str, Answer]
    release: int
    units: dict[str, str] = field(default_factory=dict)
    level: str = ""
    clinic: str = ""
    rule_set: str = DEFAULT_RULE_SET
    seen: tuple[str, ...] = field(default=(), compare=False)  # the way here makes it no other page
    nonce: str = field(default="", compare=False)

    @cached_property
    def cleaned(self) -> Cleaned:
        """The answers, checked, which takes a while; raise AnswersInvalid where they contradict each other."""
        return clean(self.answers, partial=True)

    @property
    def facts(self) -> Facts:
        """The answers as facts."""
        return self.cleaned.facts

    def at(self, step: str, shown: tuple[str, ...] = ()) -> State:
        """The same answers on another page."""
        seen = self.seen if step in self.seen else (*self.seen, step)
        moved = replace(self, step=step, shown=shown, seen=seen)
        moved.__dict__["cleaned"] = self.cleaned
        return moved

    def answered(self, answers: dict[str, Answer], cleaned: Cleaned | None = None) -> State:
        """With these answers (`cleaned`, if they are); one that another contradicts is asked again."""
        state = replace(self, answers=answers)
        try:
            state.__dict__["cleaned"] = cleaned or state.cleaned
        except AnswersInvalid as invalid:
            wrong = {error.key for error in invalid.errors}
            return replace(self, answers={key: value for key, value in answers.items() if key not in wrong})
        return state

    def sign(self) -> str:
        """The text of the hidden field."""
        content: dict[str, Any] = {name: getattr(self, name) for name in FIELDS} | {
            "issued": int(time.time())
        }
        return signing.Signer(salt=SALT).sign_object(content, compress=True)


FIELDS = tuple(each.name for each in fields(State))


def read_state(text: str | None, step: str) -> State:
    """The state of a posted page, which must be `step`'s; raise StateInvalid."""
    if not text:
        raise StateInvalid("missing")
    if len(text) > LONGEST:
        raise StateInvalid("oversized")
    try:
        content = signing.Signer(salt=SALT).unsign_object(text)
        issued = int(content.pop("issued"))
        content |= {name: tuple(content.get(name, ())) for name in ("shown", "seen")}
        state = State(**content)
    except (signing.BadSignature, ValueError, TypeError, KeyError, AttributeError):
        raise StateInvalid("tampered") from None
    age = time.time() - issued
    if age > LIFETIME_SECONDS:
        raise StateInvalid("expired")
    if age < -CLOCK_SKEW_SECONDS:
        raise StateInvalid("future")
    if state.step != step:
        raise StateInvalid("misplaced")
    return state
