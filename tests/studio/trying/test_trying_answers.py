"""Try it: the whole questionnaire as one page, and made-up answers in it."""

from __future__ import annotations

import re

from django.test import Client
import pytest

from questionnaire.levels import LEVELS
from questionnaire.questions import QUESTIONS
from rules.document import Document, parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from tests.rules.documents import small
from tests.studio.asking import address, texts
from tests.studio.trials import OLD_AND_LIGHT, columns, questions_form

pytestmark = pytest.mark.django_db
SAME = "The same outcome."


def test_every_question_is_asked_of_whoever_may_look(auditor: Client, rule_set: RuleSet) -> None:
    response = auditor.get(address("try", rule_set))
    html = response.content.decode()
    for key, question in QUESTIONS.items():
        assert f'name="{key}"' in html
        assert str(question.text) in texts(response)
    assert html.count("(required)") == 2
    assert "What the rules say" not in html


def test_only_the_first_section_is_open_before_anything_is_answered(
    auditor: Client, rule_set: RuleSet
) -> None:
    """And those that hold an answer later on."""
    page = address("try", rule_set)
    is_open = re.compile(r'<details id="([a-z-]+)" open>')
    assert is_open.findall(auditor.get(page).content.decode()) == ["about-you"]
    answered = auditor.post(page, OLD_AND_LIGHT | {"diets": ["vegan"]}).content.decode()
    assert is_open.findall(answered) == ["about-you", "diet"]


def test_what_cannot_be_asked_is_left_out_of_an_example(auditor: Client, rule_set: RuleSet) -> None:
    """One of an unsound working copy, to be mended here."""
    data = {"key": "odd", "title": "Odd", "level": "maintain"}
    answers = ["age_years is 500", "sex is female", "gone is 1", "weight_kg ≥ 60", "height_cm is tall"]
    document = parse({**small(), "examples": [{**data, "answers": answers}]})
    replace_working_copy(rule_set, document, "somebody")
    page = auditor.get(address("try", rule_set, example="odd"))
    assert questions_form(page) == {"sex": ["female"], "weight_kg": ["60"]}


@pytest.mark.parametrize("number", range(9))
def test_the_default_examples_are_tried_as_they_stand(
    auditor: Client, default_rule_set: RuleSet, bone_health: Document, number: int
) -> None:
    """An example fills in the answers; they lead to what it says, by the working copy and the release."""
    example = bone_health.examples[number]
    form = auditor.get(address("try", default_rule_set, example=example.key))
    filled = questions_form(form)
    assert len([value for values in filled.values() for value in values]) == len(example.answers)
    page = auditor.post(address("try", default_rule_set), filled)
    title, draft, release = columns(page)
    assert SAME in title
    assert draft.startswith(str(LEVELS[example.level].title))
    assert release.startswith(str(LEVELS[example.level].title))
    labels = {item.key: item.label["en"] for item in bone_health.findings}
    assert all(labels[key] in draft for key in example.findings)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"sex": "female"}, "How old are you?"),
        ({"age_years": "66"}, "Choose an answer."),
        ({"age_years": "sixty", "sex": "female"}, "Give a whole number from 0 to 120."),
        ({"age_years": "1e9", "sex": "female"}, "Give a whole number from 0 to 120."),
        ({"age_years": "66", "sex": "other"}, "Select a valid choice"),
        ({"age_years": "66", "sex": "female", "symptoms": ["none", "night_cramps"]}, "stands alone"),
        (
            {"age_years": "40", "sex": "female", "menopause": "natural", "menopause_age_years": "50"},
            "later than",
        ),
        ({"age_years": "66\x00", "sex": "female"}, "Give a whole number from 0 to 120."),
    ],
)
def test_bad_answers_are_told_beside_the_question_and_nothing_is_lost(
    auditor: Client, rule_set: RuleSet, answers: dict[str, object], fault: str
) -> None:
    page = auditor.post(address("try", rule_set), answers | {"coffee_cups_per_day": "7"})
    assert page.status_code == 200
    summary, _, questions = texts(page).partition("The answers Rules to try")
    assert "Some answers cannot be used:" in summary
    assert fault in summary
    assert fault in questions
    assert "What the rules say" not in summary
    assert re.search(r'name="coffee_cups_per_day"[^>]* value="7"', page.content.decode())


def test_the_answers_stay_filled_in(auditor: Client, rule_set: RuleSet) -> None:
    """One answer is changed, and tried again."""
    page = auditor.post(
        address("try", rule_set), OLD_AND_LIGHT | {"symptoms": ["night_cramps", "fragile_teeth"]}
    )
    assert questions_form(page) == {
        "age_years": ["66"],
        "sex": ["female"],
        "weight_kg": ["50,5"],
        "symptoms": ["night_cramps", "fragile_teeth"],
    }


def test_an_answer_can_be_taken_back(auditor: Client, rule_set: RuleSet) -> None:
    """A radio button cannot be unticked: “no answer” comes first, and is chosen at the start."""
    blank = re.compile(r'<input type="radio" name="(\w+)" value=""( checked)?> no answer')
    page = address("try", rule_set)
    at_first = dict(blank.findall(auditor.get(page).content.decode()))
    assert set(at_first.values()) == {" checked"}
    assert "sex" not in at_first
    answers = OLD_AND_LIGHT | dict.fromkeys(at_first, "unknown")
    assert not any(dict(blank.findall(auditor.post(page, answers).content.decode())).values())
    back = auditor.post(page, OLD_AND_LIGHT | dict.fromkeys(at_first, ""))
    assert all(dict(blank.findall(back.content.decode())).values())
    assert SAME in texts(back)


def test_answers_are_no_part_of_an_address_and_are_not_stored(auditor: Client, rule_set: RuleSet) -> None:
    """The query names rules, an example and a part; answers in it are not looked at."""
    page = auditor.get(address("try", rule_set, age_years="66", sex="female"))
    assert questions_form(page) == {}
    page = auditor.post(address("try", rule_set), OLD_AND_LIGHT)
    assert page["Cache-Control"] == "no-store"
    assert 'method="get"' not in page.content.decode().split('class="questions"')[1]


def test_parts_and_examples_that_are_gone_are_passed_over(auditor: Client, rule_set: RuleSet) -> None:
    for query in ({"from": "rules:gone"}, {"from": "nonsense"}, {"example": "gone"}, {"example": "\x00"}):
        page = auditor.get(address("try", rule_set, **query))
        assert page.status_code == 200
        assert "You came from" not in texts(page)
