"""What is proven of the rules in force, for visitors: from the report that the release keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from rules.document import Document
from rules.proof.results import Proof

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Report = Sequence[Mapping[str, Any]]  # of `rules.models.Release`
# In the order of the page; the guarantees follow with their own titles.
CLAIMS: dict[Proof, StrOrPromise] = {
    Proof.ONE_LEVEL: _("Everybody gets one result, and only one."),
    Proof.RED_FLAG: _("Whoever has a sign that cannot wait is told to get help today."),
    Proof.CRITERION: _(
        "Whoever meets a criterion of their country is told to see a doctor; or to talk about it, where a reason for"
        " caution stands, such as a recent bone density test. Only those for whom this check is not made are told"
        " that instead."
    ),
    Proof.MONOTONE: _(
        "When one answer changes, and brings one more risk factor or warning sign, the result never gets milder."
    ),
    Proof.UNANSWERED: _(
        "If you leave a question open, there is always an answer with which the result would be at least as strong."
    ),
    Proof.WITHHELD: _("A tip is never shown to somebody for whom a rule leaves it out."),
    Proof.INCOMPATIBLE: _("Tips that go against each other are never shown together."),
    Proof.RULE_ALIVE: _("Every rule makes a difference to somebody."),
    Proof.REACHABLE: _("Every tip and every piece of advice is shown to somebody."),
}


@dataclass(frozen=True, slots=True)
class Proven:
    """The claims that hold for everybody, the guarantees by their titles, and how many proofs that took.

    `undecided` is how many came to no end.
    """

    claims: list[StrOrPromise]
    guarantees: list[str]
    count: int
    undecided: int


def proven(document: Document, report: Report, language: str) -> Proven | None:
    """What the release's report says of its proofs; None for a release that was published without any."""
    line = next((line for line in report if line["gate"] == "proofs"), None)
    if line is None:
        return None
    counts: Mapping[str, int] = line["proven"]
    undecided = [(proof, place[-1:]) for place, _words, _params, proof in line["undecided"]]
    open_kinds = {proof for proof, _key in undecided}
    all_came = "" not in open_kinds
    # The sentence has no room for exceptions.
    untrue = {Proof.MONOTONE.value} if any(finding.may_lower for finding in document.findings) else set()
    return Proven(
        claims=[
            claim
            for proof, claim in CLAIMS.items()
            if all_came and proof.value in counts and proof.value not in open_kinds | untrue
        ],
        guarantees=[
            item.title[language]
            for item in document.guarantees
            if all_came and (Proof.GUARANTEE.value, [item.key]) not in undecided
        ],
        count=sum(counts.values()),
        undecided=len(undecided),
    )
