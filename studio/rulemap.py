"""The map of a rule set: every part of the working copy in words, with what is wrong beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from questionnaire.sentences import in_one_line
from rules.document import Example, Finding, Guarantee, Item, Recommendation, Rule, Source
from rules.models import RuleSet
from studio import guarantees
from studio.pages import show, working_copy
from studio.problems import in_words
from studio.words import FINDING_KINDS, LISTS, MODELS, RECOMMENDATION_KINDS, address_of, topic_title
from studio.workingcopy import Name, WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EVERYTHING, WITH_WARNINGS, CHANGED, DISABLED = "", "warnings", "changed", "disabled"
WITHOUT_PLACE = "without_place"  # no topic's key has an underscore


@dataclass(frozen=True, slots=True)
class Row:
    """One part: what it is and says, and whether something is wrong with it. `address` is its page's."""

    collection: str
    key: str
    address: str
    kind: StrOrPromise
    title: str
    lines: list[str]
    problems: list[str]
    is_changed: bool
    is_new: bool
    is_disabled: bool
    rules: list[Row] = field(default_factory=list)

    def matches(self, words: str, only: str) -> bool:
        """Whether a search finds it."""
        text = " ".join((self.key, self.title, *self.lines)).lower()
        wanted = {
            EVERYTHING: True,
            WITH_WARNINGS: bool(self.problems),
            CHANGED: self.is_changed,
            DISABLED: self.is_disabled,
        }
        return wanted.get(only, True) and all(word in text for word in words.lower().split())


@dataclass(frozen=True, slots=True)
class Section:
    """A topic, the sources, the example visitors, the guarantees, or what has no place.

    `adds` are the lists that a part can be added to here.
    """

    key: str
    title: StrOrPromise
    topic: str
    adds: Sequence[tuple[str, StrOrPromise]]
    rows: list[Row]


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Everything, or what `q`, `topic` and `only` of the query ask for."""
    copy = working_copy(rule_set)
    words, only, topic = (request.GET.get(name, "") for name in ("q", "only", "topic"))
    sections = list(RuleMap(copy).sections())
    found = [
        Section(part.key, part.title, part.topic, part.adds, list(_filtered(part.rows, words, only)))
        for part in sections
        if topic in ("", part.key)
    ]
    narrowed = bool(words or only or topic)
    context = {
        "title": rule_set.title_here(),
        "copy": copy,
        "topics": [(part.key, part.title) for part in sections],
        "sections": [part for part in found if part.rows or not narrowed],
        "narrowed": narrowed,
        "count": sum(row.matches(words, only) for part in found for row in _flat(part.rows)),
        "query": {"q": words, "only": only, "topic": topic},
        "choices": [
            (EVERYTHING, _("everything")),
            (WITH_WARNINGS, _("with warnings")),
            (CHANGED, _("changed since the release")),
            (DISABLED, _("disabled")),
        ],
        "general_problems": [
            in_words(problem)
            for name, problems in copy.problems_of.items()
            for problem in problems
            if name not in copy.items
        ],
    }
    return show(request, "map", rule_set, context)


def _filtered(rows: Iterable[Row], words: str, only: str) -> Iterator[Row]:
    """The rows found; a finding brings the rules that were found, or all of its own when it was found itself."""
    for row in rows:
        rules = [rule for rule in row.rules if rule.matches(words, only)]
        if row.matches(words, only):
            yield row
        elif rules:
            yield replace(row, rules=rules)


def _flat(rows: Iterable[Row]) -> Iterator[Row]:
    """Every row, the rules below a finding too."""
    return (each for row in rows for each in (row, *row.rules))


class RuleMap:
    """Puts the parts of a working copy into rows."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy
        self._rules: dict[str, list[Row]] = defaultdict(list)
        for rule in copy.document.rules:
            self._rules[rule.then].append(self._row("rules", rule))

    def sections(self) -> Iterator[Section]:
        """The topics in order, each with its findings (their rules below them) and recommendations; then the rest.

        The last one, where there are such parts, has those that name a topic or a finding that does not exist.
        """
        document, rows = self._copy.document, self._by_topic()
        adds = [("finding", _("Add a finding")), ("recommendation", _("Add a recommendation"))]
        for topic in document.topics:
            yield Section(topic, topic_title(topic), topic, adds, rows.pop(topic, []))
        others = (("sources", _("Add a source")), ("examples", ""), ("guarantees", _("Add a guarantee")))
        for name, word in others:
            own = [self._row(name, item) for item in getattr(document, name)]
            yield Section(name, LISTS[name], "", [(MODELS[name], word)] if word else [], own)
        lost = [*chain(*rows.values()), *self._without_finding()]
        if lost:
            yield Section(WITHOUT_PLACE, _("Without a place"), "", [], lost)

    def _by_topic(self) -> dict[str, list[Row]]:
        """Findings, then recommendations, by the topic that they name."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for name, item in self._copy.document.items():
            if isinstance(item, Finding | Recommendation):
                rows[item.topic].append(self._row(name, item))
        return rows

    def _without_finding(self) -> Iterator[Row]:
        """The rules that establish no finding."""
        return (
            row
            for key, rows in self._rules.items()
            if ("findings", key) not in self._copy.items
            for row in rows
        )

    def _row(self, name: str, item: Item) -> Row:
        copy, here = self._copy, (name, item.key)
        return Row(
            collection=name,
            key=item.key,
            address=address_of(copy.parts[here]),
            kind=_kind(item),
            title=self._title(here, item),
            lines=list(self._lines(item)),
            problems=[in_words(problem) for problem in copy.problems_of[here]],
            is_changed=here in copy.changed,
            is_new=here in copy.added,
            is_disabled=getattr(item, "disabled", False),
            rules=self._rules[item.key] if isinstance(item, Finding) else [],
        )

    def _title(self, name: Name, item: Item) -> str:
        if isinstance(item, Rule):
            return self._copy.if_then(item)
        return self._copy.title_of(name)

    def _lines(self, item: Item) -> Iterator[str]:
        """What else there is to say, a line each."""
        copy = self._copy
        if isinstance(item, Recommendation):
            yield _("When: %(findings)s") % {"findings": self._findings(item.called_for_by)}
            if item.withheld_by:
                yield _("Not when: %(findings)s") % {"findings": self._findings(item.withheld_by)}
            if item.incompatible_with:
                yield _("Never together with: %(titles)s") % {"titles": self._others(item.incompatible_with)}
        elif isinstance(item, Finding) and item.may_lower:
            yield _("May lower the level: %(reason)s") % {"reason": item.may_lower}
        elif isinstance(item, Guarantee):
            yield guarantees.in_words(copy, item)
        elif isinstance(item, Example):
            yield copy.answers_in_words(item)
        elif isinstance(item, Source) and item.based_on:
            names = in_one_line(copy.title_of(("sources", key)) for key in item.based_on)
            yield _("Based on: %(sources)s") % {"sources": names}

    def _findings(self, keys: Iterable[str]) -> str:
        return in_one_line(self._copy.title_of(("findings", key)) for key in keys)

    def _others(self, keys: Iterable[str]) -> str:
        return in_one_line(self._copy.title_of(("recommendations", key)) for key in keys)


def _kind(item: Item) -> StrOrPromise:
    if isinstance(item, Finding):
        return FINDING_KINDS[item.kind]
    if isinstance(item, Recommendation):
        return RECOMMENDATION_KINDS[item.kind]
    return ""
