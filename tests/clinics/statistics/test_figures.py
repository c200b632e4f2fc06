"""A month in numbers that may be seen, and the same as bars."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
import pytest

from clinics.statistics.chart import PLOT, TOP, chart
from clinics.statistics.counting import Kind
from clinics.statistics.figures import Figures, Number, figures, in_words
from questionnaire.levels import LEVELS
from questionnaire.questions import SECTIONS

Numbers = dict[tuple[date, str, str], int]  # by day, kind and value
OCTOBER, END, NEXT = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 2)
KEYS = [section.key for section in SECTIONS]


def on(day: int, **kinds: int) -> Numbers:
    """Numbers of a day in October."""
    return {(OCTOBER.replace(day=day), kind, ""): count for kind, count in kinds.items()}


def by_value(kind: Kind, values: dict[str, int]) -> Numbers:
    """Numbers with a value, all on one day."""
    return {(OCTOBER, str(kind), value): count for value, count in values.items()}


def names(numbers: list[Number] | None) -> dict[str, int]:
    """What is shown, by its words."""
    assert numbers is not None
    return {str(number.name): number.count for number in numbers}


def test_each_day_up_to_today() -> None:
    seen = figures(on(1, opened=12, completed=7) | on(3, opened=4), OCTOBER, date(2026, 10, 4))
    assert [(day.day.day, day.opened, day.completed) for day in seen.days] == [
        *((1, 10, 5), (2, 0, 0), (3, 0, 0), (4, 0, 0))
    ]
    assert (seen.opened, seen.completed) == (15, 5)
    assert len(figures({}, OCTOBER, NEXT).days) == 31
    assert len(figures({}, date(2024, 2, 1), NEXT).days) == 29


def test_each_step_with_its_share_of_those_who_opened_it() -> None:
    counts = on(1, opened=204, completed=48) | {
        (OCTOBER, "step", KEYS[1]): 199,
        (OCTOBER, "step", KEYS[6]): 3,
    }
    found = [(str(step.name), step.words, step.share) for step in figures(counts, OCTOBER, NEXT).steps]
    assert found == [
        ("About you", "200", ""),
        ("Warning signs", "195", "about 100%"),
        *((str(section.title), "< 5", "") for section in SECTIONS[2:]),
        ("Result", "45", "about 20%"),
    ]


@pytest.mark.parametrize(("opened", "share"), [(49, ""), (50, "about 60%")])
def test_a_share_of_few_is_not_told(opened: int, share: str) -> None:
    counts = on(1, opened=opened, completed=34)
    assert figures(counts, OCTOBER, NEXT).steps[-1].share == share


def test_a_share_is_never_more_than_all() -> None:
    """More may complete it in a month than open it: those who began in the last night of the one before."""
    assert figures(on(1, opened=100, completed=110), OCTOBER, NEXT).steps[-1].share == "about 100%"


def test_languages_in_their_own_words() -> None:
    counts = on(1, opened=20) | by_value(Kind.LANGUAGE, {"fr": 13, "nl": 7})
    assert names(figures(counts, OCTOBER, NEXT).languages) == {"English": 0, "Français": 10, "Nederlands": 5}


def test_a_language_that_is_no_more_is_among_the_others() -> None:
    counts = on(1, opened=20) | by_value(Kind.LANGUAGE, {"fr": 13, "de": 7})
    assert names(figures(counts, OCTOBER, NEXT).languages)["Other"] == 5


def test_levels_are_shown_when_the_month_is_over() -> None:
    """Not before: the fifth visitor of a level would be seen by whoever looks at the right moment."""
    counts = on(1, completed=29) | by_value(Kind.LEVEL, {"refer": 12, "maintain": 17, "urgent": 4})
    assert figures(counts, OCTOBER, END).levels is None
    assert figures(counts, OCTOBER, NEXT - timedelta(1)).levels is None, "some may still be in memory"
    assert names(figures(counts, OCTOBER, NEXT).levels) == {
        str(level.title): {"refer": 10, "maintain": 15}.get(key, 0) for key, level in LEVELS.items()
    }


def test_nobody_s_level_follows_from_all_having_the_same() -> None:
    """Whoever knows that somebody came learns nothing sure: another level may have up to four."""
    all_alike = on(1, completed=5) | by_value(Kind.LEVEL, {"discuss": 5})
    one_not = on(1, completed=6) | by_value(Kind.LEVEL, {"discuss": 5, "maintain": 1})
    assert figures(all_alike, OCTOBER, NEXT) == figures(one_not, OCTOBER, NEXT)


def test_releases_by_their_number() -> None:
    counts = on(1, completed=31) | by_value(Kind.RELEASE, {"10": 12, "9": 16, "8": 3})
    assert names(figures(counts, OCTOBER, NEXT).releases) == {"Release 9": 15, "Release 10": 10}
    counts = on(1, completed=18) | by_value(Kind.RELEASE, {"3": 9, "2": 4, "1": 3, "4": 2})
    assert names(figures(counts, OCTOBER, NEXT).releases) == {"Release 3": 5, "Other": 5}
    assert names(figures(on(1, completed=3) | by_value(Kind.RELEASE, {"3": 3}), OCTOBER, NEXT).releases) == {}


def test_where_sums_would_tell_less_is_shown_everywhere() -> None:
    """Five days of four each in the first five of a month, and a release that has all twenty."""
    counts = {key: n for day in range(1, 6) for key, n in on(day, completed=4).items()}
    seen = figures(counts | by_value(Kind.RELEASE, {"1": 20}), OCTOBER, date(2026, 10, 5))
    assert (seen.completed, names(seen.releases)) == (15, {"Release 1": 15})


days = st.integers(0, 30).map(lambda day: OCTOBER + timedelta(day))
keys = st.one_of(
    st.tuples(days, st.sampled_from(["opened", "completed"]), st.just("")),
    st.tuples(days, st.just("step"), st.sampled_from(KEYS[1:])),
    st.tuples(days, st.just("level"), st.sampled_from([*LEVELS])),
    st.tuples(days, st.just("language"), st.sampled_from(["en", "fr", "nl"])),
    st.tuples(days, st.just("release"), st.sampled_from(["1", "2", "3"])),
)


@given(st.dictionaries(keys, st.integers(1, 99), max_size=60), st.sampled_from([date(2026, 10, 31), NEXT]))
def test_every_number_that_leaves_is_a_multiple_of_five(counts: Numbers, today: date) -> None:
    """Whatever was counted: in every field, in the words and in the bars."""
    seen = figures(counts, OCTOBER, today)
    assert all(number % 5 == 0 for number in _integers(asdict(seen)))
    drawn = chart(seen)
    heights = {day.opened for day in seen.days} | {day.completed for day in seen.days}
    assert drawn is None or len({bar.height for bar in drawn.bars}) <= len(heights - {0})


def _integers(value: object) -> list[int]:
    if isinstance(value, dict):
        return [number for each in value.values() for number in _integers(each)]
    if isinstance(value, list):
        return [number for each in value for number in _integers(each)]
    return [value] if isinstance(value, int) else []


@pytest.mark.parametrize(("count", "words"), [(0, "< 5"), (5, "5"), (12345, "12,345")])
def test_a_number_in_words(count: int, words: str) -> None:
    assert in_words(count) == words


def month(*numbers: tuple[int, int]) -> Figures:
    """One with these on its first days."""
    counts = {
        key: count
        for day, (opened, completed) in enumerate(numbers, 1)
        for key, count in on(day, opened=opened, completed=completed).items()
    }
    return figures(counts, OCTOBER, NEXT)


def test_a_bar_for_each_number_and_none_for_what_is_hidden() -> None:
    drawn = chart(month((20, 10), (40, 4), (3, 0)))
    assert drawn
    bars = [(bar.kind, bar.height, bar.y) for bar in drawn.bars]
    assert bars == [
        ("opened", PLOT // 2, TOP + PLOT // 2),
        ("completed", PLOT // 4, TOP + 3 * PLOT // 4),
        ("opened", PLOT, TOP),
    ]
    assert drawn.lines == [(TOP + PLOT * (4 - line) // 4, str(10 * line)) for line in range(5)]
    assert [day for _place, day in drawn.days] == [1, 5, 10, 15, 20, 25, 30]
    assert drawn.sentence == "Opened most often on October 2: 40 times or more."


def test_the_bars_stand_beside_each_other_within_the_picture() -> None:
    drawn = chart(month(*[(50, 25)] * 31))
    assert drawn
    places = [
        (float(bar.x[:-1]), float(bar.x[:-1]) + float(bar.width[:-1]))
        for bar in drawn.bars
        if bar.kind == "opened"
    ]
    assert len(places) == 31
    assert places[0][0] > 0
    assert places[-1][1] < 100
    assert all(end < begin for (_, end), (begin, _) in pairwise(places))


@pytest.mark.parametrize("most", [5, 20, 25, 100, 995, 123_455, 10_000_000])
def test_the_scale_has_few_lines_and_room_for_all(most: int) -> None:
    drawn = chart(month((most, 0)))
    assert drawn
    assert 2 <= len(drawn.lines) <= 5
    assert all(TOP <= bar.y <= TOP + PLOT for bar in drawn.bars)
    assert drawn.lines[-1][0] == TOP


def test_a_day_with_more_completed_than_opened_fits_in() -> None:
    drawn = chart(month((4, 20)))
    assert drawn
    assert [bar.height for bar in drawn.bars] == [PLOT]


def test_there_is_no_picture_where_it_would_be_empty() -> None:
    assert chart(month((4, 4), (3, 0))) is None
