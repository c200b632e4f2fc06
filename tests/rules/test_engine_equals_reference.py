"""Engine and reference find the same, on every rule set and for everybody."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from rules.answers import clean
from rules.assessment import Assessor
from rules.document import Document
from rules.engine import Engine
from rules.facts import Facts
from rules.measures import measure, with_measures
from rules.outcome import Outcome, ReleaseReference
from tests.rules.random_documents import random_answers, random_document, random_facts, seeded
from tests.rules.reference import Fired, Reference, ReferenceOutcome

RANDOMS = st.randoms(use_true_random=False)
RELEASE: ReleaseReference = {"rule_set": "small", "number": 1, "digest": "sha256:0"}
thoroughly = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def engine_fired(engine: Engine, facts: Facts) -> Fired:
    """What fired, each rule once."""
    firings = engine.fire(facts)
    fired = {firing.rule.key: firing.conditions for firing in firings}
    assert len(fired) == len(firings)
    return fired


@thoroughly
@given(RANDOMS)
def test_the_same_rules_fire_by_the_same_conditions(random: Random) -> None:
    document = random_document(random)
    engine = Engine(document)
    for seed in range(10):
        facts = random_facts(seeded(seed), document)
        assert engine_fired(engine, facts) == Reference(document, facts).fired()


@pytest.mark.parametrize("seed", range(12))
def test_the_same_in_large_rule_sets(seed: int) -> None:
    random = seeded(seed)
    document = random_document(random, size=20 * (seed + 1))
    engine = Engine(document)
    for _ in range(10):
        facts = random_facts(random, document)
        assert engine_fired(engine, facts) == Reference(document, facts).fired()


def test_nothing_fires_without_rules(bone_health: Document) -> None:
    empty = bone_health.model_copy(update={"findings": (), "rules": (), "recommendations": ()})
    assert Engine(empty).fire({"age_years": 70}) == []


@thoroughly
@given(RANDOMS)
def test_the_same_is_told(random: Random) -> None:
    document = random_document(random)
    assessor = Assessor(document, RELEASE)
    for seed in range(10):
        assert_told(document, assessor, random_answers(seeded(seed)))


def test_the_same_is_told_by_the_default_rules(bone_health: Document) -> None:
    random, assessor = seeded(1), Assessor(bone_health, RELEASE)
    levels = {assert_told(bone_health, assessor, random_answers(random))["level"] for _ in range(300)}
    assert levels == {"urgent", "out_of_scope", "refer", "discuss", "maintain"}


def assert_told(document: Document, assessor: Assessor, answers: dict[str, object]) -> Outcome:
    """The whole outcome but for its texts and numbers, against the reference."""
    outcome = assessor.assess(answers)
    given = clean(answers).facts
    facts = with_measures(given, measure(given))
    told = ReferenceOutcome(document, facts)
    visit, tips = told.visit(), told.called_tips()
    assert outcome["level"] == told.level()
    assert outcome["referral"] == (
        visit
        and {
            "key": visit.key,
            "urgency": visit.urgency,
            "text": visit.text["en"],
            "because": told.reasons(visit),
        }
    )
    assert [
        (
            entry["key"],
            [("fact" in reason, reason.get("fact") or reason["finding"]) for reason in entry["because"]],
        )
        for entry in outcome["findings"]
    ] == [(finding.key, told.because(finding.key)) for finding in told.listed()]
    assert [(tip["key"], tip["because"]) for tip in outcome["tips"]] == [
        (item.key, told.reasons(item)) for item in tips if not told.withholding(item)
    ]
    assert [(item["key"], item["because"]) for item in outcome["withheld"]] == [
        (item.key, told.withholding(item)) for item in tips if told.withholding(item)
    ]
    return outcome
