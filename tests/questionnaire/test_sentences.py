"""Rules in words: every operator on every kind of fact, in three languages, and every rule that is in force."""

from __future__ import annotations

from typing import Any

from django.utils import translation
import pytest

from questionnaire.questions import QUESTIONS
from questionnaire.questions.measured import INDICES, MEASURED
from questionnaire.sentences import RuleWriter, Statement, fact_in_words
from rules.conditions import Condition
from rules.document import LANGUAGES, Document, Rule

IN_ENGLISH = {
    "age_years is 65": "exactly 65 years",
    "age_years is not 1": "any number but 1 year",
    "age_years < 65": "under 65 years",
    "coffee_cups_per_day ≤ 3": "3 cups a day at most",
    "coffee_cups_per_day > 1": "more than 1 cup a day",
    "age_years ≥ 65": "65 years or more",
    "menopause_age_years is known": "this is known",
    "weight_kg < 57.5": "under 57.5 kg",
    "alcohol_drinks_per_week > 19.6": "more than 19.6 drinks a week",
    "fragility_fracture is true": "yes",
    "fragility_fracture is false": "no",
    "fragility_fracture is not true": "no",
    "fragility_fracture is not false": "yes",
    "fragility_fracture is known": "this is known",
    "smoking is current": "I smoke now",
    "menopause is not not_yet": "any answer but “not yet”",
    "smoking is known": "this is known",
    "supplements includes vitamin_d": "vitamin D",
    "supplements does not include vitamin_d": "any answer without “vitamin D”",
    "supplements is known": "this is known",
    "bmi < 18.5": "under 18.5",
    "calcium_mg_per_day ≥ 1000": "1,000 mg a day or more",
    "ost < -2": "under -2",
}
ELSEWHERE = {
    "fr": {
        "age_years ≥ 65": "65 ans ou plus",
        "menopause is not not_yet": "toute réponse sauf «\u00a0pas encore\u00a0»",
        "supplements does not include vitamin_d": "toute réponse sans «\u00a0vitamine D\u00a0»",
        "alcohol_drinks_per_week > 19.6": "plus de 19,6 verres par semaine",
        "calcium_mg_per_day < 1000": "moins de 1\u00a0000 mg par jour",
    },
    "nl": {
        "age_years < 65": "minder dan 65 jaar",
        "coffee_cups_per_day ≤ 3": "hoogstens 3 koppen per dag",
        "fragility_fracture is true": "ja",
        "bmi < 18.5": "minder dan 18,5",
    },
}


def label(condition: str) -> str:
    """What the fact of a condition is called on the result page, in the active language."""
    key = condition.split(maxsplit=1)[0]
    if key in INDICES:
        return str(INDICES[key])
    return str(MEASURED[key].label if key in MEASURED else QUESTIONS[key].label)


def rule(**form: Any) -> Rule:
    """A rule of one of the forms."""
    return Rule.model_validate({"key": "it", "topic": "any", "sources": ["R01"], "then": "smoking"} | form)


@pytest.mark.parametrize("text", IN_ENGLISH)
def test_a_condition_reads_as_an_answer_does(text: str) -> None:
    assert fact_in_words(Condition.parse(text)) == f"{label(text)}: {IN_ENGLISH[text]}"


@pytest.mark.parametrize("language", ELSEWHERE)
def test_so_it_does_in_french_and_dutch(language: str) -> None:
    with translation.override(language):
        for text, answer in ELSEWHERE[language].items():
            colon = "\u00a0: " if language == "fr" else ": "
            assert fact_in_words(Condition.parse(text)) == f"{label(text)}{colon}{answer}"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"all": ["smoking is current"]}, "Smoking: I smoke now"),
        ({"any": ["smoking is established"]}, "“You smoke”"),
        (
            {"all": ["age_years ≥ 65", "sex is female", "smoking is established"]},
            "Your age: 65 years or more; your sex at birth: female; and “You smoke”",
        ),
        (
            {"any": ["smoking is current", "smoking is not established"]},
            "Smoking: I smoke now; or this does not apply: “You smoke”",
        ),
        (
            {"at_least": 2, "of": ["smoking is established", "copd is established", "age_years ≥ 65"]},
            "At least 2 of these: “You smoke”; “You have COPD, a lasting lung disease”; your age: 65 years or more",
        ),
    ],
)
def test_a_rule_is_one_sentence(document: Document, form: dict[str, Any], sentence: str) -> None:
    assert RuleWriter(document, "en").sentence(rule(**form)) == sentence


@pytest.mark.parametrize(
    ("form", "intro"),
    [
        ({"all": ["age_years ≥ 65"]}, "When this applies:"),
        ({"any": ["age_years ≥ 65"]}, "When this applies:"),
        ({"all": ["age_years ≥ 65", "sex is female"]}, "When all of these apply:"),
        ({"any": ["age_years ≥ 65", "sex is female"]}, "When at least one of these applies:"),
        ({"at_least": 2, "of": ["age_years ≥ 65", "sex is female"]}, "When at least 2 of these apply:"),
    ],
)
def test_a_list_says_how_many_of_its_conditions_must_hold(
    document: Document, form: dict[str, Any], intro: str
) -> None:
    assert RuleWriter(document, "en").in_words(rule(**form)).intro == intro


def test_a_condition_on_a_finding_leads_to_it(document: Document) -> None:
    words = RuleWriter(document, "en").in_words(
        rule(all=["copd is not established", "smoking is established"])
    )
    assert words.conditions == [
        Statement("This does not apply: “You have COPD, a lasting lung disease”", "copd"),
        Statement("You smoke", "smoking"),
    ]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("gone is established", "“gone”"),
        ("gone is not established", "This does not apply: “gone”"),
        ("gone is gone_too", "Gone: gone_too"),
        ("gone is true", "Gone: yes"),
        ("gone ≥ 65", "Gone: 65 or more"),
        ("gone includes 65", "Gone: 65"),
        ("smoking is gone", "Smoking: gone"),
        ("smoking does not include gone", "Smoking: any answer without “gone”"),
        ("smoking < 3", "Smoking: under 3"),
        ("age_years is gone", "Your age: gone"),
    ],
)
def test_an_unsound_rule_is_said_with_the_keys_of_what_does_not_exist(
    document: Document, condition: str, sentence: str
) -> None:
    writer = RuleWriter(document, "en")
    unsound = rule(all=[condition], then="gone")
    assert writer.sentence(unsound) == sentence
    assert writer.statement("gone") == Statement("gone", "gone")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_in_force_can_be_said(document: Document, language: str) -> None:
    """Without a key, a placeholder or a word of the rule language, and no two rules alike."""
    with translation.override(language):
        writer = RuleWriter(document, language)
        sentences = {rule.key: writer.sentence(rule) for rule in document.rules}
    assert [text for text in sentences.values() if "_" in text or "%(" in text or "established" in text] == []
    assert all(text[0].isupper() or text[0] in "“«" for text in sentences.values())
