"""Random rule sets and random people, on which engine and reference must agree."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from rules.checks import OPERATORS
from rules.conditions import WITHOUT_VALUE, Operator
from rules.document import Document, dump
from rules.examples import stated
from rules.facts import FACTS, NONE, Kind, Value
from rules.measures import KINDS
from rules.schema import Conditional
from tests.rules.documents import Data, finding, guarantee, problems, recommendation, rule, small, sound

NUMBERS = [
    "-2",
    "0",
    "0.000001",
    "0.5",
    "1",
    "2",
    "7",
    "18.499999",
    "18.5",
    "59.999999",
    "60",
    "60.000001",
    "65",
]
NUMBERS += ["100", "100.1", "123456789.123456"]
NEARBY = [Decimal(step) for step in ("0", "0.000001", "-0.000001", "1e-20", "-1e-20", "1", "-1")]
SHOWN = ["risk_factor", "warning_sign", "criterion", "density", "caution", "red_flag"]
DEEPEST = 15


def seeded(seed: int) -> Random:
    """The same random choices every time."""
    return Random(seed)  # noqa: S311  # for tests, not for secrets


def random_document(random: Random, size: int = 8) -> Document:
    """A rule set of at most `size` findings that passes every check: all operators, on a few facts of every kind."""
    keys = random.sample(sorted(KINDS), 14)
    depth = {
        f"f{number}": random.randint(0, min(number, DEEPEST)) for number in range(random.randint(1, size))
    }
    rules = []
    for number, then in enumerate([*depth, *random.choices(list(depth), k=random.randint(0, size))]):
        below = [key for key in depth if depth[key] < depth[then]]
        rules.append(_random_rule(random, f"r{number}", then, keys, below))
    random.shuffle(rules)
    findings = [finding(key, random.choice([*SHOWN, "intermediate"])) for key in depth]
    cautions = [one["key"] for one in findings if one["kind"] == "caution"]
    items = [_random_recommendation(random, f"i{number}", list(depth), cautions) for number in range(size)]
    data = {**small(), "findings": findings, "rules": rules, "recommendations": items}
    without_reason = " ".join(problems(data))
    kept = [item for item in items if f"recommendations → {item['key']}:" not in without_reason]
    return sound({**data, "recommendations": kept})


def random_working_copy(random: Random) -> Document:
    """The same with disabled rules and a disabled recommendation, which need make no sense, visitors and guarantees."""
    document = random_document(random)
    then = document.findings[0].key
    rules = [
        rule(f"off{n}", then, all=["shoe_size > 41", "ghost is established"], disabled=True) for n in (1, 2)
    ]
    off = recommendation("off", "tip", ["ghost"], disabled=True)
    answers = [[str(c) for c in stated(random_answers(random))] for _ in range(3)]
    examples = [
        {"key": f"e{number}", "title": f"Visitor {number}", "answers": given, "level": "maintain"}
        for number, given in enumerate(answers)
    ]
    data = dump(document)
    data |= {"rules": [rules[0], *data["rules"], rules[1]], "examples": examples}
    data["guarantees"] = [
        _random_guarantee(random, document),
        guarantee("off", tips=["ghost"], disabled=True),
    ]
    return sound({**data, "recommendations": [off, *data["recommendations"]]})


def _random_guarantee(random: Random, document: Document) -> Data:
    said = random.choice(dump(document)["rules"])
    form = {name: said[name] for name in Conditional.model_fields if name in said}
    return guarantee("g", **form, unless=["sex is male"], never_findings=[document.findings[0].key])


def _random_rule(random: Random, key: str, then: str, keys: list[str], below: list[str]) -> Data:
    wished = [_random_condition(random, keys, below) for _ in range(random.choice([1, 1, 2, 2, 3, 4, 7]))]
    conditions = list(dict.fromkeys(wished))
    form = random.choice(["all", "any", "of"])
    if form == "of":
        return rule(key, then, of=conditions, at_least=random.randint(1, len(conditions)))
    return rule(key, then, **{form: conditions})


def _random_condition(random: Random, keys: list[str], below: list[str]) -> str:
    if below and random.random() < 0.5:
        return f"{random.choice(below)} {random.choice([Operator.ESTABLISHED, Operator.NOT_ESTABLISHED])}"
    key = random.choice(keys)
    operator = random.choice(sorted(OPERATORS[KINDS[key]]))
    return f"{key} {operator}" if operator in WITHOUT_VALUE else f"{key} {operator} {_wanted(random, key)}"


def _wanted(random: Random, key: str) -> str:
    if KINDS[key] is Kind.BOOLEAN:
        return random.choice(["true", "false"])
    if KINDS[key] in (Kind.CHOICE, Kind.SEVERAL):
        return random.choice(FACTS[key].choices)
    fact = FACTS.get(key)
    if fact is None or fact.low is None or fact.high is None:
        return random.choice(NUMBERS)
    return random.choice(
        [str(fact.low), str(fact.high), *(n for n in NUMBERS if fact.low <= Decimal(n) <= fact.high)]
    )


def _random_recommendation(random: Random, key: str, findings: list[str], cautions: list[str]) -> Data:
    calling = random.sample(findings, random.randint(1, min(3, len(findings))))
    others = [caution for caution in cautions if caution not in calling]
    kind = random.choice(["tip", "tip", "tip", "tip", "discuss", "refer", "out_of_scope", "urgent"])
    urgency = {} if kind == "tip" else {"urgency": random.choice(["today", "soon", "routine"])}
    withheld_by = random.sample(others, min(len(others), random.choice([0, 0, 1])))
    priority = random.choice([0, 10, 20, 20, 100])
    return recommendation(key, kind, calling, priority=priority, withheld_by=withheld_by, **urgency)


def random_facts(random: Random, document: Document) -> dict[str, Value]:
    """What somebody may have answered, and any measures: often right at a threshold, sometimes nothing."""
    wanted: dict[str, list[object]] = {}
    for condition in (c for one in document.rules for c in one.conditions if not c.on_finding):
        wanted.setdefault(condition.subject, []).append(condition.value)
    return {key: _given(random, key, values) for key, values in wanted.items() if random.random() < 0.8}


def _given(random: Random, key: str, wanted: list[object]) -> Value:
    kind = KINDS[key]
    if kind is Kind.BOOLEAN:
        return random.choice([True, False])
    if kind is Kind.CHOICE:
        return random.choice(FACTS[key].choices)
    if kind is Kind.SEVERAL:
        return frozenset(random.sample(FACTS[key].choices, random.randint(1, 3)))
    near = random.choice([*(value for value in wanted if isinstance(value, Decimal)), Decimal(3)])
    value = near + random.choice(NEARBY)
    return int(value) if kind is Kind.INTEGER or random.random() < 0.2 else value


def random_answers(random: Random) -> dict[str, object]:
    """Answers that the questionnaire would take from somebody of 15 or over, about a third of them left out."""
    age = random.randint(15, 100)
    answers = {key: random_answer(random, key) for key in FACTS if random.random() < 0.7}
    if age < 65:
        answers.pop("menopause_age_years", None)  # may not be above the age
    return {**answers, "age_years": age, "sex": random.choice(FACTS["sex"].choices)}


def random_answer(random: Random, key: str) -> object:
    """An answer to one question, or None."""
    fact = FACTS[key]
    if fact.kind is Kind.BOOLEAN:
        return random.choice([True, False, None])
    if fact.kind is Kind.CHOICE:
        return random.choice(fact.choices)
    if fact.kind is Kind.SEVERAL:
        some = random.sample(
            [choice for choice in fact.choices if choice != NONE], random.choice([0, 0, 0, 1, 3])
        )
        return some or random.choice([[], None, [NONE] if NONE in fact.choices else None])
    assert fact.low is not None
    assert fact.high is not None
    high = min(fact.high, fact.low + random.choice([3, 10, 400]))
    if fact.kind is Kind.INTEGER:
        return random.randint(int(fact.low), int(high))
    return random.choice(
        [round(random.uniform(float(fact.low), float(high)), random.randint(0, 6)), fact.high]
    )
