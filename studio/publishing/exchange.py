"""A rule set as a file: download it, or make one the working copy after a look at what would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rules.archive import MAX_PACKED, pack, unpack
from rules.checks import key_problems, problems_of
from rules.document import Document, dump, parse
from rules.models import RuleSet
from rules.problems import DocumentInvalid, Problem, problem
from rules.services import Conflict, replace_working_copy
from rules.workingcopy import state_of
from studio.pages import show, working_copy
from studio.problems import in_words
from studio.publishing.loading import replaced
from studio.publishing.problems import problem_row
from studio.publishing.versions import copy_of, require_edit, stored, would_change
from studio.workingcopy import read

SALT = "studio.exchange"
HOUR = 3600  # seconds in which a preview can be confirmed
LONGEST_MARK = 1_500_000  # characters of a signed document: a form may have 2 MB


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Zip file of a rule set"),
        help_text=gettext_lazy("As “Export” makes it: YAML files in a zip file, 1 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )


def export(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """The working copy, or the release `number` of the query, as one zip file."""
    number = request.GET.get("number")
    if number is None:
        document, name = working_copy(rule_set).document, "working-copy"
    else:
        release = stored(rule_set, number)
        found, name = read(release), f"release-{release.number}"
        if found is None:
            messages.error(
                request, _("This site can no longer read release %(number)s.") % {"number": number}
            )
            return redirect("admin:rules_ruleset_releases", rule_set.pk)
        document = found
    file_name = content_disposition_header(as_attachment=True, filename=f"{rule_set.key}-{name}.zip")
    try:
        packed = pack(document)
    except DocumentInvalid as invalid:
        messages.error(request, " ".join(map(in_words, invalid.problems)))
        return redirect("admin:rules_ruleset_change", rule_set.pk)
    return HttpResponse(packed, "application/zip", headers={"Content-Disposition": file_name})


def upload(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Choose a file, look at what it would change, and make it the working copy."""
    require_edit(request)
    if "document" in request.POST:
        return _confirmed(request, rule_set)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _asked(request, rule_set, form)
    try:
        document = _document_in(form.cleaned_data["file"].read(MAX_PACKED + 1), rule_set)
    except DocumentInvalid as invalid:
        name = form.cleaned_data["file"].name
        return _asked(request, rule_set, form, [_of_file(problem, name) for problem in invalid.problems])
    return _preview(request, rule_set, document)


def _of_file(problem: Problem, name: str) -> Problem:
    """The problem by the name that the file has for whoever chose it."""
    place = (name,) if problem.place == ("zip",) else problem.place
    return Problem(place, problem.template, problem.params)


def _document_in(packed: bytes, rule_set: RuleSet) -> Document:
    """The file's rule set; raise DocumentInvalid for what can be no working copy of this one."""
    document = unpack(packed)
    if document.key != rule_set.key:
        found = problem(
            ("key",),
            "this is the rule set “%(other)s”, not “%(this)s”; choose another file",
            other=document.key,
            this=rule_set.key,
        )
        raise DocumentInvalid([found])
    if twice := [*key_problems(document)]:
        raise DocumentInvalid(twice)
    return document


def _confirmed(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """What was looked at becomes the working copy."""
    try:
        data = signing.loads(request.POST["document"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:  # or too old
        data = {}
    if data.get("by") != request.user.pk or data.get("rule_set") != rule_set.pk:
        words = _("The preview is over an hour old, or not yours. Choose the file again.")
        return _asked(request, rule_set, FileForm(), refused=words)
    document = parse(data["document"])
    try:
        replace_working_copy(rule_set, document, request.user.get_username(), seen=data["seen"])
    except Conflict:
        return _preview(request, rule_set, document, refused=True)
    return replaced(request, rule_set)


def _asked(
    request: HttpRequest,
    rule_set: RuleSet,
    form: FileForm,
    problems: Iterable[Problem] = (),
    refused: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": _("Import"),
        "form": form,
        "problems": [problem_row(problem, None) for problem in problems],
        "refused": refused,
    }
    return show(request, "import", rule_set, context)


def _preview(
    request: HttpRequest, rule_set: RuleSet, document: Document, refused: bool = False
) -> HttpResponse:
    """What the file would change; the document itself goes along, signed, so that it cannot be another one."""
    found = {
        "by": request.user.pk,
        "rule_set": rule_set.pk,
        "seen": state_of(rule_set),
        "document": dump(document),
    }
    mark = signing.dumps(found, salt=SALT, compress=True)
    if len(mark) > LONGEST_MARK:
        large = [problem((_("The file"),), "is too large to be looked at here; use manage.py import_rules")]
        return _asked(request, rule_set, FileForm(), large)
    context = {
        "title": _("Import: what would change"),
        "differences": would_change(copy_of(rule_set), document),
        "warnings": [problem_row(problem, None) for problem in problems_of(document)],
        "document": mark,
        "refused": refused,
    }
    return show(request, "import_preview", rule_set, context, status=409 if refused else 200)
