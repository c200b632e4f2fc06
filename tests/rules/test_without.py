"""What would be found, and said, if some findings were not there: the same as if no rule established them."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from rules.answers import clean
from rules.assessment import Assessor
from rules.document import Document
from rules.engine import Engine
from rules.measures import measure, with_measures
from rules.outcome import ReleaseReference
from tests.rules.random_documents import random_answers, random_document, random_facts, seeded
from tests.rules.reference import Reference, ReferenceOutcome

RANDOMS = st.randoms(use_true_random=False)
RELEASE: ReleaseReference = {"rule_set": "small", "number": 1, "digest": "sha256:0"}
SMOKER: dict[str, object] = {
    "age_years": 40,
    "sex": "male",
    "smoking": "current",
    "weight_bearing_days_per_week": 0,
}
thoroughly = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def some_findings(random: Random, document: Document) -> list[str]:
    """A few of the document's findings, whatever their kind."""
    keys = [finding.key for finding in document.findings]
    return random.sample(keys, random.randint(0, min(4, len(keys))))


@pytest.fixture(scope="module")
def assessor(bone_health: Document) -> Assessor:
    """The default rules."""
    return Assessor(bone_health, RELEASE)


@thoroughly
@given(RANDOMS)
def test_what_is_left_out_is_not_there_for_any_rule(random: Random) -> None:
    document = random_document(random)
    engine = Engine(document)
    for seed in range(10):
        facts, without = random_facts(seeded(seed), document), some_findings(random, document)
        fired = {firing.rule.key: firing.conditions for firing in engine.fire(facts, without)}
        assert fired == Reference(document, facts, without).fired()
        everything = {firing.rule.key: firing.conditions for firing in engine.fire(facts)}
        assert everything == Reference(document, facts).fired()


def test_the_level_without_them_is_the_outcomes(bone_health: Document, assessor: Assessor) -> None:
    random = seeded(7)
    for _ in range(200):
        answers, without = random_answers(random), some_findings(random, bone_health)
        given = clean(answers).facts
        facts = with_measures(given, measure(given))
        told = ReferenceOutcome(bone_health, facts, without)
        outcome = assessor.assess(answers, without=without)
        assert outcome["level"] == told.level() == assessor.level(facts, without)
        assert [entry["key"] for entry in outcome["findings"]] == [finding.key for finding in told.listed()]


def test_a_smoker_without_smoking(assessor: Assessor) -> None:
    assert assessor.assess(SMOKER)["level"] == "discuss"
    without = assessor.assess(SMOKER, "fr", without=["smoking"])
    assert without["level"] == "maintain"
    assert [entry["key"] for entry in without["findings"]] == ["little-exercise"]
    assert without["findings"][0]["label"].startswith("Vous")
    assert assessor.assess(SMOKER)["level"] == "discuss"


def test_a_finding_that_does_not_exist_is_not_missed(assessor: Assessor) -> None:
    assert assessor.assess(SMOKER, without=["no-such-finding"]) == assessor.assess(SMOKER)
