"""Versions of the small rule set, each with its own age limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rules.document import Document, digest, dump, parse
from rules.models import Change, Part, ProofRun, Release, RuleSet, Withdrawal
from rules.proof.apart import report_on, subject
from rules.services import change_part, publish, withdraw
from rules.workingcopy import document_of
from tests.rules.documents import Data, small


def version(age: int, key: str = "small") -> Document:
    """The small rule set for those of `age` and over."""
    data: Data = {**small(), "key": key}
    data["rules"][0]["all"] = [f"age_years ≥ {age}"]
    return parse(data)


def publish_ages(*ages: int) -> RuleSet:
    """The small rule set with a release for each age."""
    for age in ages:
        publish(version(age), f"from {age}")
    return RuleSet.objects.get(key="small")


def take_back(number: int, instead: int) -> None:
    """Withdraw a release of the small rule set."""
    rule_set = RuleSet.objects.get(key="small")
    current = rule_set.current
    assert isinstance(current, Release)
    withdraw(rule_set, number, instead, current.number, "It was wrong.", "pia")


def edit(age: int, by: str) -> RuleSet:
    """Somebody changes the age in the working copy."""
    old = Part.objects.get(collection="rules", key="age")
    item = next(one for one in version(age).rules if one.key == "age")
    change_part(old, item, old.version, by)
    return proven(RuleSet.objects.get())


def proven(rule_set: RuleSet) -> RuleSet:
    """The same once the proofs of its working copy have run, whatever they found."""
    document = document_of(rule_set).without_examples()
    run = {"content": dump(document), "state": "done", "report": report_on(document).as_data()}
    ProofRun.objects.get_or_create(rule_set=rule_set, digest=subject(document), defaults=run)
    return rule_set


def seen(rule_set: RuleSet) -> str:
    """What somebody who looks at the working copy now sees."""
    return digest(document_of(rule_set))


def in_force() -> int:
    """The number of the release that visitors get."""
    number: int = RuleSet.objects.values_list("current__number", flat=True).get()
    return number


def everything() -> list[Any]:
    """All that the database holds of rules."""
    models = (RuleSet, Part, Release, Withdrawal, Change)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def refused(attempt: Callable[[], object], why: type[Exception]) -> Exception:
    """A write that is refused as a whole."""
    before = everything()
    with pytest.raises(why) as caught:
        attempt()
    assert everything() == before
    return caught.value
