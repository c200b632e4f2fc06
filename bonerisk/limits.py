"""How much a request may send: Django knows one limit for the site, and visitors need much less than the staff."""

from __future__ import annotations

from collections.abc import Callable
import math
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bonerisk.places import in_admin
from questionnaire.responses import problem_page

VISITOR_BYTES = 64 * 1024  # a complete set of answers takes about 2 kB
VISITOR_FIELDS = 200


class NoFiles(FileUploadHandler):
    """Refuses the first file."""

    def new_file(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Stop reading the request."""
        raise TooManyFilesSent


class BodyLimits:
    """Middleware, inside the one that chooses the language: answers what is too large with a page, unread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        staff = in_admin(request.path_info)
        if _announced(request) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE if staff else VISITOR_BYTES):
            return problem_page(request, "oversized")
        if request.method == "POST" and not staff:
            request.upload_handlers = [NoFiles(request)]
            if _fields(request.body) > VISITOR_FIELDS:
                return problem_page(request, "oversized")
        return self.get_response(request)


def _announced(request: HttpRequest) -> float:
    """Bytes; no end of them where it is no number, on which Django would fail."""
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(length) if length.isdecimal() else math.inf


def _fields(body: bytes) -> int:
    """How many fields there are at most, in either of a form's two wrappings."""
    return body.count(b"&") + body.count(b"\r\n\r\n") + 1
