"""A recommendation shows why it is made, and a caution why it is withheld."""

from __future__ import annotations

import pytest

from rules.document import FindingKind
from tests.rules.documents import Data, broken, finding, recommendation, rule

NO_REASON = (
    "recommendations → visit: “step” is intermediate and can rest on facts alone, so no reason could be shown"
)
STEP = finding("step", "intermediate")
VISIT = recommendation("visit", "discuss", ["step"])


@pytest.mark.parametrize(
    ("form", "is_sound"),
    [
        ({"all": ["old is established"]}, True),
        ({"all": ["old is established", "sex is male"]}, True),
        ({"any": ["old is established", "frail is established"]}, True),
        ({"at_least": 2, "of": ["old is established", "sex is male"]}, True),
        ({"at_least": 1, "of": ["old is established", "frail is established"]}, True),
        ({"all": ["second-step is established"]}, True),
        ({"all": ["sex is male"]}, False),
        ({"all": ["old is not established"]}, False),
        ({"any": ["old is established", "sex is male"]}, False),
        ({"at_least": 1, "of": ["old is established", "sex is male"]}, False),
        ({"at_least": 2, "of": ["old is established", "sex is male", "sex is known"]}, False),
        ({"all": ["fact-step is established"]}, False),
        ({"any": ["fact-step is established", "old is established"]}, False),
    ],
)
def test_who_is_sent_somewhere_must_be_shown_why(form: Data, is_sound: bool) -> None:
    """An intermediate finding is not shown: one that is must stand behind it whenever it stands."""
    steps = [STEP, finding("second-step", "intermediate"), finding("fact-step", "intermediate")]
    rules = [
        rule("to-step", "step", **form),
        rule("to-second-step", "second-step", all=["frail is established"]),
        rule("to-fact-step", "fact-step", all=["sex is male"]),
    ]
    assert broken(findings=steps, rules=rules, recommendations=[VISIT]) == ([] if is_sound else [NO_REASON])


def test_one_way_to_a_step_without_a_reason_is_enough_to_refuse_it() -> None:
    """The other rule gives one."""
    rules = [rule("good", "step", all=["old is established"]), rule("bad", "step", all=["sex is male"])]
    assert broken(findings=[STEP], rules=rules, recommendations=[VISIT]) == [NO_REASON]


@pytest.mark.parametrize("kind", [kind for kind in FindingKind if kind is not FindingKind.CAUTION])
@pytest.mark.parametrize("item", ["tip", "refer"])
def test_only_a_caution_withholds(kind: FindingKind, item: str) -> None:
    """Whatever is withheld: a caution's words tell the visitor why."""
    assert broken(
        findings=[finding("sore", kind)],
        rules=[rule("sore", "sore", all=["old is established"])],
        recommendations=[recommendation("r", item, ["frail"], withheld_by=["no-milk", "sore"])],
    ) == [
        "recommendations → r: “sore” withholds it but is no caution; name a caution, or add one that rests on it"
    ]
