"""Whatever breaks inside an evaluation, at any step: the next one is right, nothing is left, nothing crashes."""

from __future__ import annotations

from typing import Any
import weakref

import pytest

from rules.engine import Engine, EngineError
from tests.rules.library import LIBRARY, facts_in
from tests.rules.random_documents import random_document, random_facts, seeded
from tests.rules.reference import Reference

STEPS = ["assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact", "delete_state"]
WARM_UP_STEPS = 4
DOCUMENT = random_document(seeded(14), size=16)
PEOPLE = [random_facts(seeded(seed), DOCUMENT) for seed in range(30)]
BUSIEST = max(PEOPLE, key=lambda facts: len(Reference(DOCUMENT, facts).fired()))


class Broken(BaseException):
    """What a signal handler may raise at any moment."""


class Breaking:
    """The library, failing at the calls told, before or after it did its work."""

    def __init__(self, patch: pytest.MonkeyPatch, error: type[BaseException], after: bool) -> None:
        self._error, self._after = error, after
        self.calls, self._failing = 0, frozenset[int]()
        for step in STEPS:
            patch.setattr(LIBRARY, step, self._breaking(getattr(LIBRARY, step)))

    def at(self, *calls: int) -> None:
        """Count from 1 again."""
        self.calls, self._failing = 0, frozenset(calls)

    def _breaking(self, work: Any) -> Any:
        def step(*args: Any) -> Any:
            self.calls += 1
            if self.calls not in self._failing:
                return work(*args)
            if self._after:
                work(*args)
            raise self._error

        return step


def assert_right(engine: Engine, people: int) -> None:
    """The next people are told what the reference finds, and leave nothing behind."""
    for facts in PEOPLE[:people]:
        fired = {firing.rule.key: firing.conditions for firing in engine.fire(facts)}
        assert fired == Reference(DOCUMENT, facts).fired()
    for slot in engine._slots._free:
        assert facts_in(slot._handle, slot._sid) == []


@pytest.mark.parametrize("error", [Broken, EngineError])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "again", [(), *((n,) for n in range(1, WARM_UP_STEPS + 2))], ids=lambda again: f"again{again}"
)
def test_the_next_evaluation_is_right(
    again: tuple[int, ...], after: bool, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Break at step k, and maybe again while the session is mended, for every k."""
    engine, breaking = Engine(DOCUMENT), Breaking(monkeypatch, error, after)
    broken = 0
    for k in range(1, 200):
        breaking.at(k, *(k + n for n in again))
        try:
            engine.fire(BUSIEST)
        except error:
            broken += 1
        steps = breaking.calls
        breaking.at()
        if steps < k:
            break
        assert_right(engine, people=2)
    assert broken == k - 1 > 30
    assert_right(engine, people=len(PEOPLE))
    weak = weakref.ref(engine)
    del engine
    assert weak() is None


@pytest.mark.parametrize("k", range(1, WARM_UP_STEPS + 1))
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_engine_whose_first_session_never_warmed_up_is_freed_all_the_same(
    k: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    junk = [bytes([0x41]) * length for length in range(1, 100_000, 37)]  # memory that is not all zeros
    del junk
    engine = Engine(DOCUMENT)
    deleted: list[int] = []
    monkeypatch.setattr(LIBRARY, "delete_ruleset", deleted.append)
    with monkeypatch.context() as patch:
        Breaking(patch, Broken, after).at(k)
        with pytest.raises(Broken):
            engine.fire(BUSIEST)
    handle = engine._handle
    del engine
    assert deleted == [handle]


def test_a_session_that_does_not_begin_to_work_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(DOCUMENT)
    with monkeypatch.context() as patch:
        patch.setattr(LIBRARY, "start_action_for_state", lambda *_: None)
        with pytest.raises(EngineError, match="did not fire its first rule"):
            engine.fire(BUSIEST)
    assert_right(engine, people=5)
