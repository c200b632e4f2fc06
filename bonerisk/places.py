"""Which part of the site an address belongs to, for what has to know it before Django resolves the address."""

from __future__ import annotations

import re

ADMIN = re.compile(r"/[a-z]{2}/admin/")  # below a language, as in bonerisk/urls.py
EMBEDDED, DEMO, STATIC = "/embed/", "/demo/", "/static/"


def in_admin(path: str) -> bool:
    """Whether the address is one of the staff's pages; every other one is for visitors."""
    return ADMIN.match(path) is not None


def is_embedded(path: str) -> bool:
    """Whether the address is one that clinics have in their own pages."""
    return path.startswith(EMBEDDED)
