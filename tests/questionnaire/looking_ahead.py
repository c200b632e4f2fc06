"""People whose results could change, and what looking ahead tells them."""

from __future__ import annotations

from questionnaire.prospects import Prospects, look_ahead
from rules.assessment import Assessor
from tests.questionnaire.people import HEALTHY_MAN, NOTHING_WRONG
from tests.questionnaire.visitor import Answers

MAN = HEALTHY_MAN | NOTHING_WRONG
# Answers to everything that matters, nothing wrong: past menopause and over 50, so the level is “discuss”.
WOMAN = NOTHING_WRONG | {
    "age_years": 62,
    "sex": "female",
    "country": "be",
    "height_cm": 165,
    "weight_kg": 75,
    "height_loss": "none",
    "last_densitometry": "never",
    "menopause": "natural",
    "menopause_age_years": 51,
    "hormone_therapy": "never",
    "amenorrhoea_over_12_months": False,
    "falls_last_year": 0,
}


def prospects_of(site: Assessor, answers: Answers, language: str = "en") -> Prospects:
    """As the page asks for them."""
    return look_ahead(site, answers, site.assess(answers, language))


def levels_without(site: Assessor, answers: Answers) -> dict[str, str]:
    """By changeable finding: the level without it."""
    return {change.finding: change.level for change in prospects_of(site, answers).changes}


def open_questions(site: Assessor, answers: Answers) -> dict[str, tuple[str, ...]]:
    """By open question that matters: the levels it can lead to."""
    return {question.key: question.levels for question in prospects_of(site, answers).questions}


def without(answers: Answers, *keys: str) -> Answers:
    """As if these questions were not answered."""
    return {key: answer for key, answer in answers.items() if key not in keys}
