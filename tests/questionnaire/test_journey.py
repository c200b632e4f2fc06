"""Whole journeys: no answer is lost, forward, back and over a change of language; red flags interrupt."""

from __future__ import annotations

import pytest

from questionnaire.questions import SECTIONS
from rules.facts import FACTS
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor, read_back

pytestmark = pytest.mark.usefixtures("site")
HALF_TYPED: list[Answers] = [
    {"age_years": "7x", "sex": "female", "weight_kg": "61,"},
    {"symptoms": ["night_cramps", "none"], "red_flags": ["none", "unknown"]},
    {"menopause": "natural"},
    {"menopause_age_years": "99"},
]


def test_everything_is_asked_once_and_in_order() -> None:
    visitor = Visitor()
    visitor.walk(EVERYTHING)
    assert [key for page in visitor.seen for key in page.asked] == [
        *("age_years", "sex", "country", "height_cm", "weight_kg", "diagnosed_osteoporosis"),
        *("height_loss", "last_densitometry", "symptoms", "red_flags"),
        *("menopause", "amenorrhoea_over_12_months", "menopause_age_years", "hormone_therapy"),
        *("parental_hip_fracture", "family_osteoporosis", "fragility_fracture", "falls_last_year"),
        *("fracture_sites", "fracture_in_last_2_years"),
        *("conditions", "medicines", "glucocorticoid_months", "glucocorticoid_mg_per_day"),
        *list(EVERYTHING)[list(EVERYTHING).index("smoking") :],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_journey_keeps_every_answer_forward_back_and_over_languages(language: str) -> None:
    visitor = Visitor(language)
    visitor.begin()
    other = LANGUAGES[LANGUAGES.index(language) - 1]
    while visitor.page.step != "result":
        visitor.fill(EVERYTHING)
        before, given = visitor.page, dict(visitor.filled)
        for tongue in (other, language):
            page = visitor.switch(tongue)
            assert (page.language, page.step, page.asked) == (tongue, before.step, before.asked)
            assert page.values() == given
        if visitor.press().step != "result":
            _assert_shown(visitor.press("back"), before.asked, language)
            visitor.answer(EVERYTHING)
    for section in SECTIONS:
        page = visitor.press(f"change:{section.key}")
        _assert_shown(page, [q.fact.key for q in section.questions if q.fact.key in EVERYTHING], language)
        assert visitor.press().step == "result"


def _assert_shown(page: Page, keys: list[str], language: str) -> None:
    assert set(keys) <= set(page.asked)
    shown = page.values()
    for key in keys:
        assert read_back(key, shown) == _as_typed(EVERYTHING[key], language), key


def _as_typed(answer: object, language: str) -> object:
    if not isinstance(answer, float):
        return answer
    return str(answer).replace(".", "." if language == "en" else ",")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_half_typed_or_wrong_outlives_a_change_of_language(language: str) -> None:
    visitor = Visitor(language)
    visitor.begin()
    for answers in HALF_TYPED:
        visitor.fill(answers)
        given = dict(visitor.filled)
        for tongue in (*LANGUAGES, language):
            page = visitor.switch(tongue)
            assert page.values() == given
            assert page.faults == {}
        visitor.answer(EVERYTHING | {"country": None})
        if visitor.page.step == "about-you":
            visitor.answer(EVERYTHING)


def test_the_result_can_be_read_in_each_language_and_nothing_is_lost() -> None:
    visitor = Visitor("nl")
    visitor.arrive(EVERYTHING)
    pages = [visitor.switch(language) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.heading for page in pages}) == 3
    assert visitor.press("change:lifestyle").values()["smoking"] == ["former"]


@pytest.mark.parametrize("go", ["next", "back"])
def test_i_dont_know_is_remembered_like_any_answer(go: str) -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    visitor.fill(dict.fromkeys(FACTS))
    visitor.press(go)
    if go == "back":
        visitor.press()
    assert visitor.page.step == "diet"
    page = visitor.press("back")
    assert {key: read_back(key, page.values()) for key in page.asked} == dict.fromkeys(page.asked)


