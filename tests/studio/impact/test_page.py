"""What a change does, as whoever is about to publish reads it: every figure recounted, every example tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import unescape
import re
from typing import Any

from django.test import Client
from django.urls import reverse
import pytest
from pytest_django import DjangoAssertNumQueries

from rules import sandbox
from rules.models import RuleSet
from rules.population import population
from rules.services import publish, replace_working_copy
from tests.rules.database import damage
from tests.rules.documents import Data, finding, rule, small, sound
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn
from tests.studio.impact.conftest import changed, page
from tests.studio.trials import edit

pytestmark = pytest.mark.django_db
Answers = Mapping[str, Any]
Cells = list[list[str]]


def table(html: str, label: str) -> Cells:
    """The rows of the table that this names, cell by cell, without its head."""
    body = html.split(f'aria-labelledby="{label}">')[1].split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [
        [_words(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)]
        for row in body.split("</tr>")[:-1]
    ]


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def is_referred(answers: Answers, old_from: int) -> bool:
    """By the small rule set, or by its change."""
    return bool(answers["age_years"] >= old_from and answers.get("weight_kg", 999) < 60)


def aged(low: int, high: int) -> Callable[[Answers], bool]:
    """At least so old, and younger than that."""
    return lambda answers: low <= answers["age_years"] < high


def recounted(test: Callable[[Answers], bool]) -> list[str]:
    """People of whom it is true, those referred before and after, and the difference, with each share."""
    people = [answers for answers in population() if test(answers)]
    before, after = (sum(is_referred(answers, age) for answers in people) for age in (65, 70))
    more, points = after - before, round(100 * (after - before) / len(people), 1)
    return [
        f"{len(people):,}",
        *(f"{count:,} {100 * count / len(people):.1f}%" for count in (before, after)),
        f"{more:+,} {points:+.1f}".replace("-", "−") if more else "0 0.0",
    ]


def test_each_figure_is_that_of_a_slow_recount(auditor: Client, draft: RuleSet) -> None:
    html = page(auditor, draft).content.decode()
    ages = ((18, 40), (40, 50), (50, 60), (60, 70), (70, 80), (80, 200))
    assert [row[1:] for row in table(html, "by-age")] == [recounted(aged(*limits)) for limits in ages]
    sexes = {row[0]: row[1:] for row in table(html, "by-sex")}
    assert sexes["female"] == recounted(lambda a: a["sex"] == "female")
    countries = {row[0]: row[1:] for row in table(html, "by-country")}
    assert countries["Belgium"] == recounted(lambda a: a["country"] == "be")
    assert len(countries) == 6


def test_it_says_in_sentences_who_is_referred_and_who_changes_level(auditor: Client, draft: RuleSet) -> None:
    was, now = (sum(is_referred(answers, age) for answers in population()) for age in (65, 70))
    shown = texts(page(auditor, draft))
    assert (
        f"Of 5,000 made-up adults, {was} ({was / 50:.1f}%) are referred before the change, "
        f"and {now} ({now / 50:.1f}%) after it. That is {was - now} people fewer. "
        f"{was - now} people change level: 0 to a higher level, {was - now} to a lower one." in shown
    )
    assert "Before the change: Release 1 (in force). After it: the working copy." in shown
    moves = table(page(auditor, draft).content.decode(), "moves-table")
    assert moves[2] == [
        "See your doctor about a bone density test",
        f"{was - now} ↓ to a lower level",
        *("0", f"{now}", "0", "0"),
    ]
    assert moves[0][1:3] == [f"{5000 - was:,}", "0"]


def test_the_chart_shows_what_the_table_says(auditor: Client, draft: RuleSet) -> None:
    """As bars of one scale, with the numbers as words, a name for who cannot see it, and no inline style."""
    html = page(auditor, draft).content.decode()
    chart = html.split('<svg class="chart"')[1].split("</table>")[0]
    assert 'role="img" aria-labelledby="chart-age same-age"' in chart
    assert '<title id="chart-age">By age, in years</title>' in chart
    told = re.findall(r">(before|after): ([\d.]+)%<", chart)
    shares = [(row[number].split()[1]) for row in table(html, "by-age") for number in (2, 3)]
    assert [f"{share}%" for _, share in told] == shares
    widths = [float(width) for width in re.findall(r'class="bar \w+" y="\d+" width="([\d.]+)%"', chart)]
    longest = max(float(share) for _, share in told)
    assert max(widths) == 60
    for width, (_, share) in zip(widths, told, strict=True):
        assert width == pytest.approx(60 * float(share) / longest, abs=0.2)
    assert " style=" not in html


def forms(html: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each example in words, and what its button sends."""
    for part in html.split('<ul class="examples">')[1].split("</ul>", maxsplit=1)[0].split("<li>")[1:]:
        sent: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', part):
            if name != "csrfmiddlewaretoken":
                sent.setdefault(name, []).append(unescape(value))
        yield _words(part.split("<form")[0]), sent


