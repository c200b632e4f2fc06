"""The rule engine: facts in, fired rules with their trace out; the only file that imports durable-rules.

Why not the library's documented idiom (`Host`): it starts threads, loses results and crashes under web load. This
driver uses the small part that is exact: one wide fact a stratum, plain conjunctions, fixed warmed sessions ("slots")
that are never a visitor's, every return code checked, facts retracted after use. An engine is safe to share between
threads and across fork; its firing is the trace.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import threading
from typing import Any
import weakref

from durable.engine import Ruleset
import durable_rules_engine as durable

from rules.compiler import BRANCHES_PER_GROUP, Branch, compile_document
from rules.conditions import Condition
from rules.document import Document, Rule
from rules.facts import Facts
from rules.widefact import State

MAX_SLOTS = 512
WARM_UP = "warm_up"
HANDLED, NOT_HANDLED = 0, 1
# The engine did not do what it must. The library raises it too; the messages hold a code at most, and no fact.
EngineError: type[Exception] = durable.error


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired and those of its conditions that made it fire, in the rule's order."""

    rule: Rule
    conditions: tuple[Condition, ...]


class Engine:
    """One document, compiled. `fire` may be called from any number of threads."""

    def __init__(self, document: Document) -> None:
        self._strata = compile_document(document)
        self._branches = {
            f"r{n}": branch for n, branch in enumerate(b for s in self._strata for b in s.branches)
        }
        self._handle: int = Ruleset("bonerisk", None, self._definition())._handle
        self._slots = _Slots(self._handle)
        # Not at exit: a daemon thread may still be inside, and the process gives its memory back anyway.
        weakref.finalize(self, _Slots.destroy, self._slots).atexit = False

    def fire(self, facts: Facts, without: Collection[str] = ()) -> list[Firing]:
        """Every rule that holds for these facts, stratum after stratum, each in the document's order.

        The findings in `without` are never established, whatever their rules say.
        """
        state = State(facts)
        fired: dict[str, Firing] = {}
        with self._slots.taken() as slot:
            for stratum in self._strata:
                for name in slot.run(stratum.number, stratum.fact.encode(state)):
                    branch = self._branches[name]
                    if branch.rule.then not in without:
                        self._note(branch, state, fired)
        return list(fired.values())

    @staticmethod
    def _note(branch: Branch, state: State, fired: dict[str, Firing]) -> None:
        rule = branch.rule
        if branch.counted is not None:
            state.counted.setdefault(rule.key, []).append(branch.counted)
            return
        state.established.add(rule.then)
        holding = branch.holding
        if rule.of:
            holding = tuple(rule.of[position] for position in sorted(state.counted[rule.key]))
        if rule.key in fired:  # another branch of “any”
            holding = (*fired[rule.key].conditions, *holding)
        fired[rule.key] = Firing(rule, holding)

    def _definition(self) -> dict[str, Any]:
        """The rules as durable-rules takes them, in groups that an always-true test opens.

        The groups keep one fact from meeting more than 64 first conditions at once, and one condition from being shared
        by 256 rules: both are cliffs of the library.
        """
        definition: dict[str, Any] = {WARM_UP: {"all": [{"m": {WARM_UP: True}}], "run": _no_action}}
        names = iter(self._branches)
        for stratum in self._strata:
            for position, branch in enumerate(stratum.branches):
                group = {"$neq": {f"g{stratum.number}": position // BRANCHES_PER_GROUP}}
                definition[next(names)] = {
                    "all": [{"m": {"$and": [group, *branch.tests]}}],
                    "run": _no_action,
                }
        return definition


def _no_action(_: object) -> None:
    """durable-rules wants a callable; the driver reads the firing itself."""


class _Slots:
    """The sessions of one ruleset: fixed names, made on demand, each used by one evaluation at a time.

    A deque's pop and append are atomic; a lock around them would cost half the throughput.
    """

    def __init__(self, handle: int) -> None:
        self._handle, self._begun, self._making = handle, 0, threading.Lock()
        self._made: list[_Slot] = []
        self._free: deque[_Slot] = deque()

    @contextmanager
    def taken(self) -> Iterator[_Slot]:
        """A slot for one evaluation; it is empty again afterwards, whatever happened."""
        slot = self._take()
        clean = False
        try:
            yield slot
            slot.retract()
            clean = True
        finally:
            if not clean:
                slot.rebuild()
            self._free.append(slot)

    def _take(self) -> _Slot:
        try:
            return self._free.pop()
        except IndexError:
            pass
        with self._making:
            if self._begun == MAX_SLOTS:
                raise EngineError(f"more than {MAX_SLOTS} evaluations at once; use fewer threads")
            self._begun += 1
            self._made.append(_Slot(self._handle, self._begun))
            return self._made[-1]

    def destroy(self) -> None:
        """Free the sessions first: the library leaks those that live on."""
        for slot in self._made:
            slot.delete()
        durable.delete_ruleset(self._handle)


class _Slot:
    """One session of the library, warmed by one firing: deleting a session that never fired crashes."""

    def __init__(self, handle: int, number: int) -> None:
        self._handle, self._sid = handle, str(number)
        self._asserted: list[int] = []
        self._warm = False
        self._warm_up()

    def _warm_up(self) -> None:
        fired = list(self._drain(0, f',"{WARM_UP}":true'))
        self.retract()
        if fired != [WARM_UP]:
            raise EngineError("a new session did not fire its first rule")
        self._warm = True

    def run(self, number: int, properties: str) -> Iterator[str]:
        """Assert the stratum's fact and yield the name of each durable rule that it fires."""
        return self._drain(number, f',"g{number}":-1{properties}')

    def _drain(self, number: int, properties: str) -> Iterator[str]:
        fact = f'{{"sid":"{self._sid}","id":"f{number}"{properties}}}'
        code, offset = durable.assert_fact(self._handle, fact)
        if code == NOT_HANDLED:
            return
        if code != HANDLED:
            raise EngineError(f"a fact was refused with code {code}")
        self._asserted.append(number)
        started = durable.start_action_for_state(self._handle, offset)
        message = started[1] if started else None
        while message:
            yield message[2 : message.index('"', 2)]
            message = durable.complete_and_start_action(self._handle, offset)

    def retract(self) -> None:
        """Take back every fact of this evaluation."""
        for number in self._asserted:
            durable.retract_fact(self._handle, f'{{"sid":"{self._sid}","id":"f{number}"}}')
        self._asserted.clear()

    def rebuild(self) -> None:
        """Drop the session with whatever is half done in it, and begin it anew."""
        self.delete()
        self._asserted.clear()
        self._warm_up()

    def delete(self) -> None:
        """Free the session, unless its warm-up failed: such a one is left alone."""
        if self._warm:
            self._warm = False
            durable.delete_state(self._handle, self._sid)
