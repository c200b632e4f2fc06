"""The rule document: its schema in sentences, and the same document after every way round."""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from rules.document import Document, digest, dump, parse
from rules.problems import DocumentInvalid
from tests.rules.documents import Data, finding, problems, recommendation, rule, small

LISTS = ("sources", "findings", "rules", "recommendations")
Place = tuple[str | int, ...]


def at(data: Any, place: Place) -> Any:
    """What stands at a place."""
    for step in place:
        data = data[step]
    return data


def changed(place: Place, value: object) -> Data:
    """The small rule set with another value at one place."""
    data = small()
    at(data, place[:-1])[place[-1]] = value
    return data


def without(place: Place) -> Data:
    """The small rule set without one part."""
    data = small()
    del at(data, place[:-1])[place[-1]]
    return data


def every_place(data: Any, path: Place = ()) -> list[Place]:
    """Every part of some data, the smallest ones too."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path] * bool(path) + [place for step, part in steps for place in every_place(part, (*path, step))]


def name(place: Place) -> str:
    """How a sentence calls a place: list items by their key."""
    data: Any = small()
    names: list[str] = []
    for step in place:
        data = data[step]
        if isinstance(step, str):
            names.append(step)
        else:
            names.append(data["key"] if isinstance(data, dict) else f"no. {step + 1}")
    return " → ".join(names)


PLACES = every_place(small())
ONE_FORM = "give either “all”, or “any”, or “at_least” with “of”, with one condition or more"
URGENCY = "give “urgency” (today, soon or routine) for every kind but a tip"
OWN_WORDS = ("all", "any", "urgency", "withheld_by")


def test_the_small_rule_set_is_sound() -> None:
    """So that one change at a time shows."""
    assert problems(small()) == []


@pytest.mark.parametrize(
    "place", [p for p in PLACES if isinstance(p[-1], str) and p[-1] not in OWN_WORDS], ids=name
)
def test_a_missing_part_is_named(place: Place) -> None:
    """A language, a source, a text: whatever is left out; an item without a key goes by its number."""
    shown = (
        name(place)
        if len(place) != 3 or place[-1] != "key"
        else f"{place[0]} → no. {int(place[1]) + 1} → key"
    )
    assert problems(without(place)) == [f"{shown}: is missing; add it"]


def test_a_rule_needs_conditions_and_a_visit_its_urgency() -> None:
    """What depends on another part is told at the item."""
    assert problems(without(("rules", 0, "all"))) == [f"rules → age: {ONE_FORM}"]
    assert problems(without(("rules", 2, "any"))) == [f"rules → vegan: {ONE_FORM}"]
    assert problems(without(("recommendations", 1, "urgency"))) == [f"recommendations → scan: {URGENCY}"]


@pytest.mark.parametrize("wrong", [None, True, 1.5, 10**9, "", "\n", [], [[]], {}, {"x": 1}, object()])
def test_a_part_of_the_wrong_type_is_refused_in_a_sentence(wrong: object) -> None:
    """Anywhere, whatever stands there; only where a list may be empty it may."""
    may_be_empty = [("recommendations",), ("recommendations", 0, "withheld_by")] if wrong == [] else []
    for place in PLACES:
        found = problems(changed(place, wrong))
        assert bool(found) is (place not in may_be_empty), place
        assert all(problem.partition(": ")[2] for problem in found), place


@pytest.mark.parametrize("data", [None, True, 5, 1.5, "text", b"text", [], [small()], object()])
def test_what_is_no_mapping_is_no_document(data: object) -> None:
    """The place is the document itself."""
    assert problems(data) == ["document: write its parts, each with its name"]


@pytest.mark.parametrize(
    ("place", "wrong", "problem"),
    [
        (("findings", 0, "label", "nl"), "", "findings → old → label → nl: is empty; write the words"),
        (("findings", 0, "label", "fr"), " a", "findings → old → label → fr: write one line of text, without"),
        (("findings", 0, "label", "fr"), "a\nb", "findings → old → label → fr: write one line of text, without"),
        *(
            (("findings", 0, "label", "fr"), words, "findings → old → label → fr: write one line of text")
            for words in ("a\rb", "a\tb", "a\0b", "\x1b[2J", "a\x85b", "a\u2028b", "a\u2029b", "a\x7f", "\u00a0a", "a ")
        ),
        (("findings", 0, "label", "de"), "a", "findings → old → label → de: is not known here; correct the name"),
        (("findings", 0, "label", "fr"), "a\ud800", "findings → old → label → fr: write a text"),
        (("findings", 0, "label"), "Old", "findings → old → label: write its parts, each with its name"),
        (("findings", 0, "sources"), [], "findings → old → sources: is empty; give one at least"),
        (("findings", 0, "sources"), "S1", "findings → old → sources: write a list"),
        (("findings", 0, "kind"), "illness", "findings → old → kind: use one of risk_factor, warning_sign"),
        (("findings", 0, "modifiable"), "yes", "findings → old → modifiable: write true or false"),
        (("findings", 0, "modifiable"), 1, "findings → old → modifiable: write true or false"),
        (("findings", 0, "key"), "Old Age", "findings → Old Age → key: write small letters, digits and single"),
        (("findings", 0, "key"), "a" * 61, "→ key: has over 60 characters; shorten it"),
        (("findings", 0, "key"), 5, "findings → no. 1 → key: write a text"),
        (("findings", 0), "old", "findings → no. 1: write its parts, each with its name"),
        (("rules", 0, "all", 0), "age_years >> 65", "rules → age → all → no. 1: “age_years >> 65” is not a condition"),
        (("rules", 0, "all", 0), 65, "rules → age → all → no. 1: write each condition as one line of text"),
        (("rules", 0, "all", 0), "sex is", "rules → age → all → no. 1: “sex is”: “is” needs a value after it"),
        (("rules", 0, "all"), [], f"rules → age: {ONE_FORM}"),
        (("rules", 0, "any"), ["age_years ≥ 65"], f"rules → age: {ONE_FORM}"),
        (("rules", 0, "of"), ["age_years ≥ 65"], f"rules → age: {ONE_FORM}"),
        (("rules", 0, "at_least"), 1, f"rules → age: {ONE_FORM}"),
        (("rules", 0, "at_least"), 0, "rules → age → at_least: write 1 or more"),
        (("rules", 0, "at_least"), "1", "rules → age → at_least: write a whole number"),
        (("recommendations", 0, "urgency"), "soon", f"recommendations → milk: {URGENCY}"),
        (("recommendations", 1, "urgency"), "now", "recommendations → scan → urgency: use one of today, soon, routine"),
        (("recommendations", 0, "priority"), 101, "milk → priority: write 100 or less"),
        (("recommendations", 0, "priority"), -1, "milk → priority: write 0 or more"),
        (("recommendations", 0, "priority"), "50", "milk → priority: write a whole number"),
        (("recommendations", 0, "called_for_by"), [], "milk → called_for_by: is empty; give one at least"),
        (("recommendations", 0, "called_for_by"), [5], "recommendations → milk → called_for_by → no. 1: write a text"),
        (("recommendations", 0, "text", "en"), "x" * 1201, "text → en: has over 1200 characters; shorten it"),
        (("sources", 0, "key"), "S 1", "sources → S 1 → key: write letters, digits and single hyphens"),
        (("sources", 0, "address"), "javascript:alert(1)", "S1 → address: write an address that begins with https://"),
        (("sources", 0, "address"), "https://a b", "sources → S1 → address: write an address that begins with https"),
        (("sources", 0, "address"), 'https://a"b', "sources → S1 → address: write an address that begins with https"),
        (("sources", 0, "citation"), 5, "sources → S1 → citation: write a text"),
        (("sources", 0, "citation"), " a", "sources → S1 → citation: write one line of text, without space before"),
        (("sources", 0, "citation"), {"en": "a", "fr": "b", "nl": ""}, "S1 → citation → nl: is empty; write the words"),
        (("sources", 0, "year"), 1899, "sources → S1 → year: write 1900 or more"),
        (("sources", 0, "year"), 2101, "sources → S1 → year: write 2100 or less"),
        (("sources", 0, "year"), "2020", "sources → S1 → year: write a whole number"),
        (("sources", 0, "language"), "de", "sources → S1 → language: use one of en, fr, nl"),
        (("colour",), "red", "colour: is not known here; correct the name or take it out"),
        (("topics",), "bones", "topics: write a list"),
    ],
)  # fmt: skip
def test_a_problem_has_its_place_and_what_to_do(place: Place, wrong: object, problem: str) -> None:
    """List items are called by their key, as their author knows them."""
    [found] = problems(changed(place, wrong))
    assert problem in found


def test_several_problems_are_told_together() -> None:
    """Of every part."""
    data = changed(("findings", 0, "label", "nl"), "")
    data["rules"][0]["all"] = ["nonsense"]
    del data["recommendations"][0]["why"]
    assert [problem.split(":")[0] for problem in problems(data)] == [
        "findings → old → label → nl", "rules → age → all → no. 1", "recommendations → milk → why",
    ]  # fmt: skip
    with pytest.raises(DocumentInvalid, match=r"(?s)label → nl.*\nrules.*\nrecommendations"):
        parse(data)


def reordered(data: Any) -> Any:
    """The same data, the keys of every mapping the other way round."""
    if isinstance(data, dict):
        return {key: reordered(part) for key, part in reversed(data.items())}
    return [reordered(part) for part in data] if isinstance(data, list) else data


def test_the_digest_is_that_of_the_sorted_json() -> None:
    """For ever: releases that were published once are known by it."""
    lists: Data = {name: [] for name in ("topics", *LISTS)}
    document = parse({"key": "k", "title": {"nl": "Bot", "fr": "Santé", "en": "Bone"}, **lists})
    canonical = (
        '{"findings":[],"key":"k","recommendations":[],"rules":[],"sources":[],'
        '"title":{"en":"Bone","fr":"Santé","nl":"Bot"},"topics":[]}'
    )
    assert digest(document) == f"sha256:{sha256(canonical.encode()).hexdigest()}"


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    """Nor on defaults that are spelt out."""
    data = small()
    expected = digest(parse(data))
    assert expected.startswith("sha256:")
    assert len(expected) == len("sha256:") + 64
    assert digest(parse(reordered(data))) == expected
    data["findings"][0] |= {"modifiable": False}
    data["sources"][0] |= {"year": None, "based_on": []}
    data["rules"][0] |= {"any": [], "note": None}
    assert digest(parse(data)) == expected


CHANGES: list[tuple[Place, object]] = [
    (("title", "nl"), "Klein."),
    (("sources", 0, "year"), 2021),
    (("findings", 0, "modifiable"), True),
    (("findings", 0, "kind"), "density"),
    (("rules", 0, "all"), ["age_years > 65"]),
    (("rules", 0, "note"), "Why 65"),
    (("rules", 2, "any"), ["diets includes milk_allergy", "diets includes vegan"]),
    (("recommendations", 0, "priority"), 51),
    (("recommendations", 1, "urgency"), "today"),
    (("recommendations", 0, "withheld_by"), []),
    (("findings",), list(reversed(small()["findings"]))),
]


@pytest.mark.parametrize(("place", "value"), CHANGES, ids=lambda value: str(value)[:40])
def test_any_change_changes_the_digest(place: Place, value: object) -> None:
    """The order of a list counts: the outcome shows it."""
    assert digest(parse(changed(place, value))) != digest(parse(small()))


def test_items_come_with_the_name_of_their_list() -> None:
    """As problems name them."""
    listed = [(list_name, item.key) for list_name, item in parse(small()).items()]
    assert listed == [(list_name, item["key"]) for list_name in LISTS for item in small()[list_name]]


KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=20).map(
    lambda words: words.strip() or "a word"
)
TEXTS = st.fixed_dictionaries({"en": WORDS, "fr": WORDS, "nl": WORDS})
CONDITIONS = st.sampled_from(["age_years ≥ 65", "bmi < 18.5", "sex is not male", "frail is established"])


@st.composite
def documents(draw: st.DrawFn) -> Data:
    """The small rule set with other words, keys, rules and kinds; it need not make sense."""
    data = small()
    data["title"] = draw(TEXTS)
    data["findings"] += [
        finding(key, label=draw(TEXTS), modifiable=draw(st.booleans())) for key in draw(st.sets(KEYS))
    ]
    several = st.lists(CONDITIONS, min_size=1, max_size=4)
    forms = [{form: draw(several)} for form in draw(st.lists(st.sampled_from(["all", "any"]), max_size=4))]
    data["rules"] += [rule(draw(KEYS), "frail", **form, note=draw(WORDS)) for form in forms]
    data["rules"] += [rule(draw(KEYS), "old", at_least=draw(st.integers(1, 4)), of=draw(several))]
    words = {name: draw(TEXTS) for name in ("title", "text", "why")}
    data["recommendations"] += [
        recommendation(draw(KEYS), draw(st.sampled_from(["tip", "urgent"])), ["old"], **words)
    ]
    return data


@settings(max_examples=20)
@given(documents())
def test_a_document_survives_being_written_as_json(data: Data) -> None:
    """Equal, and with an equal digest."""
    document = parse(deepcopy(data))
    again = parse(json.loads(json.dumps(dump(document))))
    assert again == document
    assert digest(again) == digest(document)


def test_the_default_rule_set_survives_being_written_as_json(bone_health: Document) -> None:
    """What a release's row holds."""
    again = parse(json.loads(json.dumps(dump(bone_health))))
    assert again == bone_health
    assert digest(again) == digest(bone_health)