def test_examples_really_change_level(auditor: Client, draft: RuleSet) -> None:
    """In words there is what matters; the button leads to the page that tries them, with all their answers."""
    html = page(auditor, draft).content.decode()
    assert f'<form method="post" action="{address("try", draft)}">' in html
    found = list(forms(html))
    assert len(found) == 3
    for words, _sent in found:
        told = r"Your age: 6[5-9] years; Your sex at birth: .*; Country where .*: .*; Your weight: [345]\d"
        assert re.match(told, words), words
        assert words.count(";") == 3
    tried = texts(auditor.post(address("try", draft), found[0][1]))
    assert "Release 1 (in force) only: level “See your doctor about a bone density test”" in tried
    assert "Working copy only: level “Keep going" in tried


def test_what_changes_most_comes_first_and_leads_to_its_part(auditor: Client, draft: RuleSet) -> None:
    """A rule that is new or gone is told so; what stays the same can be opened."""
    html = page(auditor, draft).content.decode()
    rows, section = table(html, "rules"), html.split('id="rules"')[1].split('id="referrals"')[0]
    young = recounted(aged(18, 40))[0]
    assert rows[0] == ["Label of young Your age: under 40 years", "not there", young, f"+{young}"]
    differences = [abs(int(row[3].replace("−", "-").replace(",", ""))) for row in rows]
    assert differences == sorted(differences, reverse=True)
    vegan = [row for row in rows if row[0].startswith("Label of no-milk")]
    assert {(row[1] == "not there", row[2] == "not there") for row in vegan} == {(True, False), (False, True)}
    address_of_new = reverse("admin:rules_rule_change", args=[draft.parts.get(key="early").pk])
    assert f'<a href="{address_of_new}">Label of young</a>' in section
    assert section.count("Label of no-milk</a>") == 1
    assert "No number changes." not in html


def test_another_release_can_be_chosen(auditor: Client, draft: RuleSet) -> None:
    publish(sound(changed()), "second", discard=True)
    options = r'<option value="(\d)"( selected)?>([^<]*)<'
    newest, first = (page(auditor, draft, **query) for query in ({}, {"number": "1"}))
    assert re.findall(options, newest.content.decode()) == [
        ("2", " selected", "Release 2 (in force)"),
        ("1", "", "Release 1"),
    ]
    assert "Nobody changes level." in texts(newest)
    assert "No number changes." in texts(newest)
    assert re.findall(options, first.content.decode())[1] == ("1", " selected", "Release 1")
    assert "people fewer" in texts(first)


@pytest.mark.parametrize("number", ["2", "0", "-1", "²", "x", "99999999999999999999"])
def test_a_release_that_does_not_exist_is_not_there(auditor: Client, rule_set: RuleSet, number: str) -> None:
    assert auditor.get(address("impact", rule_set, number=number)).status_code == 404


def test_before_the_first_release_there_is_only_what_the_working_copy_does(auditor: Client) -> None:
    rule_set = RuleSet.objects.create(key="small")
    replace_working_copy(rule_set, sound(changed()), "somebody")
    response = page(auditor, rule_set)
    html, shown = response.content.decode(), texts(response)
    after = sum(is_referred(answers, 70) for answers in population())
    assert f"Of 5,000 made-up adults, the working copy refers {after} ({after / 50:.1f}%)." in shown
    assert "Nothing was published yet" in shown
    assert [len(row) for row in table(html, "by-sex")] == [3, 3, 3]
    assert ("Who changes level" in shown, "before:" in shown, "<select" in html) == (False, False, False)
    assert table(html, "referrals") == [["Title of scan", f"{after}"]]


