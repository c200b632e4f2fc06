"""Random but plausible visitors: most questions answered, most people without most conditions."""

from __future__ import annotations

import random

from rules.answers import clean
from rules.facts import FACTS, NONE, Fact, Facts, Kind
from rules.measures import measure, with_measures

SEED = 2026
ANSWERED = 0.92
# Ranges of ordinary answers, where the widest that the vocabulary accepts would be far off; the others rarely pass 10.
ORDINARY = {
    "age_years": (35, 88),
    "height_cm": (150, 188),
    "weight_kg": (45, 110),
    "menopause_age_years": (44, 56),
}
ORDINARY_HIGH = 10
WITHOUT_ANY = {
    "red_flags": 0.97,
    "symptoms": 0.7,
    "conditions": 0.7,
    "medicines": 0.6,
    "diets": 0.7,
    "supplements": 0.5,
}


def random_answers(count: int, seed: int = SEED) -> list[dict[str, object]]:
    """Answers of `count` visitors, the same for the same seed."""
    chance = random.Random(seed)
    return [_visitor(chance) for _ in range(count)]


def facts_of(answers: dict[str, object]) -> Facts:
    """What the engine is given for these answers."""
    facts = clean(answers).facts
    return with_measures(facts, measure(facts))


def _visitor(chance: random.Random) -> dict[str, object]:
    answers = {
        key: _answer(fact, chance)
        for key, fact in FACTS.items()
        if fact.required or chance.random() < ANSWERED
    }
    age, menopause_age = answers["age_years"], answers.get("menopause_age_years")
    if isinstance(age, int) and isinstance(menopause_age, int) and menopause_age > age:
        del answers["menopause_age_years"]
    return answers


def _answer(fact: Fact, chance: random.Random) -> object:
    if fact.kind is Kind.BOOLEAN:
        return chance.random() < 0.15
    if fact.kind is Kind.CHOICE:
        return chance.choice(fact.choices)
    if fact.kind is Kind.SEVERAL:
        return _several(fact, chance)
    low, high = ORDINARY.get(fact.key, (0, min(int(fact.high or 0), ORDINARY_HIGH)))
    return chance.randint(low, high)


def _several(fact: Fact, chance: random.Random) -> list[str]:
    if NONE in fact.choices and chance.random() < WITHOUT_ANY[fact.key]:
        return [NONE]
    options = [choice for choice in fact.choices if choice != NONE]
    return chance.sample(options, k=chance.randint(1, 2))
