"""Somebody who fills in the questionnaire in a clinic's frame, with a browser that keeps no cookies."""

from __future__ import annotations

from typing import Any

from questionnaire.state import State
from tests.questionnaire.visitor import Answers, Page, Visitor

SLUG = "three-bridges"


class Framed(Visitor):
    """A visitor of a clinic's site; `start` is where its frame begins."""

    def __init__(self, language: str = "en", clinic: str = SLUG, accept_language: str = "") -> None:
        super().__init__(language, accept_language)
        self.clinic = clinic
        self.start = self._start = f"/embed/{clinic}/{language}/"

    def arrive(self, answers: Answers, release: int = 1, rule_set: str = "bone-health") -> Page:
        """See the result, as if the whole way to it had been walked before."""
        state = State("result", (), answers, release, clinic=self.clinic, rule_set=rule_set)
        return self.send_state(state.sign(), "result")


def ancestors(page: Any) -> list[str]:
    """Who may hold a page or response in a frame, by its header."""
    policy: str = getattr(page, "response", page)["Content-Security-Policy"]
    directives = [directive.split() for directive in policy.split(";")]
    assert len({name for name, *_ in directives}) == len(directives), "of two, a browser takes the first"
    (found,) = [rest for name, *rest in directives if name == "frame-ancestors"]
    return found
