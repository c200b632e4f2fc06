"""No byte of one clinic, or of its visitors, reaches another: frames share blanks, and no blank holds a clinic."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
import gc
import re

import pytest

from questionnaire.pieces import Piece
from questionnaire.venue import SLOTS
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import Framed
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.test_isolation import STATE, caches, forget_everything
from tests.questionnaire.visitor import LANGUAGES, Visitor

COLOURS = {"zqone": "#7a3b69", "zqtwo": "#1f5f5b", "zqthree": "#2b4c7e"}
MARK = re.compile(r"zq(?:one|two|three)\b|7a3b69|1f5f5b|2b4c7e", re.IGNORECASE)


@pytest.fixture
def clinics(make_clinic: MakeClinic) -> list[str]:
    """Three that differ in all they can say, one of them in its languages too; each says its own mark everywhere."""
    for slug, colour in COLOURS.items():
        make_clinic(
            slug,
            name=f"Clinic {slug}",
            origins=[f"https://{slug}.example", f"https://www.{slug}.example"],
            accent=colour,
            languages=["en", "nl"] if slug == "zqtwo" else list(LANGUAGES),
            referral=dict.fromkeys(LANGUAGES, f"Call {slug}."),
            booking_url=f"https://{slug}.example/book",
        )
    return list(COLOURS)


def visit(slug: str) -> list[str]:
    """Every page of a visit that ends with an appointment, with a fault and another language; the state apart."""
    visitor = Framed("en", slug)
    visitor.begin()
    visitor.answer({"age_years": f"{slug}[[venue:name]]"})
    visitor.switch("nl")
    visitor.walk(HEALTHY_MAN)
    visitor.press("summary")
    visitor.arrive(EVERYTHING)
    visitor.send_state("x", "diet")
    return [STATE.sub("", page.response.content.decode()) for page in visitor.seen]


def marks(pages: list[str]) -> set[str]:
    """The clinics that pages speak of."""
    return {mark.lower() for page in pages for mark in MARK.findall(page)}


def own(slug: str) -> set[str]:
    """What a clinic's pages may hold."""
    return {slug, COLOURS[slug].removeprefix("#")}


def test_one_after_another_and_all_at_once_each_clinic_has_its_own_pages(clinics: list[str]) -> None:
    alone, pair = {}, clinics[:2]
    for slug in pair:
        forget_everything()
        alone[slug] = visit(slug)
        assert marks(alone[slug]) == own(slug)
    assert visit(pair[0]) == alone[pair[0]]
    crowd = [*reversed(pair), *pair]
    forget_everything()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(visit, crowd)) == [alone[slug] for slug in crowd]


def test_what_is_kept_holds_nothing_of_any_clinic(clinics: list[str]) -> None:
    """One blank for all of them, with slots where they differ; the site's own has none of these, nor its pages."""
    for slug in clinics[:2]:
        visit(slug)
    visitor = Visitor("nl")
    visitor.walk(HEALTHY_MAN)
    pages = [page.response.content.decode() for page in visitor.seen]
    assert not marks(pages)
    assert not any("/embed/" in page or 'class="framed"' in page for page in pages)
    gc.collect()
    kept = [piece for piece in gc.get_objects() if type(piece) is Piece]  # isinstance would wake lazy objects
    framed = [piece for piece in kept if 'class="framed"' in piece._parts[0]]
    assert 0 < len(framed) < len(kept)
    for piece in kept:
        assert not marks(["".join(piece._parts[::2])])
        assert piece in framed or not set(piece._parts[1::2]) & set(SLOTS)


def test_more_clinics_need_no_more_room(clinics: list[str]) -> None:
    visit(clinics[0])
    before = {cache.__qualname__: cache.cache_info().currsize for cache in caches()}
    visit(clinics[2])
    assert {cache.__qualname__: cache.cache_info().currsize for cache in caches()} == before
