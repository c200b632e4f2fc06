"""Rules that nobody has tried yet, compiled and run in a process of their own, with limits on time and memory.

Whatever a document does there (hang, crash, eat memory) is a sentence here. The child knows no secret and no database.
No Django.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
import json
import subprocess
import sys
import threading
from typing import Any

from rules.assessment import Assessor, Traced
from rules.child import ROOT, Limits, command
from rules.document import Document, dump, parse
from rules.impact import Survey, survey
from rules.outcome import unreleased
from rules.problems import DocumentInvalid, Problem, sentence

# Python and the libraries take 40 MB, 1,000 rules 100 MB more.
LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory=512 * 1024 * 1024)
SURVEY = LIMITS._replace(cpu_seconds=30, wall_seconds=45)  # 5,000 people
KEPT = 4  # surveys, of some 5,000 people each
AT_ONCE = 2  # children of one process: whoever tries rules leaves threads and memory to visitors
PATIENCE_SECONDS = 5  # for a turn
Answers = Mapping[str, object]
_turns = threading.BoundedSemaphore(AT_ONCE)


def try_out(document: Document, people: Sequence[Answers], language: str = "en") -> list[Traced]:
    """What each person's answers lead to, by rules that passed `rules.checks`; raise DocumentInvalid if they fail."""
    given = [dict(answers) for answers in people]
    return [Traced(*traced) for traced in _in_turn(document, {"people": given, "language": language}, LIMITS)]


@lru_cache(maxsize=KEPT)  # it takes seconds; what failed is tried again
def survey_apart(document: Document) -> Survey:
    """What such rules do to the made-up population; raise DocumentInvalid if they fail."""
    return Survey.from_data(_in_turn(document, {}, SURVEY))


def _in_turn(document: Document, task: dict[str, object], limits: Limits) -> Any:
    """The child's answer, once it is this one's turn."""
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise _failed(sentence("were not tried: others are trying rules at the moment; try again"))
    try:
        done = _child(json.dumps({"content": dump(document), **task}, default=float), limits)  # a Decimal
    except subprocess.TimeoutExpired:
        words = sentence(
            "do not run: they take over %(limit)s seconds; take out what was added last, or split the rule set"
        )
        raise _failed(words, limit=limits.wall_seconds) from None
    except subprocess.CalledProcessError as error:
        words = sentence(
            "do not run: the engine stopped (%(code)s); take out what was added last, or split the rule set"
        )
        raise _failed(words, code=error.returncode) from None
    except OSError:
        raise _failed(sentence("were not tried: this machine has no room for it; try again later")) from None
    finally:
        _turns.release()
    return json.loads(done.stdout)


def _failed(words: str, **figures: object) -> DocumentInvalid:
    return DocumentInvalid([Problem(("rules",), words, figures)])


def _child(task: str, limits: Limits) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # this very Python, this very file
        command("rules.sandbox", limits),
        input=task,
        cwd=ROOT,
        env={},
        capture_output=True,
        encoding="utf-8",
        timeout=limits.wall_seconds,
        check=True,
    )


def _run(task: str) -> str:
    """In the child: outcomes and what fired for each person, or the survey where no people are given; as JSON."""
    data = json.loads(task, parse_float=Decimal)
    document = parse(data["content"])
    if "people" not in data:
        return json.dumps(survey(document).as_data())
    assessor = Assessor(document, unreleased(document))
    return json.dumps([assessor.trace(person, data["language"]) for person in data["people"]])


if __name__ == "__main__":
    sys.stdout.write(_run(sys.stdin.read()))
