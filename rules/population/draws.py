"""How a made-up person comes by an answer: shares and amounts by age and sex, and a stream of chance for each.

Only `Random(text).random()` and plain arithmetic are used: they give the same numbers on every machine and Python.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Protocol, TypeVar

from rules.facts import NONE

Answer = int | float | bool | str | list[str]
Steps = Mapping[int, float]  # from this age on: how many in a thousand
Points = tuple[
    tuple[float, float], ...
]  # up to so many in a thousand: at most this value; straight lines between
Times = tuple[
    tuple[str, Answer, float], ...
]  # whoever gave this answer to this fact: so many times the share
T = TypeVar("T")

SEED = "bonerisk 1"
THOUSAND = 1000
OLDEST = 99
FEW = 20  # in a thousand do not answer a question: our assumption, wherever nothing else is said


class Draws:
    """Chance, with a stream of its own for each name: whoever changes one figure moves no other answer."""

    def __init__(self) -> None:
        self._streams: dict[str, Callable[[], float]] = {}

    def __call__(self, name: str) -> float:
        """A number from 0 to 1,000."""
        stream = self._streams.get(name)
        if stream is None:
            stream = self._streams[name] = Random(f"{SEED} {name}").random  # noqa: S311  # made-up people, no secret
        return stream() * THOUSAND


@dataclass(slots=True)
class Person:
    """Somebody who is still answering. Whoever has sex “unspecified” has the body of a woman or a man too."""

    age: int
    is_woman: bool
    draws: Draws
    answers: dict[str, Answer] = field(default_factory=dict)
    last_period: int = 0  # the age at it, also of those who do not tell

    def says(self, key: str, answer: Answer) -> bool:
        """Whether this was answered, alone or among others."""
        given = self.answers.get(key)
        return answer in given if isinstance(given, list) else given == answer


class Column(Protocol):
    """How one fact is answered; `unanswered` in a thousand are asked and do not."""

    @property
    def key(self) -> str:
        """The fact."""

    @property
    def unanswered(self) -> float:
        """In a thousand."""

    def draw(self, person: Person) -> Answer | None:
        """The answer; None if the question means nothing to this person."""


@dataclass(frozen=True)
class Share:
    """How many in a thousand give this answer, by age."""

    choice: str
    women: Steps
    men: Steps
    times: Times = ()

    def of(self, person: Person) -> float:
        """In a thousand of people like this one."""
        share = self._ages[person.is_woman][person.age]
        for key, answer, factor in self.times:
            if person.says(key, answer):
                share *= factor
        return share

    @cached_property
    def _ages(self) -> tuple[list[float], list[float]]:
        """For each age, of men and of women; worked out once, for it is looked up a quarter of a million times."""
        men, women = ([at(steps, age, 0.0) for age in range(OLDEST + 1)] for steps in (self.men, self.women))
        return men, women


def everybody(choice: str, steps: Steps, times: Times = ()) -> Share:
    """The same share of women and men."""
    return Share(choice, steps, steps, times)


def at(steps: Mapping[int, T], age: int, before: T) -> T:
    """The value of the last step that this age has reached; `before` under the first."""
    reached = before
    for first, value in steps.items():
        if age < first:
            break
        reached = value
    return reached


def between(points: Points, number: float) -> float:
    """The value at this number of a thousand, on straight lines between the points; the last point is at 1,000."""
    place = bisect_left(points, (number,), 1)
    low, value = points[place - 1]
    high, next_value = points[place]
    return value + (next_value - value) * (number - low) / (high - low)


def halves(count: int) -> int | float:
    """So many halves, as somebody would write it."""
    return count / 2 if count % 2 else count // 2


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no; nothing if it is a question for the other sex."""

    key: str
    share: Share
    unanswered: float = FEW

    def draw(self, person: Person) -> bool | None:
        """Yes for the share."""
        steps = self.share.women if person.is_woman else self.share.men
        return person.draws(self.key) < self.share.of(person) if steps else None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One choice; `rest` is what is left of the thousand."""

    key: str
    shares: tuple[Share, ...]
    rest: str
    unanswered: float = FEW

    def draw(self, person: Person) -> str:
        """The choice on which the number falls."""
        number = person.draws(self.key)
        for share in self.shares:
            number -= share.of(person)
            if number < 0:
                return share.choice
        return self.rest


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Any number of choices, or none."""

    key: str
    shares: tuple[Share, ...]
    unanswered: float = FEW

    def draw(self, person: Person) -> list[str]:
        """Each choice by a chance of its own."""
        chosen = [share.choice for share in self.shares if person.draws(share.choice) < share.of(person)]
        return chosen or [NONE]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, cut to whole ones or halves; the first of `instead` whose answer was given goes before the age."""

    key: str
    women: Mapping[int, Points]
    men: Mapping[int, Points]
    instead: tuple[tuple[str, Answer, Points], ...] = ()
    in_halves: bool = False
    unanswered: float = FEW

    def draw(self, person: Person) -> int | float:
        """The amount."""
        points = self._points(person)
        amount = between(points, person.draws(self.key))
        return halves(int(2 * amount)) if self.in_halves else int(amount)

    def _points(self, person: Person) -> Points:
        for key, answer, points in self.instead:
            if person.says(key, answer):
                return points
        return at(self.women if person.is_woman else self.men, person.age, ((0, 0),))


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer that needs more than a table."""

    key: str
    work: Callable[[Person], Answer | None]
    unanswered: float = FEW

    def draw(self, person: Person) -> Answer | None:
        """What the work gives."""
        return self.work(person)