def test_back_keeps_what_was_given_and_leaves_the_rest_open() -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN, until="lifestyle")
    everything = visitor.page.asked
    visitor.fill({"smoking": "never", "coffee_cups_per_day": "many"})
    visitor.press("back")
    still_open = visitor.press().asked
    assert [key for key in everything if key not in still_open] == ["smoking"]
    page = visitor.press("back")
    assert page.asked == everything
    assert page.values() == {"smoking": ["never"]}


def test_an_answer_can_be_taken_back() -> None:
    visitor = Visitor()
    visitor.walk(HEALTHY_MAN | {"coffee_cups_per_day": 9}, until="diet")
    assert visitor.press("back").values()["coffee_cups_per_day"] == ["9"]
    visitor.fill({"coffee_cups_per_day": ""})
    visitor.press("back")
    assert visitor.press().step == "diet"
    values = visitor.press("back").values()
    assert "coffee_cups_per_day" not in values
    assert values["coffee_cups_per_day__unknown"] == ["on"]


def test_the_first_page_has_nothing_before_it_and_every_other_page_has() -> None:
    visitor = Visitor()
    first = visitor.begin()
    assert not first.has_button("back")
    while visitor.page.step != "result":
        visitor.answer(EVERYTHING)
        here = visitor.page
        if here.step != "result":
            assert here.has_button("back")
            page = visitor.press("back")
            assert page.asked != here.asked
            assert page.has_button("back") is (page.step != "about-you")
            visitor.press()


def test_enter_means_continue() -> None:
    page = Visitor().begin()
    assert page.html.all("button")[0]["value"] == "next"


@pytest.mark.parametrize(
    ("answers", "key", "step"),
    [
        ({"age_years": 39}, "height_loss", "about-you"),
        ({"age_years": 56}, "pregnant_or_breastfeeding", "about-you"),
        ({"sex": "male", "age_years": 30}, "pregnant_or_breastfeeding", "about-you"),
        ({"age_years": 39}, "last_densitometry", "about-you"),
        ({"sex": "male"}, "menopause", "hormones"),
        ({"age_years": 29}, "menopause", "hormones"),
        ({"menopause": "not_yet"}, "menopause_age_years", "hormones"),
        ({"menopause": None}, "hormone_therapy", "hormones"),
        ({"sex": "male"}, "amenorrhoea_over_12_months", "hormones"),
        ({"sex": "female"}, "low_testosterone", "hormones"),
        ({"fragility_fracture": False}, "fracture_sites", "family-fractures-falls"),
        ({"age_years": 49}, "falls_last_year", "family-fractures-falls"),
        ({"medicines": ["none"]}, "glucocorticoid_months", "health-medicines"),
        ({"diets": ["vegan"]}, "cheese_per_day", "diet"),
        ({"diets": ["nut_allergy"]}, "nuts_or_seeds_per_week", "diet"),
    ],
)
def test_what_does_not_concern_somebody_is_not_asked(answers: Answers, key: str, step: str) -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING | {"menopause_age_years": 28} | answers)
    page = visitor.press(f"change:{step}")
    assert page.step == step
    assert key not in page.asked


def test_questions_appear_and_disappear_with_the_answer_they_hang_on_and_nothing_is_lost() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    visitor.press("change:family-fractures-falls")
    assert visitor.answer({"fragility_fracture": False}).step == "result"
    assert "Fracture after a minor shock" not in visitor.page.text
    assert "fracture_sites" not in visitor.press("change:family-fractures-falls").asked
    assert visitor.answer({"fragility_fracture": True}).step == "result"
    assert "Fracture after a minor shock: yes" in visitor.page.text
    assert visitor.press("change:family-fractures-falls").values()["fracture_sites"] == ["wrist", "rib"]


def test_menopause_that_a_corrected_age_makes_impossible_is_asked_again() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    visitor.press("change:about-you")
    page = visitor.answer({"age_years": 49})
    assert (page.step, page.asked) == ("about-you", ["pregnant_or_breastfeeding"])
    page = visitor.answer({"pregnant_or_breastfeeding": False})
    assert (page.step, page.asked) == ("hormones", ["menopause_age_years"])
    assert visitor.answer({"menopause_age_years": 50}).faults == {
        "menopause_age_years": "How old were you when menopause came? "
        "This is later than your age today. Give your age at your last period."
    }
    assert visitor.answer({"menopause_age_years": 48}).step == "result"
