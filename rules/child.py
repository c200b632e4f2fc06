"""How this site starts a process for rules that nobody has tried: no secret, no database, limits on time and memory.

No Django.
"""

from __future__ import annotations

from pathlib import Path
import sys
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Limits(NamedTuple):
    """Seconds of processor time, seconds by the clock, and bytes of address space."""

    cpu_seconds: int
    wall_seconds: float
    memory: int


def command(module: str, limits: Limits) -> list[str]:
    """What runs a module of ours. The shell sets the limits before Python begins, and then becomes that Python."""
    bounds = f"ulimit -c 0; ulimit -t {limits.cpu_seconds}; ulimit -v {limits.memory // 1024}"
    return ["/bin/sh", "-c", f'{bounds}; exec "$0" -m {module}', sys.executable]
