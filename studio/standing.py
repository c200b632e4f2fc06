"""How the proofs of a working copy stand, as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from rules.models import ProofRun
from rules.proof.apart import subject
from rules.proof.results import Report, read_report
from rules.services import is_working
from studio.workingcopy import WorkingCopy


class Stand(StrEnum):
    """How far the proofs of exactly these rules are; `outdated`: those of other rules have run, these have not."""

    NEVER = "never"
    OUTDATED = "outdated"
    RUNNING = "running"
    CANCELLED = "cancelled"
    DIED = "died"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where they stand; `run` is None before they were begun, `report` until they are done."""

    stand: Stand
    run: ProofRun | None = None
    report: Report | None = None

    @property
    def is_due(self) -> bool:
        """Whether there is something to begin; what was stopped can be begun again."""
        if self.stand is Stand.RUNNING:
            return False
        return self.report is None or self.report.stopped is not None

    @property
    def is_undecided(self) -> bool:
        """Whether all that stands in the way is that nobody knows."""
        return self.report is not None and bool(self.report.undecided) and not self.report.refuted


def standing(copy: WorkingCopy) -> Standing:
    """How they stand; one query, or two before they were begun."""
    runs = copy.rule_set.proof_runs.defer("content")
    run = runs.filter(digest=subject(copy.document)).first()
    if run is None:
        return Standing(Stand.OUTDATED if runs.exists() else Stand.NEVER)
    if run.state == ProofRun.State.DONE:
        return Standing(Stand.DONE, run, read_report(cast("Mapping[str, Any]", run.report)))
    if run.state == ProofRun.State.CANCELLED:
        return Standing(Stand.CANCELLED, run)
    return Standing(Stand.RUNNING if is_working(run) else Stand.DIED, run)
