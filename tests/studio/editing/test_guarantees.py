"""The form of a guarantee, and what recommendations and findings say for the proofs."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
import pytest

from rules.document import LANGUAGES, parse
from rules.models import RuleSet
from rules.services import change_part, replace_working_copy
from tests.rules.documents import finding, guarantee, small
from tests.studio.pages import adding, address, html, opened, options, part_of, pressed, read, said, sent

pytestmark = pytest.mark.django_db
TITLES = {f"title_{code}": f"Young people ({code})" for code in LANGUAGES}
YOUNG = {"conditions-0-subject": "fact:age_years", "conditions-0-operator": "<", "conditions-0-value": "40"}
BUT_OLD = {"unless-0-subject": "finding:old", "unless-0-operator": "is established"}


@pytest.fixture
def calm(full: RuleSet) -> str:
    """The page of a guarantee for everybody."""
    return address(part_of(full, "guarantees", "calm"))


def test_one_is_added(editor: Client, rule_set: RuleSet) -> None:
    """With everything that it can say, in the document's own form; the message reads it by its title."""
    demands = {"levels": ["discuss", "maintain"], "findings": ["no-milk"], "never_findings": ["frail", "old"]}
    tips = {"tips": ["milk"], "never_tips": ["milk"]}
    page = adding("guarantee", rule_set)
    more = {"how_many": "any"} | YOUNG | BUT_OLD
    response = pressed(editor, page, "_save", **TITLES, **more, **demands, **tips)
    assert response.status_code == 302, read(response).text
    assert part_of(rule_set, "guarantees", "young-people-en").content == {
        "title": {code: f"Young people ({code})" for code in LANGUAGES},
        "any": ["age_years < 40"],
        "unless": ["old is established"],
        **demands,
        **tips,
    }
    assert "Young people (en)" in said(editor)


def test_without_a_condition_it_is_for_everybody(editor: Client, full: RuleSet, calm: str) -> None:
    """Conditions can come and go; a rule has to have one."""
    assert "For everybody: the level is “Keep going" in opened(editor, calm).text
    assert pressed(editor, calm, **YOUNG).status_code == 302
    assert part_of(full, "guarantees", "calm").content["all"] == ["age_years < 40"]
    assert pressed(editor, calm, **{"conditions-0-remove": "on"}).status_code == 302
    assert part_of(full, "guarantees", "calm").data == guarantee("calm")
    rule = address(part_of(full, "rules", "age"))
    assert "Give one condition at least." in read(pressed(editor, rule, **{"conditions-0-remove": "on"})).text


def test_what_fits_is_offered(editor: Client, rule_set: RuleSet) -> None:
    """Every level as a box, steps on the way among the findings, and tips."""
    data = small()
    data["findings"].append(finding("step", "intermediate"))
    replace_working_copy(rule_set, parse(data | {"guarantees": [guarantee("calm")]}), "else")
    page = html(editor, address(part_of(rule_set, "guarantees", "calm")))
    boxes = re.findall(r'name="levels" value="(\w+)" id="\w+"( checked)?', page)
    assert boxes == [
        ("urgent", ""), ("out_of_scope", ""), ("refer", ""), ("discuss", ""), ("maintain", " checked"),
    ]  # fmt: skip
    assert options(page, "findings") == options(page, "never_findings")
    assert options(page, "findings") == ["", "old", "frail", "no-milk", "step"]
    assert options(page, "tips") == options(page, "never_tips") == ["", "milk"]
    assert "Try what is saved" not in page


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"levels": []}, "levels", "Say what must hold: a level, a finding or a tip, here or below."),
        ({"levels": ["high"]}, "levels", "Select a valid choice. high is not one of the available choices."),
        ({"tips": ["scan"]}, "tips", "Select a valid choice. scan is not one of the available choices."),
        ({"how_many": "of"} | YOUNG, "at_least", "Say how many of them must hold."),
        ({"how_many": "of", "at_least": "2"} | YOUNG, "at_least", "There are fewer conditions than that."),
        ({"how_many": "of", "at_least": "2"}, "at_least", "There are fewer conditions than that."),
        (YOUNG | {"conditions-0-value": "old"}, "conditions-0-value", "1. Write a number"),
        (BUT_OLD | {"unless-0-operator": "≥"}, "unless-0-operator", "1. Give a value."),
        ({"title_nl": ""}, "title_nl", "Is empty; write the words"),
    ],
)
def test_what_is_wrong_is_told_once(
    editor: Client, full: RuleSet, calm: str, changes: dict[str, Any], field: str, fault: str
) -> None:
    """At its field, and nothing is saved."""
    text = pressed(editor, calm, **changes).content.decode()
    summary = text[text.index('class="errornote" role="alert" tabindex="-1" autofocus') :]
    summary = summary[: summary.index("</ul>")]
    assert summary.count("<li>") == 1
    link = re.search(r'<a href="#([\w-]+)">[^<]*</a>: (.*)</li>', summary)
    assert link
    assert link[1].removeprefix("id_") == field
    assert link[2].startswith(fault)
    assert f'id="{link[1]}"' in text
    assert part_of(full, "guarantees", "calm").version == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "The guarantee says: If your age: under 40 years, except if “Label of old”, then: the level is",
                "bone density test” or “Keep going: nothing here calls for a visit”; this applies: “Label of no-milk”",
                "; this does not apply: “Label of frail”; this tip is given: “Title of milk”; this tip is not given:",
            ),
        ),
        (
            "fr",
            (
                "La garantie dit : Si votre âge : moins de 40 ans, sauf si « Label of old (fr) »,",
                "alors : le niveau est « ",
                "; ceci s’applique : « Label of no-milk (fr) »",
            ),
        ),
        (
            "nl",
            (
                "De garantie zegt: Als uw leeftijd: minder dan 40 jaar, behalve als “Label of old (nl)”, dan: het",
                "niveau is “",
                "; dit geldt: “Label of no-milk (nl)”",
            ),
        ),
    ],
)
def test_it_is_read_back_as_a_sentence(
    editor: Client, calm: str, language: str, words: tuple[str, ...]
) -> None:
    """As it stands in the form, saved or not; once."""
    response = pressed(
        editor,
        calm.replace("/en/", f"/{language}/"),
        "_more",
        levels=["refer", "maintain"],
        findings=["no-milk"],
        never_findings=["frail"],
        tips=["milk"],
        never_tips=["milk"],
        **YOUNG,
        **BUT_OLD,
    )
    page = read(response).text
    for each in words:
        assert each in page
    assert response.content.decode().count('class="sentence"') == 1


