"""The traps of durable-rules that stay shut because of what the driver hands it: operators, names, values, threads."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
import re
import sys
import threading
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from rules.compiler import MAX_PROPERTIES, MAX_STRATA
from rules.document import Document
from rules.engine import MAX_SLOTS, WARM_UP, Engine, EngineError
from rules.facts import FACTS
from tests.rules.documents import small, sound
from tests.rules.library import HOST, LIBRARY, spy
from tests.rules.random_documents import random_document, random_facts, seeded

RANDOMS = st.randoms(use_true_random=False)
COMPARISONS = {"$lt", "$lte", "$gt", "$gte", "$neq"}
CHOICES = {choice for fact in FACTS.values() for choice in fact.choices}


def test_no_thread_is_started_and_the_library_s_host_is_never_made(
    bone_health: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a Host was made")

    monkeypatch.setattr(HOST, "__init__", refuse)
    before = threading.active_count()
    engine = Engine(bone_health)
    for _ in range(100):
        engine.fire({"age_years": 70})
    assert threading.active_count() == before
    assert "durable.lang" not in sys.modules


def comparisons(definition: dict[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Operator, property and value of every test that the library is given; each rule holds nothing else."""
    for name, durable_rule in definition.items():
        assert durable_rule.keys() == {"all", "run"}
        [condition] = durable_rule["all"]
        assert condition.keys() == {"m"}
        tests = [condition["m"]] if name == WARM_UP else condition["m"]["$and"]
        assert len(tests) > (name != WARM_UP)
        for test in tests:
            [(operator, inner)] = test.items()
            if operator in COMPARISONS:
                [(key, value)] = inner.items()
                yield operator, key, value
            else:
                yield "is", operator, inner


@settings(max_examples=50)
@given(RANDOMS)
def test_only_plain_comparisons_of_one_property_with_one_value_are_compiled(random: Random) -> None:
    engine = Engine(random_document(random))
    for operator, key, value in comparisons(engine._definition()):
        assert re.fullmatch(r"p\d+_\d+|g\d+|warm_up", key)
        assert operator in {"is", "$neq"} or type(value) is int
        assert type(value) in (int, bool) or value in CHOICES


@settings(max_examples=50)
@given(RANDOMS)
def test_a_property_is_always_compared_with_values_of_its_own_type(random: Random) -> None:
    document = random_document(random)
    engine = Engine(document)
    types = {key: type(value) for _, key, value in comparisons(engine._definition())}
    with pytest.MonkeyPatch.context() as patch:
        asserted = spy(patch)
        for seed in range(5):
            engine.fire(random_facts(seeded(seed), document))
    for fact in asserted:
        assert fact.keys() - {"sid", "id"} <= types.keys()
        assert all(type(fact[key]) is types[key] for key in fact.keys() - {"sid", "id"})


def fnv(text: str) -> int:
    """The 32-bit hash by which the library knows properties, facts and sessions."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def test_the_hash_is_the_library_s() -> None:
    assert fnv("id") == 926444256
    assert fnv("40c3aa4feed7246ec8486553209f7505") == fnv("586cf37f87d0d136dc0f175cf96cd4bb")


KEYWORDS = [
    "sid",
    "id",
    "$s",
    "$i",
    "$m",
    "$forward",
    "$and",
    "$or",
    "$neq",
    "$lt",
    "$lte",
    "$gt",
    "$gte",
    "$ex",
    "$nex",
]
KEYWORDS += [
    "all",
    "any",
    "pri",
    "count",
    "cap",
    "dist",
    "name",
    "$mt",
    "$imt",
    "$iall",
    "$iany",
    "$eq",
    "$l",
    "$r",
]
KEYWORDS += ["$add", "$sub", "$mul", "$div"]
STRATA = range(MAX_STRATA)
PROPERTIES = [f"p{stratum}_{number}" for stratum in STRATA for number in range(MAX_PROPERTIES)]
GROUPS = [f"g{stratum}" for stratum in STRATA]
SESSIONS = [str(number) for number in range(1, MAX_SLOTS + 1)]
NAMES = {
    "properties": [*PROPERTIES, *GROUPS, WARM_UP, *KEYWORDS],
    "sessions": ["0", *SESSIONS],
    "facts": ["$pulse", *(f"f{stratum}" for stratum in STRATA), *(f"sid-{session}" for session in SESSIONS)],
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_no_two_names_share_a_hash(names: list[str]) -> None:
    assert len(set(names)) == len(names)
    assert len({fnv(name) for name in names}) == len(names)


def test_no_more_evaluations_at_once_than_sessions_and_none_is_lost() -> None:
    engine = Engine(sound(small()))
    taken = [engine._slots.taken() for _ in range(MAX_SLOTS)]
    for slot in taken:
        slot.__enter__()
    with pytest.raises(EngineError, match="use fewer threads"):
        engine.fire({"age_years": 70})
    for slot in taken:
        slot.__exit__(None, None, None)
    assert len(engine.fire({"age_years": 70})) == 1


@pytest.mark.parametrize("code", [2, 3])
def test_a_refused_fact_is_an_error_that_tells_no_answer(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(sound(small()))
    engine.fire({})
    with monkeypatch.context() as patch:
        patch.setattr(LIBRARY, "assert_fact", lambda *_: (code, 1))
        with pytest.raises(EngineError) as caught:
            engine.fire({"age_years": 70})
    assert str(caught.value) == f"a fact was refused with code {code}"


@pytest.mark.parametrize(
    "properties", [',"p0_0":1e-5', ',"p0_0":inf', "".join(f',"x{n}":1' for n in range(253))]
)
def test_what_the_library_refuses_is_an_error_that_tells_no_answer(properties: str) -> None:
    engine = Engine(sound(small()))
    with (
        pytest.raises(EngineError, match=r"^Could not assert fact, error code: \d+$"),
        engine._slots.taken() as slot,
    ):
        list(slot.run(0, properties))
    assert len(engine.fire({"age_years": 70})) == 1


@settings(max_examples=25)
@given(RANDOMS)
def test_the_order_of_the_answers_makes_no_difference(random: Random) -> None:
    document = random_document(random)
    engine = Engine(document)
    facts = random_facts(random, document)
    shuffled = dict(random.sample(list(facts.items()), len(facts)))
    assert engine.fire(shuffled) == engine.fire(facts) == Engine(document).fire(facts)
