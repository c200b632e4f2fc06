"""Whatever a visitor can read informs and never passes a verdict (robustness 1a), and is sound in each language."""

from __future__ import annotations

import re

import pytest

from questionnaire.verdicts import VERDICTS
from rules.document import LANGUAGES
from tests.visitor_texts import TRANSLATED, document, rule_texts, visitor_texts

SHARES = (
    r"%(?![(sd])|‰|per ?cent|pour ?cent|procent|one in (?:two|three|four|five|six|seven|eight|nine|ten)"
    r"|\b\d+ (?:in|sur|op) \d+\b"
)
PROMISES = {
    "en": r"restor|rebuil|repair|regenerat|revers(?:e|es|ing)\b|\bcur(?:e|es|ed)\b|\bheal(?:s|ed|ing)?\b|guarant",
    "fr": r"restaur|reconstru|\brépar(?!ti)|régénér|invers|guéri|garanti",
    "nl": r"herstel|heropbouw|terugdraai|\bgene(?:es|est|zen|zing)\b|garand|garant",
}
SLIPS = {
    "straight quote": re.compile(r"['\"]"),
    "double space": re.compile(r"[ \u00a0]{2}"),
    "space before a full stop or comma": re.compile(r"\s[.,]"),
    "three dots": re.compile(r"\.\.\."),
    "number that a line end can split": re.compile(r"\d \d{3}\b"),
    "space other than U+0020 and U+00A0": re.compile(r"[^\S \u00a0]"),
    "space at an end": re.compile(r"^\s|\s$"),
}
FRENCH_SLIPS = re.compile(r"[^\u00a0]:(?!//)|[^\u00a0][;?!»]|«(?!\u00a0)|[\"'“”]")
FRENCH_SPACES = re.compile(r"\s[:;?!]|[«»]")
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%\w|\{\w*\}")
FAMILIAR = {"fr": r"\b(?:tu|toi|ton|tes|t’)\b", "nl": r"\b(?:je|jij|jou|jouw|jullie)\b", "en": r"(?!)"}
# Small words that give a language away, and that the other languages do not have.
FOREIGN = {
    "en": r"\b(?:vous|votre|avec|uw|een|het|niet)\b",
    "fr": r"\b(?:the|and|you|your|with|this|een|het|niet|uw|voor)\b",
    "nl": r"\b(?:the|and|you|your|with|this|vous|votre|avec|pour|une)\b",
}
# Spelt alike in English and there; every other translation that equals its original was forgotten.
ALIKE = {
    "fr": {"cm", "kg", "lb", "st", "France", "France (SAMU)", "calcium", "Hormones", "Sodas", "Stress"},
    "nl": {"cm", "kg", "ft", "in", "lb", "st", "calcium", "magnesium", "rib", "Alcohol", "Privacy", "Stress"},
}

every_language = pytest.mark.parametrize("language", LANGUAGES)


def found(pattern: str | re.Pattern[str], language: str) -> list[str]:
    """What a pattern finds in a language, with its place."""
    search = re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
    return [
        f"{said.place}: {hit[0]}"
        for said in visitor_texts()
        if said.language == language and (hit := search.search(said.words))
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "You may have osteoporosis. | This diagnosis | a high risk | the probability | your risk score",
        ),
        (
            "fr",
            "Vous avez de l’ostéoporose. | Le diagnostic | un risque élevé | la probabilité | score de risque",
        ),
        (
            "nl",
            "U hebt osteoporose. | De diagnose | een hoog risico | de waarschijnlijkheid | uw risicoscore",
        ),
    ],
)
def test_the_banned_wording_would_be_noticed(language: str, words: str) -> None:
    assert [
        said for said in words.split(" | ") if not re.search(VERDICTS[language], said, re.IGNORECASE)
    ] == []


@every_language
def test_no_text_passes_a_verdict_on_the_visitor(language: str) -> None:
    assert found(VERDICTS[language], language) == []


@every_language
def test_no_text_gives_a_share_of_people(language: str) -> None:
    assert found(SHARES, language) == []


@every_language
def test_no_text_promises_to_restore_bone(language: str) -> None:
    assert found(PROMISES[language], language) == []


@pytest.mark.parametrize("slip", SLIPS)
@every_language
def test_texts_are_typeset_with_care(language: str, slip: str) -> None:
    assert found(SLIPS[slip], language) == []


def test_french_has_its_no_break_spaces() -> None:
    assert found(FRENCH_SLIPS, "fr") == []
    documents = [source for source in document().sources if source.language == "fr"]
    assert [source.key for source in documents if FRENCH_SLIPS.search(source.named_in("fr"))] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_other_languages_have_no_french_spaces(language: str) -> None:
    assert found(FRENCH_SPACES, language) == []


@every_language
def test_the_visitor_is_addressed_politely(language: str) -> None:
    assert found(FAMILIAR[language], language) == []


@every_language
def test_no_text_is_in_another_language(language: str) -> None:
    assert found(FOREIGN[language], language) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_site_is_translated(language: str) -> None:
    same = {said.words for said in visitor_texts() if said.language == language and said.words == said.place}
    assert {words for words in same if re.search(r"[a-z]", PLACEHOLDER.sub("", words))} <= ALIKE[language]


def test_every_text_of_the_rules_is_translated() -> None:
    texts = [(place, [text[language] for language in LANGUAGES]) for place, text in rule_texts()]
    assert [place for place, words in texts if len(set(words)) < len(words)] == []
