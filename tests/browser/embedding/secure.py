"""Sites with https in this process: ours, and those of clinics and strangers that have it in their pages.

All are names below .test, which `FLAGS` of conftest.py leads to this machine; cookies of a site in another's frame are
blocked, as they are by default in what Chromium calls incognito, where every test takes place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import ssl
import threading
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test.testcases import LiveServerThread
import trustme

OURS, CLINIC, STRANGER = "bones.test", "clinic.test", "stranger.test"


def certificates() -> ssl.SSLContext:
    """For all the sites."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(OURS, CLINIC, STRANGER).configure_cert(context)
    return context


class _Secured:
    """A server whose connections shake hands in threads of their own: a browser opens some that it never uses."""

    certificates: ssl.SSLContext

    def finish_request(self, request: Any, client_address: Any) -> None:
        with suppress(OSError):  # the visitor has left
            request.getpeername()  # raises where `wrap_socket` would leave its own socket open
            with self.certificates.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)  # type: ignore[misc]  # a server's


class _OurServer(_Secured, ThreadedWSGIServer):
    def setup_environ(self) -> None:
        super().setup_environ()
        self.base_environ["HTTPS"] = "on"


class _AllOfIt(WSGIHandler):
    """The site with its middleware, for files too: the handlers that it is given go past that."""

    def __init__(self, _with_files: WSGIHandler) -> None:
        super().__init__()


class _OurThread(LiveServerThread):
    server_class = _OurServer


@contextmanager
def our_site(context: ssl.SSLContext) -> Iterator[str]:
    """The origin of our site as long as it runs; the database is that of the tests, as in `live_server`."""
    shared: dict[str, BaseDatabaseWrapper] = {}
    for connection in connections.all():
        if isinstance(connection, DatabaseWrapper) and connection.is_in_memory_db():
            connection.inc_thread_sharing()  # for good: a thread may use it when the server has ended
            shared[connection.alias] = connection
    _OurServer.certificates = context
    server = _OurThread("127.0.0.1", _AllOfIt, shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    yield f"https://{OURS}:{server.port}"
    server.terminate()


@dataclass
class Asked:
    """A request for a page of somebody else's site."""

    host: str
    path: str
    cookie: str
    referrer: str


@dataclass
class Others:
    """Everybody else's sites: pages by address, whatever the server below them."""

    port: int
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def forget(self) -> None:
        """As if nobody had been there."""
        self.pages.clear()
        self.asked.clear()

    def origin(self, host: str = CLINIC) -> str:
        """The origin of a site."""
        return f"https://{host}:{self.port}"

    def publish(self, html: str, host: str = CLINIC, path: str = "/") -> str:
        """Put a page there; its address."""
        self.pages[host + path] = html
        return self.origin(host) + path


class _Handler(BaseHTTPRequestHandler):
    others: Others

    def do_GET(self) -> None:
        host = self.headers["Host"].split(":")[0]
        cookie, referrer = (self.headers.get(name, "") for name in ("Cookie", "Referer"))
        page = self.others.pages.get(host + self.path)
        if page:  # not the icon that browsers look for
            self.others.asked.append(Asked(host, self.path, cookie, referrer))
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/cookie":
            self.send_header("Set-Cookie", "seen=1; SameSite=None; Secure")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_arguments: Any) -> None:
        """Nothing."""


class _OtherServer(_Secured, ThreadingHTTPServer):
    pass


@contextmanager
def other_sites(context: ssl.SSLContext) -> Iterator[Others]:
    """A server of the other sites as long as it runs."""
    _OtherServer.certificates = context
    with _OtherServer(("127.0.0.1", 0), _Handler) as server:
        _Handler.others = Others(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield _Handler.others
        server.shutdown()
        thread.join()
