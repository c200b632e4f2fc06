"""How well the density rule and the published indices find low bone density in a cohort. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
import operator
from statistics import NormalDist

from rules.assessment import Assessor
from rules.cohort import Person
from rules.outcome import Outcome

Z = NormalDist().inv_cdf(0.975)
COMPARE: dict[str, Callable[[float, float], bool]] = {"<": operator.lt, "≥": operator.ge}


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, with its Wilson 95 % interval; None where `total` is 0."""

    count: int
    total: int
    value: float | None
    low: float | None
    high: float | None


def share(count: int, total: int) -> Share:
    """A share with its interval (Wilson 1927, without continuity correction)."""
    if total == 0:
        return Share(count, total, None, None, None)
    value, square = count / total, Z * Z / total
    middle, half = value + square / 2, Z * sqrt((value * (1 - value) + square / 4) / total)
    return Share(count, total, value, (middle - half) / (1 + square), (middle + half) / (1 + square))


@dataclass(frozen=True, slots=True)
class Tool:
    """Whether an outcome refers somebody; who lacks `measure` is left out. `sex` None: for women and men."""

    name: str
    measure: str
    refers: Callable[[Outcome], bool]
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People of one sex; ages in years, both included."""

    name: str
    sex: str
    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Row:
    """One tool in one group: sensitivity among the cases, specificity among the others, and who is referred of all."""

    group: str
    tool: str
    n: int
    cases: int
    left_out: int
    sensitivity: Share
    specificity: Share
    referred: Share


def _index(name: str, sign: str, cut_off: int, sex: str | None = None) -> Tool:
    compare, key = COMPARE[sign], name.lower()
    return Tool(f"{name} {sign} {cut_off}", key, lambda o: compare(o["measures"][key] or 0, cut_off), sex)


def _has_density_finding(outcome: Outcome) -> bool:
    return any(finding["kind"] == "density" for finding in outcome["findings"])


TOOLS = (
    Tool("density rule", "ost", _has_density_finding),  # rests on age and weight, and so does OST
    _index("OST", "<", 2),
    _index("ORAI", "≥", 9, "female"),
    _index("OSIRIS", "<", 1, "female"),
    _index("SCORE", "≥", 6, "female"),
    _index("MORES", "≥", 6, "male"),
)
GROUPS = (
    Group("women ≥ 50", "female", 50, 120),
    Group("women 50–64", "female", 50, 64),
    Group("men ≥ 50", "male", 50, 120),
)


def compare_tools(people: Iterable[Person], assessor: Assessor) -> list[Row]:
    """A row for each group and each tool that is meant for it; every person is assessed once."""
    judged = [(person, assessor.assess(person.answers)) for person in people]
    return [
        _row(group, tool, [pair for pair in judged if _belongs(pair[0], group)])
        for group in GROUPS
        for tool in TOOLS
        if tool.sex in (None, group.sex)
    ]


def _belongs(person: Person, group: Group) -> bool:
    age = person.answers["age_years"]
    return (
        person.answers["sex"] == group.sex and isinstance(age, int) and group.youngest <= age <= group.oldest
    )


def _row(group: Group, tool: Tool, judged: list[tuple[Person, Outcome]]) -> Row:
    usable = [(p, o) for p, o in judged if p.is_case is not None and o["measures"][tool.measure] is not None]
    found = [tool.refers(outcome) for person, outcome in usable if person.is_case]
    alarmed = [tool.refers(outcome) for person, outcome in usable if not person.is_case]
    return Row(
        group.name,
        tool.name,
        n=len(usable),
        cases=len(found),
        left_out=len(judged) - len(usable),
        sensitivity=share(sum(found), len(found)),
        specificity=share(len(alarmed) - sum(alarmed), len(alarmed)),
        referred=share(sum(found) + sum(alarmed), len(usable)),
    )
