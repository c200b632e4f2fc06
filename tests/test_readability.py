"""Every longer text is easy to read (level B1): Flesch's reading ease, with each language's own weights.

Syllables are counted by hyphenation (pyphen), without a download. That misses some at the edges of English words, which
lifts a score by about six; Dutch compounds, which are long but not hard, lower it. The bars make up for both.
"""

from __future__ import annotations

from functools import cache
import re

import pyphen
import pytest

from rules.document import LANGUAGES
from tests.visitor_texts import visitor_texts

# Base, weight of words a sentence, weight of syllables a word: Flesch 1948, Kandel and Moles 1958, Douma 1960.
EASE = {"en": (206.835, 1.015, 84.6), "fr": (207.0, 1.015, 73.6), "nl": (206.835, 0.93, 77.0)}
HYPHENS = {"en": "en_GB", "fr": "fr", "nl": "nl_NL"}
LOWEST = {"en": 65, "fr": 60, "nl": 55}
LONG_ENOUGH = 12  # words; a shorter text is a label or an answer, whose score means nothing
WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.?!:;]\s")
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}")
# Names of medicines, illnesses, organs, nutrients, examinations, professions and institutions have no plainer word.
NAMES = re.compile(
    r"(?:[ld]’)?(?:"
    r"acenocou|acénocou|antibioti|anticoag|antivit|bijschild|botdicht|calcium|citraat|citrate|coll[aá]g|cortiso"
    r"|cushing|DXA|emphys|fenproc|fluindion|fosf|fysioth|glucocort|hydrocort|kin[eé]sith|magn[eé]s|m[eé]nopau"
    r"|m[eé]thylpred|mineral|minéra|oestrog|œstrog|om[eé]ga|oste|osté|parathyr|phenproc|phosph|physioth|prednis"
    r"|quinolon|schildkl|testost|tetracycl|thyro|vert[eè]br|vitamin|warfarin"
    r"|INAMI|RIZIV|International|Foundation|Preventive|Services|Haute|Autorité"
    r")",
    re.IGNORECASE,
)


def counted(words: str) -> list[list[str]]:
    """The words of each sentence, names left out; a sentence of names alone does not count."""
    sentences = SENTENCE_END.split(PLACEHOLDER.sub("", words))
    each = [[word for word in WORD.findall(sentence) if not NAMES.match(word)] for sentence in sentences]
    return [sentence for sentence in each if sentence]


@cache
def hyphens(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=HYPHENS[language])


def reading_ease(words: str, language: str) -> float:
    """0 is very hard, 100 very easy."""
    sentences = counted(words)
    each = [word.lower() for sentence in sentences for word in sentence]
    syllables = sum(len(hyphens(language).positions(word)) + 1 for word in each)
    base, by_words, by_syllables = EASE[language]
    return base - by_words * len(each) / len(sentences) - by_syllables * syllables / len(each)


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        (
            "en",
            "Eat some cheese. Go for a walk.",
            "Nutritional deficiencies necessitate comprehensive evaluation.",
        ),
        ("fr", "Buvez du lait. Marchez un peu.", "L’insuffisance nutritionnelle nécessite une évaluation."),
        ("nl", "Eet wat kaas. Loop een stuk.", "Voedingsdeficiënties noodzaken uitgebreide evaluatie."),
    ],
)
def test_the_measure_tells_easy_from_hard(language: str, easy: str, hard: str) -> None:
    assert reading_ease(easy, language) > 90
    assert reading_ease(hard, language) < 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_longer_text_is_easy_to_read(language: str) -> None:
    hard = {}
    for said in visitor_texts():
        if said.language == language and sum(map(len, counted(said.words))) >= LONG_ENOUGH:
            ease = reading_ease(said.words, language)
            if ease < LOWEST[language]:
                hard[said.words] = round(ease)
    assert hard == {}
