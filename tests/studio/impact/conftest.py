"""The rule set as it is published, and a change of it: each is tried on everybody once, and remembered."""

from __future__ import annotations

from typing import Any

from django.test import Client
import pytest

from rules.models import RuleSet
from rules.services import replace_working_copy
from tests.rules.documents import Data, finding, recommendation, rule, small, sound
from tests.studio.asking import address


def changed() -> Data:
    """The small rule set; old begins later, a rule has another name, and the young are told to walk."""
    data = small()
    age, light, vegan = data["rules"]
    age["all"] = ["age_years ≥ 70"]
    data["rules"] = [age, light, {**vegan, "key": "no-dairy"}, rule("early", "young", all=["age_years < 40"])]
    data["findings"].append(finding("young"))
    data["recommendations"].append(recommendation("walk", "tip", ["young"]))
    return data


@pytest.fixture
def draft(rule_set: RuleSet) -> RuleSet:
    """The small rule set as release 1, the change in its working copy."""
    replace_working_copy(rule_set, sound(changed()), "somebody")
    return RuleSet.objects.select_related("current").get(pk=rule_set.pk)


def page(client: Client, rule_set: RuleSet, **query: str) -> Any:
    """The page, which is there."""
    response = client.get(address("impact", rule_set, **query))
    assert response.status_code == 200
    return response
