"""Several processes write at once, or die while they write: one wins, and nothing is ever half done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.rules.processes import Child, child, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
LOSERS = {"edit": {"Stale"}, "publish": {"Conflict", "SameRules"}}


def both(pair: list[Child], *words: object) -> list[Any]:
    """What two processes answer that do the same at the same time."""
    for one in pair:
        one.say(*words)
    return [one.hear() for one in pair]


def contend(pair: list[Child], *actions: str) -> Counter[str]:
    """How many of twenty threads did what they tried; every other one was refused as it should."""
    both(pair, "look")
    results = [tuple(result) for results in both(pair, "contend", *actions) for result in results]
    assert len(results) == 20
    losers = {result for result in results if result[1] != "done"}
    assert losers <= {(action, why) for action in actions for why in LOSERS[action]}
    return Counter(action for action, result in results if result == "done")


def test_one_of_twenty_wins_and_the_others_are_told(tmp_path: Path) -> None:
    """R11: twenty threads in two processes edit and publish at once; the releases' numbers have no gap."""
    database = shared_database(tmp_path)
    with child("tests.rules.contender", database) as one, child("tests.rules.contender", database) as other:
        pair = [one, other]
        one.ask("prepare")
        assert contend(pair, "edit") == {"edit": 1}
        done = contend(pair, "edit", "publish")
        assert done["edit"] == 1
        assert done["publish"] in (0, 1)  # it may come too late, but not twice
        assert contend(pair, "publish") == {"publish": 1}
        state = one.ask("state")
    published = 2 + done["publish"]
    assert state["numbers"] == [*range(1, published + 1)]
    assert all(state["sound"])
    assert (state["current"], state["version"]) == (published, 3)
    assert Counter(state["changes"]) == {"imported": 1, "changed": 2, "published": published}


@pytest.mark.parametrize(
    ("way", "age", "noted"),
    [("working copy", 60, ["published"]), ("import", 70, ["changed", "imported", "published"])],
)
def test_a_process_that_is_killed_leaves_the_old_release_or_the_new_one(
    tmp_path: Path, way: str, age: int, noted: list[str]
) -> None:
    """R10: by kill -9 after each statement of a publication in turn; visitors and editors see no mixture."""
    with child("tests.rules.mortal", shared_database(tmp_path)) as mortal:
        mortal.ask("prepare")
        before = mortal.ask("state")
        assert before[:3] == [1, "age_years ≥ 65", "age_years ≥ 60"]
        statements = 1
        while (end := mortal.ask("dies_after", way, statements))["killed"]:
            assert end["state"] == before, statements
            statements += 1
    assert statements > 5
    rule = f"age_years ≥ {age}"
    assert end["state"] == [2, rule, rule, 2, before[4], before[5] + noted]
