"""Problems beside the parts that they concern, with links, and in words where they name something by its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import re

from django.utils.translation import gettext as _

from questionnaire.levels import LEVELS
from questionnaire.questions import QUESTIONS
from rules.conditions import Condition
from rules.problems import Problem
from rules.schema import Conditional
from studio.problems import in_words
from studio.words import address_of
from studio.workingcopy import WorkingCopy

# The lists of the parts that a problem can name beside the one it concerns, by the parameter with the key.
NAMED = {
    "finding": "findings",
    "tip": "recommendations",
    "recommendation": "recommendations",
    "source": "sources",
}
LEVEL_NAMES = {"level", "due", "one", "other"}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What is wrong, and the part that it concerns; `address` is its page's, "" where there is none.

    `named` are title and address of each other part that the sentence names.
    """

    text: str
    title: str
    address: str
    named: Sequence[tuple[str, str]] = ()


def problem_row(problem: Problem, copy: WorkingCopy | None) -> ProblemRow:
    """A problem beside the part that it concerns; of a document that is no working copy, beside its place."""
    if copy is None:
        return ProblemRow(in_words(problem), _title_of(problem.place), "")
    names = [
        name
        for param, collection in NAMED.items()
        if (name := (collection, str(problem.params.get(param, "")))) in copy.parts
    ]
    named = [(copy.title_of(name), address_of(copy.parts[name])) for name in names]
    text, part = in_words(problem, **_words(problem, copy)), copy.part_of(problem)
    if part is None:
        return ProblemRow(text, _title_of(problem.place), "", named)
    return ProblemRow(text, copy.title_of((part.collection, part.key)), address_of(part), named)


def _title_of(place: tuple[str, ...]) -> str:
    """A question, the rules as a whole, or whatever place it is."""
    question = QUESTIONS.get(place[-1]) if place[:1] == ("facts",) else None
    if question:
        return str(question.text)
    return " → ".join(place) or _("The rules as a whole")


def _words(problem: Problem, copy: WorkingCopy) -> dict[str, str]:
    """What stands in the sentence in the place of keys."""
    words = {}
    for param, value in problem.params.items():
        name = (NAMED.get(param, ""), str(value))
        if param in LEVEL_NAMES:
            words[param] = _("“%(words)s”") % {"words": LEVELS[str(value)].title}
        elif param == "conditions":
            words[param] = _conditions(str(value), copy)
        elif name in copy.parts:
            words[param] = copy.title_of(name)
    return words


def _conditions(text: str, copy: WorkingCopy) -> str:
    """Quoted conditions as a person says them."""
    clauses = (
        copy.writer.conditions(Conditional.model_construct(all=(Condition.parse(written),)))
        for written in re.findall("“(.*?)”", text)
    )
    return ", ".join(_("“%(words)s”") % {"words": clause} for clause in clauses)
