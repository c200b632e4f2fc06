"""The questionnaire in words: complete, plain, translated, and read back on the result page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
import re

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import override_settings
from django.utils import translation
import pytest

from questionnaire.questions import QUESTIONS, SECTIONS, Question
from questionnaire.questions.answers import answer_text
from questionnaire.questions.measured import INDICES, MEASURED
from rules.facts import FACTS, Kind
from rules.measures import MEASURES
from tests.visitor_texts import site_originals

LANGUAGES = ("en", "fr", "nl")
TRANSLATED = ("fr", "nl")
NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
MOST_WORDS = 15
BANNED = re.compile(
    r"%(?!\()|diagnos|probab|waarschijnlijkheid|score du risque|risicoscore|risk score|high risk|haut risque"
    r"|risque élevé|hoog risico|you have osteoporosis|vous avez une ostéoporose|u hebt osteoporose",
    re.IGNORECASE,
)
FRENCH_SLIPS = re.compile(r"[^\u00a0:]:(?!//)|[^\u00a0];|[^\u00a0][?!»]|«(?!\u00a0)|'| \u00a0|\u00a0 ")


def _catalog(language: str) -> Catalog:
    with (settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def _translations(language: str) -> Iterator[tuple[str, str]]:
    """Every English text with its translation, plurals one by one."""
    for message in _catalog(language):
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            yield from ((message.id[0], text) for text in message.string or [""])


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogs of the source tree, compiled: what `make setup` made may be older."""
    root = tmp_path_factory.mktemp("locale")
    for language in TRANSLATED:
        folder = root / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "django.mo").open("wb") as file:
            write_mo(file, _catalog(language))
    return root


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, compiled: Path) -> Iterator[str]:
    """Each language in turn, active."""
    with override_settings(LOCALE_PATHS=[compiled]), translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
class TestEveryQuestion:
    def test_offers_the_choices_of_its_fact_in_order(self, question: Question) -> None:
        assert tuple(question.choices) == question.fact.choices

    def test_has_a_unit_only_for_a_number(self, question: Question) -> None:
        assert not question.unit or question.fact.kind in NUMBERS

    def test_is_short(self, question: Question) -> None:
        assert len(str(question.text).split()) <= MOST_WORDS
        assert str(question.text).endswith("?")

    def test_reads_as_a_form_and_in_a_sentence(self, question: Question, language: str) -> None:
        for key, choice in question.choices.items():
            assert not str(choice)[0].islower()
            assert str(choice)[1:] == str(question.answers[key])[1:]

    def test_several_answers_can_stand_in_a_row(self, question: Question, language: str) -> None:
        if question.fact.kind is Kind.SEVERAL:
            for answer in question.answers.values():
                assert "," not in re.sub(r"\(.*?\)", "", str(answer))


def test_every_fact_has_one_question_in_the_order_of_the_facts() -> None:
    assert [question.fact.key for section in SECTIONS for question in section.questions] == list(FACTS)
    assert list(QUESTIONS) == list(FACTS)


def test_sections_come_in_the_order_of_their_addresses() -> None:
    assert [section.key for section in SECTIONS] == [
        "about-you",
        "warning-signs",
        "hormones",
        "family-fractures-falls",
        "health-medicines",
        "lifestyle",
        "diet",
    ]
    assert all(section.title and section.lead for section in SECTIONS)


def test_every_measure_has_words() -> None:
    assert MEASURED.keys() | INDICES.keys() == MEASURES.keys()
    assert not MEASURED.keys() & INDICES.keys()


def test_units_stand_in_the_plural_behind_a_field(language: str) -> None:
    expected = {"en": "drinks a week", "fr": "verres par semaine", "nl": "glazen per week"}
    assert str(QUESTIONS["alcohol_drinks_per_week"].unit) == expected[language]
    assert QUESTIONS["smoking"].unit == ""


@pytest.mark.parametrize("code", TRANSLATED)
class TestCatalog:
    def test_is_complete(self, code: str) -> None:
        assert [text for text, translated in _translations(code) if not translated] == []
        assert not any(message.fuzzy for message in _catalog(code) if message.id)

    def test_holds_every_text_of_the_questionnaire(self, code: str) -> None:
        known = {text for text, _ in _translations(code)}
        assert {text for text in _texts() if text not in known} == set()

    def test_has_no_markup_for_templates_take_it_as_it_is(self, code: str) -> None:
        texts = [text for pair in _translations(code) for text in pair if pair[0]]
        assert [text for text in texts if re.search(r"[<>&]", text)] == []

    def test_says_nothing_to_visitors_that_we_do_not_say(self, code: str) -> None:
        texts = [text for pair in _translations(code) for text in pair if pair[0] in site_originals()]
        assert [text for text in texts if BANNED.search(text)] == []


def test_french_is_set_as_french() -> None:
    texts = [translated for text, translated in _translations("fr") if text]
    assert [text for text in texts if FRENCH_SLIPS.search(text)] == []


