"""The web server starts, says where it is, and says in one sentence why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
import os
from pathlib import Path
import runpy
import signal
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "gunicorn"]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_port_in_use_is_one_sentence(taken_port: int) -> None:
    environment = {**os.environ, "PORT": str(taken_port)}
    result = subprocess.run(
        COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert result.stderr == (
        f"Port {taken_port} is in use. Stop what uses it, or choose another: make run PORT=8001\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000x", "http", "٨٠٠٠"])
def test_a_wrong_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="Choose a number from 1 to 65535"):
        runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_a_port_of_the_system_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setenv("PORT", "80")
    monkeypatch.setattr(socket.socket, "bind", refuse)
    on_starting = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["on_starting"]
    with pytest.raises(SystemExit, match="Port 80 is for the system's own services"):
        on_starting(SimpleNamespace(master_pid=0))


def test_an_upgrade_in_place_keeps_the_port(monkeypatch: pytest.MonkeyPatch, taken_port: int) -> None:
    monkeypatch.setenv("PORT", str(taken_port))
    runpy.run_path(str(ROOT / "gunicorn.conf.py"))["on_starting"](SimpleNamespace(master_pid=1))


@pytest.fixture
def server(free_port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PORT": str(free_port), "DEMO": "true"}
    with subprocess.Popen(
        COMMAND, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == (
                f"bonerisk is at http://127.0.0.1:{free_port}/ (Ctrl-C stops it)\n"
            )
            assert process.stdout.readline() == (
                f"  in the pages of a made-up clinic: http://127.0.0.1:{free_port}/demo/\n"
            )
            yield process
        finally:
            process.send_signal(signal.SIGINT)


def test_it_starts_says_where_it_is_and_stops(server: subprocess.Popen[str], free_port: int) -> None:
    connection = HTTPConnection("127.0.0.1", free_port, timeout=30)
    # Whoever hangs up just when the signal comes can make gunicorn wait for itself, up to its timeout of 30 seconds.
    connection.request("GET", "/", headers={"Accept-Language": "nl", "Connection": "close"})
    response = connection.getresponse()
    assert response.getheader("Location") == "/nl/"
    response.read()
    connection.close()
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) == 0


def test_a_malformed_request_is_refused_without_a_word_in_the_log(
    server: subprocess.Popen[str], free_port: int
) -> None:
    answers = b"canary_age=62&sex=female HTTP/9"  # a body that runs past its length is read as a request
    request = b"POST /en/check/diet/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" + answers
    with socket.create_connection(("127.0.0.1", free_port), timeout=30) as connection:
        connection.sendall(request + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
    server.send_signal(signal.SIGINT)
    _, log = server.communicate(timeout=30)
    assert "canary" not in log
    assert "127.0.0.1" not in log
