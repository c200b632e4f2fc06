"""What stands around the form: what is amiss, whether a page may show it, what to copy, and how it looks."""

from __future__ import annotations

import html
import re

from django.test import Client
import pytest

from clinics.models import Clinic
from clinics.snippet import snippets
from rules.models import RuleSet
from tests.clinics.editing.conftest import ADD, page_of, typed
from tests.studio.test_hostile_texts import HOSTILE, read, structure

pytestmark = pytest.mark.django_db


def amiss(client: Client, clinic: Clinic) -> list[str]:
    """What the page says is wrong."""
    found = re.search(
        r'<ul class="problems">(.*?)</ul>', client.get(page_of(clinic)).content.decode(), re.DOTALL
    )
    return [html.unescape(words) for words in re.findall(r"<li>(.*?)</li>", found[1])] if found else []


def test_what_is_amiss_is_said_on_top(mia: Client, clinic: Clinic) -> None:
    """And nothing, where nothing is."""
    assert amiss(mia, clinic) == []
    clinic.origins, clinic.is_active, clinic.referral = [], False, {"fr": "Nous avons du temps."}
    clinic.rule_set = RuleSet.objects.create(key="draft")
    clinic.save()
    active, sites, rules, *languages = amiss(mia, clinic)
    assert active.startswith("It is not active: visitors read that there is no bone check here.")
    assert sites == "No site is listed, so no page can show it. Add your site under “Sites”."
    assert rules.startswith("Its rules are not published")
    assert [words.split(". ")[0] for words in languages] == [
        f"“Text, {name}” is empty, and “Text, French” is not" for name in ("English", "Dutch")
    ]
    clinic.languages, clinic.default_language = ["fr"], "fr"
    clinic.save()
    assert amiss(mia, clinic) == [active, sites, rules]
    clinic.referral = {}
    clinic.languages = ["en", "fr"]
    clinic.save()
    assert amiss(mia, clinic) == [active, sites, rules]  # nothing said in any language is a choice


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://clinic.example/contact?x=1#top", "Yes: https://clinic.example is listed."),
        (" HTTPS://CLINIC.example:443 ", "Yes: https://clinic.example is listed."),
        (
            "https://www.clinic.example/contact",
            "Not yet. Add this line to “Sites”, and save: https://www.clinic.example",
        ),
        (
            "https://clinic.example:8443/",
            "Not yet. Add this line to “Sites”, and save: https://clinic.example:8443",
        ),
        ("http://clinic.example/", "is not secure. Write https:// in place of http://."),
        ("our page", "“our page” is no address of a site."),
        ("javascript:alert(1)", "“javascript:alert(1)” is no address of a site."),
    ],
)
def test_a_webmaster_asks_whether_it_will_work(mia: Client, clinic: Clinic, address: str, words: str) -> None:
    """Without a script, and without saving anything; the address stays in its field."""
    page = html.unescape(mia.get(page_of(clinic), {"page": address}).content.decode())
    answer = re.search(r'id="works-answer"[^>]*>(.*?)</p>', page)
    assert answer
    assert words in answer[1]
    assert f'value="{address}"' in page
    assert Clinic.objects.get().version == 1


def test_nobody_asked_and_nobody_is_answered(mia: Client, clinic: Clinic) -> None:
    """The field alone."""
    page = mia.get(page_of(clinic)).content.decode()
    assert 'id="works-page"' in page
    assert "works-answer" not in page


def test_every_snippet_is_there_to_copy(mia: Client, clinic: Clinic) -> None:
    """For each language of the clinic, its own first."""
    Clinic.objects.update(languages=["en", "fr"], default_language="fr")
    page = mia.get(page_of(clinic, language="nl")).content.decode()
    areas = re.findall(r"<textarea id=\"(\w+)-(\w\w)\"[^>]* readonly [^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert [(key, code, html.unescape(text)) for key, code, text in areas] == [
        (snippet.key, code, snippet.html)
        for code in ("fr", "en")
        for snippet in snippets("three-bridges", code)
    ]


def test_a_new_clinic_has_nothing_to_look_at_yet(superuser: Client) -> None:
    """Only the form."""
    page = superuser.get(ADD).content.decode()
    assert not re.findall(r"<iframe|readonly|works-page|statistics/", page)


def frames(page: str) -> dict[str, dict[str, str]]:
    """The frames of the preview by their titles, as a browser reads them."""
    return {attributes["title"]: attributes for tag, attributes in read(page) if tag == "iframe"}


def test_the_preview_is_the_questionnaire_itself(mia: Client, clinic: Clinic) -> None:
    """In each language, beside what the clinic says there, with the words of our own in that language."""
    found = frames(mia.get(page_of(clinic)).content.decode())
    assert found["The questionnaire: Français"]["src"] == "/embed/three-bridges/fr/"
    there = found["Where a doctor is advised: Français"]["srcdoc"].split("<template>")[0]
    assert "Nous avons du temps." in there
    assert 'href="tel:+3225551212"' in there
    assert 'href="https://clinic.example/book"' in there
    assert 'href="/embed/colour/1f5f5b.css"' in there
    assert '<html lang="fr"' in there


def test_where_nothing_is_said_the_preview_shows_nothing(mia: Client, clinic: Clinic) -> None:
    """But has what the script fills as somebody types."""
    Clinic.objects.update(referral={}, phone="", booking_url="")
    there = frames(mia.get(page_of(clinic)).content.decode())["Where a doctor is advised: English"]["srcdoc"]
    assert [part.count("data-contact=") for part in there.split("<template>")] == [0, 4]


def test_what_was_typed_wrongly_does_not_change_the_preview(mia: Client, clinic: Clinic) -> None:
    """It shows what is saved; the heading names the clinic as it is."""
    page = mia.post(page_of(clinic), typed(clinic, name="Seen", accent="nothing")).content.decode()
    assert "<h1>Clinic: Three Bridges</h1>" in page
    assert 'data-name="Three Bridges"' in page
    assert 'value="Seen"' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_everywhere(mia: Client, clinic: Clinic, text: str) -> None:
    """A7, A8: on its page, in the list, in the preview's own document, whether it is saved or refused."""
    friendly = {name: structure(page) for name, page in shown(mia, clinic).items()}
    Clinic.objects.update(name=text)
    worse = shown(mia, clinic)
    assert {name: structure(page) for name, page in worse.items()} == friendly
    assert text in html.unescape(worse["there"])
    clinic.refresh_from_db()
    for changes in (
        {"referral_en": text, "name": "Seen"},
        dict.fromkeys(("accent", "origins", "phone"), text),
    ):
        answer = mia.post(page_of(clinic), typed(clinic, **changes), follow=True)
        tags = read(answer.content.decode())
        assert not [attributes for _, attributes in tags if any(name.startswith("on") for name in attributes)]
        assert not {"img", "b"} & {tag for tag, _ in tags}


def shown(client: Client, clinic: Clinic) -> dict[str, str]:
    """The pages that have the clinic's words."""
    page = client.get(page_of(clinic)).content.decode()
    page = re.sub(r' srcdoc="[^"]*"', "", page)
    there = frames(client.get(page_of(clinic)).content.decode())["Where a doctor is advised: English"][
        "srcdoc"
    ]
    return {
        "change": page,
        "list": client.get("/en/admin/clinics/clinic/").content.decode(),
        "there": there,
    }
