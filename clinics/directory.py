"""The clinics this process knows: each is looked up at most every two seconds, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
import time
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import Field

from clinics.models import Clinic
from clinics.sample import SLUG as DEMO
from clinics.sample import sample
from clinics.validation import MOST_ORIGINS, RESERVED, SLUG, exact_origin
from questionnaire.venue import Contact, Venue

RECHECK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Listing:
    """A clinic's venue, and whether its questionnaire is open."""

    venue: Venue
    is_active: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    listing: Listing
    at: float  # monotonic seconds


class Directory:
    """Clinics by their slug. Safe to share between threads; it holds no more than there are."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def find(self, slug: str) -> Listing | None:
        """The clinic, active or not; None where there is none. Raise DatabaseError where nothing is known of it.

        While the database does not answer, what was found last holds.
        """
        if slug == DEMO:
            return Listing(sample(), is_active=True) if settings.DEMO else None
        if slug in RESERVED or not SLUG.fullmatch(slug):
            return None
        entry = self._entries.get(slug)
        if entry and time.monotonic() - entry.at <= RECHECK_SECONDS:
            return entry.listing
        try:
            listing = _read(slug)
        except DatabaseError:
            if entry is None:
                raise
            listing = entry.listing
        if listing:
            self._entries[slug] = _Entry(listing, time.monotonic())
        else:
            self._entries.pop(slug, None)
        return listing

    def forget(self) -> None:
        """Begin anew, as a fresh process would."""
        self._entries.clear()


def _read(slug: str) -> Listing | None:
    clinic = Clinic.objects.select_related("rule_set").filter(slug=slug).first()
    return Listing(venue(clinic), clinic.is_active) if clinic else None


def venue(clinic: Clinic) -> Venue:
    """Where the clinic's visitors fill in the questionnaire; of a damaged row, what can be used."""
    own = _sound(clinic, "default_language")
    languages = (own, *(code for code in _sound(clinic, "languages") if code != own))
    referral, phone, booking = (_sound(clinic, name) for name in ("referral", "phone", "booking_url"))
    return Venue(
        clinic=clinic.slug,
        name=clinic.name,
        root=f"/embed/{clinic.slug}/",
        rule_set=clinic.rule_set.key,
        country=_sound(clinic, "country"),
        languages=languages,
        parents=tuple(filter(_is_origin, _list(clinic.origins)))[:MOST_ORIGINS],
        accent=_sound(clinic, "accent"),
        contacts={code: Contact(referral.get(code, ""), phone, booking) for code in languages},
        is_framed=True,
    )


def _sound(clinic: Clinic, name: str) -> Any:
    """What a field holds; its default where it is empty, or holds what validation would refuse."""
    field = cast("Field[Any, Any]", Clinic._meta.get_field(name))
    try:
        return field.clean(getattr(clinic, name), clinic) or field.get_default()
    except ValidationError:
        return field.get_default()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_origin(text: Any) -> bool:
    """Whether it may stand in a header, where all but an exact origin could say something else."""
    try:
        return isinstance(text, str) and exact_origin(text) == text
    except ValidationError:
        return False


directory = Directory()
