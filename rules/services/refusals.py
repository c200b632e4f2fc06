"""Why a write is refused. Nothing was changed then."""

from __future__ import annotations

from rules.models import Part
from rules.uses import Use


class Refusal(Exception):
    """A write that was not done; the text is a sentence for whoever asked for it."""


class Conflict(Refusal):
    """Somebody else was faster: what this was about is no longer so."""


class Stale(Conflict):
    """The part was changed since it was read; `now` is how it stands, None when it is gone."""

    def __init__(self, now: Part | None) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.now = now


class KeyTaken(Refusal):
    """The list has a part with this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The key “{key}” is taken; choose another one.")


class InUse(Refusal):
    """A part that others speak of cannot go; `uses` are these others."""

    def __init__(self, uses: list[Use]) -> None:
        super().__init__("Other parts speak of this one.")
        self.uses = uses


class Unpublished(Conflict):
    """The working copy has changes that an import would let go."""


class SameRules(Conflict):
    """The rules are in force already."""


class FourEyes(Refusal):
    """Whoever edited last may not publish."""


class NotUsable(Refusal):
    """The release does not exist, was withdrawn, or is the one to be replaced."""


class Withdrawn(Refusal):
    """These very rules were withdrawn."""


class NotProven(Refusal):
    """The proofs of these rules have not run to their end."""


class Undecided(Refusal):
    """A proof came to no end, and nobody has said why the rules are to be published all the same."""
