"""The default rule set passes every proof."""

from __future__ import annotations

from rules.document import Document
from rules.proof.prover import tasks
from rules.proof.results import Proof, Verdict


def test_the_default_rule_set_passes_every_proof(bone_health: Document) -> None:
    results = [task.result() for task in tasks(bone_health)]
    assert [result for result in results if result.verdict is not Verdict.PROVEN] == []
    assert {result.proof for result in results} >= {*Proof} - {Proof.INCOMPATIBLE, Proof.GUARANTEE}
