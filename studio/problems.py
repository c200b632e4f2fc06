"""The problems of a document in the page's language, beside what they concern."""

from __future__ import annotations

from django.utils.translation import gettext

from rules.problems import Problem


def in_words(problem: Problem) -> str:
    """What is wrong and what to do; where it is, the page says."""
    return gettext(problem.template) % problem.params
