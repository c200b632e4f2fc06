"""The release that a command works with."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError

from rules.assessment import Assessor
from rules.problems import DocumentInvalid
from rules.releases import DEFAULT_RULE_SET, NoRelease, Releases


def release_for(rule_set: str = DEFAULT_RULE_SET, number: int | None = None) -> Assessor:
    """The release with this number, or the one in force; raise CommandError with what to do."""
    releases = Releases(rule_set)
    try:
        return releases.in_force() if number is None else releases.numbered(number)
    except (DocumentInvalid, NoRelease) as error:
        raise CommandError(str(error)) from None
    except DatabaseError as error:
        raise CommandError(f"the rules cannot be read from the database ({error}); run: make setup") from None
