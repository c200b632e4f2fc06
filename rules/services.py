"""Every write to the rules."""

from __future__ import annotations

from django.db import transaction

from rules.checks import check
from rules.document import Document, digest, dump
from rules.models import Release, RuleSet


@transaction.atomic
def publish(document: Document, note: str) -> tuple[Release, bool]:
    """Make the document the release in force; the current one stays when it is the same document already.

    Returns the release in force and whether it is new. Raises DocumentInvalid when a check fails: nothing changes then.
    """
    check(document)
    RuleSet.objects.get_or_create(key=document.key)
    rule_set = RuleSet.objects.select_for_update().get(key=document.key)
    content, current = dump(document), rule_set.current
    if current and (current.digest, current.content) == (digest(document), content):
        return current, False
    newest = rule_set.releases.order_by("-number").first()
    release = Release.objects.create(
        rule_set=rule_set,
        number=newest.number + 1 if newest else 1,
        digest=digest(document),
        content=content,
        note=note,
    )
    rule_set.current = release
    rule_set.save(update_fields=["current"])
    return release, True


def has_release(rule_set: str) -> bool:
    """Whether some release of the rule set is in force."""
    return RuleSet.objects.filter(key=rule_set, current__isnull=False).exists()
