"""The example visitors of a rule set: what each must get, and what the working copy gives them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rules.document import Example, digest
from rules.gates import given, outcomes_of_examples
from rules.models import Part, RuleSet
from rules.outcome import Outcome
from rules.problems import DocumentInvalid
from rules.services import Stale, change_part
from studio.pages import require, show, working_copy
from studio.trying.expectations import Lines, accepted, changes, due, in_words
from studio.trying.trials import Fault, faults_of
from studio.words import address_of
from studio.workingcopy import WorkingCopy

CHANGE = "rules.change_example"


@dataclass(frozen=True, slots=True)
class Row:
    """One example visitor; `gets` and `changes` are empty where the working copy cannot be tried."""

    example: Example
    part: Part
    address: str
    answers: str
    due: list[Lines]
    gets: list[Lines]
    changes: list[str]


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """All of them; POST accepts for one what the working copy gives."""
    copy = working_copy(rule_set)
    outcomes, faults = _tried(copy)
    if request.method == "POST":
        require(request, CHANGE)
        if _accept(request, copy, outcomes):
            messages.success(request, _("The example visitor now expects what the working copy gives."))
        else:
            words = _("The working copy has changed since you looked. Look again before you accept.")
            messages.error(request, words)
        return redirect("admin:rules_ruleset_examples", rule_set.pk)
    rows = [_row(copy, example, outcomes.get(example.key)) for example in copy.document.examples]
    context = {
        "title": _("Example visitors"),
        "rows": rows,
        "short": sum(bool(row.changes) for row in rows),
        "faults": faults,
        "seen": digest(copy.document),
        "may_change_examples": request.user.has_perm(CHANGE),
        "may_delete_examples": request.user.has_perm("rules.delete_example"),
    }
    return show(request, "try_examples", rule_set, context)


def _tried(copy: WorkingCopy) -> tuple[dict[str, Outcome], list[Fault]]:
    """What the working copy gives each of them, or why it cannot be tried."""
    examples = copy.document.examples
    if copy.problems:
        return {}, faults_of(copy, copy.problems)
    try:
        outcomes = outcomes_of_examples(copy.document) if examples else ()
    except DocumentInvalid as invalid:
        return {}, faults_of(copy, invalid.problems)
    return {example.key: outcome for example, outcome in zip(examples, outcomes, strict=True)}, []


def _accept(request: HttpRequest, copy: WorkingCopy, outcomes: dict[str, Outcome]) -> bool:
    """Let an example visitor expect what the working copy gives; False where that is not what was seen."""
    name = ("examples", request.POST.get("accept", ""))
    outcome = outcomes.get(name[1])
    if request.POST.get("seen") != digest(copy.document) or outcome is None:
        return False
    part, item = copy.parts[name], accepted(cast("Example", copy.items[name]), outcome)
    try:
        change_part(part, item, part.version, request.user.get_username())
    except Stale:
        return False
    return True


def _row(copy: WorkingCopy, example: Example, outcome: Outcome | None) -> Row:
    part = copy.parts[("examples", example.key)]
    return Row(
        example=example,
        part=part,
        address=address_of(part),
        answers=copy.answers_in_words(example),
        due=in_words(copy, example.level, due(example)),
        gets=in_words(copy, outcome["level"], given(outcome)) if outcome else [],
        changes=changes(copy, example, accepted(example, outcome)) if outcome else [],
    )
