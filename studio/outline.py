"""A rule set's title in three languages, and its topics in order."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rules.document import LANGUAGES, TAKEN, Text
from rules.models import RuleSet
from rules.schema import KEY
from rules.services import Conflict, change_outline
from studio.pages import show, working_copy
from studio.workingcopy import WorkingCopy

LONGEST_TITLE, MOST_TOPICS = 200, 50


class OutlineForm(forms.Form):
    """The title in every language, and one topic a line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title_en = forms.CharField(label=_("Title, English"), max_length=LONGEST_TITLE)
    title_fr = forms.CharField(label=_("Title, French"), max_length=LONGEST_TITLE)
    title_nl = forms.CharField(label=_("Title, Dutch"), max_length=LONGEST_TITLE)
    topics = forms.CharField(
        label=_("Topics, one a line, in their order"),
        help_text=_("A topic is a chapter: small letters, digits and hyphens, such as “risk-factors”."),
        widget=forms.Textarea(attrs={"rows": 14, "cols": 40}),
    )

    def __init__(self, copy: WorkingCopy, data: Any = None) -> None:
        rule_set = copy.rule_set
        titles = {f"title_{code}": rule_set.title.get(code, "") for code in LANGUAGES}
        topics = "\n".join(rule_set.topics)
        super().__init__(data, initial=titles | {"topics": topics, "version": rule_set.version})
        self._used = {item.topic for item in copy.items.values() if hasattr(item, "topic")}

    def clean_topics(self) -> list[str]:
        """The topics; each that is used has to stay."""
        topics = cast("str", self.cleaned_data["topics"]).split()[: MOST_TOPICS + 1]
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Write %(most)s topics at most."), params={"most": MOST_TOPICS})
        for topic in topics:
            if not re.fullmatch(KEY, topic) or topic in TAKEN or topics.count(topic) > 1:
                raise forms.ValidationError(
                    _(
                        "“%(topic)s” cannot be used: write small letters, digits and hyphens, each topic once."
                    ),
                    params={"topic": topic},
                )
        if missing := sorted(self._used.difference(topics)):
            raise forms.ValidationError(
                _("“%(topic)s” still has parts: move them to another topic first."),
                params={"topic": missing[0]},
            )
        return topics

    def clean(self) -> dict[str, Any]:
        """The title has to be one that the document can hold."""
        try:
            Text.model_validate(self.title())
        except KeyError:
            pass  # a title is missing, which stands beside it
        except ValueError:
            self.add_error(None, _("Write each title as one line of text."))
        return self.cleaned_data

    def title(self) -> dict[str, str]:
        """The title by language."""
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


def page(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """Show and change it."""
    form = OutlineForm(working_copy(rule_set), request.POST if request.method == "POST" else None)
    if form.is_valid() and _saved(request, rule_set, form):
        return redirect("admin:rules_ruleset_change", rule_set.pk)
    return show(request, "outline", rule_set, {"title": gettext("Title and topics"), "form": form})


def _saved(request: HttpRequest, rule_set: RuleSet, form: OutlineForm) -> bool:
    data = form.cleaned_data
    try:
        change_outline(rule_set, form.title(), data["topics"], data["version"], request.user.get_username())
    except Conflict:
        form.add_error(None, _("Somebody else has changed this. Their version is below: change it again."))
        form.data = {**request.POST.dict(), "version": str(rule_set.version)}
        return False
    messages.success(request, gettext("The title and the topics are saved."))
    return True
