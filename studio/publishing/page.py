"""The page that gives visitors the working copy: what changes for them, the gates, and why it was changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rules.document import digest
from rules.gates import Gate, examine
from rules.models import LONGEST_NOTE, Release, RuleSet
from rules.problems import DocumentInvalid
from rules.releases import RECHECK_SECONDS
from rules.services import (
    Conflict,
    FourEyes,
    NotProven,
    Refusal,
    SameRules,
    Undecided,
    Withdrawn,
    begin_proofs,
    is_withdrawn,
    last_editor,
    publish_working_copy,
)
from studio.pages import show, working_copy
from studio.publishing.gates import gates_in_words, proofs_in_words
from studio.publishing.versions import number_in, told
from studio.standing import standing
from studio.workingcopy import WorkingCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RUN = "run"  # the button that runs the gates and publishes nothing
CLOSED = gettext_lazy("Nothing was published: something stands in the way.")
REFUSED: dict[type[Refusal], StrOrPromise] = {
    FourEyes: gettext_lazy(
        "You were the last to edit the working copy. Ask somebody else to read it and to publish."
    ),
    SameRules: gettext_lazy("Somebody has just published these rules: visitors get them already."),
    Conflict: gettext_lazy(
        "Somebody has changed the working copy or the release in force since you looked at it."
        " Read below what would be published now; then press the button again."
    ),
    NotProven: gettext_lazy(
        "Nothing was published: the proofs of these rules have not come to their end. Run them; then publish."
    ),
    Undecided: gettext_lazy(
        "Nothing was published: some proofs are not decided. Read which; then say why to publish all the same."
    ),
    Withdrawn: gettext_lazy("These rules were withdrawn. Mend in them what was wrong; then publish."),
}


class NoteForm(forms.Form):
    """Why something is done, for whoever reads the history."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For your colleagues, in the history. At most 500 characters."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
    )


class PublishForm(NoteForm):
    """The note, and why to publish although some proofs are not decided, where that is so."""

    despite = forms.CharField(
        label=gettext_lazy("Publish all the same, because"),
        help_text=gettext_lazy("Not every proof is decided. The reason stays with the release."),
        max_length=LONGEST_NOTE,
        required=False,  # the service asks for it
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )

    def __init__(self, copy: WorkingCopy, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.proofs = standing(copy)
        if not self.proofs.is_undecided:
            del self.fields["despite"]


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """What would be published; with a POST, the gates are run, and it is published when they are open."""
    copy = working_copy(rule_set)
    if request.method != "POST":
        return _shown(request, copy, PublishForm(copy), _known(copy))
    if RUN in request.POST:
        return _run(request, copy)
    form = PublishForm(copy, request.POST)
    return _publish(request, copy, form) if form.is_valid() else _shown(request, copy, form, _known(copy))


def _run(request: HttpRequest, copy: WorkingCopy) -> HttpResponse:
    """Try the gates, and begin the proofs, which take longer, of what passes the checks."""
    if not copy.problems:
        begin_proofs(copy.rule_set, copy.document, request.user.get_username())
    return _shown(request, copy, PublishForm(copy, initial=request.POST.dict()), examine(copy.document))


def _publish(request: HttpRequest, copy: WorkingCopy, form: PublishForm) -> HttpResponse:
    rule_set, gates = copy.rule_set, examine(copy.document)
    if any(gate.problems for gate in gates):
        return _shown(request, copy, form, gates, CLOSED)
    try:
        release = _release(request, rule_set, form.cleaned_data)
    except DocumentInvalid:  # what the proofs refute
        return _shown(request, copy, form, gates, CLOSED)
    except (NotProven, Undecided) as refusal:
        return _shown(request, copy, form, gates, REFUSED[type(refusal)])
    except Refusal as refusal:
        rule_set.refresh_from_db()
        now = working_copy(rule_set)
        return _shown(request, now, PublishForm(now, request.POST), _known(now), REFUSED[type(refusal)])
    messages.success(request, published(_("Release %(number)s is published."), release.number))
    return redirect("admin:rules_ruleset_releases", rule_set.pk)


def _release(request: HttpRequest, rule_set: RuleSet, data: dict[str, Any]) -> Release:
    seen, in_force = request.POST.get("seen", ""), number_in(request.POST.get("in_force", ""))
    by, despite = request.user.get_username(), data.get("despite", "")
    return publish_working_copy(rule_set, seen, in_force, data["note"], by, despite)


def published(sentence: str, number: int) -> str:
    """What was done, and from when it holds."""
    soon = _("Visitors who begin get it within %(seconds)d seconds.") % {"seconds": RECHECK_SECONDS}
    return f"{sentence % {'number': number}} {soon}"


def _known(copy: WorkingCopy) -> list[Gate]:
    """What can be said at once: the checks take no time, the other gates a process of their own."""
    count = sum(1 for _item in copy.document.items())
    checks = Gate("checks", count, tuple(copy.problems))
    return [checks, *(Gate(name, 0, was_tried=False) for name in ("engine", "examples"))]


def _shown(
    request: HttpRequest,
    copy: WorkingCopy,
    form: PublishForm,
    gates: Iterable[Gate],
    refused: StrOrPromise = "",
) -> HttpResponse:
    rule_set = copy.rule_set
    found = told(copy.released, copy.document, copy.parts)
    rows = [*gates_in_words(gates, copy), proofs_in_words(form.proofs, copy)]
    context = {
        "title": _("Publish"),
        "differences": found,
        "is_same": found == [],
        "gates": rows,
        "proofs": form.proofs,
        "is_closed": any(row.problems for row in rows),
        "form": form,
        "seen": digest(copy.document),
        "is_withdrawn": is_withdrawn(rule_set, digest(copy.document)),
        "refused": refused,
        "needs_another": settings.RULES_FOUR_EYES and last_editor(rule_set) == request.user.get_username(),
    }
    return show(request, "publish", rule_set, context, status=409 if refused else 200)
