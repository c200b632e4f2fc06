"""A rule set's working copy as the studio's pages show it, in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import count, pairwise
import re

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext

from questionnaire.questions.answers import answer_text
from questionnaire.sentences import RuleWriter, fact_in_words, in_one_line
from rules.checks import problems_of
from rules.document import (
    Document,
    Example,
    Finding,
    Guarantee,
    Item,
    Recommendation,
    Rule,
    Source,
    digest,
    parse,
)
from rules.examples import answer_faults, answers_of
from rules.models import Change, Part, Release, RuleSet
from rules.problems import DocumentInvalid, Problem
from rules.strata import Cycle, findings_used
from rules.workingcopy import document_of_parts, parts_of

Name = tuple[str, str]  # the list that a part stands in, and its key
LONGEST_KEY = 60


class WorkingCopy:
    """Read once for a page: two queries, whatever the number of rules. `language` is the active one.

    Raises DocumentInvalid where this site no longer knows a part.
    """

    def __init__(self, rule_set: RuleSet, language: str) -> None:
        self.rule_set, self.language = rule_set, language
        self.parts: dict[Name, Part] = {(part.collection, part.key): part for part in parts_of(rule_set)}
        self.document = document_of_parts(rule_set, self.parts.values())
        self.items: dict[Name, Item] = {(name, item.key): item for name, item in self.document.items()}

    @cached_property
    def writer(self) -> RuleWriter:
        """Puts its rules into words."""
        return RuleWriter(self.document, self.language)

    @cached_property
    def problems(self) -> list[Problem]:
        """What stands in the way of publishing it, as far as the checks can tell."""
        return problems_of(self.document)

    @cached_property
    def problems_of(self) -> dict[Name, list[Problem]]:
        """The problems by the part that they concern, a ring of findings by each of its rules; then the others."""
        found: dict[Name, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            ring = problem.params.get("ring")
            for each in self._around(ring, problem) if isinstance(ring, Cycle) else [problem]:
                found[each.place[:2]].append(each)  # type: ignore[index]  # places of parts have two steps or more
        return found

    def _around(self, ring: Cycle, told: Problem) -> Iterator[Problem]:
        """The problem of a ring at each rule of it, in statements rather than keys."""
        statements = (
            gettext("“%(finding)s”") % {"finding": self.title_of(("findings", key))} for key in ring.findings
        )
        words, steps = " → ".join(statements), [*pairwise(ring.findings)]
        for rule in self.document.in_use().rules:
            if any(then == rule.then and used in findings_used(rule) for used, then in steps):
                yield Problem(("rules", rule.key), told.template, {"ring": words})

    @cached_property
    def released(self) -> Document | None:
        """The document in force, sound or not; None before the first release and where it cannot be read."""
        return read(self.rule_set.current)

    @cached_property
    def changed(self) -> set[Name]:
        """The parts that are new or otherwise than in the release in force."""
        return {name for name, item in self.items.items() if self._before.get(name) != item}

    @cached_property
    def added(self) -> set[Name]:
        """Those of them that are new."""
        return self.changed - self._before.keys()

    @cached_property
    def _before(self) -> dict[Name, Item]:
        return dict(_by_name(self.released)) if self.released else {}

    @cached_property
    def is_published(self) -> bool:
        """Whether visitors get just this."""
        current = self.rule_set.current
        return current is not None and current.digest == digest(self.document)

    def title_of(self, name: Name) -> str:
        """A part in a few words; its key where there is no such part."""
        item = self.items.get(name)
        if isinstance(item, Rule):
            return self.writer.sentence(item)
        return title_in(item, self.language) if item else name[1]

    def part_of(self, problem: Problem) -> Part | None:
        """The part that a problem concerns; None where it concerns no single one."""
        return self.parts.get(problem.place[:2])  # type: ignore[arg-type]  # those of parts have two steps or more

    def free_key(self, collection: str, words: str) -> str:
        """A valid key that no part of the list has, made of the words as far as they go."""
        plain = re.sub(r"[-_]+", "-", slugify(words)).lstrip("-0123456789")
        stem = plain[: LONGEST_KEY - 4].strip("-") or collection.removesuffix("s")
        keys = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        return next(key for key in keys if (collection, key) not in self.items)

    def if_then(self, rule: Rule) -> str:
        """A rule as a sentence (“If your age: 65 years or more, then: You are a woman of 65 or over (uspstf-2025)”)."""
        words = {
            "conditions": self.writer.conditions(rule),
            "finding": self.title_of(("findings", rule.then)),
            "sources": ", ".join(rule.sources),
        }
        return gettext("If %(conditions)s, then: %(finding)s (%(sources)s)") % words

    def answers_in_words(self, example: Example) -> str:
        """What an example visitor answered; as conditions where it is not sound."""
        if any(answer_faults(example)):
            return in_one_line(fact_in_words(condition) for condition in example.answers)
        answers = answers_of(example).items()
        return in_one_line(answer_text(key, answer, language=self.language) for key, answer in answers)


def read(release: Release | None) -> Document | None:
    """What a release says, sound or not; None where this site can no longer read it."""
    try:
        return parse(release.content) if release else None
    except DocumentInvalid:
        return None


def title_in(item: Source | Finding | Recommendation | Example | Guarantee, language: str) -> str:
    """A part in a few words; a rule has none of its own."""
    if isinstance(item, Source):
        return item.named_in(language)
    if isinstance(item, Finding):
        return item.label[language]
    return item.title if isinstance(item, Example) else item.title[language]


def latest_change(rule_set: RuleSet, name: Name) -> str:
    """Who changed the part that stands or stood under this name last, and when; "" where none was noted."""
    changes = Change.objects.filter(rule_set=rule_set, collection=name[0], key=name[1])
    change = changes.exclude(action=Change.Action.MOVED).order_by("-pk").first()
    if change is None:
        return ""
    words = {
        "who": change.by or gettext("command line"),
        "when": date_format(localtime(change.at), "DATETIME_FORMAT"),
    }
    return gettext("Last change: %(who)s, %(when)s.") % words


def _by_name(document: Document) -> list[tuple[Name, Item]]:
    return [((name, item.key), item) for name, item in document.items()]
