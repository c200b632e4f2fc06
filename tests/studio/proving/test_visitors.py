"""What does not hold, and the visitors who show it: in words, side by side, to try and to keep."""

from __future__ import annotations

from html import unescape
import re

from django.test import Client
from django.urls import reverse
import pytest

from rules.assessment import Assessor
from rules.models import RuleSet
from rules.outcome import unreleased
from rules.problems import Problem
from rules.proof.results import How, Proof, Result, Verdict, Visitor
from rules.proof.soundness import TWO_LEVELS
from rules.workingcopy import document_of
from studio.proving.report import MOST_SHOWN
from tests.rules.versions import proven
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.proofs import ended, replaced, undecided, unproven
from tests.studio.trials import keep_form, said

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{7*7}}"


@pytest.fixture
def broken(rule_set: RuleSet) -> RuleSet:
    """Its proofs have run, and three of them do not hold."""
    replaced(rule_set, unproven())
    return proven(rule_set)


def failures(client: Client, rule_set: RuleSet) -> dict[str, str]:
    """Each thing that does not hold as HTML, by the first words of its heading."""
    page = client.get(address("proofs", rule_set)).content.decode()
    found = page.split('<article class="failure"')[1:]
    return {words(one).split(" – ")[0]: one.split("</article>")[0] for one in found}


def words(html: str) -> str:
    """The words of a piece of a page."""
    text = re.sub(r"<[^>]+>", " ", html[html.index(">") + 1 :] if html.startswith(" ") else html)
    return re.sub(r"\s+", " ", unescape(text)).strip()


def buttons(html: str) -> list[dict[str, str]]:
    """What each form in a piece of a page sends."""
    return [
        {
            name: unescape(value)
            for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
            if name != "csrfmiddlewaretoken"
        }
        for form in html.split("<form")[1:]
    ]


def test_each_is_told_in_words(auditor: Client, broken: RuleSet) -> None:
    """The numbers, the part with its page, the sentence without a key, and for whom it does not hold."""
    page = texts(auditor.get(address("proofs", broken)))
    assert "3 proofs show something that does not hold for every visitor. Mend it before you publish." in page
    assert (
        "Your own guarantees hold You find them at the end of the map, and can add some. 0 of 1 1 does not hold"
        in page
    )
    found = failures(auditor, broken)
    assert [*found] == [
        "Title of calm",
        "Your age: 65 years or more; and your age: under 30 years",
        "Do you smoke?",
    ]
    calm = words(found["Title of calm"])
    assert "Title of calm – does not hold for everybody; mend the rules, or the guarantee" in calm
    assert "Does not hold: Your own guarantees hold For everybody: the level is" in calm
    assert "Gets the level: See your doctor about a bone density test" in calm
    assert "Rules that apply (2) If your age: 65 years or more, then: Label of old (S1)" in calm
    guarantee, rule = (broken.parts.get(key=key) for key in ("calm", "old-and-light"))
    assert reverse("admin:rules_guarantee_change", args=[guarantee.pk]) in found["Title of calm"]
    assert reverse("admin:rules_rule_change", args=[rule.pk]) in found["Title of calm"]


def test_a_rule_for_nobody_has_no_visitor(auditor: Client, broken: RuleSet) -> None:
    """Its conditions are quoted as a person says them."""
    (dead,) = (html for title, html in failures(auditor, broken).items() if "under 30" in title)
    assert "can hold for nobody: “your age: 65 years or more”, “your age: under 30 years” exclude" in words(
        dead
    )
    assert "A visitor who shows it" not in dead
    assert buttons(dead) == []


def test_before_and_after_stand_side_by_side(auditor: Client, broken: RuleSet) -> None:
    """What changes is marked in words, on both sides; so are the rules that fire on one side only."""
    before, after = map(words, failures(auditor, broken)["Do you smoke?"].split("<section")[1:])
    assert "Before Your age: 65 years" in before
    assert "Smoking: no answer changed" in before
    assert "See your doctor about a bone density test" in before
    assert "only here" not in before
    assert "After Your age: 65 years Your sex" in after
    assert "Smoking: I smoke now changed" in after
    assert "Keep going: nothing here calls for a visit" in after
    assert "If “Label of smoker”, then: Label of held-back (S1) only here" in after
    assert "Label of old (S1) If" in after


