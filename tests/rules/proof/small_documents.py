"""Small random rule sets that look at few questions, with everything that can be proven of them."""

from __future__ import annotations

from random import Random

from rules.checks import OPERATORS
from rules.conditions import WITHOUT_VALUE
from rules.document import Document
from rules.facts import FACTS, Kind
from tests.rules.documents import Data, finding, guarantee, problems, recommendation, rule, small, sound

# With few answers each; they differ in kind, and some depend on others.
GROUPS = (
    ("smoking", "country"),
    ("fragility_fracture", "fracture_in_last_2_years"),
    ("menopause", "hormone_therapy"),
    ("supplements",),
    ("stress", "amenorrhoea_over_12_months"),
    ("low_testosterone", "height_loss"),
    ("alcohol_drinks_per_week", "diagnosed_osteoporosis"),
    ("falls_last_year", "parental_hip_fracture"),
    ("pregnant_or_breastfeeding", "smoking"),
)
LIMITS = {
    "age_years": ["18.5", "40", "50", "65"],
    "alcohol_drinks_per_week": ["0", "7", "10.5"],
    "falls_last_year": ["0", "1"],
}
KINDS = ["risk_factor", "risk_factor", "warning_sign", "red_flag", "criterion", "caution", "intermediate"]
VISITS = ["urgent", "out_of_scope", "refer", "refer", "discuss", "discuss"]


def random_small_document(random: Random) -> tuple[Document, tuple[str, ...]]:
    """A sound rule set, and the questions that it looks at besides age and sex."""
    keys = random.choice(GROUPS)
    findings = [
        finding(f"f{n}", kind) for n, kind in enumerate(random.choices(KINDS, k=random.randint(3, 6)))
    ]
    for one in findings:
        if one["kind"] in ("risk_factor", "warning_sign") and random.random() < 0.2:
            one["may_lower"] = "Because we say so"
    names = [one["key"] for one in findings]
    establishing = [*names, *random.choices(names, k=random.randint(0, 3))]
    rules = [
        _rule(random, f"r{n}", then, names, (*keys, "age_years", "sex"))
        for n, then in enumerate(establishing)
    ]
    items = _recommendations(random, findings)
    data = {**small(), "findings": findings, "rules": rules, "recommendations": items}
    wrong = " ".join(problems({**data}))
    kept = [item for item in items if f"recommendations → {item['key']}:" not in wrong]
    for item in kept:
        others = [other["key"] for other in kept if other is not item]
        item["incompatible_with"] = random.sample(others, min(len(others), random.choice([0, 1])))
    data |= {"recommendations": kept}
    return sound({**data, "guarantees": [_guarantee(random, f"g{n}", data) for n in range(3)]}), keys


def _rule(random: Random, key: str, then: str, names: list[str], keys: tuple[str, ...]) -> Data:
    below = names[: names.index(then)]
    wished = [_condition(random, below, keys) for _ in range(random.choice([1, 1, 2, 3]))]
    conditions = list(dict.fromkeys(wished))
    form = random.choice(["all", "any", "of"])
    if form == "of":
        return rule(key, then, of=conditions, at_least=random.randint(1, len(conditions)))
    return rule(key, then, **{form: conditions})


def _condition(random: Random, below: list[str], keys: tuple[str, ...]) -> str:
    if below and random.random() < 0.4:
        return random.choice(below) + random.choice([" is established"] * 2 + [" is not established"])
    key = random.choice(keys)
    fact = FACTS[key]
    operator = random.choice(sorted(OPERATORS[fact.kind]))
    if operator in WITHOUT_VALUE:
        return f"{key} {operator}"
    options = ("true", "false") if fact.kind is Kind.BOOLEAN else fact.choices
    return f"{key} {operator} {random.choice(LIMITS.get(key) or options)}"


def _recommendations(random: Random, findings: list[Data]) -> list[Data]:
    """Visits and tips; those that no finding calls for in a way that can be shown are taken out later."""
    cautions = [one["key"] for one in findings if one["kind"] == "caution"]
    kinds = [*random.choices(VISITS, k=random.randint(1, 4)), *["tip"] * random.randint(0, 2)]
    items = []
    for number, kind in enumerate(kinds):
        calling = random.sample([one["key"] for one in findings], random.randint(1, 2))
        others = [caution for caution in cautions if caution not in calling]
        withheld_by = random.sample(others, min(len(others), random.choice([0, 1, 1])))
        items.append(recommendation(f"i{number}", kind, calling, withheld_by=withheld_by))
    return items


def _guarantee(random: Random, key: str, data: Data) -> Data:
    """Of whom some rule speaks; or of everybody."""
    one, other = random.choice(data["rules"]), random.choice(data["rules"])
    form = {name: one[name] for name in ("all", "any", "of", "at_least") if name in one}
    unless = (other.get("all") or other.get("any") or other.get("of"))[:1]
    findings = [each["key"] for each in data["findings"]]
    tips = [item["key"] for item in data["recommendations"] if item["kind"] == "tip"]
    demands: list[Data] = [
        {"levels": random.sample(["urgent", "out_of_scope", "refer", "discuss", "maintain"], 3)},
        {"levels": [], "findings": [one["then"]]},
        {"levels": [], "never_findings": [random.choice(findings)]},
        *({"levels": [], name: [tip]} for name in ("tips", "never_tips") for tip in tips[:1]),
    ]
    chosen = random.choice([form, form, {}])
    return guarantee(key, **chosen, unless=random.choice([[], unless]), **random.choice(demands))
