"""The solver means by a document what the reference interpreter means, for everybody."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from rules.answers import AnswersInvalid
from rules.document import Document
from rules.facts import FACTS
from rules.proof.meaning import Meaning, Variation
from rules.proof.somebody import Changed, Somebody
from tests.rules.documents import finding, recommendation, rule, small, sound
from tests.rules.proof.stating import Told, answered, facts_of, model_of, referred, solved
from tests.rules.random_documents import random_answer, random_answers, random_document, seeded

RANDOMS = st.randoms(use_true_random=False)
thoroughly = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def assert_same(document: Document, answers: dict[str, object], meaning: Meaning) -> None:
    """Rules, findings, level, what is shown and what is withheld, of one person."""
    facts = facts_of(answers)
    model = model_of(meaning.somebody, facts)
    assert model is not None
    assert solved(model, meaning) == referred(document, facts)


@thoroughly
@given(RANDOMS)
def test_the_same_of_random_rule_sets(random: Random) -> None:
    document = random_document(random)
    meaning = Meaning(document, Somebody())
    for seed in range(4):
        assert_same(document, random_answers(seeded(seed)), meaning)


def test_the_same_of_a_large_rule_set() -> None:
    random = seeded(7)
    document = random_document(random, size=80)
    meaning = Meaning(document, Somebody())
    for _ in range(10):
        assert_same(document, random_answers(random), meaning)


def test_the_same_of_the_default_rules(bone_health: Document) -> None:
    random, meaning = seeded(1), Meaning(bone_health, Somebody())
    for _ in range(15):
        assert_same(bone_health, random_answers(random), meaning)


def test_what_is_disabled_means_nothing() -> None:
    data = small()
    data["rules"].append(rule("off", "old", all=["age_years ≥ 18"], disabled=True))
    data["recommendations"].append(recommendation("quick", "urgent", ["old"], disabled=True))
    meaning = Meaning(sound(data), Somebody())
    model = model_of(meaning.somebody, facts_of({"age_years": 70, "sex": "male", "weight_kg": 80}))
    assert model is not None
    assert solved(model, meaning) == Told("maintain", {"age"}, {"old"}, set(), set())


@thoroughly
@given(RANDOMS)
def test_the_same_with_another_answer(random: Random) -> None:
    assert_varied(random_document(random), random)


@pytest.mark.parametrize("key", ["age_years", "sex", "height_cm", "fragility_fracture", "diets", "medicines"])
def test_the_same_of_the_default_rules_with_another_answer(bone_health: Document, key: str) -> None:
    for seed in range(3):
        assert_varied(bone_health, seeded(seed), key)


def assert_varied(document: Document, random: Random, key: str = "") -> None:
    """One answer changes, and what the rules say with it, unless it is refused."""
    before, anybody = facts_of(random_answers(random)), Somebody()
    key = key or random.choice(sorted(FACTS))
    after = {**before, key: random_answer(random, key)}
    changed = Changed(anybody, key)
    try:
        facts = facts_of(after)
    except AnswersInvalid:  # the laws say so too: test_somebody
        return
    new = [*changed.laws, *answered(changed, key, facts.get(key))]
    model = model_of(anybody, before, *new)
    assert model is not None
    assert solved(model, Variation(Meaning(document, anybody), changed)) == referred(document, facts)


@thoroughly
@given(RANDOMS)
def test_the_same_without_some_rules(random: Random) -> None:
    document = random_document(random)
    without = {rule.key for rule in random.sample(document.rules, random.randint(1, len(document.rules)))}
    meaning = Meaning(document, Somebody())
    variation = Variation(meaning, without=without)
    rest = document.model_copy(
        update={"rules": tuple(rule for rule in document.rules if rule.key not in without)}
    )
    facts = facts_of(random_answers(random))
    model = model_of(meaning.somebody, facts)
    assert model is not None
    assert solved(model, variation) == referred(rest, facts)


def test_what_rests_on_nothing_that_changed_is_taken_over() -> None:
    data = small()
    data["findings"].append(finding("smoker"))
    data["rules"].append(rule("smokes", "smoker", all=["smoking is current"]))
    data["recommendations"].append(recommendation("stop", "discuss", ["smoker"]))
    document, anybody = sound(data), Somebody()
    meaning = Meaning(document, anybody)
    other = Variation(meaning, Changed(anybody, "weight_kg"))
    taken_over = {
        item.key: meaning.established(item.key).eq(other.established(item.key)) for item in document.findings
    }
    assert taken_over == {"old": True, "frail": False, "no-milk": True, "smoker": True}