def test_one_press_tries_the_visitor(auditor: Client, broken: RuleSet) -> None:
    """With these answers filled in, none of them in an address; the rules say what the proof said."""
    html = failures(auditor, broken)["Title of calm"]
    (sent,) = buttons(html)
    assert sent == {"age_years": "65", "sex": "female", "weight_kg": "50"}
    (action,) = re.findall(r'action="([^"]+)"', html)
    assert action == address("try", broken) + "?from=guarantees:calm"
    response = auditor.post(action, sent)
    assert "Level See your doctor about a bone density test" in said(response)
    assert "Title of calm" in said(response)
    assert 'value="65"' in response.content.decode()


def test_one_press_more_keeps_the_visitor(sign_in: SignIn, broken: RuleSet) -> None:
    """The form to keep them is open there; whoever may not keep any is not offered it."""
    for role in ("auditor", "publisher"):
        assert "to_keep" not in failures(sign_in(role), broken)["Do you smoke?"]
    editor = sign_in("editor")
    html = failures(editor, broken)["Do you smoke?"]
    assert "?from" not in html
    assert html.count(f'name="to_keep" value="1" formaction="{address("try", broken)}#keep"') == 2
    _before, after = buttons(html)
    assert after == {"age_years": "65", "sex": "female", "weight_kg": "50", "smoking": "current"}
    response = editor.post(address("try", broken), {**after, "to_keep": "1"})
    assert '<details class="keep" id="keep" open>' in response.content.decode()
    kept = {**keep_form(response), "keep-title": "A smoker", "keep": "new"}
    assert editor.post(address("try", broken), kept).status_code == 302
    assert broken.parts.get(collection="examples").content["level"] == "maintain"


def test_a_number_too_fine_for_the_questionnaire(auditor: Client, rule_set: RuleSet) -> None:
    """It is told to its last digit, and no press would try somebody else in its place."""
    ended(rule_set, refuted(rule_set, {"age_years": 70, "sex": "female", "weight_kg": 59.999}))
    (html,) = failures(auditor, rule_set).values()
    assert "Your weight: 59.9 kg (exactly 59.999)" in words(html)
    assert "this visitor cannot be tried there" in words(html)
    assert buttons(html) == []


def test_nobody_for_whom_a_rule_fires(auditor: Client, rule_set: RuleSet) -> None:
    """A visitor to whom no rule applies, and a problem of no single part, with its levels in words."""
    ended(rule_set, refuted(rule_set, {"age_years": 30, "sex": "male"}))
    (html,) = failures(auditor, rule_set).values()
    assert "No rule applies." in words(html)
    assert (
        "The rules as a whole – a visitor gets the levels “Get medical help today” and “See your doctor about"
        in words(html)
    )


def refuted(rule_set: RuleSet, answers: dict[str, object]) -> Result:
    """Something that no sound document does, of somebody whom the engine assessed."""
    document = document_of(rule_set)
    traced = Assessor(document, unreleased(document)).trace(answers)
    problem = Problem((), TWO_LEVELS, {"one": "urgent", "other": "refer"})
    visitor = Visitor(answers, traced.outcome["level"], traced.fired)
    return Result(Proof.ONE_LEVEL, (), Verdict.REFUTED, How.SOLVER, problem, (visitor,))


def test_hostile_words_are_words(editor: Client, rule_set: RuleSet) -> None:
    """A7: in titles, labels and conditions, of a part and of the rules that fired."""
    data = unproven()
    for item in (*data["findings"], *data["guarantees"]):
        words = item.get("label") or item["title"]
        words["en"] = f"{HOSTILE} {item['key']}"
    replaced(rule_set, data)
    page = editor.get(address("proofs", proven(rule_set))).content.decode()
    assert HOSTILE not in page
    assert unescape(page).count(HOSTILE) > 5


def test_too_many_are_counted(auditor: Client, rule_set: RuleSet) -> None:
    """Nobody reads hundreds; the number is told."""
    ended(rule_set, *(undecided("rules", "age") for _ in range(MOST_SHOWN + 3)))
    page = auditor.get(address("proofs", rule_set))
    assert page.content.decode().count('<article class="failure"') == MOST_SHOWN
    assert "And 3 more: mend those above first." in texts(page)
