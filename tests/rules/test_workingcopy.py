"""Working copy, document and files say the same, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import ITEMS, Document, digest, dump, parse
from rules.models import Example, Finding, Guarantee, Recommendation, Rule, RuleSet, Source
from rules.problems import DocumentInvalid
from rules.services import replace_working_copy
from rules.workingcopy import document_of, document_of_parts, parts_of
from rules.yamlfiles import load_folder, write_folder
from tests.rules.documents import Data, finding, guarantee, recommendation, rule, small
from tests.rules.random_documents import random_working_copy, seeded

pytestmark = pytest.mark.django_db


def visitor(key: str) -> Data:
    """An example visitor."""
    return {"key": key, "title": key, "answers": ["age_years is 40", "sex is male"], "level": "maintain"}


def stored(document: Document) -> RuleSet:
    """A rule set with this working copy, as the database gives it back."""
    rule_set, _ = RuleSet.objects.get_or_create(key=document.key)
    replace_working_copy(rule_set, document, "ann")
    return RuleSet.objects.get(key=document.key)


def assert_round_trip(document: Document, folder: Path) -> None:
    """Rows, files and rows again."""
    copy = document_of(stored(document))
    assert (copy, digest(copy)) == (document, digest(document))
    write_folder(copy, folder)
    read = load_folder(folder)
    assert dump(document_of(stored(read))) == dump(document)


def test_the_default_rules_come_back_as_they_were(bone_health: Document, tmp_path: Path) -> None:
    """Every text, number and order."""
    assert_round_trip(bone_health, tmp_path)


@pytest.mark.parametrize("seed", range(15))
def test_any_rules_come_back_as_they_were(seed: int, tmp_path: Path) -> None:
    """All operators and forms, what is disabled, example visitors and guarantees."""
    assert_round_trip(random_working_copy(seeded(seed)), tmp_path)


def test_parts_of_several_topics_come_back_in_their_order(tmp_path: Path) -> None:
    """With notes, examples and guarantees; whatever the order of their keys."""
    data = small()
    data["topics"] = ["bones", "again"]
    data["findings"].append(finding("a-late", topic="again"))
    data["rules"].append(rule("a-late", "a-late", any=["sex is male"], topic="again", note="Why: 18.5"))
    data["rules"].append(rule("a-none", "a-late", all=["bmi < 18.5"], topic="again", disabled=True))
    data["recommendations"].append(recommendation("a-tip", "tip", ["a-late"], topic="again", disabled=True))
    data["examples"] = [visitor("zoe"), visitor("adam")]
    data["guarantees"] = [guarantee("zoe"), guarantee("adam")]
    assert_round_trip(parse(data), tmp_path)


def test_an_empty_working_copy_is_a_document_too(tmp_path: Path) -> None:
    """Before its first part."""
    empty = {**small(), "topics": [], "sources": [], "findings": [], "rules": [], "recommendations": []}
    assert_round_trip(parse(empty), tmp_path)


def test_it_is_read_by_one_query(
    bone_health: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """However many parts."""
    rule_set = stored(bone_health)
    with django_assert_num_queries(1):
        document_of(rule_set)


def test_each_part_is_known_by_its_schema(bone_health: Document) -> None:
    """Key and all."""
    items = {(part.collection, part.key): part.item() for part in parts_of(stored(bone_health))}
    assert items == {(name, item.key): item for name, item in bone_health.items()}


def test_each_list_has_its_own_parts() -> None:
    """As the admin shows them, a list a page."""
    document = random_working_copy(seeded(1))
    stored(document)
    models = (Source, Finding, Rule, Recommendation, Example, Guarantee)
    for collection, model in zip(ITEMS, models, strict=True):
        keys = [item.key for name, item in document.items() if name == collection]
        assert [*model.objects.order_by("position").values_list("key", flat=True)] == keys


def test_a_part_that_this_site_no_longer_knows_is_told() -> None:
    """Where it stands, and what to do; the others can still be read."""
    rule_set = stored(parse(small()))
    rule_set.parts.filter(collection="rules", key="vegan").update(content={"colour": "red"})
    with pytest.raises(DocumentInvalid) as caught:
        document_of(rule_set)
    assert "rules → vegan → topic: is missing; add it" in caught.value.problems
    others = [part for part in parts_of(rule_set) if part.key != "vegan"]
    assert [rule.key for rule in document_of_parts(rule_set, others).rules] == ["age", "old-and-light"]


def test_a_long_note_in_any_language_comes_back(tmp_path: Path) -> None:
    """As the database stores letters, signs and quotation marks."""
    words = "« Os\u00a0: ≥ 65 » “é” 🦴 \\ \" ' %s {{ 7 }} " * 10
    data = small()
    data["rules"][0]["note"] = words.strip()
    assert_round_trip(parse(data), tmp_path)
