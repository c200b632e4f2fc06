"""Every proof of a document, one after another. No Django."""

from __future__ import annotations

from rules.document import Document
from rules.proof import comparisons, liveliness, soundness
from rules.proof.inquiry import Inquiry, Task


def tasks(document: Document) -> list[Task]:
    """The proofs of a document that passed `rules.checks`, in order; each `result()` is worked out when it is asked."""
    inquiry = Inquiry(document)
    kinds = (soundness.tasks, liveliness.tasks, comparisons.tasks)
    return [task for kind in kinds for task in kind(inquiry)]
