"""What a change of the rules does to the population, recounted person by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
import json
from typing import Any

from rules.answers import clean
from rules.assessment import Assessor
from rules.document import Document
from rules.impact import LEVELS, Frequency, Impact, Moves, Survey, compare, everybody, survey
from rules.measures import measure, with_measures
from rules.outcome import unreleased
from rules.population import population
from tests.rules.documents import Data, finding, recommendation, rule, small, sound

Answers = Mapping[str, Any]


def changed(old_from: int = 65) -> Data:
    """The small rule set: old and light people are referred; here, old begins at this age."""
    data = small()
    data["rules"][0]["all"] = [f"age_years ≥ {old_from}"]
    return data


def with_kind(kind: str, condition: str) -> Data:
    """The small rule set; and whoever this is true of gets a recommendation of this kind."""
    data = small()
    data["findings"].append(finding("more"))
    data["rules"].append(rule("to-more", "more", all=[condition]))
    data["recommendations"].append(recommendation("say-more", kind, ["more"]))
    return data


@cache
def surveyed(make: Callable[[], Data] = small) -> Survey:
    """A survey of this rule set, made once."""
    return survey(sound(make()))


def is_light(answers: Answers) -> bool:
    """Under the small rule set's weight."""
    return bool(answers.get("weight_kg", 999) < 60)


def recounted(test: Callable[[Answers], bool]) -> list[int]:
    """The places of those of whom it is true."""
    return [place for place, answers in enumerate(population()) if test(answers)]


def moves_of(impact: Impact) -> Moves:
    """Where there are some."""
    assert impact.moves is not None
    return impact.moves


def moved(impact: Impact) -> dict[tuple[str, str], int]:
    """How many go from level to level, without those who stay."""
    return {
        (row.level, cell.level): cell.people
        for row in moves_of(impact).rows
        for cell in row.cells
        if cell.people and cell.level != row.level
    }


def from_70() -> Data:
    return changed(70)


def test_the_facts_are_those_of_the_assessment() -> None:
    for answers, facts in zip(population(), everybody(), strict=True):
        cleaned = clean(answers).facts
        assert facts == with_measures(cleaned, measure(cleaned))
        assert {type(value) for value in facts.values()} <= {int, Decimal, bool, str, frozenset}


def test_a_survey_says_what_the_assessment_says(bone_health: Document) -> None:
    assessor = Assessor(bone_health, unreleased(bone_health))
    judged = survey(bone_health)
    for place in range(0, 5000, 20):
        outcome, fired = assessor.trace(population()[place])
        person = judged.people[place]
        assert person.level == outcome["level"]
        assert person.referral == (outcome["referral"]["key"] if outcome["referral"] else None)
        assert sorted(person.tips) == sorted(tip["key"] for tip in outcome["tips"])
        assert list(person.fired) == fired
    assert {level for level in LEVELS if any(one.level == level for one in judged.people)} == set(LEVELS)


def test_a_survey_goes_through_json_and_back() -> None:
    assert Survey.from_data(json.loads(json.dumps(surveyed().as_data()))) == surveyed()


def test_a_survey_knows_only_what_is_in_use() -> None:
    data = small()
    data["rules"].append(rule("resting", "no-milk", all=["diets includes vegan"], disabled=True))
    judged = survey(sound(data))
    assert judged.rules == ("age", "old-and-light", "vegan")
    assert (judged.tips, judged.referrals) == (("milk",), ("scan",))


def test_compared_with_itself_a_rule_set_changes_nobody() -> None:
    impact = compare(surveyed(), surveyed())
    moves = moves_of(impact)
    assert (moves.up, moves.down, moves.sideways, moves.same) == (0, 0, 0, 5000)
    assert not [cell for row in moves.rows for cell in row.cells if cell.examples]
    for group in (impact.everybody, *impact.by_age, *impact.by_sex, *impact.by_country):
        assert group.before == group.after
    for frequency in (*impact.rules, *impact.tips, *impact.referrals):
        assert frequency.before == frequency.after


def test_a_moved_threshold_changes_exactly_those_whom_a_slow_recount_finds() -> None:
    impact = compare(surveyed(), surveyed(from_70))
    between = recounted(lambda a: is_light(a) and 65 <= a["age_years"] < 70)
    assert moved(impact) == {("refer", "maintain"): len(between)}
    assert moves_of(impact).down == len(between) > 10
    before, after = surveyed().people, surveyed(from_70).people
    assert [place for place in range(5000) if before[place].level != after[place].level] == between


def test_the_other_way_round_they_go_up() -> None:
    impact = compare(surveyed(from_70), surveyed())
    between = recounted(lambda a: is_light(a) and 65 <= a["age_years"] < 70)
    assert moved(impact) == {("maintain", "refer"): len(between)}
    assert (moves_of(impact).up, moves_of(impact).down) == (len(between), 0)


