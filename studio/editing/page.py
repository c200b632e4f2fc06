"""The page of a part: its form, what is wrong with it, what it means, and where it is used."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rules.document import Rule
from rules.models import Part
from studio.editing.forms import PartForm
from studio.editing.usage import lost_without, used_by
from studio.pages import show
from studio.problems import in_words
from studio.words import MODELS
from studio.workingcopy import latest_change

USED = ("sources", "findings", "recommendations")  # the lists whose parts others speak of


def part_page(
    request: HttpRequest, form: PartForm, theirs: PartForm | None = None, gone: bool = False
) -> HttpResponse:
    """The form, blank, filled in, or beside what somebody else saved meanwhile (`theirs`)."""
    copy, part, model = form.copy, form.part, MODELS[form.collection]
    verb = "change" if part else "add"
    key = part.key if part else str(form["key"].value())
    add_page = reverse(f"admin:rules_{model}_add")
    context = {
        "form": form,
        "rows": [*form.rows(theirs)],
        "theirs": theirs,
        "gone": gone,
        "latest": latest_change(copy.rule_set, (form.collection, key)) if theirs or gone else "",
        "list": form.collection,
        "may_edit": request.user.has_perm(f"rules.{verb}_{model}"),
        "add_page": f"{add_page}?{urlencode({'rule_set': copy.rule_set.pk})}",
        "action": f"{'' if part else add_page}?{urlencode(_carried(form))}",
        "disabled": form.disabled,
        "switched": theirs is not None and theirs.disabled != said_disabled(request),
        **(_of_part(request, form, part, model) if part else {"title": _("Add %s") % _kind(model)}),
    }
    return show(request, "part/form", copy.rule_set, context)


def said_disabled(request: HttpRequest) -> bool:
    """Whether the page that was posted said that its part is disabled."""
    return "disabled" in request.GET


def _carried(form: PartForm) -> dict[str, Any]:
    """What a posted form has to say beside its fields, so that nothing is lost when its part is gone by then."""
    key = {"key": form.part.key} if form.part else {}
    return {"rule_set": form.copy.rule_set.pk, **key, **({"disabled": "1"} if form.disabled else {})}


def _kind(model: str) -> str:
    return str(apps.get_model("rules", model)._meta.verbose_name)


def _of_part(request: HttpRequest, form: PartForm, part: Part, model: str) -> dict[str, Any]:
    copy, name = form.copy, (form.collection, part.key)
    return {
        "title": _heading(form, part, model),
        "part": part,
        "problems": [] if form.is_bound else [in_words(problem) for problem in copy.problems_of[name]],
        "can_be_disabled": form.collection in ("rules", "recommendations", "guarantees"),
        "uses": used_by(copy, name) if form.collection in USED else None,
        "losses": [] if form.disabled else lost_without(copy, name),
        "try_query": urlencode(
            {"example": part.key} if form.collection == "examples" else {"from": ":".join(name)}
        ),
        "history_page": f"admin:rules_{model}_history",
        "delete_page": f"admin:rules_{model}_delete",
        "may_add": request.user.has_perm(f"rules.add_{model}"),
        "may_delete": request.user.has_perm(f"rules.delete_{model}"),
    }


def _heading(form: PartForm, part: Part, model: str) -> str:
    """A rule is named by what it establishes, and by its key, for others establish the same."""
    item = form.copy.items[form.collection, part.key]
    if isinstance(item, Rule):
        words = {"finding": form.copy.title_of(("findings", item.then)), "key": part.key}
        return _("Rule for: %(finding)s (%(key)s)") % words
    words = {"kind": capfirst(_kind(model)), "name": form.copy.title_of((form.collection, part.key))}
    return _("%(kind)s: %(name)s") % words
