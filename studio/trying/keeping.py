"""Keep made-up answers as an example visitor, with what they must get."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from questionnaire.fields import Answer
from rules.document import Example
from rules.examples import stated
from rules.gates import given
from rules.models import Part
from rules.outcome import Outcome
from rules.problems import schema_problems
from rules.schema import REMEDIES
from rules.services import KeyTaken, Stale, add_part, change_part
from studio.problems import in_words
from studio.trying.expectations import EXPECTED
from studio.trying.outcomes import Groups
from studio.workingcopy import LONGEST_KEY, WorkingCopy, latest_change

NEW, SAME = "new", "same"
CHANGED = _("The working copy gives another outcome by now. Look at it, and press the button again.")


class KeepForm(forms.Form):
    """A title, and which of the findings and tips that the working copy gives must always be there.

    `example` is the one that the answers came from, with its `part`, if any. The level must always be the same.
    """

    title = forms.CharField(label=_("Title"), max_length=200)
    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=LONGEST_KEY,
        help_text=_("Small letters, digits and hyphens. Leave it empty to take it from the title."),
    )
    findings = forms.MultipleChoiceField(
        label=_("Findings that this visitor must get"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tips = forms.MultipleChoiceField(
        label=_("Tips that this visitor must get"), required=False, widget=forms.CheckboxSelectMultiple
    )
    withheld = forms.MultipleChoiceField(
        label=_("Tips that must be withheld"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        answers: dict[str, Answer],
        outcome: Outcome,
        groups: Groups,
        example: tuple[Example, Part] | None,
        data: QueryDict | None = None,
    ) -> None:
        self._answers, self._level = answers, outcome["level"]
        self.theirs: Example | None = None  # what stands in its place now, where somebody was faster
        due: dict[str, Any] = {**given(outcome), "level": self._level}
        if example:
            item, part = example
            due |= {name: [key for key in getattr(item, name) if key in due[name]] for name in EXPECTED}
            due |= {"title": item.title, "version": part.version}
        super().__init__(data, initial=due, prefix="keep")
        for name in EXPECTED:
            field = cast("forms.MultipleChoiceField", self.fields[name])
            field.choices = [(entry.key, entry.title) for entry in groups[name]]

    def clean(self) -> dict[str, Any]:
        """What was seen has to be what the working copy gives now; else the form is sent again with that."""
        gone = [name for name in EXPECTED if self.has_error(name)]
        for name in gone:
            del self.errors[name]
        if gone or self.cleaned_data.get("level") != self._level:
            self._send_next_time("level", self._level)
            self.add_error(None, CHANGED)
        return self.cleaned_data

    def example(self, key: str) -> Example | None:
        """The example visitor under this key; None with the faults beside the fields."""
        data = self.cleaned_data
        content = {
            "key": key,
            "title": data["title"],
            "answers": [str(condition) for condition in stated({**self._answers})],
            "level": self._level,
            **{name: data[name] for name in EXPECTED},
        }
        try:
            return Example.model_validate(content)
        except ValidationError as error:
            for problem in schema_problems(content, error, REMEDIES):
                self.add_error(
                    problem.place[0] if problem.place[0] in self.fields else None, in_words(problem)
                )
            return None

    def add(self, copy: WorkingCopy, by: str) -> Part | None:
        """Keep it as a new example visitor; None with the faults beside the fields."""
        data = self.cleaned_data
        example = self.example(data["key"] or copy.free_key("examples", data["title"]))
        if example is None:
            return None
        try:
            return add_part(copy.rule_set, "examples", example, by)
        except KeyTaken:
            self.add_error("key", _("Another example visitor has this key; write another one."))
            return None

    def change(self, part: Part, by: str) -> Part | None:
        """Put it in the place of the example that the answers came from; None with the faults beside the fields.

        Where somebody changed that one since, the form tells, and knows their version: pressed again, it replaces it.
        """
        example = self.example(part.key)
        if example is None:
            return None
        try:
            return change_part(part, example, self.cleaned_data["version"] or 0, by)
        except Stale as stale:
            self._tell(stale.now)
            return None

    def tell_deleted(self) -> None:
        """Say that there is nothing to replace any more."""
        self.add_error(None, _("This example visitor was deleted. Keep the answers as a new one."))

    def _tell(self, now: Part | None) -> None:
        if now is None:
            self.tell_deleted()
            return
        item = now.item()
        self.theirs = item if isinstance(item, Example) else None
        self._send_next_time("version", str(now.version))
        told = gettext(
            "Somebody changed this example visitor in the meantime. Press again to put yours in its place."
        )
        self.add_error(None, f"{told} {latest_change(now.rule_set, (now.collection, now.key))}".rstrip())

    def _send_next_time(self, name: str, value: str) -> None:
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix(name)] = value
        self.data = data
