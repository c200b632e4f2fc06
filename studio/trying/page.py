"""Try rules: the whole questionnaire as one page, and what the working copy or a release says to the answers.

They are made up, but treated as a visitor's: posted, shown again, and kept nowhere but in an example visitor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from questionnaire.fields import Answer
from questionnaire.forms import PageForm
from rules.document import Example
from rules.models import Part, RuleSet
from studio.pages import require, show, working_copy
from studio.trying.asking import as_sent, chapters, filled_in, sent, usable_answers
from studio.trying.expectations import example_in_words
from studio.trying.keeping import SAME, KeepForm
from studio.trying.outcomes import NOWHERE, ignored, worked_out
from studio.trying.trials import DRAFT, Bench, Trial, rules_to_try
from studio.words import address_of
from studio.workingcopy import Name, WorkingCopy

ADD, CHANGE = "rules.add_example", "rules.change_example"
TO_KEEP = "to_keep"  # the button of another page that leads to the form to keep these answers


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request asks for: the rules to try, the example visitor and the part that one came from, if any."""

    copy: WorkingCopy
    titles: dict[str, str]
    rules: str
    example: tuple[Example, Part] | None
    origin: Name


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Ask; of sound answers, show what they lead to; keep them as an example visitor if asked to."""
    if "keep" in request.POST:
        require(request, CHANGE if request.POST["keep"] == SAME else ADD)
    wish = _wish(request, working_copy(rule_set))
    if request.method != "POST":
        return _show(request, wish, filled_in(usable_answers(wish.example[0]) if wish.example else {}))
    form = sent(request.POST)
    if not form.is_valid():
        return _show(request, wish, form)
    answers = form.given()
    trial = Bench(wish.copy, wish.titles, answers, wish.origin).compare(wish.rules)
    keeping = _keeping(request, wish, answers, trial)
    if keeping and "keep" in request.POST and (kept := _keep(request, wish, keeping)):
        return kept
    return _show(request, wish, form, _result(request, wish, trial, keeping))


def _wish(request: HttpRequest, copy: WorkingCopy) -> Wish:
    titles = rules_to_try(copy.rule_set)
    rules = request.POST.get("rules") or request.GET.get("rules") or DRAFT
    if rules not in titles:
        raise Http404
    collection, _colon, key = request.GET.get("from", "").partition(":")
    origin = (collection, key) if (collection, key) in copy.items else NOWHERE
    name = ("examples", request.GET.get("example", ""))
    item = copy.items.get(name)
    example = (item, copy.parts[name]) if isinstance(item, Example) else None
    return Wish(copy, titles, rules, example, origin)


def _keeping(request: HttpRequest, wish: Wish, answers: dict[str, Answer], trial: Trial) -> KeepForm | None:
    """The form to keep these answers, of what the working copy gives, for those who may."""
    tried = trial.columns[0].tried
    if wish.rules != DRAFT or tried.outcome is None or tried.groups is None:
        return None
    if not (request.user.has_perm(ADD) or request.user.has_perm(CHANGE)):
        return None
    data = request.POST if "keep" in request.POST else None
    return KeepForm(answers, tried.outcome, tried.groups, wish.example, data)


def _keep(request: HttpRequest, wish: Wish, form: KeepForm) -> HttpResponseRedirect | None:
    """Back to the example visitors; None with the faults in the form."""
    replaces = request.POST["keep"] == SAME
    by = request.user.get_username()
    if not form.is_valid():
        return None
    kept = None
    if not replaces:
        kept = form.add(wish.copy, by)
    elif wish.example:
        kept = form.change(wish.example[1], by)
    else:
        form.tell_deleted()
    if kept is None:
        return None
    messages.success(request, _("The example visitor is kept. It is tried at each publication."))
    return redirect("admin:rules_ruleset_examples", wish.copy.rule_set.pk)


def _result(request: HttpRequest, wish: Wish, trial: Trial, keeping: KeepForm | None) -> dict[str, Any]:
    """What the template shows of a trial."""
    outcome = next((column.tried.outcome for column in trial.columns if column.tried.outcome), None)
    return {
        "keeping": keeping,
        "is_to_keep": TO_KEEP in request.POST,
        "theirs": example_in_words(wish.copy, keeping.theirs) if keeping and keeping.theirs else [],
        "trial": trial,
        "ignored": ignored(outcome) if outcome else [],
        "measures": worked_out(outcome, wish.copy.language) if outcome else [],
        "answers": [*as_sent(request.POST)],
        "may_add": request.user.has_perm(ADD),
        "may_replace": request.user.has_perm(CHANGE) and wish.example is not None,
    }


def _show(
    request: HttpRequest, wish: Wish, form: PageForm, result: dict[str, Any] | None = None
) -> HttpResponse:
    copy = wish.copy
    context = {
        "title": _("Try the rules"),
        "form": form,
        "faults": form.faults(),
        "chapters": chapters(form),
        "titles": wish.titles,
        "rules": wish.rules,
        "examples": copy.document.examples,
        "example": wish.example[0] if wish.example else None,
        "origin": wish.origin,
        "origin_title": copy.title_of(wish.origin),
        "origin_address": address_of(copy.parts[wish.origin]) if wish.origin in copy.parts else "",
    }
    return show(request, "try", copy.rule_set, context | (result or {}))
