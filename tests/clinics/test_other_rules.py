"""A clinic's visitors get the release of its own rule set, and those of another clinic notice nothing of it."""

from __future__ import annotations

import io

import pytest

from clinics.models import Clinic
from questionnaire.state import State, read_state
from rules.assessment import Assessor
from rules.document import Document, digest
from rules.models import RuleSet
from rules.releases import DEFAULT_RULE_SET, Releases, releases_of
from rules.services import publish
from tests.clinics.conftest import MakeClinic
from tests.clinics.visitor import SLUG, Framed
from tests.questionnaire.conftest import cold_site
from tests.questionnaire.people import EVERYTHING, HEALTHY_MAN
from tests.questionnaire.test_releases_in_use import NEW, assert_closed, revised
from tests.questionnaire.visitor import LANGUAGES, Visitor
from tests.rules.versions import version

__all__ = ["cold_site"]  # a fixture
OTHER = "other-bones"


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> dict[str, Releases]:
    """The releases of further rule sets, none so far."""
    kept: dict[str, Releases] = {}
    monkeypatch.setattr("rules.releases._others", kept)
    return kept


@pytest.fixture
def other_rules(others: dict[str, Releases], document: Document) -> Document:
    """Rules with other words, in force as release 1 of their own rule set, as if loaded from a database."""
    other = revised(document).model_copy(update={"key": OTHER})
    assessor = Assessor(other, {"rule_set": OTHER, "number": 1, "digest": digest(other)})
    others[OTHER] = Releases(OTHER)
    others[OTHER]._ready[1] = assessor
    others[OTHER]._note(assessor)
    return other


@pytest.fixture
def other(make_clinic: MakeClinic, others: dict[str, Releases]) -> Clinic:
    """A clinic with a rule set of its own."""
    make_clinic()
    rule_set = RuleSet.objects.create(key=OTHER, title={}, topics=[])
    return make_clinic("four-bridges", name="Four Bridges", rule_set=rule_set)


def test_each_clinic_has_the_words_of_its_own_rules(other: Clinic, other_rules: Document) -> None:
    """Release 1 of one is not release 1 of the other, whoever comes first."""
    for slug in (SLUG, other.slug, SLUG):
        visitor, rule_set = Framed(clinic=slug), OTHER if slug == other.slug else DEFAULT_RULE_SET
        state = read_state(visitor.begin().state, "about-you")
        assert (state.clinic, state.rule_set) == (slug, rule_set)
        assert visitor.answer(HEALTHY_MAN).step == "warning-signs"
        page = visitor.arrive(EVERYTHING, rule_set=rule_set)
        assert (NEW in page.text) == (slug == other.slug)
    assert NEW not in Visitor().arrive(EVERYTHING).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_set_without_a_release_closes_this_clinic_only(
    other: Clinic, language: str, log: io.StringIO
) -> None:
    visitor = Framed(language, other.slug)
    page = visitor.begin()
    assert_closed(page)
    assert page.language == language
    assert page.html.one("a", class_="btn")["href"] == visitor.start
    assert "NoRelease" in log.getvalue()
    assert Framed(language).begin().status == 200
    assert Visitor(language).begin().status == 200


def test_a_rule_set_opens_its_clinics_as_soon_as_it_is_published(
    make_clinic: MakeClinic, cold_site: Releases, others: dict[str, Releases]
) -> None:
    """From the database; while the site's own rules are not published, it and the other clinics stay closed."""
    make_clinic()
    rule_set = RuleSet.objects.create(key=OTHER, title={}, topics=[])
    make_clinic("four-bridges", rule_set=rule_set)
    visitors = Framed(), Framed(clinic="four-bridges"), Visitor()
    assert [visitor.begin().status for visitor in visitors] == [503, 503, 503]
    publish(version(50, OTHER), "first")
    assert [visitor.begin().status for visitor in visitors] == [503, 200, 503]


def test_a_release_of_another_rule_set_is_none_of_ours(other: Clinic, other_rules: Document) -> None:
    """A4: a state that we signed for one clinic brings no other rules to another."""
    for clinic, rule_set in ((SLUG, OTHER), (other.slug, DEFAULT_RULE_SET), (other.slug, "nowhere")):
        state = State("result", (), HEALTHY_MAN, 1, clinic=clinic, rule_set=rule_set)
        page = Framed(clinic=clinic).send_state(state.sign(), "result")
        assert (page.status, page.heading) == (403, "The advice was renewed while you were answering")
    page = Visitor().send_state(State("result", (), HEALTHY_MAN, 1, rule_set=OTHER).sign(), "result")
    assert (page.status, page.heading) == (400, "The advice was renewed while you were answering")


def test_a_release_that_is_gone_is_told_in_the_frame(other: Clinic, other_rules: Document) -> None:
    page = Framed(clinic=other.slug).arrive(HEALTHY_MAN, release=2, rule_set=OTHER)
    assert (page.status, page.heading) == (403, "The advice was renewed while you were answering")


def test_releases_of_a_rule_set_are_kept(others: dict[str, Releases]) -> None:
    """Loaded once a process, not once a visitor; those of the default one are the site's."""
    assert releases_of(OTHER) is releases_of(OTHER)
    assert releases_of(OTHER) is not releases_of("third")
    assert releases_of(DEFAULT_RULE_SET) is not releases_of(OTHER)
    assert others.keys() == {OTHER, "third"}
