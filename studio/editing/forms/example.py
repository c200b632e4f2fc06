"""An example visitor: made-up answers and what they must lead to. The answers are given on the try page."""

from __future__ import annotations

from typing import get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaire.levels import LEVELS
from questionnaire.sentences import fact_in_words, in_one_line
from rules.conditions import Condition, ConditionInvalid
from rules.document import Level
from studio.editing.forms import options
from studio.editing.forms.base import Line, PartForm
from studio.editing.forms.options import Groups
from studio.editing.forms.references import References


class Answers(forms.Field):
    """Conditions that say what was answered, carried along as they are."""

    widget = forms.MultipleHiddenInput
    page_template = "answers"


class ExampleForm(PartForm):
    """What the visitor must get at least; everything else may change."""

    collection = "examples"
    named_after = ("title",)
    order = ("title", "answers", "level", "findings", "tips", "withheld")

    title = Line(
        label=_("Title"), required=False, help_text=_("Who it is, such as “Woman of 72 who broke her wrist”.")
    )
    answers = Answers(label=_("Answers"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    findings = References(label=_("Findings to be shown"), required=False)
    tips = References(label=_("Tips to be given"), required=False)
    withheld = References(label=_("Tips to be withheld"), required=False)

    def offers(self) -> dict[str, Groups]:
        """Levels as well."""
        self._field("level").choices = [(level, LEVELS[level].title) for level in get_args(Level)]
        tips = options.tips(self.copy)
        return {"findings": options.shown_findings(self.copy), "tips": tips, "withheld": tips}

    def in_words(self, name: str) -> str:
        """The answers as the result page tells them."""
        return in_one_line(self.answers_in_words()) if name == "answers" else super().in_words(name)

    def answers_in_words(self) -> list[str]:
        """Each answer, its question first."""
        return [_said(text) for text in self["answers"].value() or []]


def _said(text: str) -> str:
    try:
        return fact_in_words(Condition.parse(text))
    except ConditionInvalid:
        return text
