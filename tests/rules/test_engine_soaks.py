"""Long runs: many people on one session, threads, forks, rule sets replaced under load, and no growth."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
import gc
import multiprocessing
from pathlib import Path
import sys
import threading
import time
import weakref

import pytest

from rules.answers import clean
from rules.document import Document
from rules.engine import Engine
from rules.facts import Facts
from rules.measures import measure, with_measures
from tests.rules.library import LIBRARY, facts_in
from tests.rules.random_documents import random_answers, random_document, random_facts, seeded
from tests.rules.reference import Fired, Reference

MEMORY = Path("/proc/self/statm")
measures_memory = pytest.mark.skipif(
    not MEMORY.exists(), reason="this system does not tell a process's memory"
)
Visitors = list[tuple[Facts, Fired]]


def megabytes() -> float:
    """The memory that this process holds."""
    gc.collect()
    return int(MEMORY.read_text().split()[1]) * 4096 / 1e6


def visitors(document: Document, count: int) -> Visitors:
    """People, and what the reference finds for each."""
    everybody = [random_facts(seeded(seed), document) for seed in range(count)]
    return [(facts, Reference(document, facts).fired()) for facts in everybody]


def clients(document: Document, count: int) -> Visitors:
    """People who answered the questionnaire, and what the reference finds for each."""
    given = [clean(random_answers(seeded(seed))).facts for seed in range(count)]
    everybody = [with_measures(facts, measure(facts)) for facts in given]
    return [(facts, Reference(document, facts).fired()) for facts in everybody]


def check(engine: Engine, expected: Visitors, times: int = 1) -> None:
    """Fire for each of these people as often as told."""
    for _ in range(times):
        for facts, fired in expected:
            assert {firing.rule.key: firing.conditions for firing in engine.fire(facts)} == fired


def left_in(engine: Engine) -> list[object]:
    """The facts in the engine's sessions."""
    sessions = range(1, len(engine._slots._made) + 1)
    return [fact for number in sessions for fact in facts_in(engine._handle, str(number))]


def test_ten_thousand_people_leave_nothing_in_the_session_they_share() -> None:
    document = random_document(seeded(3), size=10)
    engine = Engine(document)
    everybody = visitors(document, 2_500)
    for person in seeded(3).choices(everybody, k=10_000):
        check(engine, [person])
        assert left_in(engine) == []
    assert len(engine._slots._made) == 1


@pytest.fixture
def _often_switching() -> Iterator[None]:
    """Threads take turns a hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 100)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_often_switching")
def test_eight_threads_never_see_each_other_s_people() -> None:
    document = random_document(seeded(5), size=20)
    engine, expected = Engine(document), visitors(document, 250)
    with ThreadPoolExecutor(8) as threads:
        for running in [
            threads.submit(check, engine, expected[start:] + expected[:start], 10) for start in range(8)
        ]:
            running.result()
    assert left_in(engine) == []
    assert len(engine._slots._made) <= 8


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_two_processes_forked_after_compiling_find_the_same(bone_health: Document) -> None:
    engine, expected = Engine(bone_health), clients(bone_health, 100)
    check(engine, expected)
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=check, args=(engine, expected, 4)) for _ in range(2)]
    for child in children:
        child.start()
    check(engine, expected)
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]


class Swapped:
    """The rule set in force, replaced again and again while people are served."""

    def __init__(self, sets: list[tuple[Document, Visitors]]) -> None:
        self._sets, self.ended = sets, threading.Event()
        self.old: dict[int, weakref.ref[Engine]] = {}
        self._current = Engine(sets[0][0]), sets[0][1]
        self.served = 0

    def serve(self) -> None:
        """Take the engine in force for each few people, until the end."""
        while not self.ended.is_set():
            engine, expected = self._current
            check(engine, expected)
            self.served += len(expected)

    def replace(self, times: int, pause: float) -> None:
        """Compile another rule set and put it in force."""
        for number in range(times):
            document, expected = self._sets[number % len(self._sets)]
            engine = self._current[0]
            self.old[engine._handle] = weakref.ref(engine)
            del engine
            self._current = Engine(document), expected
            time.sleep(pause)


@measures_memory
@pytest.mark.usefixtures("_often_switching")
def test_rule_sets_replaced_under_load_never_mix_and_are_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[int] = []
    delete_ruleset = LIBRARY.delete_ruleset

    def delete(handle: int) -> None:
        deleted.append(handle)
        delete_ruleset(handle)

    monkeypatch.setattr(LIBRARY, "delete_ruleset", delete)
    documents = [random_document(seeded(seed), size=20) for seed in range(8)]
    swapped = Swapped([(document, visitors(document, 10)) for document in documents])
    with ThreadPoolExecutor(3) as threads:
        serving = [threads.submit(swapped.serve) for _ in range(3)]
        swapped.replace(50, pause=0.03)
        before = megabytes()
        swapped.replace(150, pause=0.03)
        growth = megabytes() - before
        swapped.ended.set()
        for running in serving:
            running.result()
    assert swapped.served > 5_000
    assert len(swapped.old) == 200
    assert swapped.old.keys() <= set(deleted)
    assert {one() for one in swapped.old.values()} == {None}
    assert growth < 25


@measures_memory
def test_twenty_thousand_evaluations_do_not_grow() -> None:
    document = random_document(seeded(7), size=10)
    engine, expected = Engine(document), visitors(document, 200)
    check(engine, expected, 5)
    before = megabytes()
    check(engine, expected, 100)
    assert megabytes() - before < 3


@measures_memory
def test_two_hundred_compiles_do_not_grow() -> None:
    document = random_document(seeded(7), size=30)
    compile_and_fire(document, 20)
    before = megabytes()
    compile_and_fire(document, 200)
    assert megabytes() - before < 5


def compile_and_fire(document: Document, times: int) -> None:
    """Make engines of one session each, and let them go."""
    facts = random_facts(seeded(1), document)
    for _ in range(times):
        assert Engine(document).fire(facts)
