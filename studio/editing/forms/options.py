"""What a form offers to choose from, grouped, in the words of the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from rules.document import Finding, FindingKind, Recommendation, RecommendationKind
from studio.words import topic_title
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choices = Sequence[tuple[str, "StrOrPromise"]]
Groups = Sequence[tuple["StrOrPromise", Choices]]
_Item = TypeVar("_Item", Finding, Recommendation)
LONGEST = 110  # characters of an option, so that a select stays within the page


def topics(copy: WorkingCopy) -> Choices:
    """The rule set's topics."""
    return [(topic, topic_title(topic)) for topic in copy.document.topics]


def sources(copy: WorkingCopy) -> Groups:
    """Every source by its key and name."""
    named = [(item.key, f"{item.key}: {item.named_in(copy.language)}") for item in copy.document.sources]
    return [(_("Sources"), [(key, _short(words)) for key, words in named])]


def findings(copy: WorkingCopy) -> Groups:
    """Every finding, by topic."""
    return _by_topic(copy.document.findings, lambda item: item.label[copy.language])


def cautions(copy: WorkingCopy) -> Groups:
    """The findings that can withhold a tip."""
    items = [item for item in copy.document.findings if item.kind is FindingKind.CAUTION]
    return _by_topic(items, lambda item: item.label[copy.language])


def shown_findings(copy: WorkingCopy) -> Groups:
    """The findings that an outcome can show."""
    items = [item for item in copy.document.findings if item.kind is not FindingKind.INTERMEDIATE]
    return _by_topic(items, lambda item: item.label[copy.language])


def tips(copy: WorkingCopy) -> Groups:
    """The recommendations that are tips."""
    items = [item for item in copy.document.recommendations if item.kind is RecommendationKind.TIP]
    return _by_topic(items, lambda item: item.title[copy.language])


def recommendations(copy: WorkingCopy, own: str) -> Groups:
    """Every recommendation but this one."""
    items = [item for item in copy.document.recommendations if item.key != own]
    return _by_topic(items, lambda item: item.title[copy.language])


def flat(choices: Any) -> Choices:
    """The choices of a field, without their groups."""
    return [
        one
        for value, words in choices
        for one in (words if isinstance(words, list | tuple) else [(value, words)])
    ]


def _by_topic(items: Iterable[_Item], words: Callable[[_Item], str]) -> Groups:
    groups: dict[str, list[tuple[str, StrOrPromise]]] = {}
    for item in items:
        groups.setdefault(item.topic, []).append((item.key, _short(words(item))))
    return [(topic_title(topic), choices) for topic, choices in groups.items()]


def _short(words: str) -> str:
    return Truncator(words).chars(LONGEST)
