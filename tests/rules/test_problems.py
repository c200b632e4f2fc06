"""A problem is a sentence in English, and what whoever shows it elsewhere needs."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.extract import extract_from_file
from pydantic import BaseModel, ValidationError
import pytest

from rules.problems import DocumentInvalid, Fault, problem, schema_problems

RULES = Path(__file__).parents[2] / "rules"
TELLING = [
    "archive",
    "checks",
    "compiler",
    "conditions",
    "document",
    "examples",
    "gates",
    "models",
    "problems",
    "sandbox",
    "schema",
    "yamlfiles",
]


def test_a_problem_is_a_sentence_with_its_place_and_its_template() -> None:
    """So that it can be shown beside its row, in the page's language."""
    found = problem(("rules", "age", "“bmi < 0”"), "write a number from %(low)s to %(high)s", low=1, high=2)
    assert found == "rules → age → “bmi < 0”: write a number from 1 to 2"
    assert found.place == ("rules", "age", "“bmi < 0”")
    assert found.template % found.params == "write a number from 1 to 2"


def test_a_problem_of_a_part_is_one_of_the_whole() -> None:
    """The rest of the place is put before; without any, it is the document’s."""
    found = Fault("“%(key)s” is too long", key="x").at("key")
    assert found == "key: “x” is too long"
    assert found.within("rules", "age") == "rules → age → key: “x” is too long"
    assert found.within("rules").params == {"key": "x"}
    assert Fault("is no list").at() == "document: is no list"


def test_an_invalid_document_tells_every_problem() -> None:
    """A line each."""
    invalid = DocumentInvalid([problem(("a",), "is old"), problem(("b",), "is new")])
    assert str(invalid) == "a: is old\nb: is new"


def test_problems_that_were_told_once_can_be_told_again() -> None:
    """However many there were: nothing is left out a second time."""
    found = DocumentInvalid([problem((), "is old")] * 150).problems
    assert (len(found), found[-1]) == (101, "document: and at least 50 more; correct those above first")
    assert DocumentInvalid(found).problems == found


class Part(BaseModel):
    """A schema with a kind of value that no remedy was written for."""

    share: complex


def test_what_has_no_remedy_is_told_in_our_words_all_the_same() -> None:
    """The library’s own words are for programmers, and in English only."""
    with pytest.raises(ValidationError) as caught:
        Part.model_validate({"share": "half"})
    [found] = schema_problems({"share": "half"}, caught.value, {})
    assert found == "share: does not fit here; correct it or take it out"


def written(path: Path) -> set[str]:
    """The sentences that a module tells through `problem` and `sentence`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    position = {"sentence": 0, "problem": 1}
    texts = [
        call.args[position[call.func.id]]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in position
    ]
    assert all(isinstance(text, ast.Constant) for text in texts), path
    return {str(text.value) for text in texts if isinstance(text, ast.Constant)}


@pytest.mark.parametrize("module", TELLING)
def test_every_sentence_reaches_the_translators(module: str) -> None:
    """As `make messages` looks for them: in full, and after a place that Babel can read past."""
    path = RULES / f"{module}.py"
    keywords = {"problem": (2,), "sentence": None}
    found = {str(text) for _, text, _, _ in extract_from_file("python", path, keywords=keywords)}
    assert written(path)
    assert written(path) <= found
