"""Where somebody fills in the questionnaire: on this site, or in a frame that a clinic has in its own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from rules.releases import DEFAULT_RULE_SET

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
CHOICE = "choice"  # of a language, where there is one


@dataclass(frozen=True, slots=True)
class Contact:
    """What a clinic says where a doctor is advised, in one language; "" for what it does not say."""

    text: str = ""
    phone: str = ""
    booking: str = ""

    @property
    def dial(self) -> str:
        """The phone number as a `tel:` address has it."""
        return "".join(character for character in self.phone if character in "+0123456789")


NO_CONTACT = Contact()


@dataclass(frozen=True)
class Venue:
    """This site (`clinic` is ""), or a clinic's frame.

    `root` is where the frame's pages begin, `/embed/<clinic>/`; `parents` are the origins of the pages that may hold
    it; `accent` is the clinic's colour, `#rrggbb`, "" for ours; `country` is where its visitors see a doctor, "" where
    that is not known; the first of `languages` is its own.
    """

    clinic: str = ""
    name: str = ""
    root: str = ""
    rule_set: str = DEFAULT_RULE_SET
    country: str = ""
    languages: tuple[str, ...] = LANGUAGES
    parents: tuple[str, ...] = ()
    accent: str = ""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    is_framed: bool = False

    def address(self, language: str, step: str = "") -> str:
        """Where a step's answers go; without a step, where one begins."""
        if self.root:
            return f"{self.root}{language}/{step}/" if step else f"{self.root}{language}/"
        return _address(language, step)

    @property
    def colours(self) -> str:
        """Where the shades of the accent are."""
        return f"/embed/colour/{self.accent.removeprefix('#')}.css"

    def contact(self, language: str) -> Contact:
        """What is said where a doctor is advised."""
        return self.contacts.get(language, NO_CONTACT)

    @cached_property
    def without(self) -> Mapping[str, str]:
        """By language, the attribute that hides it where it is not offered; `CHOICE` where there is none to make."""
        hidden = {code: code not in self.languages for code in LANGUAGES} | {CHOICE: len(self.languages) == 1}
        return {code: " hidden" if is_hidden else "" for code, is_hidden in hidden.items()}

    @cached_property
    def values(self) -> dict[str, str]:
        """What is put into the slots of `SLOTTED`, as HTML."""
        return {
            "venue:clinic": self.clinic,
            "venue:name": escape(self.name),
            "venue:root": self.root,
            "venue:parents": escape(" ".join(self.parents)),
            "venue:accent": self.accent.removeprefix("#"),
            **{f"venue:without-{code}": hidden for code, hidden in self.without.items()},
        }


class _Slotted(Venue):
    @cached_property
    def without(self) -> Mapping[str, str]:
        return {code: f"[[venue:without-{code}]]" for code in (*LANGUAGES, CHOICE)}


SITE = Venue()
# A page that is rendered once for all clinics has slots (questionnaire/pieces.py) where they differ.
SLOTTED = _Slotted(
    clinic="[[venue:clinic]]",
    name="[[venue:name]]",
    root="[[venue:root]]",
    parents=("[[venue:parents]]",),
    accent="#[[venue:accent]]",
    is_framed=True,
)
SLOTS = tuple(SITE.values)


def venue_of(request: HttpRequest) -> Venue:
    """Where a request comes from: this site, unless something has set `request.venue`."""
    venue: Venue = getattr(request, "venue", SITE)
    return venue


@lru_cache(maxsize=64)
def _address(language: str, step: str) -> str:
    with override(language):
        return reverse("questionnaire:step", args=[step]) if step else reverse("questionnaire:welcome")
