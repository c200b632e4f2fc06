"""Rule sets and their releases. Every write goes through `rules.services`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from rules.checks import check
from rules.document import Document, DocumentInvalid, digest, parse
from rules.outcome import ReleaseReference


class RuleSet(models.Model):
    """A set of rules by its key; `current` is the release that visitors get."""

    key = models.SlugField(max_length=60, unique=True)
    current = models.ForeignKey("Release", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.key


class Release(models.Model):
    """A published document, never changed afterwards; `number` counts from 1 within its rule set."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=71)
    content = models.JSONField()
    note = models.CharField(max_length=500)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "number"], name="release_number_unique_in_rule_set")
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.number}"

    def document(self) -> Document:
        """The published document; raise DocumentInvalid if the row was damaged, or this site cannot run it."""
        document = parse(self.content)
        if digest(document) != self.digest:
            fault = "its content is not what was published; publish the rules again"
            raise DocumentInvalid([f"release {self.number}: {fault}"])
        check(document)
        return document

    def reference(self) -> ReleaseReference:
        """How an outcome names this release."""
        return {"rule_set": self.rule_set.key, "number": self.number, "digest": self.digest}
