"""One mistake at a time in a rule document, as a slip of its author would make it; the same list every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
import random
from typing import Any

from rules.conditions import Condition, Operator
from rules.facts import FACTS

Data = dict[str, Any]
Edit = Callable[[Data], None]  # in place, on plain data of the document
FORMS = ("all", "any", "of")
TURNED = {
    ">": "≥",
    "≥": ">",
    "<": "≤",
    "≤": "<",
    "is": "is not",
    "is not": "is",
    "includes": "does not include",
    "does not include": "includes",
    "is established": "is not established",
    "is not established": "is established",
}
NUMERIC = {"<", "≤", ">", "≥"}
WEAKER = {"urgent": "refer", "out_of_scope": "discuss", "refer": "discuss", "discuss": "refer"}
LARGE, STEP, LARGE_STEP = 100, 1, 50  # how far a limit moves


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake; `words` say where and what."""

    kind: str
    words: str
    edit: Edit

    def of(self, data: Data) -> Data:
        """The document with the mistake, as plain data; the original stays."""
        copy = deepcopy(data)
        self.edit(copy)
        return copy


def sample(data: Data, per_kind: int, seed: int) -> list[Mutant]:
    """So many mistakes of each kind, or all where there are fewer."""
    kinds: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in every(data):
        kinds[mutant.kind].append(mutant)
    chance = random.Random(seed)
    return [one for found in kinds.values() for one in chance.sample(found, min(per_kind, len(found)))]


def every(data: Data) -> Iterator[Mutant]:
    """Every mistake of every kind."""
    for place, rule in enumerate(data["rules"]):
        yield from _in_rule(place, rule)
    for place, item in enumerate(data["recommendations"]):
        yield from _in_recommendation(place, item)
    yield from _pairs_brought_together(data["recommendations"])


def _in_rule(place: int, rule: Data) -> Iterator[Mutant]:
    at = ("rules", place)
    yield Mutant("rule disabled", rule["key"], partial(_set, (*at, "disabled"), True))
    for form in FORMS:
        conditions = rule.get(form, [])
        for number, text in enumerate(conditions):
            spot = (*at, form, number)
            if len(conditions) > 1:
                yield Mutant("condition dropped", f"{rule['key']}: {text}", partial(_drop, spot))
            for kind, other in _other_conditions(text):
                yield Mutant(kind, f"{rule['key']}: {text} → {other}", partial(_set, spot, other))
    yield from _turned_forms(at, rule)


def _turned_forms(at: tuple[str, int], rule: Data) -> Iterator[Mutant]:
    for form, other in (("all", "any"), ("any", "all")):
        if len(rule.get(form, [])) > 1:
            yield Mutant("all or any", f"{rule['key']}: {form} → {other}", partial(_rename, at, form, other))
    for least in (rule["at_least"] - 1, rule["at_least"] + 1) if "at_least" in rule else ():
        words = f"{rule['key']}: at least {rule['at_least']} → {least}"
        yield Mutant("count moved", words, partial(_set, (*at, "at_least"), least))


def _other_conditions(text: str) -> Iterator[tuple[str, str]]:
    condition = Condition.parse(text)
    subject, operator, value = condition.subject, condition.operator.value, condition.value
    if operator in TURNED:
        yield "operator turned", str(Condition(subject, Operator(TURNED[operator]), value))
    if operator in NUMERIC:
        step = LARGE_STEP if float(str(value)) >= LARGE else STEP
        for moved in (-step, step):
            yield "limit moved", f"{subject} {operator} {float(str(value)) + moved:g}"
    if subject == "country":
        for country in FACTS["country"].choices:
            if country != value:
                yield "country swapped", f"country {operator} {country}"


def _in_recommendation(place: int, item: Data) -> Iterator[Mutant]:
    at, key = ("recommendations", place), item["key"]
    for number, finding in enumerate(item.get("withheld_by", [])):
        spot = (*at, "withheld_by", number)
        yield Mutant("interlock removed", f"{key}: {finding}", partial(_drop, spot))
        yield Mutant("called for by its caution", f"{key}: {finding}", partial(_move, at, number))
    callers = item["called_for_by"]
    for number, finding in enumerate(callers if len(callers) > 1 else ()):
        yield Mutant("call dropped", f"{key}: {finding}", partial(_drop, (*at, "called_for_by", number)))
    if item["kind"] in WEAKER:
        yield Mutant("visit disabled", key, partial(_set, (*at, "disabled"), True))
        words = f"{key}: {item['kind']} → {WEAKER[item['kind']]}"
        yield Mutant("level changed", words, partial(_set, (*at, "kind"), WEAKER[item["kind"]]))


def _pairs_brought_together(items: Sequence[Data]) -> Iterator[Mutant]:
    """What keeps two incompatible tips apart is gone."""
    places = {item["key"]: place for place, item in enumerate(items)}
    for place, item in enumerate(items):
        for key in item.get("incompatible_with", []):
            both = (place, places[key])
            yield Mutant("contradictory tips meet", f"{item['key']}, {key}", partial(_unite, both))


def _holder(data: Data, spot: Sequence[str | int]) -> Any:
    found: Any = data
    for step in spot[:-1]:
        found = found[step]
    return found


def _set(spot: Sequence[str | int], value: object, data: Data) -> None:
    _holder(data, spot)[spot[-1]] = value


def _drop(spot: Sequence[str | int], data: Data) -> None:
    del _holder(data, spot)[spot[-1]]


def _rename(at: tuple[str, int], form: str, other: str, data: Data) -> None:
    rule = data[at[0]][at[1]]
    rule[other] = rule.pop(form)


def _move(at: tuple[str, int], number: int, data: Data) -> None:
    item = data[at[0]][at[1]]
    item["called_for_by"].append(item["withheld_by"].pop(number))


def _unite(places: tuple[int, int], data: Data) -> None:
    one, other = (data["recommendations"][place] for place in places)
    for item, against in ((one, other), (other, one)):
        kept = [key for key in item.get("withheld_by", []) if key not in against["called_for_by"]]
        item["withheld_by"] = kept
