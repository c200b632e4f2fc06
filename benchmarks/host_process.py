"""The parent's side of `benchmarks.host_idiom`: a child that is started again when it dies."""

from __future__ import annotations

import json
import subprocess
import sys


class HostProcess:
    """Rounds on the Host; `deaths` counts the children that did not survive theirs."""

    def __init__(self) -> None:
        self.deaths = 0
        self._child: subprocess.Popen[str] | None = None

    def round(self, numbers: list[int]) -> tuple[float, list[set[str]]] | None:
        """CPU seconds for these visitors and the rules fired for each; None if the child died over them."""
        self._child = child = self._child or subprocess.Popen(
            [sys.executable, "-m", "benchmarks.host_idiom"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert child.stdin
        assert child.stdout
        try:
            print(json.dumps(numbers), file=child.stdin, flush=True)
            report = json.loads(child.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            self.deaths += 1
            self.stop()
            return None
        return report["seconds"], [set(keys) for keys in report["fired"]]

    def stop(self) -> None:
        """End the child."""
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None
