"""Example visitors: answers written as conditions, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.answers import clean
from rules.document import Example
from rules.examples import answer_faults, answers_of, stated
from tests.rules.random_documents import random_answers, seeded


def visitor(*answers: str) -> Example:
    """An example visitor with these answers."""
    given = {"key": "anne", "title": "Anne", "answers": answers, "level": "maintain"}
    return Example.model_validate(given)


def faults(*answers: str) -> list[str]:
    """What is wrong with the answers."""
    return list(answer_faults(visitor(*answers)))


WHO = ("age_years is 60", "sex is female")


def test_answers_are_read_as_they_would_be_sent() -> None:
    """Whole numbers as such, decimals exactly, several choices as a list."""
    answers = (
        "weight_kg is 57.5",
        "height_cm is 160.0",
        "fragility_fracture is true",
        "falls_last_year is 0",
    )
    several = ("symptoms includes night_cramps", "symptoms includes fragile_teeth")
    assert answers_of(visitor(*WHO, *answers, *several)) == {
        "age_years": 60,
        "sex": "female",
        "weight_kg": Decimal("57.5"),
        "height_cm": 160,
        "fragility_fracture": True,
        "falls_last_year": 0,
        "symptoms": ["night_cramps", "fragile_teeth"],
    }
    assert faults(*WHO, *answers, *several) == []


@pytest.mark.parametrize("seed", range(20))
def test_answers_that_are_stated_are_the_same_answers(seed: int) -> None:
    """A visitor who was tried can be kept as an example; what was not answered is left out."""
    answers = random_answers(seeded(seed))
    example = visitor(*map(str, stated(answers)))
    assert list(answer_faults(example)) == []
    assert clean(answers_of(example)) == clean(answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("bmi is 20",), "anne: “bmi is 20” is about no fact that is asked; see rules/facts.py"),
        (("old is established",), "anne: “old is established” is about no fact that is asked"),
        (("age_years > 65",), "anne: “age_years > 65” does not say what was answered; write “age_years is …”"),
        (("sex is known",), "anne: “sex is known” does not say what was answered; write “sex is …”"),
        (("symptoms is none",), "anne: “symptoms is none” does not say what was answered; write “symptoms includes"),
        (("weight_kg is 60", "weight_kg is 61"), "anne: a question is answered twice; answer it once"),
        (("symptoms includes none",) * 2, "anne: a question is answered twice; answer it once"),
        (("weight_kg is 20",), "anne → weight_kg: give a number from 25 to 300"),
        (("falls_last_year is 1.5",), "anne → falls_last_year: give a whole number from 0 to "),
        (("country is mars",), "anne → country: give one of: be, fr, nl, uk, us, other"),
        (("country is true",), "anne → country: give one of: be, fr, nl, uk, us, other"),
        (("symptoms includes age",), "anne → symptoms: give one of: persistent_bone_pain, stooped_posture"),
        (("fragility_fracture is yes",), "anne → fragility_fracture: give true or false"),
        (
            ("symptoms includes none", "symptoms includes night_cramps"),
            "anne → symptoms: “none” stands alone; leave it out or leave the others out",
        ),
        (
            ("menopause is natural", "menopause_age_years is 61"),
            "anne → menopause_age_years: is later than age_years; give the age at the last period",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_nobody_can_give_is_named(answers: tuple[str, ...], expected: str) -> None:
    """With what to write instead."""
    [fault] = faults(*WHO, *answers)
    assert fault.startswith(f"examples → {expected}")


def test_what_everybody_must_answer_is_asked_for() -> None:
    """Each of them."""
    assert faults("country is be") == [
        "examples → anne → age_years: is required; answer it",
        "examples → anne → sex: is required; answer it",
    ]
