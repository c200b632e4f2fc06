"""Questions to the solver: is there anybody of whom this holds, and who needs the fewest answers? No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

import z3

from rules.facts import FACTS
from rules.proof.somebody import HEIGHT, TRUE, Formula, Somebody

# Steps of the solver for one question: the same on every machine, some seconds here.
STEPS = 10_000_000
FEWEST = 2  # age and sex
GIVEN_UP = 3  # questions about fewer answers: each takes as long as a proof
HEIGHTS = range(100, 231)
# What reads well in a counter-example: whole numbers, an adult's weight and height, wherever they do.
USUAL_HEIGHTS, USUAL_WEIGHTS, USUAL_AGES = range(150, 191), range(50, 101), range(18, 96)


class Undecided(Exception):
    """The solver gave up; its argument is why."""


class Solver:
    """Looks among those who satisfy the `laws`."""

    def __init__(self, laws: Iterable[Formula]) -> None:
        self._solver = z3.Solver()
        self._solver.set("rlimit", STEPS)
        self._solver.add(*laws)

    @contextmanager
    def supposing(self, formulas: Iterable[Formula]) -> Iterator[None]:
        """For the time being these hold too."""
        self._solver.push()
        self._solver.add(*formulas)
        try:
            yield
        finally:
            self._solver.pop()

    def find(self, *formulas: Formula) -> z3.ModelRef | None:
        """Somebody of whom all hold, or None for nobody; raise Undecided."""
        with self.supposing(formulas):
            answer = self._solver.check()
            if answer == z3.unknown:
                raise Undecided(self._solver.reason_unknown())
            return self._solver.model() if answer == z3.sat else None

    def smallest(self, somebody: Somebody, *formulas: Formula) -> z3.ModelRef | None:
        """Whoever of these gave the fewest answers, with usual numbers where they do as well; None for nobody.

        Where the solver gives up on the way, whoever was found last will do.
        """
        found = self.find(*formulas)
        if found is None:
            return None
        known = [somebody.known(key) for key in FACTS]
        with self.supposing(formulas), suppress(Undecided):
            kept = [self._fewest(known)]
            found = self.find(*kept)
            for wishes in _wishes(somebody):
                wish = next((wish for wish in wishes if self.find(*kept, wish)), TRUE)
                found, kept = self.find(*kept, wish), [*kept, wish]
        return found

    def _fewest(self, known: Sequence[Formula]) -> Formula:
        """That no more questions are answered than must be, as far as the solver can tell; raise Undecided."""
        given_up = 0
        for count in range(FEWEST, len(known)):
            few = z3.AtMost(*known, count)
            try:
                if self.find(few):
                    return few
            except Undecided:
                given_up += 1
                if given_up > GIVEN_UP:
                    raise
        return TRUE

    def clashing(self, formulas: Sequence[Formula]) -> list[int]:
        """The positions of some of these formulas that cannot hold together, as few as the solver finds."""
        marks = [z3.Bool(f"clash {position}") for position in range(len(formulas))]
        with self.supposing(z3.Implies(mark, formula) for mark, formula in zip(marks, formulas, strict=True)):
            self._solver.check(*marks)
            core = {str(mark) for mark in self._solver.unsat_core()}
        return [position for position, mark in enumerate(marks) if str(mark) in core]


def _wishes(somebody: Somebody) -> Iterator[list[Formula]]:
    """What makes somebody easy to imagine: of each, the first that is possible."""
    age, weight, squared = (somebody.number(key) for key in ("age_years", "weight_kg", HEIGHT))
    yield [z3.And(age >= USUAL_AGES.start, age < USUAL_AGES.stop)]
    yield [_among(squared, [height * height for height in heights]) for heights in (USUAL_HEIGHTS, HEIGHTS)]
    yield [_among(weight, USUAL_WEIGHTS), z3.IsInt(weight), z3.IsInt(10 * weight)]
    yield [z3.IsInt(somebody.number("sleep_hours"))]


def _among(number: z3.ArithRef, values: Iterable[int]) -> Formula:
    return z3.Or([number == value for value in values])
