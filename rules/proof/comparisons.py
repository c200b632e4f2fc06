"""The same visitor with one answer more or another one: the level must not fall with a risk, nor rise with silence.

No Django.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import z3

from rules.conditions import Condition, Operator
from rules.document import RAISING, Finding
from rules.facts import FACTS, NONE, Kind
from rules.problems import Fault, sentence
from rules.proof.inquiry import Inquiry, Task, proven, refuted
from rules.proof.meaning import Meaning, Variation
from rules.proof.polarity import Push
from rules.proof.results import How, Proof, Result
from rules.proof.solving import Undecided
from rules.proof.somebody import FALSE, Changed, Formula, both, either
from rules.proof.visitors import Typed

# The strongest first; out of scope is lower, but whoever is so before is not compared.
RANKS = ("urgent", "refer", "discuss")
LOWERED = sentence(
    "with another answer here a visitor has one risk factor, warning sign or red flag more, and a lower level;"
    " mend the rules, or say at the finding why it may lower the level"
)
RAISED = sentence(
    "without an answer here a visitor gets a higher level than with any answer; mend the rules that ask for it"
)
AGE = "age_years"
TRIED_ANSWERS = 20  # to one question, before the solver gives up


def tasks(inquiry: Inquiry) -> Iterator[Task]:
    """Every proof of this kind: two for each question that the rules use."""
    for key in FACTS:
        yield Task(Proof.MONOTONE, ("facts", key), partial(_monotone, inquiry, key))
    for key, fact in FACTS.items():
        if not fact.required:
            yield Task(Proof.UNANSWERED, ("facts", key), partial(_unanswered, inquiry, key))


def lower(one: Meaning, other: Meaning) -> Formula:
    """The level of the other is lower than that of the one."""
    return either(
        [
            z3.And(one.levels[rank], z3.Not(other.level_in(RANKS[: place + 1])))
            for place, rank in enumerate(RANKS)
        ]
    )


def _monotone(inquiry: Inquiry, key: str) -> Result:
    """Of two sets of answers that differ in one, the one with more risks must not have the lower level."""
    place, before = ("facts", key), inquiry.meaning
    changed = Changed(inquiry.anybody, key)
    after = Variation(before, changed)
    if _only_rises(after, changed):
        return proven(Proof.MONOTONE, place, How.ARGUMENT)
    supposed = [*changed.laws, *_only_more(inquiry, changed), *_riskier(before, after), lower(before, after)]
    found = inquiry.solver.smallest(inquiry.anybody, *supposed)
    if found is None:
        return proven(Proof.MONOTONE, place, How.SOLVER)
    visitors = inquiry.witness.visitors((found, before), (found, after))
    return refuted(Proof.MONOTONE, place, Fault(LOWERED), *visitors)


def _only_rises(after: Variation, changed: Changed) -> bool:
    """Whether the rules are built so that nobody's level can fall.

    No risk rests on this answer; or nothing that pushes the level looks at it; or only options do, of which some are
    added, and each pushes it up.
    """
    key, pushes = changed.key, after.pushes
    if not _risks(after):
        return True
    if any(pushes_by(after, subject) for subject in (*changed.depending, *after.measures)):
        return False
    ticks = {Condition(key, Operator.INCLUDES, option) for option in FACTS[key].choices if option != NONE}
    several = FACTS[key].kind is Kind.SEVERAL
    looking = [condition for condition in pushes if condition.subject == key and pushes[condition]]
    return all(several and condition in ticks and pushes[condition] == Push.UP for condition in looking)


def pushes_by(meaning: Meaning, subject: str) -> Push:
    """The ways that the conditions on one fact push the level, taken together."""
    found = Push(0)
    for condition, push in meaning.pushes.items():
        if condition.subject == subject:
            found |= push
    return found


def _only_more(inquiry: Inquiry, changed: Changed) -> Iterator[Formula]:
    """Of several options some are added, none taken away; nobody gets younger."""
    before, fact = inquiry.anybody, FACTS[changed.key]
    if fact.kind is Kind.SEVERAL:
        for option in fact.choices:
            if option != NONE:
                yield z3.Implies(before.option(fact.key, option), changed.option(fact.key, option))
    if fact.key == AGE:
        yield changed.number(AGE) >= before.number(AGE)


def _riskier(before: Meaning, after: Variation) -> Iterator[Formula]:
    """Every risk stays and one more comes; those that may lower the level, for a reason, do not."""
    more = []
    for item in _risks(after):
        stood, stands = before.established(item.key), after.established(item.key)
        comes = z3.And(stands, z3.Not(stood))
        yield z3.Implies(stood, stands)
        if item.may_lower:
            yield z3.Not(comes)
        else:
            more.append(comes)
    yield either(more)


def _risks(after: Variation) -> list[Finding]:
    """The findings of risk that may come or go."""
    return [item for item in after.document.findings if item.kind in RAISING and item.key in after.affected]


def _unanswered(inquiry: Inquiry, key: str) -> Result:
    """Nobody who leaves the question out gets a higher level than with every answer.

    Answers are tried on whomever the solver finds, until it finds nobody or no answer helps.
    """
    place, before = ("facts", key), inquiry.meaning
    changed = Changed(inquiry.anybody, key)
    after = Variation(before, changed)
    if _silence_only_lowers(before, after, changed):
        return proven(Proof.UNANSWERED, place, How.ARGUMENT)
    silent = [z3.Not(inquiry.anybody.known(key)), inquiry.anybody.is_asked(FACTS[key])]
    answered = [*changed.laws, changed.known(key)]
    falls = lower(before, after)

    def helping(model: z3.ModelRef, typed: Typed = ()) -> z3.ModelRef | None:
        """An answer with which the level is no lower."""
        return inquiry.solver.find(*answered, z3.Not(falls), *inquiry.anybody.as_in(model, typed))

    for _ in range(TRIED_ANSWERS):
        found = inquiry.solver.smallest(inquiry.anybody, *silent)
        if found is None:
            return proven(Proof.UNANSWERED, place, How.SOLVER)
        other = helping(found)
        if other is None:
            shown = inquiry.solver.find(*answered, *inquiry.anybody.as_in(found))
            models = [(found, before)] + ([(shown, after)] if shown else [])
            claim = partial(_helpless, helping, found)
            visitors = inquiry.witness.visitors(*models, claim=claim)
            return refuted(Proof.UNANSWERED, place, Fault(RAISED), *visitors)
        silent.append(z3.substitute(z3.Implies(both(answered), falls), *changed.answer_in(other)))
    raise Undecided("no end of answers to try")


def _helpless(
    helping: Callable[[z3.ModelRef, Typed], z3.ModelRef | None], model: z3.ModelRef, typed: Typed
) -> bool:
    """Whether no answer helps whoever typed these numbers either."""
    return helping(model, typed) is None


def _silence_only_lowers(before: Meaning, after: Variation, changed: Changed) -> bool:
    """Whether the rules are built so that any answer can only raise the level.

    Conditions on this fact, and on measures that need it, do not hold while it is not known, and all push up.
    """
    if any(pushes_by(before, subject) for subject in changed.depending):
        return False
    for measure in after.measures:
        needs = z3.substitute(before.term(measure).known, (changed.before.known(changed.key), FALSE))
        if pushes_by(before, measure) and not z3.is_false(z3.simplify(needs)):
            return False
    return all(Push.DOWN not in pushes_by(before, subject) for subject in (changed.key, *after.measures))
