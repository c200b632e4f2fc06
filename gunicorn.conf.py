"""The web server: `make run`, and production behind a server that ends TLS. PORT chooses the port."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

from bonerisk.environment import WrongSetting

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

try:
    from bonerisk.settings import DEBUG, DEMO
except WrongSetting as wrong:
    sys.exit(str(wrong))

HOST = "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
if not (PORT.isascii() and PORT.isdigit() and 1 <= int(PORT) <= 65535):
    sys.exit(f"PORT is “{PORT}”. Choose a number from 1 to 65535: make run PORT=8001")

wsgi_app = "bonerisk.wsgi"
bind = f"{HOST}:{PORT}"
workers = 2
worker_class = "gthread"
threads = 4
accesslog = None  # who visits is nobody's business
loglevel = "error"  # a warning quotes the malformed request and its sender
reload = DEBUG
control_socket_disable = True  # nothing here uses it, and it would be a file in the home directory


def on_starting(server: Arbiter) -> None:
    """Say in one sentence that the port cannot be had, where gunicorn would try five times."""
    if server.master_pid:  # an upgrade in place takes over the socket of the running server
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except PermissionError:
            sys.exit(f"Port {PORT} is for the system's own services. Choose another: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {PORT} is in use. Stop what uses it, or choose another: make run PORT=8001")


def when_ready(_server: Arbiter) -> None:
    """Say where the site is, when it takes visitors."""
    print(f"bonerisk is at http://{HOST}:{PORT}/ (Ctrl-C stops it)", flush=True)
    if DEMO:
        print(f"  in the pages of a made-up clinic: http://{HOST}:{PORT}/demo/", flush=True)
