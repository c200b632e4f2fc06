"""The state of a questionnaire under way: signed, in a hidden field, kept nowhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
import time
from typing import Any

from django.core import signing

from questionnaire.fields import Answer

SALT = "questionnaire.state.1"  # counts up when the fields of a state change
FIELD = "state"
LONGEST = 8 * 1024  # characters; a complete set of answers takes about 1,500
LIFETIME_SECONDS = 24 * 60 * 60
CLOCK_SKEW_SECONDS = 60


class StateInvalid(ValueError):
    """A state that cannot be used; the reason is one of missing, oversized, tampered, expired, future, misplaced."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class State:
    """The page that a visitor is on (`step`, with the facts `shown` there) and the answers so far.

    `answers` holds None for "I don't know"; `release` is the rules' release that the visitor began with.
    """

    step: str
    shown: tuple[str, ...]
    answers: dict[str, Answer]
    release: int

    def sign(self) -> str:
        """The text of the hidden field."""
        content: dict[str, Any] = asdict(self) | {"issued": int(time.time())}
        return signing.Signer(salt=SALT).sign_object(content, compress=True)


def read_state(text: str | None, step: str) -> State:
    """The state of a posted page, which must be `step`'s; raise StateInvalid."""
    if not text:
        raise StateInvalid("missing")
    if len(text) > LONGEST:
        raise StateInvalid("oversized")
    try:
        content = signing.Signer(salt=SALT).unsign_object(text)
        issued, shown = int(content["issued"]), tuple(content["shown"])
        state = State(content["step"], shown, dict(content["answers"]), content["release"])
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        raise StateInvalid("tampered") from None
    age = time.time() - issued
    if age > LIFETIME_SECONDS:
        raise StateInvalid("expired")
    if age < -CLOCK_SKEW_SECONDS:
        raise StateInvalid("future")
    if state.step != step:
        raise StateInvalid("misplaced")
    return state
