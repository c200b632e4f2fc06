"""What may be seen of a number: so little that it tells of no single visit, not by sums or differences either.

A number is shown rounded down to a multiple of five; below five, none included, all that is said is that it is fewer
than five. A zero would tell too much: that everybody else had the other result.
"""

from __future__ import annotations

from collections.abc import Sequence

GRAIN = 5


def shown(count: int) -> int:
    """What may be seen of a count; 0 stands for fewer than five."""
    return count - count % GRAIN


def shown_together(*ways: Sequence[int]) -> tuple[int, list[list[int]]]:
    """What may be seen of a total, and of its parts in each of the ways in which it was split (by day, by language).

    Each way has all parts, so that it sums up to the total. Of whatever is shown, any part may have been one of at
    least two numbers. For the total was from n to n + 4 where n is shown, a part likewise, and the sums tell more only
    where the parts of one way have to be as great as they can be to reach the total. There, a grain less is shown of
    the total and of the other ways: that is what is shown too where all of them are in truth a little smaller.
    """
    total = shown(sum(ways[0]))
    seen = [[shown(part) for part in way] for way in ways]
    if total and any(sum(way) + (GRAIN - 1) * len(way) == total for way in seen):
        for way in seen:
            if sum(way) == total:
                way[way.index(max(way))] -= GRAIN
        total -= GRAIN
    return total, seen
