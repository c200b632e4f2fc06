"""The security headers, on every response: pages, static files and errors."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bonerisk.places import in_admin

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",  # Bootstrap draws its check marks and arrows as data: pictures
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
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


class SecurityHeaders:
    """Outermost middleware: overwrites what an inner one or a view has set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        staff = in_admin(request.path_info)
        for name, value in (ADMIN_HEADERS if staff else HEADERS).items():
            response[name] = value
        if staff or request.method == "POST":  # whatever answers a POST may repeat what somebody told us
            response["Cache-Control"] = "no-store"
        return response
