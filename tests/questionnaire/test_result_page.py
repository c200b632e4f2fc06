"""The result: the level in words, each finding with the answer behind it and its source, tips, what was left out."""

from __future__ import annotations

import re

import pytest

from questionnaire.levels import LEVELS
from questionnaire.result import SHOWN_AT_ONCE
from rules.assessment import Assessor
from rules.facts import FACTS
from rules.outcome import Outcome
from tests.questionnaire.markup import Element
from tests.questionnaire.people import AT_EACH_LEVEL, EVERYTHING, anybody
from tests.questionnaire.visitor import LANGUAGES, Answers, Page, Visitor

TITLES = {
    "urgent": "Get medical help today",
    "out_of_scope": "This check is not made for you",
    "refer": "See your doctor about a bone density test",
    "discuss": "Talk about your bones at your next visit to the doctor",
    "maintain": "Keep going: nothing here calls for a visit",
}
PEOPLE = [*AT_EACH_LEVEL.values(), *map(anybody, range(8))]


def result_of(answers: Answers, language: str = "en") -> Page:
    """Their result page, with all that it shows on demand but the prospects."""
    visitor = Visitor(language)
    page = visitor.arrive(answers)
    return visitor.press("further") if page.has_button("further") else page


def headings(page: Page) -> list[str]:
    """The sections in order, by their key."""
    return [section["aria-labelledby"] for section in page.html.one("main").all("section")]


def entries(page: Page, *kinds: str) -> list[Element]:
    """The list entries of findings or tips."""
    lists = [e for kind in kinds for e in page.html.all("ul", "ol", class_=kind)]
    return [child for e in lists for child in e.children if isinstance(child, Element)]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("level", AT_EACH_LEVEL)
