"""Differences between documents: every one is told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
import pytest

from rules.conditions import Condition
from rules.differences import RULE_SET, Difference, Name, What, differences, of_fields, of_part
from rules.document import Document, Finding, dump, parse
from tests.rules.documents import Data, finding, recommendation, rule, small, text
from tests.rules.random_documents import random_document, seeded

Mutation = Callable[[Random, Data], None]
AGE = ("rules", "age")
MILK = ("recommendations", "milk")


def told(change: Callable[[Data], Any]) -> list[Difference]:
    """The differences between the small rule set and what `change` makes of it."""
    data = small()
    change(data)
    return differences(parse(small()), parse(data))


def changed(part: Name, field: str, before: object, after: object, language: str = "") -> Difference:
    """A field with another value."""
    return Difference(part, What.CHANGED, field, before, after, language)


def condition(words: str) -> Condition:
    """A condition as it is written."""
    return Condition.parse(words)


def test_equal_documents_do_not_differ() -> None:
    """However they were made."""
    assert told(lambda data: None) == []


def test_another_value_is_one_change() -> None:
    """“65 → 60”, not one condition gone and another come."""
    found = told(lambda data: data["rules"][0].update(all=["age_years ≥ 60"]))
    assert found == [changed(AGE, "conditions", condition("age_years ≥ 65"), condition("age_years ≥ 60"))]


def test_each_old_value_goes_with_the_next_new_one() -> None:
    """Of the same fact and operator, in the order in which they stand."""
    old, new = small(), small()
    old["rules"][0] = rule("age", "old", any=["bmi < 1", "sex is male", "bmi < 2", "ost > 3"])
    new["rules"][0] = rule("age", "old", any=["bmi < 4", "bmi > 5", "bmi < 6", "ost > 7", "bmi < 8"])
    found = [(str(one.before), str(one.after)) for one in differences(parse(old), parse(new))]
    assert found == [
        ("bmi < 1", "bmi < 4"),
        ("bmi < 2", "bmi < 6"),
        ("ost > 3", "ost > 7"),
        ("sex is male", "None"),
        ("None", "bmi > 5"),
        ("None", "bmi < 8"),
    ]


def test_thousands_of_values_are_compared_in_no_time() -> None:
    """Not each with each."""
    old, new = (tuple(condition(f"bmi {how} {n}") for n in range(8000)) for how in ("<", "≥"))
    start = perf_counter()
    found = list(of_fields(AGE, {"conditions": old}, {"conditions": new}))
    assert [one.what for one in found] == [What.REMOVED] * 8000 + [What.ADDED] * 8000
    assert perf_counter() - start < 5  # a fifth of a second when quiet; each with each took 18


def test_another_operator_is_another_condition() -> None:
    """“More than” is not “at least”."""
    found = told(lambda data: data["rules"][0].update(all=["age_years > 65", "sex is female"]))
    assert found == [
        Difference(AGE, What.REMOVED, "conditions", before=condition("age_years ≥ 65")),
        Difference(AGE, What.ADDED, "conditions", after=condition("age_years > 65")),
        Difference(AGE, What.ADDED, "conditions", after=condition("sex is female")),
    ]


def test_yes_is_not_the_number_one() -> None:
    """Python says that they are equal; the checks take one of them only."""
    old, new = small(), small()
    old["rules"][0]["all"], new["rules"][0]["all"] = ["smoker is 1"], ["smoker is true"]
    (found,) = differences(parse(old), parse(new))
    assert [str(found.before), str(found.after)] == ["smoker is 1", "smoker is true"]


def test_the_form_of_a_rule() -> None:
    """All, any, or at least so many; the conditions are compared across forms."""
    conditions = small()["rules"][1]["all"]
    light = ("rules", "old-and-light")

    def form(data: Data, **form: Any) -> None:
        del data["rules"][1]["all"]
        data["rules"][1].update(form)

    assert told(lambda data: form(data, any=conditions)) == [changed(light, "form", "all", "any")]
    assert told(lambda data: form(data, of=conditions, at_least=2)) == [changed(light, "form", "all", 2)]


def test_conditions_in_another_order() -> None:
    """The trace follows it."""
    conditions = tuple(map(condition, small()["rules"][1]["all"]))
    found = told(lambda data: data["rules"][1]["all"].reverse())
    assert found == [
        Difference(("rules", "old-and-light"), What.REORDERED, "conditions", conditions, conditions[::-1])
    ]


def test_references_come_go_and_change_places() -> None:
    """Each is told by itself, and an order only when it is of those that stay."""
    assert told(lambda data: data["recommendations"][0].update(called_for_by=["old"])) == [
        Difference(MILK, What.REMOVED, "called_for_by", before="frail"),
        Difference(MILK, What.ADDED, "called_for_by", after="old"),
    ]
    old, new = small(), small()
    old["recommendations"][0]["called_for_by"] = ["frail", "old"]
    new["recommendations"][0]["called_for_by"] = ["no-milk", "old", "frail"]
    assert differences(parse(old), parse(new)) == [
        Difference(MILK, What.ADDED, "called_for_by", after="no-milk"),
        Difference(MILK, What.REORDERED, "called_for_by", ("frail", "old"), ("no-milk", "old", "frail")),
    ]


def test_a_reference_that_stands_twice() -> None:
    """A working copy may hold what the checks refuse."""
    found = told(lambda data: data["recommendations"][0].update(called_for_by=["frail", "frail"]))
    assert found == [Difference(MILK, What.ADDED, "called_for_by", after="frail")]


def test_each_language_of_a_text() -> None:
    """By itself."""
    found = told(lambda data: data["recommendations"][0]["text"].update(fr="Du lait.", nl="Melk."))
    assert found == [
        changed(MILK, "text", "Text of milk (fr)", "Du lait.", "fr"),
        changed(MILK, "text", "Text of milk (nl)", "Melk.", "nl"),
    ]


def test_the_outline_of_the_rule_set() -> None:
    """Key, title and topics."""
    found = told(lambda data: data.update(key="other", title=text("Large"), topics=["joints", "bones"]))
    assert found == [
        changed(RULE_SET, "key", "small", "other"),
        changed(RULE_SET, "title", "Small", "Large", "en"),
        changed(RULE_SET, "title", "Small (fr)", "Large (fr)", "fr"),
        changed(RULE_SET, "title", "Small (nl)", "Large (nl)", "nl"),
        Difference(RULE_SET, What.ADDED, "topics", after="joints"),
    ]


def test_a_source_gets_its_name_in_each_language() -> None:
    """The old one is a text, the new one three."""
    (found,) = told(lambda data: data["sources"][0].update(citation=text("A book")))
    assert (found.before, found.after) == ("A book, 2020", parse({**small(), "title": text("A book")}).title)


def test_parts_come_and_go() -> None:
    """Those that came stand where they are now, those that went behind the others."""

    def change(data: Data) -> None:
        data["findings"].insert(1, finding("new"))
        del data["findings"][0]

    before, after = parse(small()), small()
    change(after)
    assert told(change) == [
        Difference(("findings", "new"), What.ADDED, after=parse(after).findings[0]),
        Difference(("findings", "old"), What.REMOVED, before=before.findings[0]),
    ]


def test_disabled_and_enabled() -> None:
    """A change of one field."""
    assert told(lambda data: data["rules"][0].update(disabled=True)) == [
        changed(AGE, "disabled", False, True)
    ]


def test_as_few_parts_moved_as_explain_the_order() -> None:
    """The one that was put elsewhere, not those that made room."""
    assert told(lambda data: data["rules"].append(data["rules"].pop(0))) == [
        Difference(AGE, What.MOVED, after="vegan")
    ]
    assert told(lambda data: data["rules"].insert(0, data["rules"].pop())) == [
        Difference(("rules", "vegan"), What.MOVED, after=None)
    ]


def topical(*topics: str) -> Document:
    """Four findings, two of each topic, the topics in this order."""
    data = {**small(), "topics": [*topics], "rules": [], "recommendations": []}
    findings = [finding(f"{topic}-{number}", topic=topic) for topic in topics for number in (1, 2)]
    return parse({**data, "findings": findings})


def test_topics_in_another_order_take_their_parts_along() -> None:
    """One statement, not one for each part."""
    found = differences(topical("bones", "joints"), topical("joints", "bones"))
    assert found == [Difference(RULE_SET, What.REORDERED, "topics", ("bones", "joints"), ("joints", "bones"))]


def test_a_part_in_another_topic() -> None:
    """Its place there is no further statement."""
    before = topical("bones", "joints")
    first, *others = before.findings
    moved = first.model_copy(update={"topic": "joints"})
    after = before.model_copy(update={"findings": (*others, moved)})
    assert differences(before, after) == [changed(("findings", "bones-1"), "topic", "bones", "joints")]


def test_a_part_alone() -> None:
    """As the history compares it."""
    before, after = Finding.model_validate(finding("old")), Finding.model_validate(finding("old", "caution"))
    assert list(of_part(("findings", "old"), before, after)) == [
        changed(("findings", "old"), "kind", "risk_factor", "caution")
    ]


def _swap(random: Random, data: Data) -> None:
    items = data[random.choice(["findings", "rules", "sources"])]
    random.shuffle(items)


def _drop(random: Random, data: Data) -> None:
    items = data[random.choice(["findings", "rules"])]
    items.pop(random.randrange(len(items)))


def _add(random: Random, data: Data) -> None:
    name, item = random.choice(
        [
            ("sources", {"key": "S2", "citation": "Another"}),
            ("findings", finding("new")),
            ("rules", rule("new", "f0", any=["age_years ≥ 50"])),
            ("recommendations", recommendation("new", "tip", ["f0"])),
            ("examples", {"key": "new", "title": "x", "answers": ["age_years is 50"], "level": "refer"}),
        ]
    )
    data[name] = data.get(name, [])
    data[name].insert(random.randint(0, len(data[name])), item)


def _conditions(random: Random, data: Data) -> None:
    item = random.choice(data["rules"])
    form = next(name for name in ("all", "any", "of") if name in item)
    random.shuffle(item[form])
    item[form] = random.choice([item[form], [*item[form], "bmi > 99"], item[form][1:] or ["bmi < 1"]])


def _field(random: Random, data: Data) -> None:
    random.choice(data["rules"])["disabled"] = True
    random.choice(data["findings"])["modifiable"] = random.choice([True, False])
    random.choice(data["findings"])["label"][random.choice(["en", "fr", "nl"])] = random.choice("ab")
    random.choice(data["rules"])["note"] = random.choice("ab")


def _topics(random: Random, data: Data) -> None:
    data["topics"] = random.sample(["bones", "joints", "food"], random.randint(1, 3))
    for item in random.sample(data["findings"], random.randint(0, len(data["findings"]))):
        item["topic"] = random.choice(data["topics"])


@pytest.mark.parametrize("mutate", [_swap, _drop, _add, _conditions, _field, _topics])
@given(seed=st.integers(0, 10_000))
def test_every_mutation_is_told(mutate: Mutation, seed: int) -> None:
    """Differences are empty exactly when the documents are equal, whichever way one looks."""
    random = seeded(seed)
    before = random_document(random, size=5)
    data = dump(before)
    mutate(random, data)
    after = parse(data)
    assert bool(differences(before, after)) == bool(differences(after, before)) == (dump(before) != data)
    assert differences(after, after) == []


def test_the_order_is_that_of_the_document(bone_health: Document) -> None:
    """Whatever changed in all its parts: outline, sources, findings, rules, recommendations."""
    data = dump(bone_health)
    data["title"]["en"] += "!"
    for name in ("findings", "rules", "recommendations"):
        for item in data[name]:
            item["sources"] = [*item["sources"], "NEW"]
    found = [difference.part for difference in differences(bone_health, parse(data))]
    names = [
        (name, item.key)
        for name, item in bone_health.items()
        if name not in ("sources", "examples", "guarantees")
    ]
    assert found == [RULE_SET, *names]
