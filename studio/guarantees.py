"""A guarantee as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from questionnaire.levels import LEVELS
from questionnaire.sentences import in_one_line
from rules.document import Guarantee
from rules.schema import Conditional
from studio.workingcopy import WorkingCopy


def in_words(copy: WorkingCopy, guarantee: Guarantee) -> str:
    """For whom and what (“If your age: under 40, except if “…”, then: the level is “…””); sound or not."""
    words = {"demands": in_one_line(_demands(copy, guarantee))}
    if guarantee.conditions:
        words["conditions"] = copy.writer.conditions(guarantee)
    if guarantee.unless:
        words["unless"] = copy.writer.conditions(Conditional.model_construct(any=guarantee.unless))
    if guarantee.conditions and guarantee.unless:
        return _("If %(conditions)s, except if %(unless)s, then: %(demands)s") % words
    if guarantee.conditions:
        return _("If %(conditions)s, then: %(demands)s") % words
    if guarantee.unless:
        return _("For everybody, except if %(unless)s: %(demands)s") % words
    return _("For everybody: %(demands)s") % words


def _demands(copy: WorkingCopy, guarantee: Guarantee) -> Iterator[str]:
    if guarantee.levels:
        titles = (str(LEVELS[level].title) for level in guarantee.levels)
        yield _("the level is %(levels)s") % {"levels": _either(titles)}
    for keys, collection, template in (
        (guarantee.findings, "findings", _("this applies: “%(title)s”")),
        (guarantee.never_findings, "findings", _("this does not apply: “%(title)s”")),
        (guarantee.tips, "recommendations", _("this tip is given: “%(title)s”")),
        (guarantee.never_tips, "recommendations", _("this tip is not given: “%(title)s”")),
    ):
        yield from (template % {"title": copy.title_of((collection, key))} for key in keys)


def _either(titles: Iterable[str]) -> str:
    first, *others = (_("“%(words)s”") % {"words": title} for title in titles)
    for title in others:
        first = _("%(before)s or %(last)s") % {"before": first, "last": title}
    return first
