"""A visitor as one flat fact, several choices as flags: the form that the other engines are given, ready-made."""

from __future__ import annotations

from rules.facts import FACTS, Facts

Wide = dict[str, bool | float | str]


def wide_fact(facts: Facts) -> Wide:
    """Answers and measures; what is not known is left out."""
    wide: Wide = {}
    for key, value in facts.items():
        if isinstance(value, frozenset):
            wide |= {flag(key, choice): choice in value for choice in FACTS[key].choices}
        else:
            wide[key] = value if isinstance(value, bool | str) else float(value)
    return wide


def flag(key: str, choice: str) -> str:
    """The name of one of several choices."""
    return f"{key}__{choice}"
