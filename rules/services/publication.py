"""Which release visitors get: publish, roll back, withdraw. The pointer moves in one transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from rules.document import Document, digest, dump
from rules.gates import Gate, examine, report_of
from rules.models import LONGEST_NOTE, Change, Release, RuleSet, Withdrawal
from rules.problems import DocumentInvalid
from rules.proof.apart import report_on
from rules.proof.results import Report
from rules.services.editing import locked, replace_working_copy
from rules.services.proving import report_of_proofs
from rules.services.refusals import (
    Conflict,
    FourEyes,
    NotProven,
    NotUsable,
    Refusal,
    SameRules,
    Undecided,
    Unpublished,
    Withdrawn,
)
from rules.workingcopy import document_of

Action = Change.Action
EDITS = (Action.ADDED, Action.CHANGED, Action.MOVED, Action.REMOVED, Action.IMPORTED)


def publish(
    document: Document, note: str, by: str = "", discard: bool = False, despite: str = ""
) -> tuple[Release, bool]:
    """Make a document the working copy and the release in force; that in force stays when it is the same already.

    Proves it first, which takes seconds. Returns the release in force and whether it is new. Raises DocumentInvalid
    when a gate is closed, Undecided when a proof is not decided and nobody says why to publish `despite` that,
    Withdrawn for rules that were withdrawn, and Unpublished when the working copy has changes of its own, unless they
    are to be discarded: nothing changes then.
    """
    note = _checked(note)
    known = RuleSet.objects.filter(key=document.key).select_related("current").first()
    if known and known.current and _stands(known.current, document):
        return known.current, False
    gates = _passed(document)
    report = _proven(gates, report_on(document), despite)
    with transaction.atomic():
        rule_set = locked(RuleSet.objects.get_or_create(key=document.key)[0])
        current = rule_set.current
        if current and _stands(current, document):
            return current, False
        _refuse_withdrawn(rule_set, document)
        if not discard and _would_lose(rule_set, document):
            raise Unpublished("The working copy has changes that are not published.")
        replace_working_copy(rule_set, document, by, note)
        return _release(rule_set, document, note, by, report), True


def publish_working_copy(
    rule_set: RuleSet, seen: str, in_force: int | None, note: str, by: str, despite: str = ""
) -> Release:
    """Make the working copy, of which the digest was `seen`, the release in force in the place of number `in_force`.

    Raises Conflict when one of them is not so any more or the working copy stands as the release in force already,
    Withdrawn for rules that were withdrawn, FourEyes for whoever edited last where the setting asks for them, NotProven
    when its proofs have not run, Undecided as `publish` does, DocumentInvalid when a gate is closed.
    """
    note = _checked(note)
    document = _as_seen(rule_set, seen)
    gates, proofs = _passed(document), report_of_proofs(rule_set, document)
    with transaction.atomic():
        rule_set = locked(rule_set)
        _as_seen(rule_set, seen)
        if rule_set.current and _stands(rule_set.current, document):
            raise SameRules("These rules are in force already.")
        if (rule_set.current.number if rule_set.current else None) != in_force:
            raise Conflict("Another release is in force by now.")
        _refuse_withdrawn(rule_set, document)
        if settings.RULES_FOUR_EYES and last_editor(rule_set) == by:
            raise FourEyes("Whoever edited last may not publish.")
        return _release(rule_set, document, note, by, _proven(gates, proofs, despite))


@transaction.atomic
def roll_back(rule_set: RuleSet, number: int, seen: int, note: str, by: str) -> Release:
    """Point to an earlier release, while `seen` is the one in force; raise Conflict, NotUsable or DocumentInvalid."""
    note = _checked(note)
    rule_set = _in_force(rule_set, seen)
    if number == seen:
        raise NotUsable("This release is in force already.")
    release = _usable(rule_set, number)
    _point_to(rule_set, release, Action.ROLLED_BACK, note, by)
    return release


@transaction.atomic
def withdraw(rule_set: RuleSet, number: int, instead: int, seen: int, reason: str, by: str) -> None:
    """Let nobody use a release any more, visitors who began with it among them; `instead` is in force from now on.

    Raises Conflict when `seen` is not in force any more, NotUsable when it is withdrawn or `instead` cannot be used.
    """
    reason = _checked(reason)
    rule_set = _in_force(rule_set, seen)
    if number == instead:
        raise NotUsable("A release cannot stand in for itself.")
    release, other = _usable(rule_set, number, loads=False), _usable(rule_set, instead)
    Withdrawal.objects.create(release=release, reason=reason, by=by)
    Change.objects.create(rule_set=rule_set, by=by, action=Action.WITHDRAWN, number=number, note=reason)
    if rule_set.current_id != other.pk:
        _point_to(rule_set, other, Action.ROLLED_BACK, reason, by)


def has_release(rule_set: str) -> bool:
    """Whether some release of the rule set is in force."""
    return RuleSet.objects.filter(key=rule_set, current__isnull=False).exists()


def last_editor(rule_set: RuleSet) -> str | None:
    """Who edited the working copy last since it was published; None for nobody."""
    published = rule_set.changes.filter(action=Action.PUBLISHED).order_by("-pk").first()
    edits = rule_set.changes.filter(action__in=EDITS, pk__gt=published.pk if published else 0)
    last = edits.order_by("-pk").first()
    return last.by if last else None


def _checked(note: str) -> str:
    note = note.strip()
    if not note:
        raise Refusal("Say why, in a note.")
    if len(note) > LONGEST_NOTE:
        raise Refusal(f"The note has {len(note)} characters; {LONGEST_NOTE} at most.")
    return note


def _refuse_withdrawn(rule_set: RuleSet, document: Document) -> None:
    """What was taken back for safety comes back by a deliberate change only."""
    if is_withdrawn(rule_set, digest(document)):
        raise Withdrawn("These rules were withdrawn.")


def is_withdrawn(rule_set: RuleSet, name: str) -> bool:
    """Whether a release with this digest was withdrawn."""
    return rule_set.releases.filter(digest=name, withdrawal__isnull=False).exists()


def _would_lose(rule_set: RuleSet, document: Document) -> bool:
    """Whether the working copy is neither the document nor any release."""
    if not rule_set.parts.exists():
        return False
    try:
        name = digest(document_of(rule_set))
    except DocumentInvalid:
        return True
    return name != digest(document) and not rule_set.releases.filter(digest=name).exists()


def _as_seen(rule_set: RuleSet, seen: str) -> Document:
    document = document_of(rule_set)
    if digest(document) != seen:
        raise Conflict("The working copy has changed since you looked at it.")
    return document


def _passed(document: Document) -> tuple[Gate, ...]:
    gates = examine(document)
    problems = [problem for gate in gates for problem in gate.problems]
    if problems:
        raise DocumentInvalid(problems)
    return gates


def _proven(gates: tuple[Gate, ...], proofs: Report | None, despite: str) -> list[dict[str, object]]:
    """What the release will keep of its gates."""
    if proofs is None:
        raise NotProven("The proofs of these rules have not run to their end.")
    if proofs.refuted:
        raise DocumentInvalid([*proofs.refuted])
    despite = _checked(despite) if despite else ""
    if proofs.undecided and not despite:
        raise Undecided("Not every proof came to an end:\n" + "\n".join(proofs.undecided))
    return report_of(gates, proofs, despite)


def _stands(current: Release, document: Document) -> bool:
    return (current.digest, current.content) == (digest(document), dump(document))


def _release(
    rule_set: RuleSet, document: Document, note: str, by: str, report: list[dict[str, object]]
) -> Release:
    newest = rule_set.releases.order_by("-number").first()
    release = Release.objects.create(
        rule_set=rule_set,
        number=newest.number + 1 if newest else 1,
        digest=digest(document),
        content=dump(document),
        note=note,
        published_by=by,
        report=report,
    )
    _point_to(rule_set, release, Action.PUBLISHED, note, by)
    return release


def _point_to(rule_set: RuleSet, release: Release, action: Action, note: str, by: str) -> None:
    rule_set.current = release
    rule_set.save(update_fields=["current"])
    Change.objects.create(rule_set=rule_set, by=by, action=action, number=release.number, note=note)


def _in_force(rule_set: RuleSet, seen: int) -> RuleSet:
    rule_set = locked(rule_set)
    if rule_set.current is None or rule_set.current.number != seen:
        raise Conflict("Another release is in force by now.")
    return rule_set


def _usable(rule_set: RuleSet, number: int, loads: bool = True) -> Release:
    release = rule_set.releases.select_related("withdrawal").filter(number=number).first()
    if release is None or hasattr(release, "withdrawal"):
        raise NotUsable(f"Release {number} does not exist, or was withdrawn.")
    if loads:
        release.document()
    return release