def test_an_unsound_working_copy_must_be_mended_first(auditor: Client, rule_set: RuleSet) -> None:
    part = edit(rule_set, "rules", "age", then="elderly")
    response = page(auditor, rule_set)
    shown = texts(response)
    assert "The working copy has to be mended before it can be tried:" in shown
    assert "elderly" in shown
    assert f'href="{reverse("admin:rules_rule_change", args=[part.pk])}"' in response.content.decode()
    assert "Who is referred" not in shown


def test_a_damaged_release_is_told_beside_what_the_working_copy_does(auditor: Client, draft: RuleSet) -> None:
    damage(1, digest="sha256:other")
    shown = texts(page(auditor, draft))
    assert "Release 1 (in force) cannot be tried, so that there is nothing to compare with:" in shown
    assert "its content is not what was published" in shown
    assert "the working copy refers" in shown


def test_when_others_are_trying_rules_it_says_so(
    auditor: Client, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE_SECONDS", 0.01)
    data = small()
    data["rules"][0]["all"] = ["age_years ≥ 71"]  # which nobody has tried yet
    replace_working_copy(rule_set, sound(data), "somebody")
    for _ in range(sandbox.AT_ONCE):
        sandbox._turns.acquire()
    try:
        shown = texts(page(auditor, rule_set))
    finally:
        for _ in range(sandbox.AT_ONCE):
            sandbox._turns.release()
    assert "The working copy cannot be tried: were not tried: others are trying rules at the moment" in shown
    assert "Who is referred" not in shown


def test_it_says_who_the_people_are_and_are_not(auditor: Client, draft: RuleSet) -> None:
    response = page(auditor, draft)
    shown = texts(response)
    assert "They are adults who do not exist." in shown
    assert "Kanis JA and others. SCOPE 2021" in shown
    assert "All our assumption, for want of a source: " in shown
    assert '<a href="https://doi.org/10.1007/s11657-020-00871-9" lang="en">' in response.content.decode()


@pytest.mark.parametrize("name", ["change", "publish"])
def test_other_pages_lead_here(sign_in: SignIn, draft: RuleSet, name: str) -> None:
    """And say that it takes a while."""
    html = sign_in("superuser").get(address(name, draft)).content.decode()
    assert re.search(
        rf'href="{address("impact", draft)}">[^<]+</a> <span class="line">[^<]*some seconds', html
    )


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_english_is_left_in_another_language(auditor: Client, draft: RuleSet, language: str) -> None:
    """But for the titles of sources, which say that they are English, and the switch of the colours."""
    english = page(auditor, draft).content.decode()
    other = auditor.get(address("impact", draft).replace("/en/", f"/{language}/")).content.decode()
    assert _sentences(english) & _sentences(other) == set()
    assert 'lang="en">Eurostat' in other


def _sentences(html: str) -> set[str]:
    """The texts of two words and more."""
    content = html.split('<div id="content"')[1].split('id="footer"', maxsplit=1)[0]
    content = re.sub(r'<(a|span)\b[^>]*lang="en".*?</\1>', "", content)
    found = {" ".join(unescape(text).split()) for text in re.findall(r">([^<]+)<", content)}
    return {text for text in found if len(re.findall(r"[^\W\d_]{2,}", text)) > 1}


def test_hostile_words_are_words(auditor: Client, draft: RuleSet) -> None:
    """A7: labels, titles and conditions of rules that fire more often now."""
    data = changed()
    hostile = '"><img src=x onerror=alert(1)></title><script>alert(1)</script>{{7*7}}%(number)s'
    for item in data["findings"]:
        item["label"]["en"] = hostile
    for item in data["recommendations"]:
        item["title"]["en"] = hostile
    replace_working_copy(draft, sound(data), "somebody")
    html = page(auditor, draft).content.decode()
    assert "<img" not in html
    assert "<script>alert" not in html
    assert hostile in unescape(html)


def test_a_page_takes_as_many_queries_however_many_rules(
    auditor: Client, draft: RuleSet, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for data in (changed(), many()):
        replace_working_copy(draft, sound(data), "somebody")
        with django_assert_max_num_queries(12) as queries:
            page(auditor, draft)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def many() -> Data:
    """The changed rule set, and twenty rules more."""
    data = changed()
    data["findings"] += [finding(f"more-{number}") for number in range(20)]
    data["rules"] += [rule(f"more-{n}", f"more-{n}", all=[f"age_years ≥ {40 + n}"]) for n in range(20)]
    return data
