"""The questionnaire in words: its sections in order, and every question by the key of its fact."""

from questionnaire.questions.about_you import ABOUT_YOU
from questionnaire.questions.diet import DIET
from questionnaire.questions.fractures import FRACTURES
from questionnaire.questions.health import HEALTH
from questionnaire.questions.hormones import HORMONES
from questionnaire.questions.lifestyle import LIFESTYLE
from questionnaire.questions.model import Question, Section
from questionnaire.questions.warning_signs import WARNING_SIGNS

__all__ = ["QUESTIONS", "SECTIONS", "SECTIONS_OF", "Question", "Section"]

SECTIONS: tuple[Section, ...] = (ABOUT_YOU, WARNING_SIGNS, HORMONES, FRACTURES, HEALTH, LIFESTYLE, DIET)
QUESTIONS: dict[str, Question] = {
    question.fact.key: question for section in SECTIONS for question in section.questions
}
SECTIONS_OF: dict[str, str] = {q.fact.key: section.key for section in SECTIONS for q in section.questions}
