"""The security headers, on every response: pages, static files and errors."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bonerisk.places import DEMO, STATIC, in_admin, is_embedded
from clinics.framing import ancestors

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",  # Bootstrap draws its check marks and arrows as data: pictures
        "form-action 'self'",
        "base-uri 'none'",
        "",
    )
)
CONTENT_SECURITY_POLICY = f"{POLICY}frame-ancestors 'none'"
SENSORS = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{sensor}=()" for sensor in SENSORS),
}
# With “no-referrer” browsers send `Origin: null` along with a form, which Django's check against forgery refuses.
ADMIN_HEADERS = HEADERS | {"Referrer-Policy": "same-origin"}
# In a frame `Origin` has to tell our own forms from a sandboxed frame's; a page that isolates itself may hold it too.
EMBEDDED_HEADERS = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
# A sandboxed frame belongs to no site, and shall look like ours all the same; nothing here is anybody's.
STATIC_HEADERS = HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}


class SecurityHeaders:
    """Outermost middleware: overwrites what an inner one or a view has set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        staff = in_admin(request.path_info)
        for name, value in _headers(request).items():
            response[name] = value
        if staff or request.method == "POST":  # whatever answers a POST may repeat what somebody told us
            response["Cache-Control"] = "no-store"
        return response


def _headers(request: HttpRequest) -> dict[str, str]:
    path = request.path_info
    if is_embedded(path):
        policy = f"{POLICY}frame-ancestors {ancestors(request)}"
        return EMBEDDED_HEADERS | {"Content-Security-Policy": policy}
    if path.startswith(STATIC):
        return STATIC_HEADERS
    if path == DEMO:
        # It takes the script from the site's own address, as a clinic would.
        policy = _with_frames().replace("script-src 'self'", f"script-src 'self' {settings.BASE_URL}")
        return HEADERS | {"Content-Security-Policy": policy}
    return ADMIN_HEADERS | {"Content-Security-Policy": _with_frames()} if in_admin(path) else HEADERS


def _with_frames() -> str:
    """The admin's preview and the demo show what a clinic would."""
    return f"{CONTENT_SECURITY_POLICY}; frame-src 'self' {settings.BASE_URL}"
