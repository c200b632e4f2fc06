"""A field for keys of other parts: what is there as ticked boxes, and selects that add more."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

if TYPE_CHECKING:
    from studio.editing.forms.options import Choices, Groups


class BoundReferences(BoundField):
    """What the template of this field shows; boxes and selects have one name, so that their order is the list's."""

    field: References

    @cached_property
    def chosen(self) -> Choices:
        """The keys that are there, each with its words."""
        return [(key, self.field.words.get(key, key)) for key in self.value() or []]


class References(forms.MultipleChoiceField):
    """A list of keys, in order and without repeats.

    Keys that stand there already stay valid, whatever became of what they name: the checks warn of that.
    """

    bound_field_class = BoundReferences
    page_template = "references"
    groups: Groups
    words: dict[str, Any]

    def offer(self, groups: Groups, standing: Iterable[str]) -> None:
        """Let these be chosen, and those that stand there."""
        self.groups = groups
        self.words = {key: words for _, choices in groups for key, words in choices}
        self.choices = [(key, self.words.get(key, key)) for key in {**self.words, **dict.fromkeys(standing)}]

    def prepare_value(self, value: Any) -> list[str]:
        """The keys once each."""
        return _once(value)

    def to_python(self, value: Any) -> list[str]:
        """The keys once each."""
        return _once(super().to_python(value))


def _once(keys: Iterable[str] | None) -> list[str]:
    return list(dict.fromkeys(key for key in keys or [] if key))
