"""What a change of the rules does to the made-up population: who is referred, whose level changes, what fires.

`survey` assesses everybody once; `compare` sets two surveys side by side. Both are plain frozen data: a survey goes to
and from JSON, so that rules nobody has tried yet can be surveyed in a process of their own. No Django.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from heapq import nsmallest
from typing import Any, Self, cast

from rules.assessment import Assessor
from rules.document import Document, RecommendationKind
from rules.facts import FACTS, Facts, Value
from rules.measures import measure, with_measures
from rules.outcome import MAINTAIN, Brief, unreleased
from rules.population import population

Keys = tuple[str, ...]
Answers = Mapping[str, object]
OUT_OF_SCOPE = RecommendationKind.OUT_OF_SCOPE.value
REFERRED = (RecommendationKind.REFER.value, RecommendationKind.URGENT.value)
LEVELS = (
    MAINTAIN,
    RecommendationKind.DISCUSS.value,
    *REFERRED,
    OUT_OF_SCOPE,
)  # the mildest first; the last is neither
AGE_BANDS = {"18–39": 40, "40–49": 50, "50–59": 60, "60–69": 70, "70–79": 80, "80+": 200}  # under this age
EXAMPLES = 3  # people of each cell


@dataclass(frozen=True, slots=True)
class Survey:
    """How one rule set judges each person, in the population's order; and all that it could fire, show or choose."""

    rules: Keys
    tips: Keys
    referrals: Keys
    people: tuple[Brief, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON: each person's keys as places in the lists."""
        rules, tips, referrals = map(_places, (self.rules, self.tips, self.referrals))
        people = [
            [
                LEVELS.index(level),
                None if referral is None else referrals[referral],
                [tips[key] for key in shown],
                [rules[key] for key in fired],
            ]
            for level, referral, shown, fired in self.people
        ]
        return {"rules": self.rules, "tips": self.tips, "referrals": self.referrals, "people": people}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The survey that gave this data."""
        rules, tips, referrals = (tuple(data[name]) for name in ("rules", "tips", "referrals"))
        people = (
            Brief(
                LEVELS[level],
                None if referral is None else referrals[referral],
                tuple(tips[place] for place in shown),
                tuple(rules[place] for place in fired),
            )
            for level, referral, shown, fired in data["people"]
        )
        return cls(rules, tips, referrals, tuple(people))


def _places(keys: Keys) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def survey(document: Document) -> Survey:
    """Everybody of the population, assessed by rules that passed `rules.checks`: about two seconds."""
    assessor = Assessor(document, unreleased(document))
    used = assessor.document
    return Survey(
        rules=tuple(rule.key for rule in used.rules),
        tips=tuple(item.key for item in used.recommendations if item.kind is RecommendationKind.TIP),
        referrals=tuple(item.key for item in used.recommendations if item.kind is not RecommendationKind.TIP),
        people=tuple(map(assessor.brief, everybody())),
    )


@cache
def everybody() -> tuple[Facts, ...]:
    """The facts of the population, with their measures."""
    cleaned = ({key: _value(answer) for key, answer in answers.items()} for answers in population())
    return tuple(with_measures(facts, measure(facts)) for facts in cleaned)


def _value(answer: object) -> Value:
    """What `rules.answers.clean` makes of an answer that has no fault, at a tenth of the time."""
    if isinstance(answer, list):
        return frozenset(answer)
    return Decimal(str(answer)) if isinstance(answer, float) else cast("Value", answer)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people have each level, and how many of them are sent to a doctor."""

    levels: dict[str, int]
    referred: int


@dataclass(frozen=True, slots=True)
class Group:
    """People of one age band, sex or country; `before` is None when there was nothing before."""

    key: str
    people: int
    before: Tally | None
    after: Tally


@dataclass(frozen=True, slots=True)
class Example:
    """One made-up person, by their place in the population."""

    place: int
    answers: dict[str, object]


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one level after, in the row of one level before; examples only where the level changes."""

    level: str
    people: int
    direction: str  # up, down, sideways (into or out of scope) or same
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """People of one level before."""

    level: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """From level to level."""

    up: int
    down: int
    sideways: int
    same: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """For how many people a rule fires, a tip is shown or a referral is chosen; None on the side that lacks it."""

    key: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes; `moves` is None when there was nothing before."""

    everybody: Group
    by_age: tuple[Group, ...]
    by_sex: tuple[Group, ...]
    by_country: tuple[Group, ...]
    moves: Moves | None
    rules: tuple[Frequency, ...]
    tips: tuple[Frequency, ...]
    referrals: tuple[Frequency, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)


def compare(before: Survey | None, after: Survey) -> Impact:
    """Two surveys of this population side by side, or the second alone."""
    return Impact(
        everybody=_group("everybody", range(len(after.people)), before, after),
        by_age=_groups(AGE_BANDS, _age_band, before, after),
        by_sex=_groups(FACTS["sex"].choices, lambda answers: str(answers["sex"]), before, after),
        by_country=_groups(FACTS["country"].choices, lambda answers: str(answers["country"]), before, after),
        moves=_moves(before, after) if before else None,
        rules=_frequencies(before, after, lambda survey: survey.rules, lambda person: person.fired),
        tips=_frequencies(before, after, lambda survey: survey.tips, lambda person: person.tips),
        referrals=_frequencies(before, after, lambda survey: survey.referrals, _chosen),
    )


def _age_band(answers: Answers) -> str:
    age = cast("int", answers["age_years"])
    return next(band for band, limit in AGE_BANDS.items() if age < limit)


def _chosen(person: Brief) -> Keys:
    return (person.referral,) if person.referral else ()


def _groups(
    keys: Iterable[str], key_of: Callable[[Answers], str], before: Survey | None, after: Survey
) -> tuple[Group, ...]:
    places = defaultdict(list)
    for place, answers in enumerate(population()):
        places[key_of(answers)].append(place)
    return tuple(_group(key, places[key], before, after) for key in keys)


def _group(key: str, places: Iterable[int], before: Survey | None, after: Survey) -> Group:
    tally = _tally(after, places)
    return Group(key, sum(tally.levels.values()), _tally(before, places) if before else None, tally)


def _tally(survey: Survey, places: Iterable[int]) -> Tally:
    counts = Counter(survey.people[place].level for place in places)
    return Tally({level: counts[level] for level in LEVELS}, sum(counts[level] for level in REFERRED))


def _moves(before: Survey, after: Survey) -> Moves:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (was, now) in enumerate(zip(before.people, after.people, strict=True)):
        places[was.level, now.level].append(place)
    rows = tuple(Row(was, tuple(_cell(was, now, places[was, now]) for now in LEVELS)) for was in LEVELS)
    totals: Counter[str] = Counter()
    for row in rows:
        for cell in row.cells:
            totals[cell.direction] += cell.people
    return Moves(totals["up"], totals["down"], totals["sideways"], totals["same"], rows)


def _cell(was: str, now: str, places: list[int]) -> Cell:
    direction = _direction(was, now)
    shown = [] if direction == "same" else nsmallest(EXAMPLES, places, key=_brevity)
    return Cell(now, len(places), direction, tuple(Example(n, dict(population()[n])) for n in shown))


def _brevity(place: int) -> tuple[int, int]:
    return len(population()[place]), place


def _direction(was: str, now: str) -> str:
    if was == now:
        return "same"
    if OUT_OF_SCOPE in (was, now):
        return "sideways"
    return "up" if LEVELS.index(now) > LEVELS.index(was) else "down"


def _frequencies(
    before: Survey | None,
    after: Survey,
    keys_of: Callable[[Survey], Keys],
    shown_to: Callable[[Brief], Keys],
) -> tuple[Frequency, ...]:
    """Those of `after` in its order, then those that are gone."""

    def count(survey: Survey) -> dict[str, int]:
        counts = Counter(key for person in survey.people for key in shown_to(person))
        return {key: counts[key] for key in keys_of(survey)}

    was, now = count(before) if before else {}, count(after)
    return tuple(Frequency(key, was.get(key), now.get(key)) for key in {**now, **was})
