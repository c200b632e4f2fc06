"""Differences in words: each kind of part, each kind of change, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from django.test import Client
from django.utils import translation
import pytest

from rules.document import Document, dump, parse
from rules.models import RuleSet
from rules.services import publish, replace_working_copy
from studio.publishing.differences import Entry, Line, Piece, marked
from studio.publishing.versions import told
from tests.rules.documents import Data, finding, recommendation, rule, small, text
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test reads in the language that another one left behind."""
    with translation.override("en"):
        yield


def entries(change: Callable[[Data], Any]) -> list[Entry]:
    """What `change` makes of the small rule set, in words."""
    data = small()
    change(data)
    found = told(parse(small()), parse(data))
    assert found is not None
    return found


def lines(change: Callable[[Data], Any]) -> list[str]:
    """Each line as one text: label, before, after."""
    (entry,) = entries(change)
    return [_text(line) for line in entry.lines]


def _text(line: Line) -> str:
    sides = ("".join(piece.text for piece in side) for side in (line.before, line.after))
    return " | ".join(map(str, (line.label, *sides)))


def test_a_threshold() -> None:
    """The words that differ are marked, on both sides."""
    (entry,) = entries(lambda data: data["rules"][0].update(all=["age_years ≥ 60"]))
    assert (entry.kind, entry.title, entry.done) == ("Rule for", "Label of old", "Changed")
    (line,) = entry.lines
    assert line.is_short
    assert line.before == [Piece("Your age: "), Piece("65", is_changed=True), Piece(" years or more")]
    assert line.after == [Piece("Your age: "), Piece("60", is_changed=True), Piece(" years or more")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"all": ["age_years ≥ 65", "sex is female"]}, "Conditions |  | Your sex at birth: female"),
        (
            {"all": [], "any": ["age_years ≥ 65"]},
            "How many conditions must hold | all of them | at least one",
        ),
        (
            {"all": [], "of": ["age_years ≥ 65"], "at_least": 1},
            "How many conditions must hold | all of them | at least 1",
        ),
        ({"disabled": True}, "Disabled: kept, but not used |  | "),
        ({"then": "frail"}, "Finding | Label of old | Label of frail"),
        ({"then": "nobody-knows"}, "Finding | Label of old | nobody-knows"),
        ({"note": "As in Belgium"}, "Note |  | As in Belgium"),
        ({"topic": "falls"}, "Topic | Bones | Falls"),
        ({"sources": ["S1", "S2"]}, "Sources |  | S2"),
    ],
)
def test_what_changes_in_a_rule(change: Data, words: str) -> None:
    """Every field."""
    assert lines(lambda data: data["rules"][0].update(change)) == [words]


def test_conditions_on_findings() -> None:
    """In the words of the finding."""
    conditions = ["old is not established", "weight_kg < 60"]
    assert lines(lambda data: data["rules"][1].update(all=conditions)) == [
        "Conditions | Label of old | ",
        "Conditions |  | This does not apply: “Label of old”",
    ]


def test_conditions_in_another_order() -> None:
    """Both orders, in words."""
    (line,) = lines(lambda data: data["rules"][1]["all"].reverse())
    assert line.split(" | ") == [
        "Conditions, in another order",
        "Label of old; Your weight: under 60 kg",
        "Your weight: under 60 kg; Label of old",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"kind": "discuss", "urgency": "soon"},
            ["Kind | tip | discussion with the doctor", "How soon |  | Soon"],
        ),
        ({"priority": 60}, ["Priority | 50 | 60"]),
        ({"withheld_by": []}, ["Withheld by | Label of no-milk | "]),
        ({"called_for_by": ["frail", "old"]}, ["Called for by |  | Label of old"]),
        ({"incompatible_with": ["scan"]}, ["Never together with |  | Title of scan"]),
    ],
)
def test_what_changes_in_a_recommendation(change: Data, words: list[str]) -> None:
    """Codes are words."""
    assert lines(lambda data: data["recommendations"][0].update(change)) == words


