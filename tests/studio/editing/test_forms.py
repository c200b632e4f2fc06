"""The forms of parts: what they offer, what they say is wrong, and that nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
import pytest

from rules.document import LANGUAGES, parse
from rules.models import RuleSet
from rules.services import replace_working_copy
from tests.rules.documents import finding, small
from tests.studio.pages import Filled, adding, address, html, opened, options, part_of, pressed, read, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def frail(rule_set: RuleSet) -> str:
    """The page of a finding."""
    return address(part_of(rule_set, "findings", "frail"))


class TestReferences:
    """Lists of other parts."""

    def test_boxes_and_selects(self, editor: Client, rule_set: RuleSet) -> None:
        """Unticked ones go, chosen ones come at the end, each once, and “More rows” saves nothing."""
        milk = address(part_of(rule_set, "recommendations", "milk"))
        more = pressed(editor, milk, "_more", called_for_by=["frail", "old", "frail", ""])
        assert more.content.decode().count('type="checkbox" name="called_for_by"') == 2
        assert part_of(rule_set, "recommendations", "milk").content["called_for_by"] == ["frail"]
        assert sent(editor, milk, read(more)).status_code == 302
        assert part_of(rule_set, "recommendations", "milk").content["called_for_by"] == ["frail", "old"]
        assert pressed(editor, milk, called_for_by=["old"], withheld_by=[]).status_code == 302
        content = part_of(rule_set, "recommendations", "milk").content
        assert (content["called_for_by"], "withheld_by" in content) == (["old"], False)

    def test_what_fits_is_offered(self, editor: Client, rule_set: RuleSet) -> None:
        """Cautions withhold; an example visitor gets tips, and findings that are shown; no source rests on itself."""
        data = small()
        data["findings"].append(finding("step", "intermediate"))
        data["examples"] = [{"key": "x", "title": "X", "answers": ["sex is male"], "level": "maintain"}]
        data["sources"].append({"key": "S2", "citation": "Another"})
        replace_working_copy(rule_set, parse(data), "else")
        milk = html(editor, address(part_of(rule_set, "recommendations", "milk")))
        assert options(milk, "withheld_by") == ["", "no-milk"]
        assert options(milk, "called_for_by") == ["", "old", "frail", "no-milk", "step"]
        example = html(editor, address(part_of(rule_set, "examples", "x")))
        assert options(example, "tips") == options(example, "withheld") == ["", "milk"]
        assert options(example, "findings") == ["", "old", "frail", "no-milk"]
        assert options(html(editor, address(part_of(rule_set, "sources", "S2"))), "based_on") == ["", "S1"]

    @pytest.mark.parametrize(
        ("name", "changes"),
        [
            (("recommendations", "milk"), {"withheld_by": ["old"]}),
            (("recommendations", "milk"), {"called_for_by": ["gone"]}),
            (("recommendations", "milk"), {"called_for_by": []}),
            (("recommendations", "milk"), {"sources": ["S2"]}),
            (("findings", "old"), {"sources": []}),
            (("findings", "old"), {"topic": "gone"}),
            (("findings", "old"), {"kind": "gone"}),
            (("rules", "age"), {"then": "gone"}),
            (("rules", "age"), {"then": ""}),
            (("sources", "S1"), {"based_on": ["S1"]}),
        ],
    )
    def test_what_does_not_exist_is_refused(
        self, editor: Client, rule_set: RuleSet, name: tuple[str, str], changes: dict[str, Any]
    ) -> None:
        page = read(pressed(editor, address(part_of(rule_set, *name)), **changes))
        assert "Nothing was saved. Please correct this:" in page.text
        assert part_of(rule_set, *name).version == 1

    def test_what_stood_there_may_stay(self, editor: Client, rule_set: RuleSet) -> None:
        """A caution that is one no more, a finding that is gone: the page warns of them."""
        data = small()
        data["recommendations"][0] |= {"withheld_by": ["old", "gone"]}
        replace_working_copy(rule_set, parse(data), "else")
        page = address(part_of(rule_set, "recommendations", "milk"))
        assert "This stands in the way of publishing:" in opened(editor, page).text
        assert pressed(editor, page, priority="3").status_code == 302
        assert part_of(rule_set, "recommendations", "milk").content["withheld_by"] == ["old", "gone"]


class TestFields:
    """The rest of the fields."""

    @pytest.mark.parametrize("code", LANGUAGES)
    @pytest.mark.parametrize("wrong", ["", "   ", "a\x07b", "a\x00b", "x" * 1201, "\u2028"])
    def test_each_language_has_its_own_fault(
        self, editor: Client, rule_set: RuleSet, frail: str, code: str, wrong: str
    ) -> None:
        """Told at its box, which it is tied to."""
        response = pressed(editor, frail, **{f"label_{code}": wrong})
        text = response.content.decode()
        faulty = re.findall(r'id="id_label_(..)_error"', text)
        assert faulty == [code], Filled(text).text
        box = re.search(rf'<textarea name="label_{code}"[^>]*>', text)
        assert box
        for attribute in (
            f'lang="{code}"',
            'aria-invalid="true"',
            f'aria-describedby="id_label_{code}_error"',
        ):
            assert attribute in box[0]
        assert f'<a href="#id_label_{code}">Statement, ' in text
        assert part_of(rule_set, "findings", "frail").version == 1

    def test_line_breaks_become_spaces(self, editor: Client, rule_set: RuleSet, frail: str) -> None:
        """As they come from a word processor; a no-break space stays."""
        assert pressed(editor, frail, label_fr="Une \r\n phrase\u00a0:\nsuite ").status_code == 302
        assert part_of(rule_set, "findings", "frail").content["label"]["fr"] == "Une phrase\u00a0: suite"

    @pytest.mark.parametrize(
        ("given", "made"),
        [
            ("", "cafe-de-la-paix-2"),
            ("own-key", "own-key"),
        ],
    )
    def test_a_key_is_made_of_the_words(
        self, editor: Client, rule_set: RuleSet, given: str, made: str
    ) -> None:
        """When none was given; it is one that is free."""
        page = adding("source", rule_set)
        assert pressed(editor, page, citation="2 Café_de  la Paix!").status_code == 302
        part_of(rule_set, "sources", "cafe-de-la-paix")
        assert pressed(editor, page, citation="Café de la Paix", key=given).status_code == 302
        assert part_of(rule_set, "sources", made).content == {"citation": "Café de la Paix"}

    @pytest.mark.parametrize("words", ["日本語", "12 34", "x" * 300, "-"])
    def test_any_words_make_a_key(self, editor: Client, rule_set: RuleSet, words: str) -> None:
        response = pressed(editor, adding("source", rule_set), citation=words)
        assert response.status_code == 302, Filled(response.content.decode()).text

    @pytest.mark.parametrize("key", ["old", "Has Capitals", "x" * 61, "a--b", "é", "<b>"])
    def test_a_key_is_refused(self, editor: Client, rule_set: RuleSet, key: str) -> None:
        """One that is taken, or does not look like one."""
        old = part_of(rule_set, "findings", "old")
        response = pressed(editor, adding("finding", rule_set) + f"&copy={old.pk}", key=key)
        assert 'id="id_key_error"' in response.content.decode()
        assert rule_set.parts.filter(collection="findings").count() == 3

    def test_a_key_never_changes(self, editor: Client, rule_set: RuleSet, frail: str) -> None:
        assert pressed(editor, frail, key="other", label_en="Changed").status_code == 302
        assert part_of(rule_set, "findings", "frail").content["label"]["en"] == "Changed"

    def test_a_tip_has_no_urgency_and_all_else_has_one(self, editor: Client, rule_set: RuleSet) -> None:
        """Told once, in words that are on the page; a choice that does not exist is told as such."""
        page = address(part_of(rule_set, "recommendations", "milk"))
        for changes, words in (
            ({"urgency": "today"}, "A tip has no “how soon”: choose none."),
            ({"kind": "refer"}, "Choose how soon."),
            (
                {"kind": "refer", "urgency": "never"},
                "Select a valid choice. never is not one of the available choices.",
            ),
        ):
            response = pressed(editor, page, **changes)
            assert f'<a href="#id_urgency">How soon</a>: {words}</li>\n  </ul>' in response.content.decode()
            assert "“urgency”" not in read(response).text
        assert pressed(editor, page, kind="refer", urgency="today").status_code == 302

    @pytest.mark.parametrize("priority", ["", "-1", "101", "1.5", "many", "9" * 5000])
    def test_a_priority_is_a_number_up_to_a_hundred(
        self, editor: Client, rule_set: RuleSet, priority: str
    ) -> None:
        page = address(part_of(rule_set, "recommendations", "milk"))
        text = pressed(editor, page, priority=priority).content.decode()
        assert text.count('id="id_priority_error"') == 1

    def test_nought_is_a_priority(self, editor: Client, rule_set: RuleSet) -> None:
        assert (
            pressed(editor, address(part_of(rule_set, "recommendations", "milk")), priority="0").status_code
            == 302
        )
        assert part_of(rule_set, "recommendations", "milk").content["priority"] == 0

    def test_a_source_has_one_title_or_a_name_in_each_language(
        self, editor: Client, rule_set: RuleSet
    ) -> None:
        page = address(part_of(rule_set, "sources", "S1"))
        names = {"named_en": "Ours", "named_fr": "Le nôtre", "named_nl": "De onze"}
        both = pressed(editor, page, **names)
        assert "Give either one title or a name in each language." in read(both).text
        half = pressed(editor, page, citation="", **names | {"named_nl": ""}).content.decode()
        assert re.findall(r'id="id_(\w+)_error"', half) == ["named_nl"]
        neither = pressed(editor, page, citation="").content.decode()
        assert re.findall(r'id="id_(\w+)_error"', neither) == ["citation"]
        wrong = pressed(editor, page, citation="a\x07b").content.decode()
        assert re.findall(r'id="id_(\w+)_error"', wrong) == ["citation"]
        assert pressed(editor, page, citation="", **names).status_code == 302
        assert part_of(rule_set, "sources", "S1").content["citation"]["fr"] == "Le nôtre"

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("year", "0"),
            ("year", "1800"),
            ("year", "soon"),
            ("address", "http://x"),
            ("address", "javascript:alert(1)"),
        ],
    )
    def test_the_rest_of_a_source(self, editor: Client, rule_set: RuleSet, field: str, wrong: str) -> None:
        text = pressed(editor, address(part_of(rule_set, "sources", "S1")), **{field: wrong}).content.decode()
        assert re.findall(r'id="id_(\w+)_error"', text) == [field]

    @pytest.mark.parametrize("model", ["finding", "recommendation"])
    def test_what_has_to_be_chosen_begins_unchosen(
        self, editor: Client, rule_set: RuleSet, model: str
    ) -> None:
        """In a new part; one that stands has no empty choice."""
        page = adding(model, rule_set)
        for name in ("kind", "topic"):
            assert options(html(editor, page), name)[0] == ""
            response = pressed(editor, page, **{"kind": "caution", "topic": "bones", name: ""})
            assert f'id="id_{name}_error"' in response.content.decode()
        old = part_of(rule_set, f"{model}s", {"finding": "old"}.get(model, "milk"))
        assert "" not in options(html(editor, address(old)), "kind")

    def test_faults_stand_in_the_order_of_the_page(self, editor: Client, rule_set: RuleSet) -> None:
        """Each leads to its field; the summary gets the focus."""
        page = address(part_of(rule_set, "recommendations", "milk"))
        text = pressed(
            editor, page, sources=[], priority="x", why_nl="", title_fr="", topic="x", called_for_by=[]
        ).content.decode()
        summary = text[text.index('class="errornote" role="alert" tabindex="-1" autofocus') :]
        places = re.findall(r'<li><a href="#id_(\w+)">', summary[: summary.index("</ul>")])
        assert places == ["topic", "priority", "title_fr", "why_nl", "called_for_by", "sources"]
        assert all(f'id="id_{place}"' in text for place in places)

    def test_crafted_answers_of_an_example(self, editor: Client, rule_set: RuleSet) -> None:
        """They are told as they are, and refused."""
        page = adding("example", rule_set)
        response = editor.post(page, {"title": "X", "level": "maintain", "answers": ["<b>", "sex is male"]})
        assert "Answers" in read(response).text
        assert "&lt;b&gt;" in response.content.decode()
        assert "Nothing was saved" in read(editor.post(page, {"title": "X", "level": "maintain"})).text
