"""HTML that is the same for everybody, rendered once, with slots into which a visitor's values are put.

A blank page costs a hundred times what filling its slots does. What is kept between requests is what `steps.Frame`
names, no answer on health among it; a visitor's values are only ever put into a copy.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from questionnaire.fields import (
    LONGEST_NUMBER,
    UNKNOWN_TEXT,
    answer_field,
    input_names,
    is_number,
    may_tick_unknown,
)
from questionnaire.questions import QUESTIONS, Question
from questionnaire.questions.measurements import UNITS, unit_of
from rules.facts import Kind

SLOT = re.compile(r"\[\[([a-z]+:[a-z0-9_:-]*)\]\]")


class Piece:
    """HTML with slots, such as `[[value:age_years]]`; immutable."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = tuple(parts)  # texts and the names of slots in turn

    @classmethod
    def read(cls, html: str) -> Piece:
        """The slots of a rendered template, and its lines without what only indents them."""
        return cls(SLOT.split(_trimmed(html)))

    @classmethod
    def around(cls, html: str, mark: str, slot: str) -> Piece:
        """A rendered template that holds `mark` wherever its one slot is: its texts may look like slots."""
        return cls([part for text in _trimmed(html).split(mark) for part in (text, slot)][:-1])

    def filled(self, values: Mapping[str, str]) -> str:
        """The HTML with what stands in each slot; `values` is HTML, and a slot without one stays empty."""
        parts = list(self._parts)
        parts[1::2] = [values.get(slot, "") for slot in parts[1::2]]
        return "".join(parts)

    def partly(self, values: Mapping[str, str], left: Container[str]) -> Piece:
        """The same with only the slots in `left` left to fill; what looks like a slot in a value is text."""
        parts = [self._parts[0]]
        for slot, text in zip(self._parts[1::2], self._parts[2::2], strict=True):
            if slot in left:
                parts += [slot, text]
            else:
                parts[-1] += values.get(slot, "") + text
        return Piece(parts)


def _trimmed(html: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", html.strip())


@lru_cache(maxsize=1024)
def question_html(key: str, language: str, unit: str = "", country: str = "") -> SafeString:
    """A blank question with slots for its value, what is ticked, what is wrong and the focus."""
    with override(language):
        form = QuestionForm(key, unit, country)
        html: str = render_crispy_form(form, form.helper)
    return mark_safe(html)  # noqa: S308  # crispy's templates have escaped it


class QuestionForm(forms.Form):
    """One question, blank."""

    def __init__(self, key: str, unit: str, country: str) -> None:
        super().__init__()
        self.about = About(key, unit, country)
        self.fields[key] = answer_field(key, self.about.unit)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # nothing is stored and nobody is known: there is nothing to forge
        self.helper.layout = Layout(Field(key))


class About:
    """What the template shows around the answer. Apart from the form: a template takes `form.x` for a field first."""

    def __init__(self, key: str, unit: str, country: str) -> None:
        question = QUESTIONS[key]
        fact = question.fact
        self.unit, self.units = unit_of(key, {key: unit}), UNITS.get(key)
        country_example = question.examples.get(country) or question.examples.get("", "")
        self.example = self.unit.example if self.unit else country_example
        self.picture = _picture(question.picture) if question.picture else ""
        self.conditions, self.exceptions = ("; ".join(map(str, c)) for c in (fact.asked_if, fact.unless))
        self.may_tick_unknown, self.unknown = may_tick_unknown(fact), UNKNOWN_TEXT
        self.inputs = list(self._inputs(question)) if is_number(fact) else []

    def _inputs(self, question: Question) -> Iterator[dict[str, object]]:
        fact, is_whole = question.fact, question.fact.kind is Kind.INTEGER
        words = [part.words for part in self.unit.parts] if self.unit else [question.unit]
        for name, unit_words in zip(input_names(fact.key, self.unit), words, strict=True):
            yield {
                "name": name,
                "words": unit_words,
                "mode": "numeric" if is_whole else "decimal",
                "longest": LONGEST_NUMBER,
                "most": fact.high if is_whole and fact.unit != "years" else "",  # a count, to step through
            }


def _picture(name: str) -> SafeString:
    return mark_safe(get_template(f"pictures/{name}.svg").render())  # noqa: S308  # our own drawing
