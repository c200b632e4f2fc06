"""What a visitor reads when a page cannot be shown: what happened, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

START_AGAIN = _("Nothing you answered was kept by us. You can start again; it takes about five minutes.")


@dataclass(frozen=True, slots=True)
class Problem:
    """A page in place of the one that was asked for.

    In a frame it may say what whoever looks after the clinic's site has to change, and lead to a page of its own.
    """

    status: int
    title: StrOrPromise
    text: StrOrPromise
    for_webmaster: StrOrPromise = ""
    opens_apart: bool = False


_UNREADABLE = Problem(400, _("We could not read your answers"), START_AGAIN)
PROBLEMS = {
    "missing": _UNREADABLE,
    "tampered": _UNREADABLE,
    "future": _UNREADABLE,
    "oversized": Problem(400, _("That was more than this form can take"), START_AGAIN),
    "misplaced": Problem(400, _("This page and your answers do not belong together"), START_AGAIN),
    "expired": Problem(400, _("This page was open for more than a day"), START_AGAIN),
    "release_gone": Problem(400, _("The advice was renewed while you were answering"), START_AGAIN),
    "release_withdrawn": Problem(
        400,
        _("This advice was withdrawn"),
        _(
            "For your safety, we no longer use the advice that you began with. Nothing you answered was kept by us. "
            "Please start again: you will get the advice that is in use now."
        ),
    ),
    "bad_request": Problem(400, _("We could not understand that request"), START_AGAIN),
    "refused": Problem(403, _("We could not understand that request"), START_AGAIN),
    "sandboxed": Problem(
        403,
        _("The bone check does not work inside this page"),
        _(
            "You did nothing wrong, and nothing you answered was kept. "
            "Write the address below into your browser and start there."
        ),
        _(
            "For whoever looks after this site: the frame around the bone check has the attribute “sandbox”. Take it "
            "away, or give it all of these words."
        ),
        opens_apart=True,
    ),
    "no_clinic": Problem(
        404,
        _("There is no bone check at this address"),
        _("The clinic may have closed it. You can do the check on our own site."),
        opens_apart=True,
    ),
    "not_found": Problem(
        404,
        _("This page does not exist"),
        _("The address may be mistyped. The start page leads you everywhere."),
    ),
    "server_error": Problem(
        500,
        _("Something went wrong on our side"),
        _("It is not your fault. Please try again in a few minutes. If you are worried, call your doctor."),
    ),
    "unavailable": Problem(
        503,
        _("The bone check is closed for a moment"),
        _("Please try again in a few minutes. If you are worried about your bones, call your doctor."),
    ),
}
RETRY_AFTER_SECONDS = 60