def test_examples_have_the_fewest_answers_and_really_change_level() -> None:
    impact = compare(surveyed(), surveyed(from_70))
    (cell,) = [cell for row in moves_of(impact).rows for cell in row.cells if cell.examples]
    between = recounted(lambda a: is_light(a) and 65 <= a["age_years"] < 70)
    fewest = sorted(between, key=lambda place: (len(population()[place]), place))[:3]
    assert [example.place for example in cell.examples] == fewest
    was, now = (Assessor(sound(data), unreleased(sound(data))) for data in (small(), from_70()))
    for example in cell.examples:
        assert was.assess(example.answers)["level"] == "refer"
        assert now.assess(example.answers)["level"] == "maintain"


def test_out_of_scope_is_neither_up_nor_down() -> None:
    after = survey(sound(with_kind("out_of_scope", "age_years < 30")))
    young = len(recounted(lambda a: a["age_years"] < 30))
    there, back = compare(surveyed(), after), compare(after, surveyed())
    assert moved(there) == {("maintain", "out_of_scope"): young}
    for impact in (there, back):
        moves = moves_of(impact)
        assert (moves.up, moves.down, moves.sideways, moves.same) == (0, 0, young, 5000 - young)
    assert there.everybody.after.referred == back.everybody.after.referred


def test_urgent_counts_as_referred_and_lies_above_it() -> None:
    impact = compare(surveyed(), survey(sound(with_kind("urgent", "age_years ≥ 80"))))
    old = recounted(lambda a: a["age_years"] >= 80)
    light = [place for place in old if is_light(population()[place])]
    assert moved(impact) == {
        ("maintain", "urgent"): len(old) - len(light),
        ("refer", "urgent"): len(light),
    }
    assert moves_of(impact).up == len(old)
    oldest = impact.by_age[-1]
    assert (oldest.key, oldest.after.referred, oldest.after.levels["urgent"]) == ("80+", len(old), len(old))


def test_who_is_referred_by_age_sex_and_country() -> None:
    impact = compare(surveyed(), surveyed(from_70))
    old = {place: population()[place] for place in recounted(lambda a: is_light(a) and a["age_years"] >= 65)}
    sexes, countries = (Counter(a[key] for a in old.values()) for key in ("sex", "country"))
    for groups, counts in ((impact.by_sex, sexes), (impact.by_country, countries)):
        assert {g.key: g.before and g.before.referred for g in groups} == {
            g.key: counts[g.key] for g in groups
        }
        assert sum(group.people for group in groups) == 5000
    bands = {group.key: group for group in impact.by_age}
    assert list(bands) == ["18–39", "40–49", "50–59", "60–69", "70–79", "80+"]
    assert bands["60–69"].people == len(recounted(lambda a: 60 <= a["age_years"] < 70))
    assert bands["60–69"].before is not None
    assert bands["60–69"].before.levels["refer"] == len(
        recounted(lambda a: is_light(a) and 65 <= a["age_years"] < 70)
    )
    assert bands["60–69"].after.levels["refer"] == 0
    assert bands["80+"].before == bands["80+"].after


def test_rules_tips_and_referrals_of_both_sides_are_counted() -> None:
    before, after = small(), with_kind("discuss", "age_years < 50")
    after["rules"] = [one for one in after["rules"] if one["key"] != "vegan"]
    after["rules"].append(rule("fish", "no-milk", all=["diets includes fish_allergy"]))
    impact = compare(survey(sound(before)), survey(sound(after)))
    old = len(recounted(lambda a: a["age_years"] >= 65))
    light = recounted(lambda a: is_light(a) and a["age_years"] >= 65)
    without_milk = {"vegan", "milk_allergy"}
    vegans = recounted(lambda a: bool(without_milk & set(a.get("diets", []))))
    allergic = recounted(lambda a: "fish_allergy" in a.get("diets", []))
    milk, fish = len({*light} - {*vegans}), len({*light} - {*allergic})
    young = len(recounted(lambda a: a["age_years"] < 50))
    assert impact.rules == (
        Frequency("age", old, old),
        Frequency("old-and-light", len(light), len(light)),
        Frequency("to-more", None, young),
        Frequency("fish", None, len(allergic)),
        Frequency("vegan", len(vegans), None),
    )
    assert impact.tips == (Frequency("milk", milk, fish),)
    assert impact.referrals == (Frequency("scan", len(light), len(light)), Frequency("say-more", None, young))


def test_what_never_happens_is_counted_as_nobody() -> None:
    impact = compare(surveyed(), survey(sound(with_kind("tip", "age_years < 18"))))
    assert impact.rules[-1] == Frequency("to-more", None, 0)
    assert impact.tips[-1] == Frequency("say-more", None, 0)


def test_with_nothing_before_there_is_only_an_after() -> None:
    impact = compare(None, surveyed())
    assert impact.moves is None
    assert {group.before for group in (impact.everybody, *impact.by_age, *impact.by_sex)} == {None}
    assert {frequency.before for frequency in impact.rules} == {None}
    assert impact.everybody.after == compare(surveyed(), surveyed()).everybody.before


def test_an_impact_is_plain_data() -> None:
    data = compare(surveyed(), surveyed(from_70)).as_data()
    assert json.dumps(json.loads(json.dumps(data))) == json.dumps(data)
    assert data["everybody"]["people"] == 5000
    assert [row["level"] for row in data["moves"]["rows"]] == list(LEVELS)
    assert data["rules"][0]["key"] == "age"
