"""What each field of a clinic takes: whatever fills it in, the admin or a command, a wrong value is refused here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinics.colours import COLOUR, is_readable, readable
from clinics.origins import OriginInvalid, origin, origin_of
from questionnaire.verdicts import VERDICTS
from rules.models import RuleSet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
RESERVED = ("demo", "colour")
# A zero in brackets is not dialled from abroad, but who taps the number dials it.
PHONE = re.compile(r"(?!.*\(0\))\+?[0-9][0-9 ().\-/]{1,27}[0-9]", re.ASCII)
# Neither control characters, nor what turns the direction of writing and so the sense of a line, nor half characters.
PLAIN = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*")
PERCENTAGES = r"\d\s?[%‰]|per ?cent|pour ?cent|procent"
MOST_ORIGINS, LONGEST_TEXT, LONGEST_SHOWN = 20, 500, 100
NOT_OFFERED = _("The default language is not among the languages: choose it there too, or choose another.")
NOT_PUBLISHED = _("No rules of this set are published yet. Publish them first.")
WRONG_ORIGINS: dict[str, StrOrPromise] = {
    "no_address": _("“%(text)s” is no address of a site. Write one such as https://clinic.example."),
    "insecure": _("“%(text)s” is not secure. Write https:// in place of http://."),
    "wildcard": _("“%(text)s” stands for many sites. Write each one on a line of its own, without a *."),
    "has_path": _("“%(text)s” is the address of a page. Write the site alone: %(site)s."),
    "no_host": _("“%(text)s” holds no name of a site. Write one such as https://clinic.example."),
    "no_port": _("“%(text)s” has a port that does not exist. Leave it out, or write one from 1 to 65535."),
}


def plain_text(value: str) -> None:
    """One line of text."""
    if not PLAIN.fullmatch(value):
        raise ValidationError(_("Write it on one line, without control characters."))


def slug(value: str) -> None:
    """Small letters, digits and single hyphens."""
    if not SLUG.fullmatch(value):
        raise ValidationError(_("Use small letters, digits and hyphens only, such as the-three-bridges."))
    if value in RESERVED:
        raise ValidationError(_("This name is taken by the site itself. Choose another one."))


def languages(value: Any) -> None:
    """At least one of the site's, each once."""
    known = [code for code, _name in settings.LANGUAGES]
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        raise ValidationError(_("Choose at least one language."))
    if not set(map(str, value)) <= set(known):
        raise ValidationError(_("Choose among the languages of the site."))


def is_offered(language: str, offered: Any) -> bool:
    """Whether a language is one of those that a clinic offers."""
    return isinstance(offered, list) and language in offered


def origins(value: Any) -> None:
    """Exact origins as `clinics.origins.origin` gives them, each once."""
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValidationError(_("Write one site on each line."))
    if len(value) > MOST_ORIGINS:
        raise ValidationError(_("At most %(most)s sites.") % {"most": MOST_ORIGINS})
    for text in value:
        if exact_origin(text) != text or value.count(text) > 1:
            raise ValidationError(
                _("“%(text)s” is there twice, or not written as browsers do.") % {"text": text}
            )


def exact_origin(text: str) -> str:
    """The origin as browsers write it; raise ValidationError with the remedy."""
    try:
        return origin(text)
    except OriginInvalid as invalid:
        raise _wrong(text, invalid.reason) from None


def site_of_page(address: str) -> str:
    """The origin of a clinic's page; raise ValidationError with the remedy."""
    try:
        return origin_of(address)
    except OriginInvalid as invalid:
        raise _wrong(address, invalid.reason) from None


def _wrong(text: str, reason: str) -> ValidationError:
    site = origin_of(text) if reason == "has_path" else ""
    return ValidationError(WRONG_ORIGINS[reason] % {"text": text.strip()[:LONGEST_SHOWN], "site": site})


def colour(value: str) -> None:
    """`#rrggbb` that can be read on our pages."""
    if not COLOUR.fullmatch(value):
        raise ValidationError(
            _("Write the colour as # and six signs from 0 to 9 and a to f, such as #1f5f5b.")
        )
    if not is_readable(value):
        nearest = readable(value)
        raise ValidationError(
            _("Text in this colour is hard to read. The nearest that can be read is %(colour)s.")
            % {"colour": nearest}
        )


def referral(value: Any) -> None:
    """A text by language, which promises nothing that the questionnaire may not."""
    known = {code for code, _name in settings.LANGUAGES}
    if not isinstance(value, dict) or not value.keys() <= known:
        raise ValidationError(_("Write a text for each language."))
    for text in value.values():
        referral_text(text)


def name(value: str) -> None:
    """One line that says whose it is and no more."""
    plain_text(value)
    _no_verdict(value)


def referral_text(value: Any) -> None:
    """What is said in one language."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValidationError(_("Write at most %(most)s characters.") % {"most": LONGEST_TEXT})
    plain_text(value)
    _no_verdict(value)


def _no_verdict(value: str) -> None:
    """Whatever language it is in: a text may stand in the wrong field."""
    if any(re.search(words, value, re.IGNORECASE) for words in (*VERDICTS.values(), PERCENTAGES)):
        raise ValidationError(
            _("Leave out diagnoses, risks, scores and percentages: with them this would be a medical device.")
        )


def phone(value: str) -> None:
    """A number that can be called from everywhere or from nearby."""
    if not PHONE.fullmatch(value):
        raise ValidationError(_("Write a phone number such as +32 2 555 12 12."))


def booking_address(value: str) -> None:
    """A page that is reached safely."""
    try:
        safe = origin_of(value).startswith("https://") and value == value.strip()
    except OriginInvalid:
        safe = False
    if not safe:
        raise ValidationError(_("Write the whole address of a page, beginning with https://."))


def is_published(pk: int) -> bool:
    """Whether a rule set has a release in force."""
    return RuleSet.objects.filter(pk=pk, current__isnull=False).exists()
