"""Rules that nobody has tried yet, compiled and run in a process of their own, with limits on time and memory.

Whatever a document does there (hang, crash, eat memory) is a sentence here. The child knows no secret and no database.
No Django.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
import json
from pathlib import Path
import subprocess
import sys
import threading

from rules.assessment import Assessor, Traced
from rules.document import Document, digest, dump, parse
from rules.problems import DocumentInvalid, Problem, sentence

CPU_SECONDS = 10
WALL_SECONDS = 20
# Bytes of address space; Python and the libraries take 40 MB, 1,000 rules 100 MB more.
MEMORY = 512 * 1024 * 1024
AT_ONCE = 2  # children of one process: whoever tries rules leaves threads and memory to visitors
PATIENCE_SECONDS = 5  # for a turn
DRAFT = 0  # the number of what is no release
ROOT = Path(__file__).parents[1]
Answers = Mapping[str, object]
_turns = threading.BoundedSemaphore(AT_ONCE)


def try_out(document: Document, people: Sequence[Answers], language: str = "en") -> list[Traced]:
    """What each person's answers lead to, by rules that passed `rules.checks`; raise DocumentInvalid if they fail."""
    task = {"content": dump(document), "people": [dict(answers) for answers in people], "language": language}
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise _failed(sentence("were not tried: others are trying rules at the moment; try again"))
    try:
        done = _child(json.dumps(task, default=float))  # a Decimal
    except subprocess.TimeoutExpired:
        words = sentence(
            "do not run: they take over %(limit)s seconds; take out what was added last, or split the rule set"
        )
        raise _failed(words, limit=WALL_SECONDS) from None
    except subprocess.CalledProcessError as error:
        words = sentence(
            "do not run: the engine stopped (%(code)s); take out what was added last, or split the rule set"
        )
        raise _failed(words, code=error.returncode) from None
    except OSError:
        raise _failed(sentence("were not tried: this machine has no room for it; try again later")) from None
    finally:
        _turns.release()
    return [Traced(*traced) for traced in json.loads(done.stdout)]


def _failed(words: str, **figures: object) -> DocumentInvalid:
    return DocumentInvalid([Problem(("rules",), words, figures)])


def _child(task: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # this very Python, this very file
        ["/bin/sh", "-c", _limited(), sys.executable],
        input=task,
        cwd=ROOT,
        env={},
        capture_output=True,
        encoding="utf-8",
        timeout=WALL_SECONDS,
        check=True,
    )


def _limited() -> str:
    """The shell sets the limits, so that they hold before Python begins; it then becomes this file's Python."""
    return f'ulimit -c 0; ulimit -t {CPU_SECONDS}; ulimit -v {MEMORY // 1024}; exec "$0" -m rules.sandbox'


def _run(task: str) -> str:
    """In the child: outcomes and what fired, as JSON."""
    data = json.loads(task, parse_float=Decimal)
    document = parse(data["content"])
    assessor = Assessor(document, {"rule_set": document.key, "number": DRAFT, "digest": digest(document)})
    return json.dumps([assessor.trace(person, data["language"]) for person in data["people"]])


if __name__ == "__main__":
    sys.stdout.write(_run(sys.stdin.read()))
