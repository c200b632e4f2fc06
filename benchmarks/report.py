"""The lines of the report."""

from __future__ import annotations

LINE = "{:<36}{:>12}{:>10}  {:<8}{:<5}{}"


def line(name: str, seconds: float, ratio: float, aim: str = "", note: str = "", second: float = 0) -> str:
    """One measurement, with whether it meets its aim."""
    sign, _, bound = aim.partition(" ")
    met = {"≥": ratio >= float(bound or 0), "≤": ratio <= float(bound or 0)}.get(sign)
    time = f"{seconds * 1e6:.0f}" + (f", {second * 1e6:.0f}" if second else "")
    return LINE.format(
        name, time, f"{ratio:.2f}", aim, {None: "", True: "yes", False: "NO"}[met], note
    ).rstrip()
