"""Looking ahead for anybody: nothing that is told is false, and it costs what it may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
import random
import time

import pytest

from questionnaire import prospects
from questionnaire.prospects import MOST_ASSESSMENTS, Prospects, look_ahead
from rules.answers import clean
from rules.assessment import Assessor
from rules.facts import FACTS, Kind
from tests.questionnaire.looking_ahead import WOMAN, prospects_of, without
from tests.questionnaire.people import AT_EACH_LEVEL, anybody
from tests.questionnaire.visitor import Answers

LOOKED_AT_ELSEWHERE = ("red_flags", "pregnant_or_breastfeeding")
UNHEALTHY_HABITS = {
    "smoking": "current",
    "alcohol_drinks_per_week": 30,
    "coffee_cups_per_day": 9,
    "weight_bearing_days_per_week": 0,
    "strength_days_per_week": 0,
    "sun_minutes_per_day": "under_10",
    "sleep_hours": 4,
    "stress": "often",
    "diets": ["none"],
    "milk_or_yoghurt_per_day": 0,
    "cheese_per_day": 0,
    "fortified_drinks_per_day": 0,
    "leafy_greens_per_week": 0,
    "oily_fish_per_week": 0,
    "nuts_or_seeds_per_week": 0,
    "pulses_or_tofu_per_week": 0,
    "protein_portions_per_day": 0,
    "fruit_and_vegetables_per_day": 0,
    "vitamin_c_foods_per_week": 0,
    "sodas_per_week": 50,
    "salty_or_processed_per_week": 50,
    "supplements": ["none"],
    "falls_last_year": 9,
    "weight_kg": 40,
}


def anybody_with_gaps(seed: int) -> Answers:
    """Somebody who left out none, some or nearly all of the questions."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    share = chance.choice([0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
    return {
        key: answer for key, answer in anybody(seed).items() if FACTS[key].required or chance.random() < share
    }


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the rules were run to look ahead, so far."""
    levels: list[str] = []
    level = Assessor.level

    def counted(self: Assessor, *facts: object) -> str:
        levels.append(level(self, *facts))  # type: ignore[arg-type]
        return levels[-1]

    monkeypatch.setattr(Assessor, "level", counted)
    return partial(len, levels)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_told_holds_when_it_is_tried(site: Assessor, seed: int) -> None:
    """Every value of every open question, one at a time, through the whole of the assessment."""
    answers = anybody_with_gaps(seed)
    found = prospects_of(site, answers)
    told = {question.key: set(question.levels) for question in found.questions}
    possible = {} if found.level in ("urgent", "out_of_scope") else dict(_by_trying(site, answers))
    for key, levels in told.items():
        assert levels <= possible[key]
        if FACTS[key].kind in (Kind.BOOLEAN, Kind.CHOICE):
            assert levels == possible[key] - {found.level}
    if found.is_complete and len(told) < 2:
        missed = [key for key, levels in possible.items() if key not in told and levels != {found.level}]
        assert [key for key in missed if FACTS[key].kind in (Kind.BOOLEAN, Kind.CHOICE)] == []


def _by_trying(site: Assessor, answers: Answers) -> Iterator[tuple[str, set[str]]]:
    given = clean(answers).facts
    for key, fact in FACTS.items():
        if key not in given and key not in LOOKED_AT_ELSEWHERE and fact.is_asked(given):
            yield key, {site.assess({**given, key: value})["level"] for value in _every_value(key, answers)}


TENTHS = {"weight_kg": (400, 1500, 7), "height_cm": (1400, 2000, 7), "sleep_hours": (0, 120)}


def _every_value(key: str, answers: Answers) -> list[object]:
    fact, age = FACTS[key], answers["age_years"]
    assert isinstance(age, int)
    if fact.kind is Kind.BOOLEAN:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return list(fact.choices)
    if fact.kind is Kind.SEVERAL:
        return [[choice for choice in fact.choices if choice != "none"], *([one] for one in fact.choices)]
    assert fact.low is not None
    assert fact.high is not None
    if key == "menopause_age_years":
        return list(range(15, min(65, age) + 1))
    if fact.kind is Kind.DECIMAL:
        return [tenth / 10 for tenth in range(*TENTHS[key])]
    return list(range(int(fact.low), min(int(fact.high), 25) + 1))


@pytest.mark.parametrize("level", ["urgent", "out_of_scope"])
def test_beside_what_interrupts_nothing_is_computed(
    site: Assessor, level: str, runs: Callable[[], int]
) -> None:
    found = prospects_of(site, AT_EACH_LEVEL[level])
    assert found == Prospects(level, (), level, (), is_complete=True)
    assert runs() == 0


def test_the_budget_is_kept_for_everybody(site: Assessor, runs: Callable[[], int]) -> None:
    for seed in range(150):
        before = runs()
        assert prospects_of(site, anybody_with_gaps(seed)).is_complete
        assert runs() - before <= MOST_ASSESSMENTS


@pytest.mark.parametrize("country", FACTS["country"].choices)
def test_the_budget_is_kept_for_who_could_change_everything(
    site: Assessor, runs: Callable[[], int], country: str
) -> None:
    """Each changeable finding there is, and every other question open."""
    visitor = {"age_years": 70, "sex": "female", "height_cm": 180, "country": country} | UNHEALTHY_HABITS
    found = prospects_of(site, visitor)
    changeable = {finding.key for finding in site.document.findings if finding.modifiable}
    assert {change.finding for change in found.changes} == changeable
    assert found.is_complete
    assert len(changeable) < runs() <= MOST_ASSESSMENTS <= 60


def test_when_the_budget_is_spent_it_is_said_and_nothing_is_made_up(
    site: Assessor, monkeypatch: pytest.MonkeyPatch, runs: Callable[[], int]
) -> None:
    smoker = without(WOMAN, "weight_kg") | {"smoking": "current", "coffee_cups_per_day": 5}
    whole = prospects_of(site, smoker)
    needed = runs()
    assert whole.is_complete
    assert needed > 4
    for most in range(1, needed + 1):
        monkeypatch.setattr(prospects, "MOST_ASSESSMENTS", most)
        part = prospects_of(site, smoker)
        assert part.together == whole.together
        assert part.changes == whole.changes[: most - 1]
        assert part.questions == (whole.questions if most > 3 else ())
        assert part.is_complete is (most == needed)


def test_looking_ahead_takes_at_most_forty_times_an_assessment(site: Assessor) -> None:
    people = [anybody_with_gaps(seed) for seed in range(1, 60)]
    outcomes = [site.assess(person) for person in people]

    def seconds(work: Callable[[], object]) -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    once = min(seconds(lambda: [site.assess(person) for person in people]) for _ in range(3))
    ahead = min(
        seconds(
            lambda: [
                look_ahead(site, person, outcome) for person, outcome in zip(people, outcomes, strict=True)
            ]
        )
        for _ in range(3)
    )
    assert ahead < 40 * once
