"""No byte of one visitor reaches another: pages share blanks, and come out as if nobody had been there before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import _lru_cache_wrapper
import gc
import math
import random
import re
import sys
from typing import Any

import pytest

from questionnaire.pieces import Piece
from tests.questionnaire.people import anybody
from tests.questionnaire.visitor import LANGUAGES, Answers, Visitor

pytestmark = pytest.mark.usefixtures("site")
CROWD = range(1, 6)
BROWSERS = ("", "en-GB", "en-US", "fr-BE,nl-BE;q=0.5")
STATE = re.compile(r'name="state" value="[^"]*"')
SLOTS = (
    "[[value:age_years]]",
    "[[state:]]",
    "[[fault:sex]]",
    "[[checked:sex:male]]",
    "[[]]",
    "[[words:left]]",
)


def mark(number: int) -> str:
    """What nobody else types."""
    return f"zq{number:03}qz"


def visit(number: int) -> list[str]:
    """A whole visit with what only this visitor gives; every page, the state apart."""
    chance = random.Random(number)  # noqa: S311  # no secret
    visitor = Visitor(LANGUAGES[number % 3], BROWSERS[number % 4], scripted=number % 2 == 0)
    visitor.begin()
    garbage = f'{mark(number)}"><b>{chance.choice(SLOTS)}'
    visitor.fill(dict.fromkeys(visitor.page.typed, garbage))
    visitor.press()
    visitor.send(_here(visitor), [("sex", mark(number)), ("also", mark(number))])
    visitor.switch(chance.choice(LANGUAGES))
    visitor.fill(dict.fromkeys(visitor.page.typed, ""))
    visitor.press("unit:height_cm:cm")
    visitor.press("unit:weight_kg:kg")
    visitor.walk(_person(number), until="lifestyle" if number % 8 else "result")
    visitor.press("summary")
    visitor.send(_here(visitor), [("go", f"change:about-you:{mark(number)}")])
    visitor.walk(_person(number))
    for more in ("further", "prospects"):
        if visitor.page.has_button(more):
            visitor.press(more)
    return [STATE.sub("", page.response.content.decode()) for page in visitor.seen]


def _here(visitor: Visitor) -> str:
    return visitor.page.html.one("form")["action"]


def _person(number: int) -> Answers:
    return anybody(number) | {"height_cm": 150 + number / 10, "weight_kg": 60 + number / 10}


def caches() -> Iterator[_lru_cache_wrapper[Any]]:
    """All that the questionnaire keeps from one request to the next."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "questionnaire":
            yield from (value for value in vars(module).values() if isinstance(value, _lru_cache_wrapper))


def forget_everything() -> None:
    """As in a process that has just started."""
    for cache in caches():
        cache.cache_clear()


def first_pages() -> list[str]:
    """The first page in each language and country, the state apart."""
    beginners = [Visitor(language, browser).begin() for language in LANGUAGES for browser in BROWSERS]
    return [STATE.sub("", page.response.content.decode()) for page in beginners]


@pytest.fixture(scope="module")
def alone() -> dict[int, list[str]]:
    """Filled by the first test that needs it: every visit in a process of its own, as it were."""
    return {}


@pytest.fixture
def expected(alone: dict[int, list[str]], site: object) -> dict[int, list[str]]:
    """By visitor, their pages when nobody was there before."""
    for number in CROWD if not alone else ():
        forget_everything()
        alone[number] = visit(number)
    return alone


def test_one_after_another_they_get_what_they_would_get_alone(expected: dict[int, list[str]]) -> None:
    forget_everything()
    for number in (*CROWD, *reversed(CROWD)):
        assert visit(number) == expected[number]


def test_all_at_once_they_get_what_they_would_get_alone(expected: dict[int, list[str]]) -> None:
    forget_everything()
    numbers = [*CROWD, *CROWD]
    with ThreadPoolExecutor(8) as threads:
        for number, pages in zip(numbers, threads.map(visit, numbers), strict=True):
            assert pages == expected[number]


def test_nobody_sees_what_another_one_typed(expected: dict[int, list[str]]) -> None:
    for number in CROWD:
        pages = visit(number)
        assert any(mark(number) in page for page in pages)
        assert {typed for page in pages for typed in re.findall(r"zq\d{3}qz", page)} == {mark(number)}
    assert len({tuple(pages) for pages in expected.values()}) == len(CROWD)


def test_what_is_kept_holds_nothing_of_anybody() -> None:
    for number in CROWD:
        visit(number)
    gc.collect()
    kept = [piece for piece in gc.get_objects() if type(piece) is Piece]  # isinstance would wake lazy objects
    assert kept
    for piece in kept:
        html = "".join(piece._parts[::2])
        assert not re.search(r"zq\d{3}qz|aria-invalid|alert-danger", html)
        assert set(re.findall(r'name="(\w+)"[^>]* checked', html)) <= {"country"}, "which is supposed"


def test_who_begins_after_everybody_gets_an_untouched_page() -> None:
    forget_everything()
    before = first_pages()
    for number in CROWD[:3]:
        visit(number)
    assert first_pages() == before
    forget_everything()
    assert first_pages() == before
    assert len(set(before)) > len(LANGUAGES)


def test_what_is_kept_is_bounded() -> None:
    sizes = {cache.__qualname__: cache.cache_parameters()["maxsize"] for cache in caches()}
    assert {"_blank", "_first", "question_html", "result_writer", "answer_field"} <= sizes.keys()
    assert max(size or math.inf for size in sizes.values()) <= 1024


@pytest.mark.parametrize("typed", SLOTS)
def test_what_looks_like_a_slot_is_text(typed: str) -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.fill({"age_years": "70", "weight_kg": typed})
    page = visitor.press()
    assert page.values()["weight_kg"] == [typed]
    assert page.html.one("input", name="weight_kg")["value"] == typed
    assert page.html.one("input", name="age_years")["value"] == "70"
    assert page.values().keys() == {"age_years", "weight_kg"}
    assert len(page.html.all("input", name="state")) == 1


def test_no_slot_is_left_on_any_page() -> None:
    visitor = Visitor()
    visitor.walk(anybody(3))
    for page in visitor.seen:
        assert "[[" not in page.response.content.decode()


@pytest.mark.parametrize("name", ["weight_kg", "height_cm", "age_years"])
def test_markup_that_is_typed_is_text(name: str) -> None:
    visitor = Visitor()
    visitor.begin()
    typed = "<script>alert(1)</script>\" onfocus='x' autofocus &amp; ]]>-->"
    visitor.fill({name: typed})
    page = visitor.press()
    assert page.values()[name] == [typed]
    assert len(page.html.all("script")) == 1