def test_which_language_of_a_text() -> None:
    """Marked as such, for those who hear the page."""
    (entry,) = entries(lambda data: data["recommendations"][0]["text"].update(fr="Buvez du lait."))
    (line,) = entry.lines
    assert (entry.kind, entry.title, line.label, line.language) == (
        "Tip",
        "Title of milk",
        "Text (French)",
        "fr",
    )


def test_parts_that_came_and_went() -> None:
    """Each with all that it says, in the order of the document; many texts in other languages stand apart."""

    def change(data: Data) -> None:
        data["sources"].append({"key": "S2", "citation": text("Another book")})
        data["findings"].append(finding("new", "caution"))
        data["rules"].append(rule("new", "new", any=["age_years < 30", "old is established"], disabled=True))
        data["recommendations"][0] = recommendation("walk", "tip", ["old"])
        data["examples"] = [
            {"key": "ada", "title": "Ada, 70", "answers": ["age_years is 70"], "level": "refer"}
        ]

    source, new, of_new, walk, milk, ada = entries(change)
    assert _whole(source) == (
        "Source: Another book, Added",
        [
            "Citation (English) |  | Another book",
            "Citation (French) |  | Another book (fr)",
            "Citation (Dutch) |  | Another book (nl)",
        ],
    )
    assert _whole(new)[1] == [
        "Topic |  | Bones",
        "Sources |  | A book, 2020",
        "Kind |  | caution",
        "Can be changed by the visitor |  | no",
        "Words (English) |  | Label of new",
        "Words (French) |  | Label of new (fr)",
        "Words (Dutch) |  | Label of new (nl)",
    ]
    assert _whole(of_new) == (
        "Rule for: Label of new, Added",
        [
            "Conditions |  | Your age: under 30 years; or “Label of old”",
            "Topic |  | Bones",
            "Sources |  | A book, 2020",
            "Disabled |  | yes",
        ],
    )
    assert "Text (English) |  | Text of walk" in _whole(walk)[1]
    assert [line.language for line in walk.folded] == ["fr", "nl"] * 3
    assert "Reason (Dutch) |  | Reason of walk (nl)" in map(_text, walk.folded)
    assert "Withheld by | Label of no-milk | " in _whole(milk)[1]
    assert "Text (French) | Text of milk (fr) | " in map(_text, milk.folded)
    assert _whole(ada)[1] == [
        "Title |  | Ada, 70",
        "Answers |  | Your age: exactly 70 years",
        "Level |  | See your doctor about a bone density test",
    ]


def _whole(entry: Entry) -> tuple[str, list[str]]:
    return f"{entry.kind}: {entry.title}, {entry.done}", [_text(line) for line in entry.lines]


@pytest.mark.django_db
def test_the_other_languages_of_what_is_new_are_on_the_page(auditor: Client, rule_set: RuleSet) -> None:
    """Whoever publishes answers for them too; each is marked as what it is."""
    data = small()
    data["recommendations"].append(recommendation("walk", "tip", ["old"]))
    replace_working_copy(rule_set, parse(data), "editor")
    page = auditor.get(address("differences", rule_set))
    assert "In the other languages Title (French) Title of walk (fr)" in texts(page)
    assert '<span lang="nl">Text of walk (nl)</span>' in page.content.decode()


def test_parts_in_another_place() -> None:
    """Behind which one, or first."""
    (entry,) = entries(lambda data: data["rules"].append(data["rules"].pop(0)))
    assert (entry.done, entry.lines[0].label) == ("Moved", "Now stands after “Label of no-milk”")
    (entry,) = entries(lambda data: data["rules"].insert(0, data["rules"].pop()))
    assert entry.lines[0].label == "Now stands first in its topic"


