"""The made-up clinic of the demo: it has a site at /demo/ and no row in the database."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from clinics.origins import HOST
from questionnaire.venue import LANGUAGES, Contact, Venue

SLUG, NAME = "demo", "Orvelle"
PHONE = "+33 1 99 00 27 27"  # kept for fiction by the French numbering plan
BOOKING = "https://example.org/"  # and this one by RFC 2606


def sample() -> Venue:
    """Where its visitors fill in the questionnaire."""
    return _sample(settings.BASE_URL, tuple(settings.ALLOWED_HOSTS))


@lru_cache(maxsize=8)
def _sample(site: str, hosts: tuple[str, ...]) -> Venue:
    """The demo may stand at each of the site's own addresses, for the frame is always at the first of them."""
    scheme, _, place = site.partition("://")
    port = f":{number}" if (number := urlsplit(site).port) else ""
    exact = [host for host in dict.fromkeys(hosts) if HOST.fullmatch(host) and f"{host}{port}" != place]
    return Venue(
        clinic=SLUG,
        name=NAME,
        root=f"/embed/{SLUG}/",
        parents=tuple(f"{scheme}://{host}{port}" for host in exact),
        accent="#7a3b69",
        contacts={code: _contact(code) for code in LANGUAGES},
        is_framed=True,
    )


def _contact(language: str) -> Contact:
    with override(language):
        return Contact(
            gettext("We have time for your questions. Bring your result along, on paper or on your phone."),
            PHONE,
            BOOKING,
        )
