"""Small random rule sets: each proof finds what looking at everybody finds, and shows who."""

from __future__ import annotations

from collections import Counter

import pytest

from rules.facts import FACTS
from rules.proof.prover import tasks
from rules.proof.results import Result, Verdict
from tests.rules.proof.everybody import Everybody
from tests.rules.proof.recount import Claim, Recount
from tests.rules.proof.small_documents import random_small_document
from tests.rules.random_documents import seeded

Name = tuple[str, tuple[str, ...], bool]


# Every verdict of every proof that can fail is among them.
SEEDS = [0, 4, 13, 25, 69, 87]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_proof_finds_what_everybody_shows(seed: int) -> None:
    document, keys = random_small_document(seeded(seed))
    everybody = Everybody(document, keys)
    others = {("facts", key) for key in FACTS if key not in everybody.keys}
    claims = [claim for claim in Recount(everybody).claims() if claim.place not in others]
    results = [task.result() for task in tasks(document) if task.place not in others]
    assert Verdict.UNDECIDED not in {result.verdict for result in results}
    found: Counter[Name] = Counter((r.proof, r.place, r.verdict is Verdict.REFUTED) for r in results)
    assert found == Counter((claim.proof, claim.place, claim.refuted) for claim in claims)
    for result in results:
        if result.verdict is Verdict.REFUTED:
            assert any(shows(claim, result, everybody) for claim in claims if fits(claim, result)), result


def fits(claim: Claim, result: Result) -> bool:
    """Several claims can have one place: with other findings."""
    return claim.refuted and (claim.proof, claim.place) == (result.proof, result.place)


def shows(claim: Claim, result: Result, everybody: Everybody) -> bool:
    """Whether the visitors break what is claimed, the first with as few answers as can be."""
    people = [everybody.person(visitor.answers) for visitor in result.visitors]
    if not claim.counts:
        return not people
    for visitor, person in zip(result.visitors, people, strict=True):
        assert person is not None
        assert (visitor.level, {*visitor.fired}) == (person.level, person.told.fired)
    return claim.shows(*people) and len(result.visitors[0].answers) in claim.counts