def test_who_is_meant_is_told_in_each_form(editor: Client, calm: str) -> None:
    """Exceptions alone, conditions alone, so many of them; a guarantee without demands says nothing."""
    for changes, words in (
        (BUT_OLD, "For everybody, except if “Label of old”: the level is"),
        (YOUNG, "If your age: under 40 years, then: the level is"),
        (
            YOUNG | {"how_many": "of", "at_least": "1"},
            "If at least 1 of these: your age: under 40 years, then:",
        ),
    ):
        assert words in read(pressed(editor, calm, "_more", **changes)).text
    for nothing in ([], ["high"]):
        assert "The guarantee says:" not in read(pressed(editor, calm, "_more", levels=nothing)).text


def test_it_is_switched_off_moved_copied_and_taken_out(editor: Client, full: RuleSet, calm: str) -> None:
    """As any part."""
    assert (
        pressed(editor, adding("guarantee", full, f"&copy={calm.split('/')[-3]}"), key="twin").status_code
        == 302
    )
    twin = part_of(full, "guarantees", "twin")
    assert twin.content == part_of(full, "guarantees", "calm").content
    pressed(editor, address(twin), "_up")
    order = full.parts.filter(collection="guarantees").order_by("position").values_list("key", flat=True)
    assert [*order] == ["twin", "calm"]
    assert pressed(editor, calm, "_switch").status_code == 302
    assert part_of(full, "guarantees", "calm").content["disabled"] is True
    assert pressed(editor, address(twin, "delete")).status_code == 302
    assert not full.parts.filter(key="twin").exists()


def test_theirs_stand_beside_mine_in_words(editor: Client, full: RuleSet, calm: str) -> None:
    """Levels by their titles, exceptions as conditions."""
    part = part_of(full, "guarantees", "calm")
    page = opened(editor, calm)
    said = {
        "levels": ["refer", "discuss"],
        "unless": ["sex is male"],
        "of": ["weight_kg < 60"],
        "at_least": 1,
    }
    change_part(part, type(part.item()).model_validate(guarantee("calm", **said)), 1, "else")
    both = read(sent(editor, calm, page)).text
    for words in (
        "See your doctor about a bone density test; Talk about your bones at your next visit to the doctor",
        "Your sex at birth: male",
        "At least 1 of these: your weight: under 60 kg",
    ):
        assert f"Theirs, which differs: {words}" in both


def test_nobody_gets_two_recommendations_that_do_not_go_together(editor: Client, rule_set: RuleSet) -> None:
    """Said at one of the two; the other one's page tells it, and it cannot go."""
    milk, scan = (part_of(rule_set, "recommendations", key) for key in ("milk", "scan"))
    assert options(html(editor, address(milk)), "incompatible_with") == ["", "scan"]
    assert pressed(editor, address(milk), incompatible_with=["scan"]).status_code == 302
    assert part_of(rule_set, "recommendations", "milk").content["incompatible_with"] == ["scan"]
    words = "Recommendations that nobody may get together with it Title of milk"
    assert words in opened(editor, address(scan)).text
    assert words in opened(editor, address(scan, "delete")).text
    assert "Nothing was saved" in read(pressed(editor, address(milk), incompatible_with=["milk"])).text


def test_a_finding_may_lower_the_level_for_a_reason(editor: Client, rule_set: RuleSet) -> None:
    """Where its kind speaks for more care."""
    page = address(part_of(rule_set, "findings", "old"))
    assert pressed(editor, page, may_lower="Another \r\n path of care").status_code == 302
    assert part_of(rule_set, "findings", "old").content["may_lower"] == "Another path of care"
    text = pressed(editor, page, kind="caution").content.decode()
    fault = "Only for a risk factor, a warning sign or a red flag: leave it empty."
    assert f'<a href="#id_may_lower">Why it may lower the level</a>: {fault}</li>\n  </ul>' in text
    assert pressed(editor, page, kind="caution", may_lower="").status_code == 302


def test_a_kind_that_was_not_chosen_is_told_alone(editor: Client, rule_set: RuleSet) -> None:
    """Whether it can lower anything is not known yet."""
    page = adding("finding", rule_set)
    text = pressed(editor, page, kind="", may_lower="Why not").content.decode()
    assert 'id="id_kind_error"' in text
    assert 'id="id_may_lower_error"' not in text