def _texts() -> Iterator[str]:
    with translation.override("en"):
        for section in SECTIONS:
            yield from (str(section.title), str(section.lead))
        for question in QUESTIONS.values():
            yield from (str(question.label), str(question.text), *map(str, question.answers.values()))
            yield from [str(question.help)] if question.help else []
        yield from (str(measured.label) for measured in MEASURED.values())
        yield from map(str, INDICES.values())


READ_BACK: dict[tuple[str, object], tuple[str, str, str]] = {
    ("age_years", 62): ("Your age: 62 years", "Votre âge : 62 ans", "Uw leeftijd: 62 jaar"),
    ("age_years", 1): ("Your age: 1 year", "Votre âge : 1 an", "Uw leeftijd: 1 jaar"),
    ("height_cm", 172.0): ("Your height: 172 cm", "Votre taille : 172 cm", "Uw lengte: 172 cm"),
    ("weight_kg", Decimal("59.99")): (
        "Your weight: 59.9 kg",
        "Votre poids : 59,9 kg",
        "Uw gewicht: 59,9 kg",
    ),
    ("alcohol_drinks_per_week", 0): (
        "Alcohol: 0 drinks a week",
        "Alcool : 0 verre par semaine",
        "Alcohol: 0 glazen per week",
    ),
    ("falls_last_year", 2): (
        "Falls in the last 12 months: 2",
        "Chutes au cours des 12 derniers mois : 2",
        "Aantal keer gevallen in de laatste 12 maanden: 2",
    ),
    ("family_osteoporosis", True): (
        "Osteoporosis in the family: yes",
        "Ostéoporose dans la famille : oui",
        "Osteoporose in de familie: ja",
    ),
    ("low_testosterone", False): (
        "Low testosterone: no",
        "Manque de testostérone : non",
        "Te weinig testosteron: nee",
    ),
    ("smoking", "current"): ("Smoking: I smoke now", "Tabac : je fume actuellement", "Roken: ik rook nu"),
    ("symptoms", ("night_cramps", "stooped_posture")): (
        "Warning signs: stooped posture (rounded back), night cramps",
        "Signes d’alerte : posture voûtée (dos rond), crampes la nuit",
        "Waarschuwings\u00adsignalen: kromme houding (ronde rug), krampen ’s nachts",
    ),
    ("calcium_mg_per_day", 1149.6): (
        "Calcium in your food (estimate): 1,149 mg a day",
        "Calcium de votre alimentation (estimation) : 1\u00a0149 mg par jour",
        "Calcium in uw voeding (schatting): 1.149 mg per dag",
    ),
    ("alcohol_drinks_per_day", Decimal(15) / 7): (
        "Drinks with alcohol a day: 2.1",
        "Verres d’alcool par jour : 2,1",
        "Glazen alcohol per dag: 2,1",
    ),
}


@pytest.mark.parametrize(("key", "value"), READ_BACK)
def test_an_answer_in_words(key: str, value: object, language: str) -> None:
    expected = READ_BACK[key, value][LANGUAGES.index(language)]
    assert answer_text(key, value) == (expected.replace(" :", " :") if language == "fr" else expected)


@pytest.mark.parametrize("key", INDICES)
def test_an_index_never_shows_its_number(key: str, language: str) -> None:
    assert answer_text(key, -7) == answer_text(key, 12)
    assert not re.search(r"\d", answer_text(key, 12))


@pytest.mark.parametrize("key", FACTS)
def test_every_choice_can_be_read_back(key: str, language: str) -> None:
    fact = FACTS[key]
    for choice in fact.choices:
        value = [choice] if fact.kind is Kind.SEVERAL else choice
        assert answer_text(key, value).endswith(str(QUESTIONS[key].answers[choice]))


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(KeyError):
        answer_text("shoe_size", 42)
    with pytest.raises(KeyError):
        answer_text("smoking", "sometimes")
    with pytest.raises(TypeError):
        answer_text("age_years", None)


@pytest.mark.parametrize(
    ("key", "value", "units", "said"),
    [
        ("height_cm", 163.8, {"height_cm": "ft_in"}, "Your height: 5 ft 4.5 in"),
        ("weight_kg", 61.7, {"weight_kg": "st_lb"}, "Your weight: 9 st 10 lb"),
        ("weight_kg", 61.7, {"weight_kg": "lb"}, "Your weight: 136 lb"),
        ("weight_kg", 61.7, {"height_cm": "ft_in"}, "Your weight: 61.7 kg"),
        ("sleep_hours", 6.5, {"height_cm": "ft_in"}, "Sleep: 6.5 hours a night"),
    ],
)
def test_height_and_weight_read_back_in_the_visitors_units(
    key: str, value: float, units: dict[str, str], said: str
) -> None:
    assert answer_text(key, value, units) == said
