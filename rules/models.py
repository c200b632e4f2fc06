"""Rule sets: the working copy that is edited, and the releases that visitors get.

Every write goes through `rules.services`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rules.checks import check
from rules.document import ITEMS, Document, Item, digest, parse
from rules.outcome import ReleaseReference
from rules.problems import DocumentInvalid, problem

LONGEST_NOTE = 500
LONGEST_NAME = 150  # as Django's user names


class RuleSet(models.Model):
    """A set of rules by its key; `current` is the release that visitors get.

    The rest is of the working copy: `title` in every language, `topics` in order, and `version`, which counts the
    changes of these two.
    """

    key = models.SlugField(max_length=60, unique=True)
    current = models.ForeignKey("Release", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.JSONField(default=dict)
    topics = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        default_permissions = ("change", "view")
        permissions: ClassVar = [("publish_ruleset", "Can publish, roll back and withdraw")]

    def __str__(self) -> str:
        return self.key

    def title_here(self) -> str:
        """The title in the page's language; the key where it has none."""
        return self.title.get(get_language()) or self.key


class Part(models.Model):
    """One source, finding, rule, recommendation, example or guarantee of a working copy.

    `content` is the part as the document has it, without its key: one schema for the working copy, files and releases.
    `version` counts its changes, so that a stale editor is told.
    """

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="parts")
    collection = models.CharField(max_length=20, choices=[(name, name) for name in ITEMS])
    key = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule_set", "collection", "key"], name="part_key_unique_in_rule_set"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def data(self) -> dict[str, Any]:
        """The part as plain data, key and all."""
        return {"key": self.key, **self.content}

    def item(self) -> Item:
        """The part by its schema; raise pydantic.ValidationError where this site no longer knows it."""
        return ITEMS[self.collection].model_validate(self.data)


class _Collection(models.Manager[Any]):
    def __init__(self, collection: str) -> None:
        super().__init__()
        self._collection = collection

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(collection=self._collection)


class Source(Part):
    """Where statements come from."""

    objects: ClassVar[models.Manager[Any]] = _Collection("sources")

    class Meta:
        proxy = True
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Finding(Part):
    """What rules establish about a person."""

    objects: ClassVar[models.Manager[Any]] = _Collection("findings")

    class Meta:
        proxy = True
        verbose_name = _("finding")
        verbose_name_plural = _("findings")


class Rule(Part):
    """Conditions and the finding that they establish."""

    objects: ClassVar[models.Manager[Any]] = _Collection("rules")

    class Meta:
        proxy = True
        verbose_name = _("rule")
        verbose_name_plural = _("rules")


class Recommendation(Part):
    """What is said because of findings."""

    objects: ClassVar[models.Manager[Any]] = _Collection("recommendations")

    class Meta:
        proxy = True
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")


class Example(Part):
    """A made-up visitor and what they must get."""

    objects: ClassVar[models.Manager[Any]] = _Collection("examples")

    class Meta:
        proxy = True
        verbose_name = _("example visitor")
        verbose_name_plural = _("example visitors")


class Guarantee(Part):
    """What must hold for every possible visitor."""

    objects: ClassVar[models.Manager[Any]] = _Collection("guarantees")

    class Meta:
        proxy = True
        verbose_name = _("guarantee")
        verbose_name_plural = _("guarantees")


class Release(models.Model):
    """A published document; `number` counts from 1 within its rule set. The database refuses to change or delete it.

    `published_by` is a user's name, "" for the command line; `report` is what the gates found (`rules.gates`).
    """

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=71)
    content = models.JSONField()
    note = models.CharField(max_length=LONGEST_NOTE)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=LONGEST_NAME, default="", blank=True)
    report = models.JSONField(default=list)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "number"], name="release_number_unique_in_rule_set"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="release_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.number}"

    def document(self) -> Document:
        """The published document; raise DocumentInvalid if the row was damaged, or this site cannot run it."""
        document = parse(self.content)
        if digest(document) != self.digest:
            fault = problem(
                ("release", str(self.number)),
                "its content is not what was published; publish the rules again",
            )
            raise DocumentInvalid([fault])
        check(document)
        return document

    def reference(self) -> ReleaseReference:
        """How an outcome names this release."""
        return {"rule_set": self.rule_set.key, "number": self.number, "digest": self.digest}


class Withdrawal(models.Model):
    """A release that must not be used any more, even by visitors who began with it."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=LONGEST_NOTE)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.release)


class Change(models.Model):
    """Who did what to a rule set, and when; never changed afterwards.

    Of a part, `before` and `after` are its data (None where there was none). Of a release, `number` is its number and
    `note` why.
    """

    class Action(models.TextChoices):
        """What was done."""

        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved")
        REMOVED = "removed", _("removed")
        IMPORTED = "imported", _("imported")
        PUBLISHED = "published", _("published")
        ROLLED_BACK = "rolled_back", _("rolled back")
        WITHDRAWN = "withdrawn", _("withdrawn")

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=LONGEST_NAME, blank=True)
    action = models.CharField(max_length=20, choices=Action)
    collection = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=60, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    number = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["rule_set", "collection", "key"], name="change_of_part")]

    def __str__(self) -> str:
        return f"{self.action} {self.collection} {self.key}".strip()


class ProofRun(models.Model):
    """The proofs of one document, while a process of their own works on them and afterwards.

    `content` is the document without its examples, frozen; `done` of `count` proofs have ended. `report` is None until
    all have (`rules.proof.results.Report` as data). A run of which nothing was `heard` for long has died.
    """

    class State(models.TextChoices):
        """How far it is."""

        RUNNING = "running"
        DONE = "done"
        CANCELLED = "cancelled"

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="proof_runs")
    digest = models.CharField(max_length=71)
    content = models.JSONField()
    state = models.CharField(max_length=20, choices=State, default=State.RUNNING)
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    report = models.JSONField(null=True)
    by = models.CharField(max_length=LONGEST_NAME, blank=True)
    begun = models.DateTimeField(auto_now_add=True)
    heard = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "digest"], name="proof_run_unique_in_rule_set")
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.digest[:19]}"