def test_the_level_is_said_in_words(level: str) -> None:
    page = result_of(AT_EACH_LEVEL[level])
    assert page.heading == TITLES[level]
    assert str(LEVELS[level].meaning) in page.text
    assert headings(page)[-2:] == ["change", "keep"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("level", AT_EACH_LEVEL)
def test_when_to_check_again_is_said_unless_that_would_mislead(level: str) -> None:
    page = result_of(AT_EACH_LEVEL[level])
    assert ("again" in headings(page)) is (level in ("refer", "discuss", "maintain"))
    assert str(LEVELS[level].check_again) in page.text


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("level", ["urgent", "refer", "discuss", "out_of_scope"])
def test_whom_to_see_comes_first_with_its_reason_and_source(level: str, site: Assessor) -> None:
    outcome = site.assess(AT_EACH_LEVEL[level])
    page = result_of(AT_EACH_LEVEL[level])
    assert headings(page)[0] == "first"
    first = page.section("first")
    assert outcome["referral"]
    assert outcome["referral"]["text"] in first.text
    assert first.one("ul", class_="sources").all("li")


@pytest.mark.usefixtures("site")
def test_nobody_is_sent_anywhere_without_a_reason() -> None:
    assert "first" not in headings(result_of(AT_EACH_LEVEL["maintain"]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", PEOPLE)
def test_every_finding_stands_there_with_its_answers_and_sources(
    site: Assessor, answers: Answers, language: str
) -> None:
    outcome = site.assess(answers, language)
    page = result_of(answers, language)
    shown = {entry.all("summary")[0].text: entry for entry in entries(page, "reasons")}
    findings = [finding for finding in outcome["findings"] if concerns(outcome, finding["key"])]
    assert sorted(shown) == sorted(finding["label"] for finding in findings)
    for finding in findings:
        entry = shown[finding["label"]]
        assert len(entry.one("ul", class_="because").all("li")) == len(finding["because"])
        assert_documents(entry.one("ul", class_="sources"), site)
        assert entry.all("ul", class_="rule") or entry.all("a", href=f"/{language}/method/#{finding['key']}")


def concerns(outcome: Outcome, finding: str) -> bool:
    """Whether the page shows it: beside what interrupts, nothing else is shown."""
    if outcome["level"] not in ("urgent", "out_of_scope"):
        return True
    assert outcome["referral"]
    return finding in outcome["referral"]["because"]


def assert_documents(sources: Element, site: Assessor) -> None:
    """Titles of documents, each once; no ids."""
    ids = {source.key for source in site.document.sources}
    titles = [entry.text for entry in sources.all("li")]
    assert titles
    assert len(titles) == len(set(titles))
    assert not ids & {word for title in titles for word in re.split(r"[\s,:;]+", title)}
    assert all(link["href"].startswith("https://") and link["rel"] for link in sources.all("a"))


@pytest.mark.usefixtures("site")
def test_the_answer_behind_a_finding_can_be_read() -> None:
    texts = {
        "en": ["Your age: 64 years", "Menopause: yes, it came by itself", "Sleep: 6.5 hours a night"],
        "fr": ["Votre âge\u00a0: 64 ans", "Café\u00a0: 4 tasses par jour"],
        "nl": ["Uw leeftijd: 64 jaar", "Slaap: 6,5 uur per nacht"],
    }
    for language, expected in texts.items():
        behind = {
            li.text for entry in entries(result_of(EVERYTHING, language), "reasons") for li in entry.all("li")
        }
        assert set(expected) <= behind


@pytest.mark.usefixtures("site")
def test_what_weighs_most_comes_before_the_rest() -> None:
    page = result_of(EVERYTHING | {"fortified_drinks_per_day": 0})
    assert headings(page) == [
        *("first", "conversation", "why", "strengths", "tips", "calcium", "withheld", "further"),
        *("prospects", "again", "change", "keep"),
    ]
    assert "Fracture after a minor shock: yes" in page.section("why").text
    assert "Coffee: 4 cups a day" in page.section("further").text


@pytest.mark.parametrize("answers", PEOPLE)
def test_seven_tips_are_open_and_the_rest_is_folded(site: Assessor, answers: Answers) -> None:
    outcome = site.assess(answers)
    page = result_of(answers)
    tips = entries(page, "tips")
    assert [tip.all("p")[0].text for tip in tips] == [tip["text"] for tip in outcome["tips"]]
    folded = [tip for box in page.html.all("details", class_="more") for tip in box.all("h3")]
    assert len(folded) == max(0, len(tips) - SHOWN_AT_ONCE)
    assert all("open" not in box.attributes for box in page.html.all("details"))
    for tip in tips:
        because, sources = tip.all("ul")
        assert because.all("li")
        assert_documents(sources, site)


@pytest.mark.usefixtures("site")
def test_folded_tips_are_counted_and_numbered_on() -> None:
    page = result_of(EVERYTHING)
    first, second = page.html.all("ol", class_="tips")
    assert (first["start"], second["start"]) == ("", "8")
    count = len(second.all("h3"))
    assert page.html.one("details", class_="more").all("summary")[0].text == f"{count} more tips"


@pytest.mark.parametrize("answers", PEOPLE)
def test_what_was_left_out_is_named_with_its_reason(site: Assessor, answers: Answers) -> None:
    outcome = site.assess(answers)
    page = result_of(answers)
    assert ("withheld" in headings(page)) is bool(outcome["withheld"])
    if outcome["withheld"]:
        text = page.section("withheld").text
        titles = {item.key: item.title.en for item in site.document.recommendations}
        labels = {item.key: item.label.en for item in site.document.findings}
        for left_out in outcome["withheld"]:
            assert titles[left_out["key"]] in text
            assert all(labels[key] in text for key in left_out["because"])


@pytest.mark.usefixtures("site")
def test_a_blood_thinner_holds_back_the_greens() -> None:
    answers = {
        "age_years": 55,
        "sex": "male",
        "medicines": ["vitamin_k_antagonist"],
        "leafy_greens_per_week": 0,
    }
    page = result_of(answers)
    assert "thinner" in page.section("withheld").text
    assert "Leafy greens" not in {tip.one("h3").text for tip in entries(page, "tips")}


@pytest.mark.usefixtures("site")
def test_every_answer_can_be_changed_and_everything_forgotten() -> None:
    page = result_of(EVERYTHING)
    change = page.section("change")
    assert [button["value"] for button in change.all("button")] == [
        "change:about-you",
        "change:warning-signs",
        "change:hormones",
        "change:family-fractures-falls",
        "change:health-medicines",
        "change:lifestyle",
        "change:diet",
        "summary",
    ]
    start_over = page.section("keep").one("a")
    assert (start_over["href"], start_over["data-do"]) == ("/en/", "wipe")


@pytest.mark.usefixtures("site")
def test_a_visitor_who_knows_nothing_gets_a_result_all_the_same() -> None:
    page = result_of(dict.fromkeys(FACTS) | {"age_years": 30, "sex": "male"})
    assert page.html.all("div", class_="level-open")
    assert page.heading == LEVELS["open"].title
    assert page.has_button("change:diet")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_answers_are_no_good_news(language: str) -> None:
    few = Visitor(language).walk({"age_years": 70, "sex": "male", "country": "be"})
    many = Visitor(language).walk(AT_EACH_LEVEL["maintain"])
    assert few.html.all("div", class_="level-open")
    assert many.html.all("div", class_="level-maintain")
    assert few.heading != many.heading
    assert few.has_button("change:warning-signs")
