"""What an example visitor must get, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from questionnaire.levels import LEVELS
from rules.document import Example
from rules.gates import given
from rules.outcome import Outcome
from studio.trying.outcomes import GROUPS
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Beside the level: the lists of an example, and the lists of the document that their keys stand in.
EXPECTED = {"findings": "findings", "tips": "recommendations", "withheld": "recommendations"}
Lines = tuple["StrOrPromise", list[str]]  # a heading and what stands below it


def due(example: Example) -> dict[str, list[str]]:
    """The keys of what an example visitor must get, by the names of EXPECTED."""
    return {name: [*getattr(example, name)] for name in EXPECTED}


def accepted(example: Example, outcome: Outcome) -> Example:
    """The example visitor with the level of this outcome, and without what it lacks."""
    got = given(outcome)
    lists = {name: tuple(key for key in keys if key in got[name]) for name, keys in due(example).items()}
    return example.model_copy(update={"level": outcome["level"], **lists})


def in_words(copy: WorkingCopy, level: str, keys: Mapping[str, Sequence[str]]) -> list[Lines]:
    """A level, findings and tips; what is empty is left out."""
    words = {"level": [str(LEVELS[level].title)]} | {
        name: [copy.title_of((collection, key)) for key in keys[name]]
        for name, collection in EXPECTED.items()
    }
    return [(GROUPS[name][0], lines) for name, lines in words.items() if lines]


def example_in_words(copy: WorkingCopy, example: Example) -> list[Lines]:
    """An example visitor from its title to its tips."""
    head: list[Lines] = [
        (_("Title"), [example.title]),
        (_("Answers"), [copy.answers_in_words(example)]),
    ]
    return head + in_words(copy, example.level, due(example))


def changes(copy: WorkingCopy, before: Example, after: Example) -> list[str]:
    """What an example visitor no longer expects, a sentence each."""
    found = []
    if before.level != after.level:
        words = {"due": LEVELS[before.level].title, "level": LEVELS[after.level].title}
        found.append(_("Must get the level “%(due)s”, gets “%(level)s”") % words)
    for name, collection in EXPECTED.items():
        for key in due(before)[name]:
            if key not in due(after)[name]:
                words = {"kind": GROUPS[name][1], "title": copy.title_of((collection, key))}
                found.append(_("Does not get: %(kind)s “%(title)s”") % words)
    return found
