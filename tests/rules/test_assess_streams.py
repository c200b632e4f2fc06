"""`manage.py assess` as a program among others: pipes, a terminal, many lines."""

from __future__ import annotations

from collections.abc import Callable
import json
import os
from pathlib import Path
import pty
import re
import subprocess
import sys
import termios

import pytest

ROOT = Path(__file__).parents[2]
MANAGE = (sys.executable, str(ROOT / "manage.py"))
WOMAN = json.dumps({"age_years": 62, "sex": "female", "height_cm": 160, "weight_kg": 54.5}).encode()
CHILD = b'{"age_years": 12, "sex": "female"}'  # a short outcome, soon made
TEN = b"\n".join([WOMAN, *[CHILD] * 9, b""])
PEAK = """
import sys
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "assess", sys.argv[1]])
print(Path("/proc/self/status").read_text(), file=sys.stderr)
"""

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database of its own, with the default rule set published."""
    database = tmp_path_factory.mktemp("database") / "bonerisk.sqlite3"
    settings = {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "bonerisk.settings"}
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONUNBUFFERED", None)  # outcomes wait in a buffer, as on most machines
    for command in (
        ["migrate", "--verbosity", "0"],
        ["import_rules", str(ROOT / "rules/content/bone-health")],
    ):
        subprocess.run([*MANAGE, *command], env=environment, check=True, capture_output=True)
    return environment


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Run `manage.py assess` with some input."""

    def assess(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [*MANAGE, "assess", *arguments]
        return subprocess.run(
            command, input=given, env=environment, capture_output=True, check=False, timeout=60
        )

    return assess


def test_answers_come_through_a_pipe(run: Run) -> None:
    """Outcomes on one stream, complaints on the other, the status tells."""
    done = run("-", "--language", "fr", given=WOMAN + b"\n{}\n" + WOMAN)
    first, second = done.stdout.decode().splitlines()
    assert first == second
    assert json.loads(first)["level"] in ("refer", "discuss")
    assert done.stderr.decode().splitlines() == [
        "line 2: age_years: is required; give a whole number from 0 to 120 (years)",
        "line 2: sex: is required; give one of: female, male, unspecified",
        "CommandError: 1 line(s) could not be assessed, see above.",
    ]
    assert done.returncode == 2


def test_outcomes_are_utf_8_whatever_the_terminal_speaks(environment: dict[str, str]) -> None:
    """JSON always is."""
    command = [*MANAGE, "assess", "-", "--language", "fr"]
    ascii_only = {**environment, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, input=WOMAN, env=ascii_only, capture_output=True, check=True, timeout=60)
    assert "é" in json.loads(done.stdout.decode("utf-8"))["referral"]["text"]
    assert "é".encode() in done.stdout


def test_good_answers_end_with_status_0(run: Run) -> None:
    """And nothing on the other stream."""
    done = run("-", given=WOMAN)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_other_faults_end_with_status_1(run: Run, tmp_path: Path) -> None:
    """A sentence, no traceback."""
    done = run(str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.fullmatch(
        rb"CommandError: .*nowhere: cannot be read \(No such file or directory\)\n", done.stderr
    )


@pytest.mark.parametrize("count", [1, 3000], ids=["little", "much"])
def test_a_reader_may_stop_reading(environment: dict[str, str], tmp_path: Path, count: int) -> None:
    """`assess people | head -1`, with outcomes that fit in the pipe and outcomes that do not."""
    people = tmp_path / "people.jsonl"
    people.write_bytes((WOMAN + b"\n") * count)
    with subprocess.Popen(
        [*MANAGE, "assess", str(people)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if count > 1:
            assert json.loads(process.stdout.readline())["release"]["number"] == 1
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize("terminal", [True, False])
def test_the_progress_shows_on_a_terminal_only(
    environment: dict[str, str], tmp_path: Path, terminal: bool
) -> None:
    """While the outcomes go to a file."""
    people, outcomes = tmp_path / "people.jsonl", tmp_path / "outcomes.jsonl"
    people.write_bytes((WOMAN + b"\n") * 50)
    shown, screen = pty.openpty() if terminal else os.pipe()
    if terminal:
        termios.tcsetwinsize(screen, (24, 80))
    with outcomes.open("wb") as file:
        process = subprocess.Popen(
            [*MANAGE, "assess", str(people)], env=environment, stdout=file, stderr=screen
        )
    os.close(screen)
    text = b""
    try:
        while part := os.read(shown, 4096):
            text += part
    except OSError:  # how Linux tells that nobody holds the terminal any more
        pass
    os.close(shown)
    assert process.wait(60) == 0
    assert outcomes.read_bytes().count(b"\n") == 50
    assert bool(re.search(rb"100%.*B/s", text)) is terminal
    assert terminal or not text


def peak_kilobytes(environment: dict[str, str], people: Path) -> int:
    """The most memory that assessing this file takes."""
    command = [sys.executable, "-c", PEAK, str(people)]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
    )
    found = re.search(rb"VmHWM:\s+(\d+) kB", done.stderr)
    assert found is not None
    return int(found[1])


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not tell a program's peak"
)
def test_many_lines_take_no_more_memory_than_a_few(environment: dict[str, str], tmp_path: Path) -> None:
    """Fifteen thousand people and a line of 5 MB: within 3 MB of a hundred people."""
    few, many = tmp_path / "few.jsonl", tmp_path / "many.jsonl"
    few.write_bytes(TEN * 10)
    many.write_bytes(TEN * 1_500 + b" " * 5_000_000 + b"\n")
    assert peak_kilobytes(environment, many) - peak_kilobytes(environment, few) < 3_000
