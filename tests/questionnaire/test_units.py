"""Height and weight as the visitor gives them: feet, inches, stones, pounds; each remembered and converted."""

from __future__ import annotations

import pytest

from questionnaire.state import read_state
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
MAN: Answers = {"age_years": 30, "sex": "male", "country": "uk"}
BRITISH: Answers = {"height_cm_ft": 5, "height_cm_in": "10.5", "weight_kg_st": 12, "weight_kg_lb": 7}


def begin(country: str = "GB", language: str = "en") -> Visitor:
    """Somebody whose browser is set to a country, on the first page."""
    visitor = Visitor(language, f"{language}-{country}")
    visitor.begin()
    return visitor


def answers_of(page: Page) -> Answers:
    """Those in a page's state."""
    return dict(read_state(page.state, page.step).answers)


def units_offered(page: Page, key: str) -> dict[str, str]:
    """The units of a question, with whether each is in use."""
    switch = page.html.one("div", id=f"q_{key}").all("button", name="go")
    return {button["value"].removeprefix(f"unit:{key}:"): button["aria-pressed"] for button in switch}


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", ["height_cm_ft", "height_cm_in", "weight_kg_st", "weight_kg_lb"]),
        ("US", ["height_cm_ft", "height_cm_in", "weight_kg_lb"]),
        ("IE", ["height_cm", "weight_kg"]),
    ],
)
def test_each_country_begins_with_its_usual_units(country: str, typed: list[str]) -> None:
    page = begin(country).page
    assert page.typed == ["age_years", *typed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_belgium_begins_in_centimetres_and_offers_the_others(language: str) -> None:
    page = begin("BE", language).page
    assert units_offered(page, "height_cm") == {"cm": "true", "ft_in": "false"}
    assert units_offered(page, "weight_kg") == {"kg": "true", "st_lb": "false", "lb": "false"}
    assert units_offered(page, "age_years") == {}


def test_feet_and_stones_become_centimetres_and_kilograms() -> None:
    visitor = begin()
    page = visitor.answer(MAN | BRITISH)
    assert answers_of(page) == MAN | {"height_cm": 179.1, "weight_kg": 79.4, "diagnosed_osteoporosis": None}


def test_what_was_typed_comes_back_in_the_same_units() -> None:
    visitor = begin()
    visitor.answer(MAN | BRITISH)
    shown = visitor.press("back").values()
    assert {name: shown[name] for name in BRITISH} == {name: [str(typed)] for name, typed in BRITISH.items()}


@pytest.mark.parametrize("feet", [4, 5, 6])
@pytest.mark.parametrize("inches", ["", "0", "5", "11", "11.5"])
def test_every_height_comes_back_as_it_was_typed(feet: int, inches: str) -> None:
    visitor = begin("US")
    visitor.answer(MAN | {"height_cm_ft": feet, "height_cm_in": inches})
    shown = visitor.press("back").values()
    assert (shown["height_cm_ft"], shown["height_cm_in"]) == ([str(feet)], [inches or "0"])


def test_a_switch_of_units_converts_what_was_typed_and_leaves_the_rest_alone() -> None:
    visitor = begin("BE")
    visitor.fill({"age_years": "3x", "sex": "male", "height_cm": "179,1", "weight_kg": "79.4"})
    page = visitor.press("unit:height_cm:ft_in")
    assert page.focus == "q_height_cm"
    assert not page.faults
    assert page.values() == {
        "age_years": ["3x"],
        "sex": ["male"],
        "country": ["be"],
        "height_cm_ft": ["5"],
        "height_cm_in": ["10.5"],
        "weight_kg": ["79.4"],
    }
    assert units_offered(page, "height_cm") == {"cm": "false", "ft_in": "true"}
    assert visitor.press("unit:weight_kg:st_lb").values()["weight_kg_st"] == ["12"]
    assert visitor.press("unit:weight_kg:lb").values()["weight_kg_lb"] == ["175"]
    page = visitor.press("unit:height_cm:cm")
    assert page.values()["height_cm"] == ["179.1"]
    assert read_state(page.state, page.step).units == {"height_cm": "cm", "weight_kg": "lb"}


@pytest.mark.parametrize("typed", ["tall", "5'4\"", "17", ""])
def test_what_cannot_be_converted_is_asked_again_without_a_fault(typed: str) -> None:
    visitor = begin("BE")
    visitor.fill({"height_cm": typed})
    page = visitor.press("unit:height_cm:ft_in")
    assert not page.faults
    assert not {"height_cm_ft", "height_cm_in"} & page.values().keys()


def test_a_unit_that_does_not_exist_is_refused() -> None:
    for go in (
        "unit:height_cm:ells",
        "unit:age_years:cm",
        "unit:",
        "unit:::",
        "unit:smoking:kg",
        "unit:weight_kg",
    ):
        visitor = begin()
        assert visitor.send("/en/check/about-you/", [("go", go)]).status == 400


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (
            "height_cm",
            {"height_cm_ft": 3, "height_cm_in": 2},
            "Give a number from 3 ft 3.5 in to 7 ft 6.5 in.",
        ),
        ("height_cm", {"height_cm_ft": 9}, "Give a number from 3 ft 3.5 in to 7 ft 6.5 in."),
        ("height_cm", {"height_cm_in": "four"}, "Give a number from 3 ft 3.5 in to 7 ft 6.5 in."),
        ("height_cm", {"height_cm_ft": -5}, "Give a number from 3 ft 3.5 in to 7 ft 6.5 in."),
        ("height_cm", {"height_cm_ft": "NaN"}, "Give a number from 3 ft 3.5 in to 7 ft 6.5 in."),
        ("weight_kg", {"weight_kg_st": 1}, "Give a number from 3 st 13 lb to 47 st 3.5 lb."),
        ("weight_kg", {"weight_kg_lb": "1e9"}, "Give a number from 3 st 13 lb to 47 st 3.5 lb."),
    ],
)
def test_what_is_out_of_range_is_told_in_the_visitors_own_unit(key: str, typed: Answers, said: str) -> None:
    visitor = begin()
    visitor.fill(MAN | typed)
    given = dict(visitor.filled)
    page = visitor.press()
    ((name, line),) = page.faults.items()
    assert name.startswith(key)
    assert line.endswith(said)
    assert page.values() == given


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_that_are_told_are_accepted(language: str) -> None:
    for height, weight in ((("3", "3.5"), ("3", "13.5")), (("7", "6.5"), ("47", "3"))):
        visitor = begin()
        if language != "en":
            visitor.switch(language)
        parts = {"height_cm_ft": height[0], "height_cm_in": height[1]}
        page = visitor.answer(MAN | parts | {"weight_kg_st": weight[0], "weight_kg_lb": weight[1]})
        assert page.language == language
        assert not page.faults


