"""The one fact that a stratum's rules look at: a person's answers and earlier findings as flat JSON text. No Django.

Every text that a property can have is made when the rules are compiled; an assessment only picks them. What no test
waits for is left out, for the engine reads the fact again and again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
import json
from typing import Any, cast

from rules.conditions import Condition, Operator
from rules.facts import Facts

Pick = Callable[[Any], str]  # from a fact's value to the text of its properties


@dataclass(slots=True)
class State:
    """What is known about a person before a stratum runs; `counted`: by rule, the positions of conditions that hold."""

    facts: Facts
    established: set[str] = field(default_factory=set)
    counted: dict[str, list[int]] = field(default_factory=dict)


class _Flags(dict[str, tuple[str, str]]):
    """For members of a set: the text when it is absent and when it is present, empty unless a test waits for it."""

    def add(self, member: str, present: bool, text: str) -> None:
        """Let the set's text hold `text` when the member is as told."""
        when_absent, when_present = self.get(member, ("", ""))
        self[member] = (when_absent, text) if present else (text, when_present)

    def pick(self, members: Collection[str]) -> str:
        """The text of a set with these members."""
        return "".join([texts[member in members] for member, texts in self.items()])


class WideFact:
    """The properties of stratum `number`. Each method that adds one returns its name, the same for the same content."""

    def __init__(self, number: int) -> None:
        self._prefix = f"p{number}_"
        self._names: dict[tuple[str, ...], str] = {}
        self._answers: dict[tuple[str, str], tuple[str, Pick]] = {}
        self._options: dict[str, _Flags] = {}
        self._findings = _Flags()
        self._counts: dict[str, tuple[list[tuple[int, str, bool]], list[str]]] = {}

    def __len__(self) -> int:
        return len(self._names)

    def place(self, key: str, thresholds: list[Decimal]) -> str:
        """A number as its place: 2 i + 1 when it equals the i-th threshold, 2 i when it lies below, 2 i + 2 above."""
        name = self._name("place", key)
        if ("place", key) not in self._answers:  # thousands of tests may ask for thousands of thresholds
            texts = [_text(name, place) for place in range(2 * len(thresholds) + 1)]
            self._answers["place", key] = key, _place(thresholds, texts)
        return name

    def choice(self, key: str, values: tuple[str | bool, ...]) -> str:
        """A choice, or true or false, as it is."""
        name = self._name("choice", key)
        self._answers["choice", key] = key, {value: _text(name, value) for value in values}.__getitem__
        return name

    def option(self, key: str, option: str, ticked: bool) -> str:
        """Whether this one of several choices was ticked, for a test that waits for `ticked`."""
        name = self._name("option", key, option)
        flags = self._options.setdefault(key, _Flags())
        flags.add(option, ticked, _text(name, ticked))
        self._answers["option", key] = key, flags.pick
        return name

    def known(self, key: str) -> str:
        """Whether a fact is known: true or left out."""
        name = self._name("known", key)
        text = _text(name, True)
        self._answers["known", key] = key, lambda _: text
        return name

    def finding(self, key: str, established: bool) -> str:
        """Whether a finding is established: final, for it stands in a stratum below; for a test that waits for that."""
        name = self._name("finding", key)
        self._findings.add(key, established, _text(name, established))
        return name

    def count(self, rule: str, conditions: tuple[Condition, ...]) -> str:
        """How many of a rule's counted conditions hold; those on facts were told by the engine in the first stratum."""
        name = self._name("count", rule)
        on_findings = [
            (position, condition.subject, condition.operator is Operator.ESTABLISHED)
            for position, condition in enumerate(conditions)
            if condition.on_finding
        ]
        self._counts[rule] = on_findings, [_text(name, count) for count in range(len(conditions) + 1)]
        return name

    def _name(self, *content: str) -> str:
        return self._names.setdefault(content, f"{self._prefix}{len(self._names)}")

    def encode(self, state: State) -> str:
        """`,"name":value` for each property; what was not answered is left out, so that no comparison can hold."""
        get, established = cast("Callable[[str], Any]", state.facts.get), state.established
        texts = [pick(value) for key, pick in self._answers.values() if (value := get(key)) is not None]
        texts.append(self._findings.pick(established))
        for rule, (on_findings, by_count) in self._counts.items():
            holding = state.counted.setdefault(rule, [])
            holding += [at for at, finding, wanted in on_findings if (finding in established) is wanted]
            texts.append(by_count[len(holding)])
        return "".join(texts)


def _place(thresholds: list[Decimal], texts: list[str]) -> Pick:
    """Python compares numbers of one type several times faster than an int with a Decimal."""
    whole = [int(threshold) if threshold == int(threshold) else threshold for threshold in thresholds]

    def pick(value: int | Decimal) -> str:
        alike = thresholds if isinstance(value, Decimal) else whole
        return texts[bisect_left(alike, value) + bisect_right(alike, value)]

    return pick


def _text(name: str, value: object) -> str:
    return f",{json.dumps(name)}:{json.dumps(value)}"
