"""How many questions there still are: an honest count that falls by what was answered, and never a promise."""

from __future__ import annotations

from itertools import pairwise
import re

import pytest

from questionnaire.questions import SECTIONS
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, HEALTHY_MAN, anybody
from tests.questionnaire.visitor import LANGUAGES, Page, Visitor

pytestmark = pytest.mark.usefixtures("site")
STEPS = [section.key for section in SECTIONS]


def words(page: Page) -> str:
    """How far one is."""
    return page.html.one("p", class_="progress-words").text


def left(page: Page) -> int:
    """The count of questions that are left; it is the last number."""
    return int(re.findall(r"\d+", words(page))[-1])


def done(page: Page) -> list[str]:
    """The titles of the sections marked as done."""
    return [item.text for item in page.html.all("li", class_="done")]


def test_the_words_say_the_part_and_what_is_left() -> None:
    visitor = Visitor()
    assert re.fullmatch(r"Part 1 of 7 · about \d+ questions to a first result", words(visitor.begin()))
    page = visitor.walk(HEALTHY_MAN, until="lifestyle")
    assert re.fullmatch(r"Part 6 of 7 · about \d+ questions left", words(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_counts_the_same(language: str) -> None:
    assert _counts(language) == _counts("en")


def _counts(language: str) -> list[int]:
    visitor = Visitor(language)
    visitor.walk(EVERYTHING)
    return [left(page) for page in visitor.seen[1:-1]]  # the first page supposes a country in some languages


@pytest.mark.parametrize("person", [EVERYTHING, *(anybody(seed) for seed in range(1, 8))])
def test_the_count_falls_by_what_was_answered_unless_an_answer_opened_more(person: dict[str, object]) -> None:
    visitor = Visitor()
    visitor.walk(person)
    pages = [page for page in visitor.seen if page.step != "result"]
    for before, after in pairwise(pages):
        if STEPS.index(before.step) < 4 <= STEPS.index(after.step):
            continue  # from here on all questions are counted, not only the essentials
        opened = [key for key in after.asked if after.step == before.step]
        assert left(after) >= left(before) - len(before.asked)
        assert opened or left(after) <= left(before)


def test_it_falls_by_exactly_what_was_answered_where_nothing_opens() -> None:
    visitor = Visitor()
    before = visitor.walk(HEALTHY_MAN, until="warning-signs")
    after = visitor.answer({"symptoms": ["none"], "red_flags": ["none"]})
    assert left(before) - left(after) == len(before.asked) == 2
    before = visitor.walk({}, until="lifestyle")
    after = visitor.press()
    assert left(before) - left(after) == len(before.asked)
    assert left(after) == len(after.asked), "on the last page, all that is left stands on it"


def test_what_an_answer_opens_is_counted_as_soon_as_it_is_known() -> None:
    visitor = Visitor()
    before = visitor.walk(EVERYTHING, until="family-fractures-falls")
    after = visitor.answer(EVERYTHING)
    assert left(after) == left(before) - len(before.asked) + 2 == 2


def test_when_nothing_is_open_nothing_is_left() -> None:
    visitor = Visitor()
    visitor.arrive(EVERYTHING)
    page = visitor.press("change:diet")
    assert words(page) == "Part 7 of 7"
    assert done(page) == [str(section.title) for section in SECTIONS[:-1]]


def test_sections_are_done_when_nothing_of_them_is_open() -> None:
    visitor = Visitor()
    assert done(visitor.begin()) == []
    page = visitor.answer(EVERYTHING)
    assert (page.step, done(page)) == ("about-you", []), "its further questions are still open"
    page = visitor.answer(EVERYTHING)
    assert done(page) == ["About you"]
    assert page.html.one("li", class_="current").text == "Warning signs"
    assert page.html.one("ol", class_="sections-progress")["aria-hidden"] == "true"


def test_what_does_not_concern_somebody_is_not_counted() -> None:
    man, woman = Visitor(), Visitor()
    man.walk({"age_years": 45, "sex": "male"}, until="hormones")
    woman.walk({"age_years": 45, "sex": "female", "pregnant_or_breastfeeding": False}, until="hormones")
    assert left(woman.page) - left(man.page) == len(woman.page.asked) - len(man.page.asked) == 1


def test_after_an_early_result_all_that_is_open_is_counted() -> None:
    visitor = Visitor()
    visitor.arrive(AT_EACH_LEVEL["urgent"] | {"red_flags": ["cannot_bear_weight"]})
    page = visitor.press("change:about-you")
    assert "to a first result" not in words(page)
