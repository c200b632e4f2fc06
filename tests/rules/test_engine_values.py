"""Values: whatever somebody answers, the library sees small whole numbers, true, false and codes of the vocabulary."""

from __future__ import annotations

from decimal import Decimal
import re
from typing import Any

import pytest

from rules.answers import AnswersInvalid
from rules.assessment import Assessor
from rules.document import Document
from rules.engine import MAX_SLOTS, Engine
from rules.facts import FACTS, Facts, Value
from tests.rules.documents import Data, finding, rule, small, sound
from tests.rules.library import spy
from tests.rules.random_documents import random_answers, seeded
from tests.rules.reference import Reference

RELEASE: Any = {"rule_set": "small", "number": 1, "digest": "sha256:0"}
CHOICES = {choice for fact in FACTS.values() for choice in fact.choices}


def rules_about(*conditions: str) -> Document:
    """A rule set with a rule for each condition."""
    keys = [f"r{number}" for number in range(len(conditions))]
    rules = [rule(key, key, all=[condition]) for key, condition in zip(keys, conditions, strict=True)]
    data: Data = {
        **small(),
        "findings": [finding(key) for key in keys],
        "rules": rules,
        "recommendations": [],
    }
    return sound(data)


def fired(document: Document, facts: Facts) -> set[str]:
    """The conditions that fired a rule."""
    return {str(condition) for firing in Engine(document).fire(facts) for condition in firing.conditions}


def test_no_text_but_codes_of_the_vocabulary_reaches_the_library(
    bone_health: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessor, asserted = Assessor(bone_health, RELEASE), spy(monkeypatch)
    for seed in range(200):
        assessor.assess(random_answers(seeded(seed)))
    assert len(asserted) > 200
    for fact in asserted:
        assert fact.pop("sid") in {str(number) for number in range(1, MAX_SLOTS + 1)}
        assert re.fullmatch(r"f\d+", fact.pop("id"))
        assert all(type(value) in (int, bool) or value in CHOICES for value in fact.values())


NONSENSE: list[object] = [
    'never","r0":1,"x":"', "{}", "none' or 1", "é" * 70000, "\0", 1e16, float("inf"), float("nan"), 2**63,
    -(2**64), 10**400, Decimal("NaN"), b"never", {"$m": "x"}, [["never"]], ["never", {}], object(),
]  # fmt: skip


@pytest.mark.parametrize("key", FACTS)
def test_nonsense_is_refused_before_the_engine(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assessor, asserted = Assessor(rules_about("age_years > 5"), RELEASE), spy(monkeypatch)
    asked = {"age_years": 62, "sex": "female"}
    for nonsense in NONSENSE:
        with pytest.raises(AnswersInvalid, match=f"^{key}: "):
            assessor.assess({**asked, key: nonsense})
    assert asserted == []


THRESHOLDS = [
    "-0.000001",
    "0",
    "0.000001",
    "1",
    "18.499999",
    "18.5",
    "59.999999",
    "60",
    "60.000001",
    "999999999.999999",
]
VALUES: list[Value] = [
    *(Decimal(text) for text in THRESHOLDS),
    *(int(Decimal(text)) for text in THRESHOLDS),
    *(Decimal(text) for text in ("1e-5", "1e-30", "0.0000005", "59.99999999999999999999", "60.0000000", "18.50")),
    *(-1, 2**53 + 1, 2**63, 2**63 + 1, 2**64, 10**400, Decimal("1E+30"), Decimal(1) / 7, Decimal("-0")),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:20])
def test_numbers_are_compared_exactly(value: Value) -> None:
    document = rules_about(
        *(
            f"bmi {operator} {text}"
            for text in THRESHOLDS
            for operator in ("is", "is not", "<", "≤", ">", "≥")
        )
    )
    reference = Reference(document, {"bmi": value})
    assert [firing.rule.key for firing in Engine(document).fire({"bmi": value})] == list(reference.fired())


@pytest.mark.parametrize("tiny", [1e-5, 1e-20, Decimal("1e-20")])
def test_a_tiny_number_passes_through_an_assessment(tiny: object) -> None:
    document = rules_about(
        "sleep_hours > 0", "sleep_hours < 0.000001", "sleep_hours ≤ 0", "sleep_hours > 0.00001"
    )
    outcome = Assessor(document, RELEASE).assess({"age_years": 60, "sex": "male", "sleep_hours": tiny})
    assert [entry["key"] for entry in outcome["findings"]] == ["r0"] + ["r1"] * (tiny != 1e-5)


def test_true_is_not_one_and_false_is_not_zero() -> None:
    counts = rules_about("falls_last_year is 1", "falls_last_year is 0", "fragility_fracture is true")
    assert fired(counts, {"falls_last_year": 1}) == {"falls_last_year is 1"}
    assert fired(counts, {"falls_last_year": 0, "fragility_fracture": False}) == {"falls_last_year is 0"}
    assert fired(counts, {"fragility_fracture": True}) == {"fragility_fracture is true"}
    assessor = Assessor(counts, RELEASE)
    with pytest.raises(AnswersInvalid, match=r"^falls_last_year: .*; fragility_fracture: "):
        assessor.assess({"age_years": 60, "sex": "male", "falls_last_year": True, "fragility_fracture": 1})


def test_a_choice_that_begins_like_another_is_another() -> None:
    document = rules_about(
        "glucocorticoid_months is under_3", "height_loss is under_3_cm", "stress is not often"
    )
    assert fired(document, {"height_loss": "under_3_cm", "stress": "often"}) == {"height_loss is under_3_cm"}
    assert fired(document, {"glucocorticoid_months": "under_3"}) == {"glucocorticoid_months is under_3"}
