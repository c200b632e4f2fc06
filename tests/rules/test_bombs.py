"""What would take a long time or much memory is refused in no time, as an upload and as a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
import subprocess
import sys

import pytest

from tests.rules.bombs import BOMBS, CHAINS, Files, chain, zipped

LIMITED = """
import resource, sys
from pathlib import Path
from rules.archive import unpack
from rules.checks import check
from rules.problems import DocumentInvalid
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
try:
    check(unpack(Path(sys.argv[1]).read_bytes()))
except DocumentInvalid as invalid:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used, invalid)
"""


def refusal(folder: Path, files: Files) -> str:
    """Why a process of its own refuses these files in a zip file, within 5 s (under one when quiet) and 64 MB."""
    file = folder / "bomb.zip"
    file.write_bytes(zipped(files))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(file)], capture_output=True, text=True, check=True
    )
    more_kilobytes, _, sentences = done.stdout.rstrip().partition(" ")
    assert int(more_kilobytes) < 64 * 1024
    return sentences


@pytest.mark.parametrize(("make", "begins", "ends"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_no_time(
    tmp_path: Path, make: Callable[[], Files], begins: str, ends: str
) -> None:
    """A21: each in a hundred sentences and one at most, which are short."""
    sentences = refusal(tmp_path, make())
    assert sentences.startswith(begins)
    assert sentences.endswith(ends)
    assert len(sentences.splitlines()) <= 101
    assert len(sentences) < 30_000


@pytest.mark.parametrize(("links", "sentence"), CHAINS.items())
def test_a_chain_is_refused_in_no_time(tmp_path: Path, links: int, sentence: str) -> None:
    """Each finding is looked at once, not once for each link."""
    assert refusal(tmp_path, chain(links)) == sentence
