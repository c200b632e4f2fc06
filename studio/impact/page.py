"""What a change does: who is referred and who changes level among made-up people, before and after it.

It takes a few seconds the first time; later views of the same rules are quick. Nothing is stored.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from questionnaire.levels import LEVELS
from questionnaire.sentences import in_one_line
from rules.impact import LEVELS as ORDERED
from rules.impact import OUT_OF_SCOPE, compare
from rules.models import Release, RuleSet
from studio.impact import frequencies, groups, moves
from studio.impact.people import assumed, origins
from studio.impact.sides import Sides, both_sides
from studio.impact.summary import sentences
from studio.pages import show, working_copy
from studio.publishing.versions import stored
from studio.trying.trials import DRAFT, rules_to_try
from studio.workingcopy import WorkingCopy


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """The working copy beside the release in force, or beside the one with the `number` of the query."""
    copy = working_copy(rule_set)
    release = _release(request, rule_set)
    titles = rules_to_try(rule_set)
    sides = both_sides(copy, release)
    number = str(release.number) if release else ""
    context = {
        "title": _("What a change does"),
        "releases": {name: title for name, title in titles.items() if name != DRAFT},
        "number": number,
        "before": titles.get(number, ""),
        "sides": sides,
        "is_unsound": bool(copy.problems),
        "origins": origins(),
        "assumed": assumed(),
    }
    return show(request, "impact", rule_set, context | _found(copy, sides))


def _release(request: HttpRequest, rule_set: RuleSet) -> Release | None:
    """The one to compare with; None before the first publication, Http404 where there is no such release."""
    in_force = rule_set.current.number if rule_set.current else ""
    number = request.GET.get("number") or str(in_force)
    return stored(rule_set, number) if number else None


def _found(copy: WorkingCopy, sides: Sides) -> dict[str, Any]:
    """What the template shows of the two; nothing where the working copy could not be tried."""
    if sides.after is None:
        return {}
    before = sides.before
    impact = compare(before.survey if before else None, sides.after.survey)
    rows = moves.rows(impact.moves, before, sides.after, copy.language) if impact.moves and before else []
    return {
        "sentences": list(sentences(impact)),
        "groups": groups.tables(impact),
        "rows": rows,
        "levels": [LEVELS[level].title for level in ORDERED],
        "ladder": in_one_line(str(LEVELS[level].title) for level in ORDERED if level != OUT_OF_SCOPE),
        "changes": [cell for row in rows for cell in row.cells if cell.is_change],
        "frequencies": frequencies.tables(impact, copy, before),
    }
