"""Somebody of whom the contract speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.facts import Facts, Value

Test = Callable[["Person"], bool | None]


class Person:
    """Clean facts with their measures. What is not known satisfies no comparison."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def value(self, key: str) -> Any:
        """The fact, or None."""
        return self._facts.get(key)

    def has(self, key: str, *options: str) -> bool:
        """One of these was ticked."""
        return not frozenset(options).isdisjoint(self.value(key) or ())

    def says(self, key: str, *values: Value) -> bool:
        """The answer is one of these."""
        return self.value(key) in values

    def below(self, key: str, limit: float) -> bool:
        """Under the limit, and known."""
        return key in self._facts and self.value(key) < limit

    def over(self, key: str, limit: float) -> bool:
        """Above the limit, and known."""
        return key in self._facts and self.value(key) > limit

    def least(self, key: str, limit: float) -> bool:
        """At the limit or above it, and known."""
        return key in self._facts and self.value(key) >= limit

    @property
    def age(self) -> int:
        """It is always known."""
        return int(self.value("age_years"))

    @property
    def is_woman(self) -> bool:
        """As registered at birth."""
        return self.says("sex", "female")

    @property
    def is_past_menopause(self) -> bool:
        """Natural or not."""
        return self.says("menopause", "natural", "surgical_or_medical")


def ticks(key: str, *options: str) -> Test:
    """Whoever ticked one of them."""
    return lambda p: p.has(key, *options)


def yes(key: str) -> Test:
    """Whoever said so."""
    return lambda p: p.says(key, True)