def test_i_dont_know_is_offered_in_every_unit() -> None:
    visitor = begin()
    visitor.answer(MAN | {"height_cm": None, "weight_kg": None})
    shown = visitor.press("back").values()
    assert shown["height_cm__unknown"] == ["on"]
    visitor.fill({"height_cm_ft": 5})
    page = visitor.press()
    assert page.faults.keys() == {"height_cm_ft"}
    assert page.faults["height_cm_ft"].endswith("Give a number, or tick “I don’t know”, not both.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_says_its_unit_to_everybody(language: str) -> None:
    british, belgian = begin("GB"), begin("BE", language)
    if language != "en":
        british.switch(language)
    for name in ("height_cm_ft", "weight_kg_lb"):
        field = british.page.html.one("input", name=name)
        assert british.page.html.one("label", **{"for": field["id"]}).text
    for name in ("height_cm", "weight_kg"):
        field = belgian.page.html.one("input", name=name)
        unit = belgian.page.html.one("span", class_="unit", id=f"id_{name}_unit")
        assert unit.text == name[-2:]
        assert unit["id"] in field["aria-describedby"].split()


def test_units_are_remembered_to_the_result_and_the_summary() -> None:
    visitor = begin()
    visitor.walk(MAN | BRITISH, until="result")
    summary = visitor.press("summary").text
    assert "Your height 5 ft 10.5 in" in summary
    assert "Your weight 12 st 7 lb" in summary
    assert visitor.press("change:about-you:height_cm").values()["height_cm_in"] == ["10.5"]


def test_units_outlive_a_change_of_language_and_of_country() -> None:
    visitor = begin()
    visitor.fill(MAN | {"country": "fr", "height_cm_ft": 5, "height_cm_in": "4.5"})
    page = visitor.switch("fr")
    assert page.values()["height_cm_in"] == ["4.5"]
    visitor.press()
    assert visitor.press("back").values()["height_cm_in"] == ["4,5"]
