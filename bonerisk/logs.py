"""The log's form: where an error happened, never what somebody had filled in."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from django.views.debug import ExceptionReporter

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutAnswers(logging.Formatter):
    """Prints an exception's type and frames; its words may quote an answer (`invalid literal: '…'`)."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's name
        kind, _, frames = ei
        return "".join(traceback.format_tb(frames)) + (kind.__name__ if kind else "")


class ReportWithoutAnswers(ExceptionReporter):
    """Django's error report (a page in DEBUG, a mail where somebody sets one up) without what was posted or held."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Frames and places only."""
        data = super().get_traceback_data()
        for frame in data.get("frames", []):
            frame["vars"] = []
            frame["exc_cause"] = frame["exc_cause"] and type(frame["exc_cause"]).__name__
        words = dict.fromkeys(("exception_value", "exception_notes", "unicode_hint", "user_str"), "")
        return data | words | {"filtered_POST_items": []}
