"""Example visitors: made-up people with the outcome they must get. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from rules.answers import AnswerError, AnswersInvalid, clean
from rules.conditions import Condition, ConditionValue, Operator
from rules.document import Example
from rules.facts import FACTS, Kind
from rules.problems import Fault, Problem, sentence

Answer = int | Decimal | bool | str | list[str]
# What to write instead, by the code of the answer's error or by the kind of the fact.
REMEDIES = {
    "required": sentence("is required; answer it"),
    "none_with_others": sentence("“none” stands alone; leave it out or leave the others out"),
    "after_age": sentence("is later than age_years; give the age at the last period, at most today’s age"),
}
EXPECTED = {
    Kind.INTEGER: sentence("give a whole number from %(low)s to %(high)s"),
    Kind.DECIMAL: sentence("give a number from %(low)s to %(high)s"),
    Kind.BOOLEAN: sentence("give true or false"),
    Kind.CHOICE: sentence("give one of: %(choices)s"),
    Kind.SEVERAL: sentence("give one of: %(choices)s"),
}


def answers_of(example: Example) -> dict[str, Answer]:
    """What the visitor answered, as `Assessor.assess` takes it; of an example whose answers have no fault."""
    answers: dict[str, Answer] = {}
    for condition in example.answers:
        key, value = condition.subject, _plain(condition.value)
        answers[key] = value
        if condition.operator is Operator.INCLUDES:
            answers[key] = [str(c.value) for c in example.answers if c.subject == key]
    return answers


def _plain(value: ConditionValue | None) -> int | Decimal | bool | str:
    if isinstance(value, Decimal) and value == int(value):
        return int(value)
    return "" if value is None else value


def stated(answers: dict[str, object]) -> list[Condition]:
    """Answers as the conditions of an example; what was not answered is left out."""
    conditions = []
    for key, answer in answers.items():
        several = FACTS[key].kind is Kind.SEVERAL
        for value in answer if isinstance(answer, list) else [answer]:
            if value is not None:
                operator = Operator.INCLUDES if several else Operator.IS
                conditions.append(Condition.parse(f"{key} {operator} {_written(value)}"))
    return conditions


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def answer_faults(example: Example) -> Iterator[Problem]:
    """What is wrong with the answers, each with its remedy."""
    fault = next(filter(None, map(_form_fault, example.answers)), None) or _twice(example)
    if fault:
        yield fault.at("examples", example.key)
        return
    try:
        clean(answers_of(example))
    except AnswersInvalid as invalid:
        for error in invalid.errors:
            yield _value_fault(error).at("examples", example.key, error.key)


def _form_fault(answer: Condition) -> Fault | None:
    fact = FACTS.get(answer.subject)
    if fact is None:
        return Fault(
            sentence("“%(answer)s” is about no fact that is asked; see rules/facts.py"), answer=answer
        )
    due = Operator.INCLUDES if fact.kind is Kind.SEVERAL else Operator.IS
    if answer.operator is not due:
        words = sentence("“%(answer)s” does not say what was answered; write “%(key)s %(operator)s …”")
        return Fault(words, answer=answer, key=fact.key, operator=due)
    return None


def _twice(example: Example) -> Fault | None:
    subjects = (c.subject for c in example.answers if c.operator is Operator.IS)
    answers: Counter[Condition | str] = Counter([*example.answers, *subjects])
    is_twice = max(answers.values()) > 1
    return Fault(sentence("a question is answered twice; answer it once")) if is_twice else None


def _value_fault(error: AnswerError) -> Fault:
    fact = FACTS[error.key]
    choices = ", ".join(fact.choices)
    return Fault(
        REMEDIES.get(error.code) or EXPECTED[fact.kind], low=fact.low, high=fact.high, choices=choices
    )
