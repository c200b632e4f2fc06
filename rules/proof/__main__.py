"""In the child of `rules.proof.apart`: how many proofs there are, then each as a line of JSON.

In between, an empty line a second says that it is alive: one proof may take many.
"""

from __future__ import annotations

import json
import sys
from threading import Event, Thread

from rules.document import parse
from rules.proof.prover import tasks

BEAT_SECONDS = 1.0


def beat(until: Event) -> None:
    """The solver lets other threads run while it works."""
    while not until.wait(BEAT_SECONDS):
        print(flush=True)


if __name__ == "__main__":
    found, ended = tasks(parse(json.load(sys.stdin))), Event()
    print(len(found), flush=True)
    heart = Thread(target=beat, args=(ended,), daemon=True)
    heart.start()
    for task in found:
        sys.stdout.write(json.dumps(task.result().as_data(), default=float) + "\n")
        sys.stdout.flush()
    ended.set()
    heart.join()
