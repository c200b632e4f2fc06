"""The example visitors of a rule set: what they must get and what they get."""

from __future__ import annotations

from typing import Any

from django.test import Client
import pytest
from pytest_django import DjangoAssertNumQueries

from rules.document import LANGUAGES, Document, Example, parse
from rules.gates import shortfalls
from rules.models import Change, Part, RuleSet
from rules.sandbox import LIMITS, try_out
from rules.services import publish, replace_working_copy
from rules.workingcopy import document_of
from studio.trying.expectations import accepted
from tests.rules.documents import Data, small
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.trials import edit

pytestmark = pytest.mark.django_db
FINE = "All example visitors get what they must get."


def example(key: str, **changes: Any) -> Data:
    """Somebody old and light, who must get all there is."""
    return {
        "key": key,
        "title": f"Title of {key}",
        "answers": ["age_years is 66", "sex is female", "weight_kg is 50"],
        "level": "refer",
        "findings": ["old", "frail"],
        "tips": ["milk"],
        **changes,
    }


VEGAN = example(
    "vegan",
    answers=["age_years is 66", "sex is female", "weight_kg is 50", "diets includes vegan"],
    tips=[],
    withheld=["milk"],
)


@pytest.fixture
def with_examples(rule_set: RuleSet) -> RuleSet:
    """The small rule set with two example visitors."""
    publish(parse({**small(), "examples": [example("light"), VEGAN]}), "with examples")
    rule_set.refresh_from_db()
    return rule_set


def shown(client: Client, rule_set: RuleSet) -> str:
    """What the page says."""
    response = client.get(address("examples", rule_set))
    assert response.status_code == 200
    return texts(response)


def accept(client: Client, rule_set: RuleSet, key: str) -> Any:
    """Open the page and press the button beside an example visitor."""
    html = client.get(address("examples", rule_set)).content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]
    return client.post(address("examples", rule_set), {"seen": seen, "accept": key})


def test_each_is_there_with_what_it_must_get_and_gets(auditor: Client, with_examples: RuleSet) -> None:
    page = shown(auditor, with_examples)
    assert FINE in page
    light, vegan = page.split("Title of light", 1)[1].split("Title of vegan ", 1)
    for part in light.split("What they must get")[1].split("What the working copy gives"):
        assert "Level See your doctor about a bone density test" in part
        assert "Findings Label of old Label of frail Tips Title of milk" in part
    assert vegan.count("Withheld tips Title of milk") == 2
    assert "Accept" not in page


def test_an_auditor_is_offered_nothing_to_change(sign_in: SignIn, with_examples: RuleSet) -> None:
    """Links to try, edit and delete for those who may."""
    edit(with_examples, "rules", "age", all=["age_years ≥ 70"])
    part = Part.objects.get(collection="examples", key="light")
    for role, may in (("auditor", False), ("editor", True)):
        html = sign_in(role).get(address("examples", with_examples)).content.decode()
        assert f'href="{address("try", with_examples, example="light")}"' in html
        for link in (
            f"/en/admin/rules/example/{part.pk}/change/",
            f"/en/admin/rules/example/{part.pk}/delete/",
        ):
            assert (f'href="{link}"' in html) is may
        assert ("Accept what the working copy gives" in html) is may
    assert sign_in("publisher").post(address("examples", with_examples), {}).status_code == 403


def test_who_falls_short_is_told_with_what_is_missing(auditor: Client, with_examples: RuleSet) -> None:
    edit(with_examples, "rules", "age", all=["age_years ≥ 70"])
    page = shown(auditor, with_examples)
    assert "2 example visitors do not get what they must get." in page
    light, vegan = page.split("Title of light", 1)[1].split("Title of vegan ", 1)
    for part in (light, vegan):
        assert "Must get the level “See your doctor about a bone density test”, gets “Keep going" in part
        assert "Does not get: finding “Label of old” Does not get: finding “Label of frail”" in part
    assert "Does not get: tip “Title of milk”" in light
    assert "Does not get: withheld tip “Title of milk”" in vegan


