"""The Chromium of this machine; none is ever downloaded."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "no Chromium on this machine (Debian: apt install chromium)"
REQUIRED = os.environ.get("BROWSER_TESTS") == "required"


def find() -> str | None:
    """The browser's path."""
    return next(filter(None, map(shutil.which, NAMES)), None)
