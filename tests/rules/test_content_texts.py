"""The words of the default rule set: inform, never diagnose; sound in each language (robustness 1a)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
import re

import pytest

import rules
from rules.document import LANGUAGES, Document, Recommendation, Text
from rules.yamlfiles import load_folder

CONTENT = Path(rules.__path__[0]) / "content" / "bone-health"

VERDICTS = {
    "en": r"diagnos|you (?:may |might )?(?:have|suffer from) (?:an? )?osteop|probab|likelihood|chances? (?:of|that)"
    r"|\bscores?\b|\d points|(?:high|low|higher|lower|increased|at) risk",
    "fr": r"diagnosti|vous (?:avez|souffrez) (?:de l’|d’une |une |l’)?ostéop|probab|vraisemblab|\bscores?\b|\d points"
    r"|risque (?:élevé|faible|accru|important)\b|(?:haut|faible|à) risque|plus de risque",
    "nl": r"diagnos|u (?:hebt|heeft|lijdt aan) (?:een )?osteop|waarschijnlijk|\bkans\b|\bscores?\b"
    r"|risicoscore|\d punten|(?:hoog|laag|groot|klein|verhoogd|hoger|lager) risico",
}
SHARES = (
    r"%|‰|per ?cent|pour ?cent|procent|one in (?:two|three|four|five|six|seven|eight|nine|ten)"
    r"|\b\d+ (?:in|sur|op) \d+\b"
)
PROMISES = {
    "en": r"restor|rebuil|repair|regenerat|revers(?:e|es|ing)\b|\bcur(?:e|es|ed)\b|\bheal(?:s|ed|ing)?\b|guarant",
    "fr": r"restaur|reconstru|\brépar(?!ti)|régénér|invers|guéri|garanti",
    "nl": r"herstel|heropbouw|terugdraai|\bgene(?:es|est|zen|zing)\b|garand|garant",
}
STRAY_CLAIMS = {
    "the stroke figure (X01)": r"\bstroke|\bavc\b|accident vasculaire|beroerte|\b80 ?%",
    "the figure of WHO (X02)": r"\bWHO\b|\bOMS\b|\bWGO\b|World Health"
    r"|mondiale de la santé|[Ww]ereldgezondheid|million|miljoen",
    "urine strips and acid-base (L21)": r"\bpH\b|strips?\b|bandelette|alkal|alcalin|basisch|urinetest"
    r"|acid.base|zuur.base",
    "magnesium through the skin (L22)": r"transderm|through the skin|par la peau|via de huid|door de huid",
    "do-in (L20)": r"\bdo.in\b|massage",
    "silicon (N07)": r"silic|kiezel",
    "vitamin K2 (N06)": r"\bK ?2\b",
    "omega-3 capsules (N08)": r"\bEPA\b|\bDHA\b|capsule|gélule",
}
DOSE = re.compile(r"\d\s?(?:mg|g|µg|mcg|IU|UI|IE)\b")
SLIPS = {
    "straight quote": re.compile(r"['\"]"),
    "double space": re.compile(r"[ \u00a0]{2}"),
    "space before a full stop or comma": re.compile(r"\s[.,]"),
    "three dots": re.compile(r"\.\.\."),
    "number that a line end can split": re.compile(r"\d \d{3}\b"),
    "space other than U+0020 and U+00A0": re.compile(r"[^\S \u00a0]"),
}
FRENCH_SLIPS = re.compile(r"[^\u00a0]:(?!//)|[^\u00a0][;?!»]|«(?!\u00a0)|[\"'“”]")
FAMILIAR = {"fr": r"\b(?:tu|toi|ton|tes|t’)\b", "nl": r"\b(?:je|jij|jou|jouw|jullie)\b", "en": r"(?!)"}


@cache
def document() -> Document:
    return load_folder(CONTENT)


def texts() -> Iterator[tuple[str, Text]]:
    """Everything that is said in three languages, with its place."""
    yield "title", document().title
    for finding in document().findings:
        yield f"{finding.key}.label", finding.label
    for item in document().recommendations:
        for name in ("title", "text", "why"):
            yield f"{item.key}.{name}", getattr(item, name)


def statements() -> Iterator[tuple[str, str]]:
    """Our English wording of the sources' numbered statements; a document's own title is not ours."""
    for source in document().sources:
        if source.based_on:
            yield source.key, source.citation


def found(pattern: str | re.Pattern[str], language: str) -> list[str]:
    """The places where a pattern stands, with what it found."""
    search = re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
    places = [(place, text[language]) for place, text in texts()]
    places += statements() if language == "en" else ()
    return [f"{place}: {hit[0]}" for place, text in places if (hit := search.search(text))]


every_language = pytest.mark.parametrize("language", LANGUAGES)


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


@every_language
@pytest.mark.parametrize("claim", STRAY_CLAIMS)
def test_no_text_makes_a_claim_that_the_knowledge_base_drops(claim: str, language: str) -> None:
    pattern = re.compile(STRAY_CLAIMS[claim], 0 if "WHO" in claim else re.IGNORECASE)
    places = [(place, text[language]) for place, text in texts()]
    assert [place for place, text in places if pattern.search(text)] == []


@every_language
def test_doses_are_given_only_where_the_knowledge_base_allows_it(language: str) -> None:
    """N03's figure, with the upper level, and N04's "never more than 500 mg at once"."""
    dosed = {place for place, text in texts() if DOSE.search(text[language])}
    assert dosed == {"measure-vitamin-d-first.why", "no-high-dose-calcium.text"}


def test_the_figure_for_vitamin_d_stands_below_the_upper_level() -> None:
    why = recommendation("measure-vitamin-d-first").why
    thousands = {language: re.findall(r"\d[.,\u00a0]000", why[language]) for language in LANGUAGES}
    assert [[n[0] for n in thousands[language]] for language in LANGUAGES] == [["1", "2", "4"]] * 3


@every_language
def test_collagen_is_named_only_for_what_vitamin_c_does(language: str) -> None:
    places = [place for place, text in texts() if re.search(r"coll[aá]g[eè]n", text[language])]
    assert set(places) <= {"foods-with-vitamin-c.why"}


@every_language
def test_supplements_are_to_be_discussed(language: str) -> None:
    asked = {"en": "doctor|pharmacist", "fr": "médecin|pharmacien", "nl": "arts|apotheker"}[language]
    tips = [item for item in document().recommendations if item.topic == "supplements"]
    assert [tip.key for tip in tips if not re.search(asked, tip.text[language])] == []


@pytest.mark.parametrize("slip", SLIPS)
@every_language
def test_texts_are_typeset_with_care(language: str, slip: str) -> None:
    assert found(SLIPS[slip], language) == []


def test_french_has_its_no_break_spaces() -> None:
    assert found(FRENCH_SLIPS, "fr") == []
    documents = [source for source in document().sources if source.language == "fr"]
    assert [source.key for source in documents if FRENCH_SLIPS.search(source.citation)] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_other_languages_have_no_french_spaces(language: str) -> None:
    assert found(re.compile(r"\s[:;?!]"), language) == []


@every_language
def test_the_visitor_is_addressed_politely(language: str) -> None:
    assert found(FAMILIAR[language], language) == []


def test_every_text_is_translated() -> None:
    equal = [
        f"{place}: {one} = {other}"
        for place, text in texts()
        for one, other in combinations(LANGUAGES, 2)
        if text[one] == text[other]
    ]
    assert equal == []


@every_language
def test_no_two_tips_say_the_same(language: str) -> None:
    for name in ("title", "text"):
        said = [getattr(item, name)[language] for item in document().recommendations]
        assert sorted(said) == sorted(set(said))


@every_language
def test_sentences_end_and_titles_do_not(language: str) -> None:
    for item in document().recommendations:
        assert item.text[language].endswith((".", "?")), item.key
        assert item.why[language].endswith("."), item.key
        assert not item.title[language].endswith("."), item.key
    for finding in document().findings:
        assert not finding.label[language].endswith("."), finding.key


def recommendation(key: str) -> Recommendation:
    return next(item for item in document().recommendations if item.key == key)
