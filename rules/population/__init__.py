"""Five thousand made-up adults, on whom the studio shows what a change of the rules does. No Django.

They are nobody: each answer is drawn by chance from shares and amounts that stand beside their source or the word
“assumption” in this package's tables. The list is the same on every machine. It is a yardstick to compare two rule sets
with, and no forecast for any country: all six countries have the same people.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from rules.answers import ASKED_OF_EVERYBODY
from rules.facts import FACTS, Facts
from rules.population import bodies, bones, habits, health
from rules.population.draws import Column, Person

# In this order they answer: what makes another answer likelier comes before it.
COLUMNS: tuple[Column, ...] = (
    bodies.HEIGHT_CM,
    habits.SMOKING,
    health.CONDITIONS,
    bodies.WEIGHT_KG,
    health.MEDICINES,
    health.GLUCOCORTICOID_MONTHS,
    health.GLUCOCORTICOID_DOSE,
    bones.MENOPAUSE,
    bones.MENOPAUSE_AGE,
    bones.HORMONE_THERAPY,
    bones.AMENORRHOEA,
    bones.LOW_TESTOSTERONE,
    bones.PREGNANT,
    bones.PARENTAL_HIP_FRACTURE,
    bones.FAMILY_OSTEOPOROSIS,
    bones.FRAGILITY_FRACTURE,
    bones.FRACTURE_SITES,
    bones.RECENT_FRACTURE,
    bones.HEIGHT_LOSS,
    bones.DIAGNOSED_OSTEOPOROSIS,
    bones.LAST_DENSITOMETRY,
    health.SYMPTOMS,
    health.RED_FLAGS,
    bones.FALLS,
    habits.ALCOHOL,
    habits.COFFEE,
    habits.WEIGHT_BEARING,
    habits.STRENGTH,
    habits.SWIMS_OR_CYCLES,
    habits.SUN,
    habits.SLEEP,
    habits.STRESS,
    habits.DIETS,
    *habits.FOODS,
    habits.SUPPLEMENTS,
)


@cache
def population() -> tuple[Mapping[str, object], ...]:
    """Everybody's answers, as `Assessor.assess` takes them, in the vocabulary's order."""
    return tuple(map(_answers, bodies.newcomers()))


def _answers(person: Person) -> Mapping[str, object]:
    for column in COLUMNS:
        key = column.key
        if _is_asked(key, person) and person.draws(f"{key}?") >= column.unanswered:
            answer = column.draw(person)
            if answer is not None:
                person.answers[key] = answer
    return {key: person.answers[key] for key in FACTS if key in person.answers}


def _is_asked(key: str, person: Person) -> bool:
    # A list of choices serves there as well as a set.
    return key in ASKED_OF_EVERYBODY or FACTS[key].is_asked(cast("Facts", person.answers))
