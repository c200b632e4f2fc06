from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    """The questionnaire: questions, steps, result."""

    name = "questionnaire"