def test_the_rule_set_itself() -> None:
    """Its title and topics; a source whose name was one text."""

    def change(data: Data) -> None:
        data["title"]["en"] = "Large"
        data["topics"].append("diet")
        data["sources"][0].update(citation=text("A new book"), language="fr", year=2021)

    outline, source = entries(change)
    assert (outline.kind, outline.title) == ("Rule set", "Large")
    assert [_text(line) for line in outline.lines] == [
        "Title (English) | Small | Large",
        "Topics |  | What you eat",
    ]
    assert [_text(line) for line in source.lines] == [
        "Citation | A book, 2020 | A new book",
        "Language |  | French",
        "Year |  | 2021",
    ]


def test_a_finding_that_can_be_changed_or_not() -> None:
    """Yes and no, and in use again."""
    assert lines(lambda data: data["findings"][0].update(modifiable=True)) == [
        "Can be changed by the visitor | no | yes"
    ]
    data = small()
    data["rules"][0]["disabled"] = True
    found = told(parse(data), parse(small()))
    assert found is not None
    assert [_text(line) for line in found[0].lines] == ["In use again |  | "]


def test_texts_that_have_nothing_in_common_are_marked_whole() -> None:
    """Single words marked would help nobody."""
    assert marked("Drink milk", "Walk every day, if you can") == (
        [Piece("Drink milk", is_changed=True)],
        [Piece("Walk every day, if you can", is_changed=True)],
    )


@pytest.mark.django_db
def test_any_two_versions(auditor: Client, rule_set: RuleSet) -> None:
    """The release in force and the working copy at first; whoever may look may compare."""
    data = small()
    data["rules"][0]["all"] = ["age_years ≥ 60"]
    publish(parse(data), "second")
    assert "Nothing differs." in texts(auditor.get(address("differences", rule_set)))
    page = texts(auditor.get(address("differences", rule_set, **{"from": "1", "to": "2"})))
    assert "Your age: 65 years or more → Your age: 60 years or more" in page
    back = texts(auditor.get(address("differences", rule_set, **{"from": "draft", "to": "1"})))
    assert "Your age: 60 years or more → Your age: 65 years or more" in back
    french = auditor.get(address("differences", rule_set, **{"from": "1"}).replace("/en/", "/fr/", 1))
    assert "65 ans" in texts(french)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "²", "1e3", "9" * 5000, "\0"])
def test_no_such_release(auditor: Client, rule_set: RuleSet, number: str) -> None:
    """Not found, whatever was written into the address."""
    for name in ("differences", "export"):
        query = {"from": number} if name == "differences" else {"number": number}
        assert auditor.get(address(name, rule_set, **query)).status_code == 404


@pytest.mark.django_db
def test_before_the_first_release(auditor: Client, rule_set: RuleSet) -> None:
    """The working copy is compared with itself."""
    RuleSet.objects.update(current=None)
    assert "Nothing differs." in texts(auditor.get(address("differences", rule_set)))


@pytest.mark.django_db
def test_without_the_right_to_look(sign_in: SignIn, rule_set: RuleSet) -> None:
    """A13: staff without a role see nothing."""
    client = sign_in("staff")
    for name in ("differences", "releases", "changes", "export"):
        assert client.get(address(name, rule_set)).status_code == 403


@pytest.mark.django_db
def test_a_rewritten_rule_set_is_told_in_time(auditor: Client, bone_health: Document) -> None:
    """Every text of the default rules in other words: the slowest comparison that happens."""
    publish(bone_health, "first")
    rule_set = RuleSet.objects.get(key=bone_health.key)
    data = dump(bone_health)
    for item in (*data["findings"], *data["recommendations"]):
        for field in {"label", "text", "why", "title"} & item.keys():
            item[field] = {code: " ".join(words.split()[::-1]) for code, words in item[field].items()}
    replace_working_copy(rule_set, parse(data), "editor")
    start = perf_counter()
    assert auditor.get(address("differences", rule_set)).status_code == 200
    assert perf_counter() - start < 20  # one second on a quiet machine
