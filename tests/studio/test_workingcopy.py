"""A working copy as the studio's pages show it."""

from __future__ import annotations

import pytest

from rules.document import parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from studio.workingcopy import WorkingCopy
from tests.rules.documents import small

pytestmark = pytest.mark.django_db


def test_an_example_that_is_not_sound_is_told_as_it_is_written(rule_set: RuleSet) -> None:
    """Its answers as conditions, with the key of a question that does not exist."""
    answers = ["age_years is 40", "shoe_size is 41"]
    anna = {"key": "anna", "title": "Anna", "answers": answers, "level": "maintain"}
    replace_working_copy(rule_set, parse({**small(), "examples": [anna]}), "somebody")
    copy = WorkingCopy(RuleSet.objects.get(), "en")
    (example,) = copy.document.examples
    assert copy.answers_in_words(example) == "Your age: exactly 40 years; shoe_size: exactly 41"
