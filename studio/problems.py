"""The problems of a document in the page's language, beside what they concern."""

from __future__ import annotations

from django.utils.translation import gettext

from rules.problems import Problem, sentence

REASONS = (  # why a solver gives up; they are marked here, because nobody else translates them
    sentence("max. resource limit exceeded"),
    sentence("no end of answers to try"),
    sentence("the engine does not confirm what the solver found"),
)


def in_words(problem: Problem, **words: object) -> str:
    """What is wrong and what to do; where it is, the page says. `words` stand in the place of its parameters."""
    reason = {"reason": gettext(str(problem.params["reason"]))} if "reason" in problem.params else {}
    return gettext(problem.template) % {**problem.params, **reason, **words}
