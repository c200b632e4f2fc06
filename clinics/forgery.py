"""Whether a form was sent from our own page: told by the browser itself, for in a frame there is no cookie.

`Origin` and `Sec-Fetch-Site` cannot be set by a page. A browser that sends neither is older than both, and the signed
state has to do: nothing is stored, so a forged form could only show somebody their own forgery.
"""

from __future__ import annotations

from django.http import HttpRequest

NULL = "null"


def fault(request: HttpRequest) -> str:
    """Why a POST is refused, as a key of `questionnaire.problems.PROBLEMS`; "" where nothing is wrong."""
    sent_from, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if sent_from == NULL:  # a frame with the attribute `sandbox` belongs to no site
        return "sandboxed"
    if sent_from not in (None, f"{request.scheme}://{request.get_host()}"):
        return "refused"
    return "" if site in (None, "same-origin") else "refused"
