"""Publishing: one release after the other, each for ever, all or nothing."""

from __future__ import annotations

from django.db import IntegrityError, transaction
import pytest

from rules.document import digest, parse
from rules.models import Release, RuleSet
from rules.problems import DocumentInvalid
from rules.services import publish
from tests.rules.database import damage
from tests.rules.documents import small
from tests.rules.versions import version

pytestmark = pytest.mark.django_db


def test_the_first_release_is_number_one() -> None:
    """In force, with its digest and note, and read back equal."""
    document = version(65)
    release, is_new = publish(document, "The first one.")
    assert is_new
    assert (release.number, release.digest, release.note) == (1, digest(document), "The first one.")
    assert RuleSet.objects.get(key="small").current == release
    assert Release.objects.get().document() == document
    assert Release.objects.get().reference() == {"rule_set": "small", "number": 1, "digest": digest(document)}
    assert (str(release), str(release.rule_set)) == ("small 1", "small")


def test_the_same_document_again_is_no_new_release() -> None:
    """Whatever its note."""
    first, _ = publish(version(65), "first")
    assert publish(version(65), "again") == (first, False)
    assert Release.objects.get().note == "first"


def test_numbers_count_on_without_a_gap() -> None:
    """A failed one leaves none; an earlier document published again is a new release."""
    for age in (65, 66):
        publish(version(age), "why")
    broken = version(65).model_copy(update={"findings": ()})
    with pytest.raises(DocumentInvalid):
        publish(broken, "why")
    publish(version(65), "back to the first")
    assert list(Release.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert RuleSet.objects.get().current == Release.objects.get(number=3)


def test_each_rule_set_counts_for_itself() -> None:
    """And has its own release in force."""
    publish(version(65), "why")
    publish(version(66), "why")
    other, _ = publish(version(65, key="other"), "why")
    assert (other.number, str(other)) == (1, "other 1")
    assert RuleSet.objects.get(key="small").current == Release.objects.get(rule_set__key="small", number=2)


def test_a_document_with_a_problem_changes_nothing() -> None:
    """Every problem is told."""
    broken = version(500).model_copy(update={"sources": ()})
    with pytest.raises(DocumentInvalid) as caught:
        publish(broken, "why")
    assert len(caught.value.problems) > 2
    assert not RuleSet.objects.exists()


def test_publishing_again_heals_a_damaged_release() -> None:
    """The same document is a new release when the row of the one in force no longer holds it."""
    publish(version(65), "why")
    damage(1, content={})
    release, is_new = publish(version(65), "repair")
    assert (release.number, is_new) == (2, True)
    damage(2, digest="sha256:other")
    assert publish(version(65), "repair")[0].number == 3


def test_the_database_refuses_a_second_release_of_a_number() -> None:
    """Should two publish at once, one of them fails as a whole."""
    release, _ = publish(version(65), "why")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(rule_set=release.rule_set, number=1, digest="", content={}, note="")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({}, "key: is missing"),
        ([], "document: write its parts"),
        (None, "document: write its parts"),
        ("text", "document: write its parts"),
        ({**small(), "colour": "red"}, "colour: is not known here"),
        (
            {**small(), "key": "other"},
            "release → 1: its content is not what was published; publish the rules again",
        ),
    ],
)
def test_a_damaged_row_is_not_a_document(content: object, problem: str) -> None:
    """Even when it could be read: it is not what was checked."""
    release, _ = publish(version(65), "why")
    release.content = content
    with pytest.raises(DocumentInvalid) as caught:
        release.document()
    assert problem in str(caught.value)


def test_a_document_that_this_site_cannot_run_is_refused() -> None:
    """An old release may speak of a fact that is no longer asked."""
    release, _ = publish(version(65), "why")
    data = small()
    data["rules"][0]["all"] = ["shoe_size ≥ 41"]
    release.content, release.digest = data, digest(parse(data))
    with pytest.raises(DocumentInvalid, match="no such fact"):
        release.document()
