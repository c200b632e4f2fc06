"""No number that is hidden can be worked out from those that are shown: proven by trying all small tables, and many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from clinics.statistics.hiding import GRAIN, shown, shown_together

Table = tuple[tuple[int, ...], ...]  # the same total in several ways, each by its parts
Shown = tuple[int, Table]


def display(table: Table) -> Shown:
    """What is shown of it."""
    total, ways = shown_together(*table)
    return total, tuple(map(tuple, ways))


@pytest.mark.parametrize(
    ("count", "seen"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10), (1004, 1000)]
)
def test_a_number_is_rounded_down_to_five(count: int, seen: int) -> None:
    assert shown(count) == seen


def test_a_table_is_shown_number_by_number() -> None:
    assert shown_together([7, 3, 12], [22, 0]) == (20, [[5, 0, 10], [20, 0]])


def test_where_the_total_would_tell_every_part_less_is_shown() -> None:
    """Five days below five that make 20 or more can only be 4 each; 15 says no such thing."""
    assert shown_together([4] * 5) == (15, [[0] * 5])
    assert shown_together([4] * 5, [20, 0]) == (15, [[0] * 5, [15, 0]])
    assert shown_together([4, 4, 4, 4, 3], [19, 0]) == (15, [[0] * 5, [15, 0]])


def tables(days: int, parts: int, most: int) -> Iterator[Table]:
    """Every table of so many days with at most so many each, split another way into so many parts."""
    for by_day in product(range(most + 1), repeat=days):
        for some in product(range(sum(by_day) + 1), repeat=parts - 1):
            if sum(some) <= sum(by_day):
                yield by_day, (*some, sum(by_day) - sum(some))


@pytest.mark.parametrize(
    ("days", "parts", "most"), [(1, 1, 9), (2, 3, 9), (3, 2, 9), (4, 2, 4), (5, 1, 4), (5, 2, 4)]
)
def test_every_part_of_what_is_shown_may_have_been_one_of_several_numbers(
    days: int, parts: int, most: int
) -> None:
    """All small tables: among those that look alike, no part, small or not, is the same in all of them."""
    alike: defaultdict[Shown, list[set[int]]] = defaultdict(lambda: [set() for _ in range(days + parts)])
    for table in tables(days, parts, most):
        if sum(table[0]):  # where nothing was counted at all, the page says so
            for numbers, number in zip(alike[display(table)], table[0] + table[1], strict=True):
                numbers.add(number)
    for seen, possible in alike.items():
        assert min(map(len, possible)) > 1, (seen, possible)


@st.composite
def large_tables(draw: st.DrawFn) -> Table:
    """A month of days, split in up to three other ways; many of its numbers are as great as they look."""
    by_day = draw(st.lists(st.sampled_from((0, 1, 3, 4, 4, 4, 5, 9, 9, 14, 200)), min_size=1, max_size=31))
    ways = draw(st.lists(st.lists(st.integers(0, sum(by_day)), max_size=6), max_size=3))
    return tuple(by_day), *(_cut(sum(by_day), sorted(cuts)) for cuts in ways)


def _cut(total: int, cuts: list[int]) -> tuple[int, ...]:
    return tuple(end - begin for begin, end in pairwise([0, *cuts, total]))


@settings(max_examples=50)
@given(large_tables())
@example(((4,) * 30, (120, 0, 0)))
@example(((4,) * 30, (60, 60), (4,) * 30))
@example(((9,) * 10, (5,) * 18, (90,)))
def test_another_table_looks_the_same_for_every_number_that_is_hidden(table: Table) -> None:
    """One is found that differs in just that number, and is shown to look the same."""
    seen = display(table)
    for number, way in enumerate(seen[1]):
        for place, part in enumerate(way):
            if not part and any(table[0]):
                others = {found[number][place] for found in that_look_like(seen, number, place)}
                assert len(others) > 1, (seen, number, place)


def that_look_like(seen: Shown, number: int, place: int) -> Iterator[Table]:
    """Tables with this display, that have different numbers at one place."""
    total, ways = seen
    for value in range(GRAIN):
        for sums in range(max(total, 1), total + GRAIN):
            rest = [part for other, part in enumerate(ways[number]) if other != place]
            filled = _filled(rest, sums - value)
            others = [_filled(way, sums) for way in ways]
            if filled is not None and None not in others:
                others[number] = (*filled[:place], value, *filled[place:])
                found = tuple(way for way in others if way is not None)
                if display(found) == seen:
                    yield found


def _filled(way: Sequence[int], total: int) -> tuple[int, ...] | None:
    """Numbers that look like these and sum up to a total; None where there are none."""
    left, filled = total - sum(way), []
    for part in way:
        more = min(max(left, 0), GRAIN - 1)
        filled.append(part + more)
        left -= more
    return tuple(filled) if left == 0 else None
