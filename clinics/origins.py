"""Origins: which site a page belongs to, as browsers compare it (RFC 6454). No Django."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*", re.ASCII)
LONGEST_HOST = 253  # characters (RFC 1035)
DEFAULT_PORTS = {"https": 443, "http": 80}
LOCAL = ("localhost", "127.0.0.1")
LONGEST = 2048  # characters of an address
NEVER = frozenset(' "\\<>^`{|}')  # in an address as it is written into a page (RFC 3986)
AMBIGUOUS = frozenset("ßς")  # Python takes them for “ss” and “σ”, browsers for themselves (UTS 46)


class OriginInvalid(ValueError):
    """No exact origin; `reason` is one of no_address, insecure, wildcard, has_path, no_host, no_port."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def origin(text: str) -> str:
    """`https://clinic.example` of exactly that, whatever its capitals; raise OriginInvalid for anything more or less.

    Names in other scripts become their ASCII form. Only this machine may do without https: a frame in a page that
    anybody on the way can change is nobody's.
    """
    parts, found = _read(text)
    if parts.path not in ("", "/") or "?" in text or "#" in text:
        raise OriginInvalid("has_path")
    return found


def origin_of(address: str) -> str:
    """The origin of a page's address; raise OriginInvalid."""
    return _read(address)[1]


def _read(text: str) -> tuple[SplitResult, str]:
    text = text.strip()
    if not text or len(text) > LONGEST or not text.isprintable() or not NEVER.isdisjoint(text):
        raise OriginInvalid("no_address")
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets of an IPv6 address, or letters that look like others
        raise OriginInvalid("no_host") from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        raise OriginInvalid("no_address")
    if "*" in parts.hostname:
        raise OriginInvalid("wildcard")
    host = _ascii(parts.hostname)
    if parts.scheme == "http" and host not in LOCAL:
        raise OriginInvalid("insecure")
    return parts, f"{parts.scheme}://{host}{_port(parts)}"


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        raise OriginInvalid("no_port") from None
    if port == 0 or parts.netloc.endswith(":"):
        raise OriginInvalid("no_port")
    return "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"


def _ascii(host: str) -> str:
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise OriginInvalid("no_host") from None
    if len(name) > LONGEST_HOST or not HOST.fullmatch(name) or not AMBIGUOUS.isdisjoint(host):
        raise OriginInvalid("no_host")
    return name
