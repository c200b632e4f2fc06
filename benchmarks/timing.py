"""Interleaved rounds and percentiles; CPU time throughout, for the machine may have other work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
import time
from typing import TypeVar

T = TypeVar("T")
Round = Callable[[], float | None]  # CPU seconds a visitor, or None for a round that failed


def interleaved(contestants: Mapping[str, Round], rounds: int) -> dict[str, float]:
    """The median of each contestant's rounds, in seconds a visitor; they take turns, so that noise falls on all."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            seconds = contestant()
            if seconds is not None:
                times[name].append(seconds)
    return {name: median(found) if found else float("nan") for name, found in times.items()}


def one_round(step: Callable[[T], object], items: Sequence[T]) -> float:
    """CPU seconds of this process for one item."""
    start = time.process_time()
    for item in items:
        step(item)
    return (time.process_time() - start) / len(items)


def percentiles(step: Callable[[T], object], items: Sequence[T], passes: int) -> tuple[float, float]:
    """The 50th and 99th percentile of single calls in this thread, in CPU seconds."""
    times: list[float] = []
    for _ in range(passes):
        for item in items:
            start = time.thread_time_ns()
            step(item)
            times.append((time.thread_time_ns() - start) / 1e9)
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]
