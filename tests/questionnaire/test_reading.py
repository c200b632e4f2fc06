"""What the rules can tell apart in answers: never too little, for then a question that matters would be passed over."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from questionnaire.prospects import RANKS
from questionnaire.reading import ORDINARY, Reading
from rules.conditions import Condition
from rules.document import Document
from rules.facts import FACTS, NONE, Kind
from rules.measures import measure
from tests.rules.documents import rule, small, sound
from tests.rules.people import MAN, WOMAN
from tests.rules.random_documents import random_document, random_facts, seeded
from tests.rules.reference import ReferenceOutcome


def reading_of(*conditions: str) -> Reading:
    """Of the small rule set, with a visit for each of these conditions."""
    data = small()
    data["rules"] += [rule(f"more-{n}", "frail", all=[text]) for n, text in enumerate(conditions)]
    return Reading(sound(data))


def keys(conditions: frozenset[Condition]) -> set[str]:
    """The conditions as they are written."""
    return set(map(str, conditions))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False))
def test_who_looks_the_same_is_at_the_same_level_and_nobody_rises_unforeseen(random: Random) -> None:
    document = random_document(random)
    reading = Reading(document)
    people = [random_facts(seeded(seed), document) for seed in range(12)]
    seen = [(reading.holding(facts), RANKS[ReferenceOutcome(document, facts).level()]) for facts in people]
    for before, lower in seen:
        for after, higher in seen:
            if higher < lower:
                assert reading.can_raise(before, after)


def test_a_tip_alone_matters_to_nobody() -> None:
    reading = reading_of()
    assert keys(reading.raising) == {"age_years ≥ 65", "weight_kg < 60"}
    assert keys(reading.lowering) == set()
    assert reading.holding({"weight_kg": 50, "diets": frozenset({"vegan"})}) == {
        Condition.parse("weight_kg < 60")
    }


def test_what_holds_a_visit_back_can_lower_the_level() -> None:
    data = small()
    data["recommendations"][1]["withheld_by"] = ["no-milk"]
    data["rules"][1]["all"][0] = "old is not established"
    reading = Reading(sound(data))
    assert keys(reading.raising) == {"weight_kg < 60"}
    assert keys(reading.lowering) == {
        "age_years ≥ 65",
        "diets includes vegan",
        "diets includes milk_allergy",
    }


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("coffee_cups_per_day ≤ 3", 3, True),
        ("coffee_cups_per_day ≤ 3", 4, False),
        ("coffee_cups_per_day > 3", 3, False),
        ("coffee_cups_per_day > 3", 4, True),
        ("coffee_cups_per_day is known", 0, True),
        ("supplements does not include calcium", frozenset({NONE}), True),
        ("supplements does not include calcium", frozenset({"calcium"}), False),
        ("stress is not often", "rarely", True),
    ],
)
def test_every_operator_is_understood(condition: str, value: int | str | frozenset[str], holds: bool) -> None:
    one = Condition.parse(condition)
    assert (one in reading_of(condition).holding({one.subject: value})) is holds


def test_values_worth_trying() -> None:
    values = reading_of(
        "falls_last_year ≥ 1", "alcohol_drinks_per_week > 11.2", "sleep_hours < 7", "stress is known"
    ).values
    assert values["fragility_fracture"] == (True, False)
    assert values["stress"] == FACTS["stress"].choices
    assert values["supplements"] == (
        frozenset({"calcium", "vitamin_d", "magnesium", "vitamin_k"}),
        frozenset({NONE}),
    )
    assert values["fracture_sites"] == (frozenset(FACTS["fracture_sites"].choices),)
    assert values["sleep_hours"] == (Decimal("6.9"), Decimal(7), Decimal("7.1"))
    assert set(values["falls_last_year"]) == {0, 1, 2}
    assert set(values["alcohol_drinks_per_week"]) == {0, 11, 12, 21}
    assert values["coffee_cups_per_day"] == ()


def test_no_value_worth_trying_is_out_of_range() -> None:
    for key, values in reading_of("falls_last_year < 0.5", "sleep_hours ≥ 24").values.items():
        fact = FACTS[key]
        if fact.low is not None and fact.high is not None:
            assert all(fact.low <= value <= fact.high for value in values)  # type: ignore[operator]


def test_numbers_that_only_a_measure_reads_are_tried_too() -> None:
    for person in (WOMAN, MAN):
        for key, fact in FACTS.items():
            if fact.required or fact.low is None or fact.kind not in (Kind.INTEGER, Kind.DECIMAL):
                continue
            facts = {k: frozenset(v) if isinstance(v, list) else v for k, v in person.items()}
            if measure({**facts, key: fact.low}) != measure({**facts, key: fact.high}):  # type: ignore[dict-item]
                assert key in ORDINARY


def test_an_answer_that_is_enough_for_a_finding_goes_with_it(document: Document) -> None:
    behind = Reading(document).answers_behind
    assert behind["smoking"] == {"smoking"}
    assert behind["excess-alcohol"] == {"alcohol_drinks_per_day", "alcohol_drinks_per_week"}
    assert behind["low-body-weight"] == {"bmi"}
    assert behind["low-magnesium"] == set(), "three answers together: none of them has to change"
    assert behind["rheumatoid-arthritis"] == set(), "one of several choices: the others stay"
    assert behind["clinical-risk-factor"] == set(), "rests on findings, which the engine takes away"
