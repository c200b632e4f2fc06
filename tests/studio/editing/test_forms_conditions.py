"""The form of a rule: rows that offer what fits, say what is wrong, and lose nothing."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
import pytest

from rules.compiler import MAX_CONDITIONS
from rules.document import parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from tests.rules.documents import small
from tests.studio.pages import Filled, adding, address, opened, options, part_of, pressed, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def age(rule_set: RuleSet) -> str:
    """The page of a rule with one condition."""
    return address(part_of(rule_set, "rules", "age"))


def condition(number: int, subject: str, operator: str = "", value: str = "") -> dict[str, str]:
    """A row as somebody fills it in."""
    row = f"conditions-{number}"
    return {f"{row}-subject": subject, f"{row}-operator": operator, f"{row}-value": value}


class TestConditions:
    """The rows of a rule."""

    @pytest.mark.parametrize(
        ("subject", "operators", "values"),
        [
            ("fact:age_years", ["is", "is not", "<", "≤", ">", "≥", "is known"], None),
            ("fact:bmi", ["is", "is not", "<", "≤", ">", "≥", "is known"], None),
            ("fact:ost", ["is", "is not", "<", "≤", ">", "≥", "is known"], None),
            ("fact:sex", ["is", "is not", "is known"], ["", "female", "male", "unspecified"]),
            ("fact:fragility_fracture", ["is", "is not", "is known"], ["", "true", "false"]),
            (
                "fact:supplements",
                ["includes", "does not include", "is known"],
                ["", "calcium", "vitamin_d", "magnesium", "vitamin_k", "none"],
            ),
            ("finding:frail", ["is established", "is not established"], None),
        ],
    )
    def test_a_new_row_offers_what_fits(
        self, editor: Client, rule_set: RuleSet, age: str, subject: str, operators: list[str], values: Any
    ) -> None:
        """After “Continue”, which saves nothing and loses nothing."""
        response = pressed(
            editor,
            age,
            "_more",
            note="Not to be lost",
            **condition(1, subject),
            **{"conditions-0-value": "7x"},
        )
        page, text = read(response), response.content.decode()
        assert options(text, "conditions-1-operator") == operators
        assert ('<select name="conditions-1-value"' in text) == bool(values)
        if values:
            assert options(text, "conditions-1-value") == values
        assert (page.sent["note"], page.sent["conditions-0-value"]) == (["Not to be lost"], ["7x"])
        assert "errornote" not in text
        assert part_of(rule_set, "rules", "age").version == 1

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", ("Your age", "years")),
            ("fr", ("Votre âge", "ans")),
            ("nl", ("Uw leeftijd", "jaar")),
        ],
    )
    def test_a_row_is_in_the_language_of_the_page(
        self, editor: Client, age: str, language: str, words: tuple[str, str]
    ) -> None:
        page = opened(editor, age.replace("/en/", f"/{language}/"))
        assert words[0] in page.texts
        assert words[1] in page.texts

    @pytest.mark.parametrize(
        ("row", "kept"),
        [
            (("fact:weight_kg", "<", " 57,5 "), "weight_kg < 57.5"),
            (("fact:calcium_mg_per_day", "≥", "1 000"), "calcium_mg_per_day ≥ 1000"),
            (("fact:ost", "<", "-2"), "ost < -2"),
            (("fact:sex", "is known", "ignored"), "sex is known"),
            (("fact:smoking", "is not", "never"), "smoking is not never"),
            (("fact:age_years", "<", "70,0"), "age_years < 70.0"),
            (("fact:bmi", "<", "18.5"), "bmi < 18.5"),
            (("fact:fragility_fracture", "is", "false"), "fragility_fracture is false"),
            (("finding:frail", "is established", "ignored"), "frail is established"),
        ],
    )
    def test_a_new_condition_is_saved(
        self, editor: Client, rule_set: RuleSet, age: str, row: tuple[str, str, str], kept: str
    ) -> None:
        response = pressed(editor, age, **condition(1, *row))
        assert response.status_code == 302, Filled(response.content.decode()).text
        assert part_of(rule_set, "rules", "age").content["all"] == ["age_years ≥ 65", kept]

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (("fact:age_years", "≥", ""), "Give a value."),
            (("fact:age_years", "≥", "old"), "Write a number"),
            (("fact:age_years", "≥", "1e9"), "Write a number"),
            (("fact:age_years", "≥", "9" * 5000), "Write a number"),
            (("fact:age_years", "≥", "121"), "rite a number from 0 to 120"),
            (("fact:age_years", "includes", "65"), "“includes” does not fit"),
            (("fact:age_years", "is old", "65"), "Choose what must hold."),
            (("fact:age_years", "", ""), "Choose what must hold."),
            (("fact:sex", "is", "neither"), "o such choice"),
            (("fact:fragility_fracture", "is", "maybe"), "rite true or false"),
            (("fact:gone", "≥", "1"), "o such fact"),
            (("finding:gone", "is established", ""), "o such finding"),
            (("fact:A b", "≥", "1"), "Choose something that exists."),
            (("fact:sex", "is established", ""), "o such finding"),
            (("nonsense", "≥", "1"), "Choose something that exists."),
            (("fact:age_years", "≥", "65"), "This stands twice; remove one."),
            (("fact:age_years", "≥", "42.5"), "Write a whole number."),
        ],
    )
    def test_a_wrong_condition_is_told_at_its_row(
        self, editor: Client, rule_set: RuleSet, age: str, row: tuple[str, str, str], fault: str
    ) -> None:
        """And on top; nothing is saved, and what was typed stays."""
        response = pressed(editor, age, **condition(1, *row))
        page, text = read(response), response.content.decode()
        shown = re.search(r'<p class="fault" id="conditions-1-fault">(.*?)</p>', text)
        assert shown
        assert fault in shown[1]
        assert 'aria-describedby="conditions-1-fault"' in text
        link = re.search(r'<a href="#([^"]*)">Conditions</a>: 2\. ', text)
        assert link
        assert f'id="{link[1]}"' in text
        assert link[1] in ("conditions-1-value", "conditions-1-operator")
        assert page.sent["conditions-1-subject"] == [row[0]]
        assert part_of(rule_set, "rules", "age").version == 1

    def test_a_new_number_begins_with_a_threshold(self, editor: Client, age: str) -> None:
        """“is” 65 would pass unseen; what is no number begins with the first that fits."""
        page = read(pressed(editor, age, "_more", **condition(1, "fact:bmi"), **condition(2, "fact:sex")))
        assert page.sent["conditions-1-operator"] == ["≥"]
        assert page.sent["conditions-2-operator"] == [""]  # none marked: the browser takes the first

    def test_a_fraction_that_stands_there_may_stay(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        data = small()
        data["rules"][0]["all"] = ["age_years ≥ 42.5"]
        replace_working_copy(rule_set, parse(data), "else")
        assert pressed(editor, age, note="Mended soon").status_code == 302

    def test_a_condition_is_removed(self, editor: Client, rule_set: RuleSet) -> None:
        page = address(part_of(rule_set, "rules", "vegan"))
        assert pressed(editor, page, **{"conditions-0-remove": "on"}).status_code == 302
        assert part_of(rule_set, "rules", "vegan").content["any"] == ["diets includes milk_allergy"]

    def test_a_row_to_be_removed_may_be_wrong(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        gone = condition(1, "fact:age_years", "≥", "x") | {"conditions-1-remove": "on"}
        assert pressed(editor, age, **gone).status_code == 302
        assert part_of(rule_set, "rules", "age").content["all"] == ["age_years ≥ 65"]

    def test_the_last_condition_stays(self, editor: Client, age: str) -> None:
        response = pressed(editor, age, **{"conditions-0-remove": "on"})
        assert "Give one condition at least." in read(response).text
        assert 'id="conditions-0-remove" checked' in response.content.decode()

    def test_there_are_not_too_many(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        rows: dict[str, str] = {}
        for number in range(MAX_CONDITIONS + 5):
            rows |= condition(number, "fact:weight_kg", "<", f"{number + 30}.5")
        response = pressed(editor, age, **rows)
        assert f"Give {MAX_CONDITIONS} conditions at most." in read(response).text
        assert "One more condition, on" not in read(response).text

    def test_none_of_too_many_is_lost(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        """However many rows there are and go."""
        rows: dict[str, str] = {}
        for number in range(150):
            rows |= condition(number, "fact:weight_kg", "<", f"{number + 30}.5")
        response = pressed(editor, age, **rows, **{"conditions-0-remove": "on", "conditions-1-remove": "on"})
        page = read(response)
        assert f"Give {MAX_CONDITIONS} conditions at most." in page.text
        assert page.sent["conditions-149-value"] == ["179.5"]
        assert part_of(rule_set, "rules", "age").version == 1

    def test_what_stands_there_may_stay_wrong(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        """The page warns of it, and the rest can be changed."""
        data = small()
        data["rules"][0]["all"] = ["gone ≥ 1", "sex is gone", "sex < 3", "other is established"]
        replace_working_copy(rule_set, parse(data), "else")
        page = opened(editor, age)
        assert "This stands in the way of publishing:" in page.text
        assert "gone" in page.texts
        assert pressed(editor, age, note="Mended soon").status_code == 302
        content = part_of(rule_set, "rules", "age").content
        assert content["all"] == data["rules"][0]["all"]
        assert content["note"] == "Mended soon"

    def test_the_sentence_follows(self, editor: Client, rule_set: RuleSet, age: str) -> None:
        """What the rule says as the form stands, saved or not."""
        page = read(
            pressed(
                editor,
                age,
                "_more",
                how_many="any",
                then="frail",
                **condition(1, "fact:smoking", "is", "current"),
            )
        )
        assert (
            "The rule says: If your age: 65 years or more; or smoking: I smoke now, then: Label of frail (S1)"
            in page.text
        )
        blank = opened(editor, adding("rule", rule_set))
        assert "The rule says:" not in blank.text
        half = read(
            pressed(
                editor, adding("rule", rule_set), "_more", **condition(0, "finding:old", "is not established")
            )
        )
        assert "If this does not apply: “Label of old”, then: … (…)" in half.text


class TestHowMany:
    """All, any, or at least so many."""

    def test_at_least(self, editor: Client, rule_set: RuleSet) -> None:
        page = address(part_of(rule_set, "rules", "vegan"))
        unsaid = read(pressed(editor, page, how_many="of"))
        assert unsaid.text.count("Say how many of them must hold.") == 2  # on top, and at the field
        assert "at_least" not in unsaid.text
        assert "The rule says: If at least … of these: " in unsaid.text
        assert (
            "There are fewer conditions than that."
            in read(pressed(editor, page, how_many="of", at_least="3")).text
        )
        wrong = read(pressed(editor, page, how_many="of", at_least="two"))
        assert (wrong.sent["at_least"], "Say how many" in wrong.text) == (["two"], False)
        assert "Nothing was saved" in read(pressed(editor, page, how_many="of", at_least="0")).text
        assert pressed(editor, page, how_many="of", at_least="2").status_code == 302
        content = part_of(rule_set, "rules", "vegan").content
        assert (content["at_least"], len(content["of"]), "any" in content) == (2, 2, False)
        assert pressed(editor, page, how_many="all").status_code == 302
        assert "at_least" not in part_of(rule_set, "rules", "vegan").content

    def test_nothing_else(self, editor: Client, age: str) -> None:
        assert "Nothing was saved" in read(pressed(editor, age, how_many="most")).text
