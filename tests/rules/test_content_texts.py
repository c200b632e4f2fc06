"""The words of the default rule set keep to its knowledge base; test_wording.py holds every text to the house rules."""

from __future__ import annotations

import re

import pytest

from rules.document import LANGUAGES, Recommendation, RecommendationKind
from rules.reporter import FURTHER_REASON
from tests.visitor_texts import document, rule_texts

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

FOUR_THOUSAND = {"en": "4,000", "fr": "4\u00a0000", "nl": "4.000"}
TODAY = {"en": "today", "fr": "aujourd’hui", "nl": "vandaag"}

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
@pytest.mark.parametrize("claim", STRAY_CLAIMS)
def test_no_text_makes_a_claim_that_the_knowledge_base_drops(claim: str, language: str) -> None:
    pattern = re.compile(STRAY_CLAIMS[claim], 0 if "WHO" in claim else re.IGNORECASE)
    places = [(place, text[language]) for place, text in rule_texts()]
    assert [place for place, text in places if pattern.search(text)] == []


@every_language
def test_doses_are_given_only_where_the_knowledge_base_allows_it(language: str) -> None:
    """N03's upper level, and N04's "never more than 500 mg at once"."""
    dosed = {place for place, text in rule_texts() if DOSE.search(text[language])}
    assert dosed == {"measure-vitamin-d-first.why", "no-high-dose-calcium.text"}


@every_language
def test_the_only_figure_for_vitamin_d_is_the_upper_level(language: str) -> None:
    """N03's other figure is its source's, and no dose for anybody in particular."""
    why = recommendation("measure-vitamin-d-first").why[language]
    assert re.findall(r"\b\d[\d.,\u00a0]*\d\b", why) == [FOUR_THOUSAND[language], "100"]


@every_language
def test_collagen_is_named_only_for_what_vitamin_c_does(language: str) -> None:
    places = [place for place, text in rule_texts() if re.search(r"coll[aá]g[eè]n", text[language])]
    assert set(places) <= {"foods-with-vitamin-c.why"}


@every_language
def test_supplements_are_to_be_discussed(language: str) -> None:
    asked = {"en": "doctor|pharmacist", "fr": "médecin|pharmacien", "nl": "arts|apotheker"}[language]
    tips = [item for item in document().recommendations if item.topic == "supplements"]
    assert [tip.key for tip in tips if not re.search(asked, tip.text[language])] == []


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


@every_language
def test_a_tip_that_cannot_wait_says_so_first_and_stands_above_every_other(language: str) -> None:
    tips = [item for item in document().recommendations if item.kind is RecommendationKind.TIP]
    at_once = [tip for tip in tips if TODAY[language] in tip.text[language]]
    assert [tip.key for tip in at_once] == ["vitamin-k-supplement-to-be-discussed"]
    assert TODAY[language] in at_once[0].title[language].split(":")[0]
    heaviest = max(
        tip.priority + FURTHER_REASON * len(tip.called_for_by) for tip in tips if tip not in at_once
    )
    assert at_once[0].priority + FURTHER_REASON > heaviest


def recommendation(key: str) -> Recommendation:
    return next(item for item in document().recommendations if item.key == key)
