"""What to say to the doctor and what to ask, by the default rules."""

from __future__ import annotations

from collections.abc import Callable
import re

from django.utils import translation
import pytest

from questionnaire.conversation import MOST_POINTS, MOST_QUESTIONS, Conversation, conversation
from questionnaire.spoken import say
from rules.assessment import Assessor
from rules.document import LANGUAGES
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN, NOTHING_WRONG, anybody
from tests.questionnaire.visitor import Answers

Talk = Callable[..., Conversation]
WELL: Answers = HEALTHY_MAN | NOTHING_WRONG | {"age_years": 62, "country": "be"}
BROKEN: Answers = WELL | {"fragility_fracture": True, "fracture_sites": ["wrist"]}
SCAN_AGAIN = "When is it time to measure my bones again?"
MEDICINES = "Does one of my medicines affect my bones? (I do not stop one by myself.)"


@pytest.fixture
def talk(site: Assessor) -> Talk:
    """The conversation of somebody with these answers."""

    def have(answers: Answers, language: str = "en") -> Conversation:
        with translation.override(language):
            return conversation(site.assess(answers, language), answers, {})

    return have


def test_a_broken_wrist_is_told_as_one_says_it(talk: Talk) -> None:
    why, what, wish = talk(BROKEN).sentences
    assert "ask you about a bone density test" in why
    assert what == "I am 62 years old. I broke my wrist after a minor fall or shock."
    assert wish == "I would like to know whether a bone density test (DXA) is useful for me."


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        (["hip", "rib"], "I broke my hip and a rib after"),
        (["other"], "I broke a bone after"),
        (None, "I broke a bone after"),
    ],
)
def test_the_bones_are_named_as_far_as_they_are_known(talk: Talk, sites: list[str] | None, said: str) -> None:
    assert said in talk(BROKEN | {"fracture_sites": sites}).sentences[1]


def test_a_recent_fracture_is_told_as_recent(talk: Talk) -> None:
    assert "That was in the last 2 years." in talk(BROKEN | {"fracture_in_last_2_years": True}).sentences[1]
    assert "That was" not in talk(BROKEN | {"fracture_in_last_2_years": False}).sentences[1]


def test_what_leads_to_the_visit_comes_before_what_else_a_doctor_wants_to_hear(talk: Talk) -> None:
    answers = WELL | {"conditions": ["copd"], "height_loss": "over_4_cm", "falls_last_year": 2}
    assert talk(answers).sentences[1] == (
        "I am 62 years old. I have lost more than 4 cm in height. I have or have had: COPD."
        " I fell 2 times in the last 12 months."
    )


def test_at_the_next_visit_there_is_no_talk_of_a_test(talk: Talk) -> None:
    talked = talk(AT_EACH_LEVEL["discuss"])
    assert talked.sentences[0].endswith("It advises me to talk about them with you.")
    assert "I have or have had: COPD." in talked.sentences[1]
    assert "test" not in " ".join([*talked.sentences, *talked.questions])


def test_who_is_followed_already_asks_how_it_goes_on(talk: Talk) -> None:
    talked = talk(BROKEN | {"medicines": ["osteoporosis_treatment"]})
    assert talked.sentences[2].startswith("I would like to know how my bones are doing")
    assert talked.questions[:2] == [
        "How long do I go on with my treatment, and how do we see whether it works?",
        SCAN_AGAIN,
    ]
    assert MEDICINES not in talked.questions


def test_who_was_scanned_lately_asks_about_that_scan(talk: Talk) -> None:
    talked = talk(BROKEN | {"last_densitometry": "2_to_5_years"})
    assert "my last scan" in talked.sentences[2]
    assert SCAN_AGAIN in talked.questions
    assert SCAN_AGAIN not in talk(BROKEN | {"last_densitometry": "over_5_years"}).questions


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"medicines": ["proton_pump_inhibitors"]}, "medicines"),
        ({"falls_last_year": 1}, "falling"),
        ({"height_loss": "3_to_4_cm"}, "vertebra"),
        ({"symptoms": ["stooped_posture"]}, "vertebra"),
        ({"conditions": ["kidney_disease"]}, "illnesses"),
        ({"country": "fr"}, "pay for"),
    ],
)
def test_a_fact_brings_its_question(talk: Talk, answers: Answers, asked: str) -> None:
    without = BROKEN | {"country": None}
    assert not [question for question in talk(without).questions if asked in question]
    assert [question for question in talk(without | answers).questions if asked in question]


def test_an_answer_that_is_not_asked_of_this_person_is_not_told(talk: Talk) -> None:
    """The sites of a fracture that was taken back, and falls, which are asked from 50 on."""
    young = WELL | {"age_years": 40, "falls_last_year": 3, "conditions": ["copd"], "height_loss": None}
    talked = talk(young)
    assert "fell" not in talked.sentences[1]
    assert not [question for question in talked.questions if "falling" in question]


@pytest.mark.parametrize("level", ["urgent", "out_of_scope", "maintain"])
def test_there_is_nothing_to_say_where_no_visit_is_due(talk: Talk, level: str) -> None:
    assert talk(AT_EACH_LEVEL[level]) == Conversation([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_gets_three_sentences_and_three_to_five_questions(talk: Talk, language: str) -> None:
    for answers in [EVERYTHING, BROKEN, *map(anybody, range(60))]:
        talked = talk(answers, language)
        if talked != Conversation():
            assert len(talked.sentences) == 3
            assert 3 <= len(talked.questions) <= MOST_QUESTIONS
            assert all(question.rstrip(")").endswith(("?", ".")) for question in talked.questions)
            assert str(answers["age_years"]) in talked.sentences[1]


def test_few_points_are_told(talk: Talk) -> None:
    points = re.split(r"(?<=\.) (?=[A-Z])", talk(EVERYTHING).sentences[1])
    assert len(points) == 1 + MOST_POINTS


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("bmi", 18.2, ["I am 165.5 cm tall.", "I weigh 50 kg."]),
        ("alcohol_drinks_per_day", 3, ["I have 21 drinks with alcohol a week."]),
        ("falls_last_year", 1, ["I fell once in the last 12 months."]),
        ("menopause_age_years", 41, ["My menopause came at the age of 41."]),
        ("ost", -2, ["My age and weight together are a reason to look: a published index says so."]),
        ("smoking", "current", ["I smoke."]),
        (
            "symptoms",
            ["night_cramps", "stooped_posture"],
            ["My back has become rounded.", "I have cramps at night."],
        ),
        ("medicines", ["glucocorticoids"], ["I take: cortisone-type medicines."]),
        ("sodas_per_week", 9, []),
    ],
)
def test_every_fact_can_be_said(fact: str, value: object, said: list[str]) -> None:
    answers = {"height_cm": 165.5, "weight_kg": 50, "alcohol_drinks_per_week": 21}
    assert say(fact, value, answers, {}) == said


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("calcium_mg_per_day", 700),
        ("country", "be"),
        ("medicines", ["none"]),
        ("fragility_fracture", False),
        ("stress", "rarely"),
    ],
)
def test_some_facts_go_without_saying(fact: str, value: object) -> None:
    assert say(fact, value, {}, {}) == []
