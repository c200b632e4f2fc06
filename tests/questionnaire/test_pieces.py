"""Blank HTML with slots: filled whole or in part, and never again with what was put into it."""

from __future__ import annotations

from django.utils import translation
import pytest

from questionnaire.pieces import Piece, question_html
from questionnaire.questions import QUESTIONS
from questionnaire.questions.measurements import UNITS
from tests.questionnaire.markup import Element, read
from tests.questionnaire.visitor import LANGUAGES

COUNTRIES = ("", "be", "fr", "nl", "uk", "us", "other")
PICTURED = [key for key, question in QUESTIONS.items() if question.picture]


def question(key: str, language: str = "en", unit: str = "", country: str = "") -> Element:
    """A blank question, read as strictly as a page."""
    html = question_html(key, language, unit, country)
    return read(f'<!doctype html>\n<html lang="{language}">{Piece.read(html).filled({})}</html>')


def test_each_slot_gets_its_value_and_what_has_none_stays_empty() -> None:
    piece = Piece.read("<p>[[value:a]]</p>[[fault:b]]<b>[[value:a]]</b>")
    assert piece.filled({"value:a": "1", "value:c": "3"}) == "<p>1</p><b>1</b>"
    assert piece.filled({}) == "<p></p><b></b>"


def test_a_value_that_looks_like_a_slot_is_text() -> None:
    piece = Piece.read("[[value:a]] [[state:]]")
    assert piece.filled({"value:a": "[[state:]]", "state:": "S"}) == "[[state:]] S"
    partly = piece.partly({"value:a": "[[state:]]"}, ["state:"])
    assert partly.filled({"state:": "S", "value:a": "other"}) == "[[state:]] S"


def test_a_text_that_looks_like_a_slot_is_text() -> None:
    piece = Piece.around(" <b>[[because:]]</b>\n  MARK ", "MARK", "because:")
    assert piece.filled({"because:": "[[value:a]]"}) == "<b>[[because:]]</b>\n[[value:a]]"
    assert (
        Piece.around("<b>[[because:]]</b>", "MARK", "because:").filled({"because:": "x"})
        == "<b>[[because:]]</b>"
    )


def test_as_many_slots_as_one_likes_are_left_to_fill() -> None:
    piece = Piece.read("[[a:]][[b:]]-[[c:x]]-[[b:]][[d:]]!")
    partly = piece.partly({"b:": "B", "a:": "never"}, {"a:", "c:x", "e:"})
    assert partly.filled({"a:": "A", "b:": "never", "c:x": "C"}) == "AB-C-B!"
    assert partly.filled({}) == "B--B!"
    assert piece.partly({"a:": "A"}, ()).filled({"a:": "never", "b:": "B"}) == "A--!"


def test_filling_changes_nothing() -> None:
    piece = Piece.read("[[value:a]][[value:b]]")
    assert piece.partly({"value:a": "1"}, ["value:b"]).filled({"value:b": "2"}) == "12"
    assert piece.filled({}) == ""


@pytest.mark.parametrize("text", ["[[", "]]", "[[]]", "[[A:b]]", "[[a b]]", "[[value]]", "[[ value:a ]]"])
def test_only_what_a_template_marks_is_a_slot(text: str) -> None:
    assert Piece.read(text).filled({}) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_is_sound_in_every_unit_and_names_its_fields(key: str, language: str) -> None:
    for unit in UNITS.get(key, {"": None}):
        box = question(key, language, unit)
        with translation.override(language):
            heading = box.all("legend", "label")[0].text
            assert heading.startswith(str(QUESTIONS[key].text))
            assert str(QUESTIONS[key].help) in box.text
        for field in box.all("input"):
            assert box.all("label", **{"for": field["id"]})
        assert ("required" in heading.lower()) is (language == "en" and QUESTIONS[key].fact.required)


@pytest.mark.parametrize("key", [key for key, asked in QUESTIONS.items() if asked.examples])
def test_what_counts_is_said_with_an_example_for_the_country(key: str) -> None:
    said = {
        country: question(key, country=country).one("div", id=f"id_{key}_help").text for country in COUNTRIES
    }
    assert len(set(said.values())) == len(QUESTIONS[key].examples)
    assert said["other"] == said[""]
    for country, text in said.items():
        assert str(QUESTIONS[key].examples.get(country, QUESTIONS[key].examples[""])) in text


@pytest.mark.parametrize("key", PICTURED)
def test_a_picture_is_drawn_and_says_nothing(key: str) -> None:
    drawing = question(key).one("svg", class_="picture")
    assert drawing["aria-hidden"] == "true"
    assert drawing.all("path")
    assert drawing.text == ""
    assert "svg" not in question(key).text


def test_portions_and_habits_that_are_counted_have_a_picture() -> None:
    assert {"milk_or_yoghurt_per_day", "cheese_per_day", "alcohol_drinks_per_week"} <= set(PICTURED)
    assert len({QUESTIONS[key].picture for key in PICTURED}) == len(PICTURED)


@pytest.mark.parametrize(
    ("key", "most"),
    [("coffee_cups_per_day", "50"), ("age_years", ""), ("sleep_hours", ""), ("weight_kg", "")],
)
def test_only_a_count_can_be_stepped_through(key: str, most: str) -> None:
    field = question(key).one("input", name=key)
    assert bool(field["data-most"]) is bool(most)
    assert field["inputmode"] == ("decimal" if key in ("sleep_hours", "weight_kg") else "numeric")