def test_what_the_working_copy_gives_can_be_accepted(editor: Client, with_examples: RuleSet) -> None:
    """The level changes, what is missing is expected no longer, and what was not expected stays so."""
    edit(with_examples, "rules", "old-and-light", all=["old is established", "weight_kg < 45"])
    assert accept(editor, with_examples, "light").status_code == 302
    item = Part.objects.get(collection="examples", key="light").item()
    assert isinstance(item, Example)
    assert (item.level, item.findings, item.tips, item.title) == ("maintain", ("old",), (), "Title of light")
    change = Change.objects.latest("pk")
    assert (change.by, change.action, change.key) == ("editor", "changed", "light")
    page = shown(editor, with_examples)
    assert "The example visitor now expects what the working copy gives." in page
    assert "1 example visitor does not get what they must get." in page


def test_nobody_accepts_what_they_have_not_seen(editor: Client, with_examples: RuleSet) -> None:
    """The rules changed since; there is no such example; a form was crafted."""
    edit(with_examples, "rules", "age", all=["age_years ≥ 70"])
    html = editor.get(address("examples", with_examples)).content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]
    edit(with_examples, "rules", "age", all=["age_years ≥ 71"])
    changes = Change.objects.count()
    for sent in ({"seen": seen, "accept": "light"}, {}, {"accept": "light"}):
        editor.post(address("examples", with_examples), sent)
        assert "Look again before you accept." in shown(editor, with_examples)
    accept(editor, with_examples, "gone")
    assert "Look again before you accept." in shown(editor, with_examples)
    assert Change.objects.count() == changes


def test_an_example_that_somebody_changes_at_that_moment_stays_theirs(
    editor: Client, with_examples: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(with_examples, "rules", "age", all=["age_years ≥ 70"])
    html = editor.get(address("examples", with_examples)).content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]

    def slower(*these: Any) -> Example:
        edit(with_examples, "examples", "light", title="Theirs")
        return accepted(*these)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("studio.trying.examples.accepted", slower)
        editor.post(address("examples", with_examples), {"seen": seen, "accept": "light"})
    page = shown(editor, with_examples)
    assert "Look again before you accept." in page
    assert "Theirs" in page


def test_an_unsound_working_copy_is_told(editor: Client, with_examples: RuleSet) -> None:
    """With what each must get, and nothing about what they get."""
    part = edit(with_examples, "rules", "age", then="elderly")
    page = editor.get(address("examples", with_examples))
    assert "The working copy cannot be tried:" in texts(page)
    assert f'href="/en/admin/rules/rule/{part.pk}/change/"' in page.content.decode()
    assert "What they must get" in texts(page)
    assert "What the working copy gives" not in texts(page)
    assert FINE not in texts(page)


def test_a_draft_that_would_hang_the_engine_is_told(
    auditor: Client, with_examples: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A11: the page stays alive."""
    edit(with_examples, "rules", "age", all=["age_years ≥ 69"])
    monkeypatch.setattr("rules.sandbox.LIMITS", LIMITS._replace(wall_seconds=0.01))
    assert "The working copy cannot be tried: do not run" in shown(auditor, with_examples)


def test_without_examples_it_says_how_to_make_one(auditor: Client, rule_set: RuleSet) -> None:
    page = shown(auditor, rule_set)
    assert "There are none yet." in page
    assert FINE not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_examples_get_what_they_must(
    auditor: Client, default_rule_set: RuleSet, bone_health: Document, language: str
) -> None:
    page = auditor.get(address("examples", default_rule_set).replace("/en/", f"/{language}/"))
    assert page.content.decode().count('<section id="example-') == len(bone_health.examples)
    assert 'class="problems"' not in page.content.decode()


def test_what_is_accepted_falls_short_no_longer(with_examples: RuleSet) -> None:
    """What the page calls a change is just what the gates refuse."""
    edit(with_examples, "rules", "age", all=["age_years ≥ 70"])
    document = document_of(with_examples)
    ((outcome, _),) = try_out(document, [{"age_years": 66, "sex": "female", "weight_kg": 50}])
    (light, _) = document.examples
    assert len([*shortfalls(light, outcome)]) == 4
    assert not [*shortfalls(accepted(light, outcome), outcome)]


def test_it_takes_as_many_queries_however_many_there_are(
    auditor: Client, with_examples: RuleSet, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in (1, 20):
        data = {**small(), "examples": [example(f"e{n}") for n in range(number)]}
        replace_working_copy(with_examples, parse(data), "somebody")
        with django_assert_max_num_queries(12) as queries:
            shown(auditor, with_examples)
        counts.append(len(queries))
    assert counts[0] == counts[1]
