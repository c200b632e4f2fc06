"""What stands around a clinic's form: what is amiss, whether its page may show it, what to copy, how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from clinics import validation
from clinics.directory import venue
from clinics.editing.names import TEXTS
from clinics.models import Clinic
from clinics.snippet import Snippet, snippets
from questionnaire.venue import NO_CONTACT, Contact, Venue

# What the script puts the typed words into (static/clinics/clinic.js).
BLANK = {"blank_venue": Venue(name="{name}"), "blank_contact": Contact("{text}", "{phone}", "{booking}")}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the clinic's questionnaire may stand in a page; `origin` is its site, "" where the address is none."""

    page: str
    is_allowed: bool
    origin: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One of the clinic's languages: what to copy, and how it looks there."""

    code: str
    name: str
    address: str
    snippets: list[Snippet]
    referral: str


def of_clinic(clinic: Clinic, page: str) -> dict[str, Any]:
    """What the page shows of a clinic as it is saved; `page` is the address that somebody asks about, or ""."""
    where = venue(clinic)
    return {
        "title": _("Clinic: %(name)s") % {"name": clinic.name},
        "subtitle": None,
        "clinic": clinic,
        "rules": clinic.rule_set.title_here(),
        "amiss": list(amiss(clinic, where)),
        "answer": answer(where, page) if page else None,
        "tongues": [_tongue(where, code) for code in where.languages],
    }


def amiss(clinic: Clinic, where: Venue) -> Iterator[str]:
    """What keeps visitors from what they should see, each with what to do."""
    if not clinic.is_active:
        yield _("It is not active: visitors read that there is no bone check here. Tick “Active” to open it.")
    if not where.parents:
        yield _("No site is listed, so no page can show it. Add your site under “Sites”.")
    if clinic.rule_set.current_id is None:
        yield _("Its rules are not published, so visitors read that it is closed. Publish them first.")
    said = [code for code in where.languages if where.contact(code).text]
    for code in where.languages if said else ():
        if code not in said:
            words = {"empty": TEXTS[code], "filled": TEXTS[said[0]]}
            yield _("“%(empty)s” is empty, and “%(filled)s” is not. Write it in both languages.") % words


def answer(where: Venue, page: str) -> Answer:
    """Whether a page of this address may show the clinic's questionnaire."""
    try:
        site = validation.site_of_page(page)
    except ValidationError as fault:
        return Answer(page, is_allowed=False, origin="", fault=fault.messages[0])
    return Answer(page, site in where.parents, site)


def _tongue(where: Venue, code: str) -> Tongue:
    contact = where.contact(code)
    context = {"venue": where, "contact": contact, "is_empty": contact == NO_CONTACT}
    with override(code):
        referral = render_to_string("clinics/referral.html", context | BLANK, using=code)
    name = dict(settings.LANGUAGES)[code]
    return Tongue(code, name, where.address(code), list(snippets(where.clinic, code)), referral)
