"""The page of a clinic's statistics in the admin, for whoever looks after the clinic, and its file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
import pytest

from clinics.models import Clinic
from clinics.statistics import store
from tests.clinics.conftest import MakeClinic
from tests.clinics.statistics.conftest import what
from tests.questionnaire.markup import Element, read

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OCTOBER = {
    what("opened"): 81,
    what("language", "fr"): 60,
    what("language", "nl"): 21,
    what("step", "diet"): 44,
    what("completed"): 42,
    what("level", "refer"): 40,
    what("level", "urgent"): 2,
    what("release", "3"): 42,
}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def anna(clinic: Clinic) -> Client:
    """Who looks after the clinic, and no other."""
    user = User.objects.create_user("anna", is_staff=True)
    user.groups.add(Group.objects.get(name="Clinic staff"))
    clinic.staff.add(user)
    client = Client()
    client.force_login(user)
    return client


def address(clinic: Clinic, query: str = "", language: str = "en") -> str:
    """The page's."""
    return f"/{language}/admin/clinics/clinic/{clinic.pk}/statistics/{query}"


def opened(client: Client, clinic: Clinic, query: str = "", language: str = "en") -> Element:
    """What the page says, read as strictly as the visitors' pages."""
    response = client.get(address(clinic, query, language))
    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    content = html[html.index("<main") : html.index("</main>")]
    return read(f'<!doctype html>\n<html lang="{language}">{content}</main></html>')


def rows(page: Element, head: str) -> list[list[str]]:
    """The rows of the table whose first column has this head."""
    (table,) = [table for table in page.all("table") if table.all("th", scope="col")[0].text == head]
    return [[cell.text for cell in row.all("th", "td")] for row in table.one("tbody").all("tr")]


def test_a_month_that_is_over(anna: Client, clinic: Clinic) -> None:
    store.add(OCTOBER)
    page = opened(anna, clinic, "?month=2026-10")
    assert page.one("h1").text == "Statistics: Three Bridges"
    assert page.one("h2").text == "October 2026"
    assert [item.text for item in page.one("dl").all("dt", "dd")] == ["Opened", "80", "Completed", "40"]
    assert rows(page, "Day")[13] == ["October 14", "80", "40"]
    assert rows(page, "Day")[0] == ["October 1", "< 5", "< 5"]
    assert rows(page, "Step")[-2:] == [["What you eat", "40", "about 50%"], ["Result", "40", "about 50%"]]
    assert ["See your doctor about a bone density test", "40"] in rows(page, "Level")
    assert ["Get medical help today", "< 5"] in rows(page, "Level")
    assert rows(page, "Language") == [["English", "< 5"], ["Français", "60"], ["Nederlands", "20"]]
    assert rows(page, "Rules") == [["Release 3", "40"]]


def test_no_exact_number_is_on_the_page_or_in_the_file(anna: Client, clinic: Clinic) -> None:
    store.add({key: 5 * number + 4 for number, key in enumerate(OCTOBER, 1000)})
    shown = opened(anna, clinic, "?month=2026-10").text + sent(anna, clinic).content.decode()
    assert "5,000" in shown
    for exact in range(5004, 5004 + 5 * len(OCTOBER), 5):
        assert str(exact) not in shown
        assert f"{exact:,}" not in shown


def test_the_current_month_ends_today_and_keeps_levels_back(anna: Client, clinic: Clinic) -> None:
    store.add({key._replace(day=date(2026, 11, 2)): count for key, count in OCTOBER.items()})
    page = opened(anna, clinic)
    assert page.one("h2").text == "November 2026"
    assert rows(page, "Day")[-1][0] == "November 20"
    assert (
        "The levels are shown when the month is over"
        in page.one("section", **{"aria-labelledby": "levels"}).text
    )
    assert not page.one("section", **{"aria-labelledby": "levels"}).all("table")


def test_the_picture_says_in_words_what_it_shows(anna: Client, clinic: Clinic) -> None:
    store.add(OCTOBER)
    page = opened(anna, clinic, "?month=2026-10")
    picture = page.one(role="img")
    assert picture.all("rect", class_="opened")
    assert picture.all("rect", class_="completed")
    assert not [e for e in picture.walk() if e["style"]]
    assert [page.one(id=name).text for name in picture["aria-labelledby"].split()] == [
        "Day by day",
        "Opened most often on October 14: 80 times or more.",
    ]


def test_a_month_of_quiet_days_has_no_picture(anna: Client, clinic: Clinic) -> None:
    store.add({what(day=date(2026, 10, day)): 4 for day in range(1, 20)})
    page = opened(anna, clinic, "?month=2026-10")
    assert not page.all("svg")
    assert "No day has a bar here: each had fewer than 5." in page.text
    assert page.one("dl").all("dd")[0].text == "75"


def test_where_nothing_was_ever_counted_it_says_so(anna: Client, clinic: Clinic) -> None:
    page = opened(anna, clinic)
    assert "Nothing was counted in this month. Once the questionnaire stands in your site" in page.text
    assert not page.all("table", "form", "svg")
    assert "What is counted" in page.text


def test_each_month_with_numbers_is_a_link_away(anna: Client, clinic: Clinic) -> None:
    """Empty ones between them are passed over."""
    for day in (date(2026, 3, 1), date(2026, 10, 14), date(2026, 11, 3)):
        store.add({what(day=day): 9})
    links = {}
    for query in ("", "?month=2026-10", "?month=2026-06", "?month=2026-03"):
        found = opened(anna, clinic, query).one("nav").all("a")
        links[query] = [(link["rel"], link["href"], link.text) for link in found]
    assert links == {
        "": [("prev", "?month=2026-10", "← October 2026")],
        "?month=2026-10": [
            ("prev", "?month=2026-03", "← March 2026"),
            ("next", "?month=2026-11", "November 2026 →"),
        ],
        "?month=2026-06": [
            ("prev", "?month=2026-03", "← March 2026"),
            ("next", "?month=2026-10", "October 2026 →"),
        ],
        "?month=2026-03": [("next", "?month=2026-10", "October 2026 →")],
    }
    empty = opened(anna, clinic, "?month=2026-06").text
    assert "Nothing was counted in this month." in empty
    assert "Once the questionnaire stands" not in empty


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-00", "0000-01", "9999-12", "2026-12", "2026-1", "٢٠٢٦-10", "x", "", "2026-10-14", "\0"],
)
def test_a_month_that_there_is_not_leads_to_the_current_one(anna: Client, clinic: Clinic, month: str) -> None:
    assert opened(anna, clinic, f"?month={month}").one("h2").text == "November 2026"
    assert "2026-11.csv" in sent(anna, clinic, month)["Content-Disposition"]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_speaks_the_language_of_the_page(anna: Client, clinic: Clinic, language: str) -> None:
    store.add(OCTOBER)
    page = opened(anna, clinic, "?month=2026-10", language)
    assert page.one("h2").text == {"fr": "octobre 2026", "nl": "oktober 2026"}[language]
    assert sent(anna, clinic, language=language).content.count(b";") > 100


def sent(client: Client, clinic: Clinic, month: str = "2026-10", language: str = "en") -> Any:
    """The response to the button."""
    return client.post(address(clinic, "export/", language), {"month": month})


def test_the_file(anna: Client, clinic: Clinic) -> None:
    """A24: a download that no cache keeps, and a line in the clinic's history that says who took it."""
    store.add(OCTOBER)
    response = sent(anna, clinic)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="three-bridges-2026-10.csv"'
    assert response["Cache-Control"] == "no-store"
    assert '"Three Bridges","2026-10-14","Opened","","80"' in response.content.decode("utf-8-sig")
    entry = LogEntry.objects.get()
    assert (entry.user.get_username(), entry.get_edited_object()) == ("anna", clinic)
    assert entry.get_change_message() == "Downloaded the statistics of October 2026."
    history = anna.get(f"/en/admin/clinics/clinic/{clinic.pk}/history/").content.decode()
    assert "Downloaded the statistics of October 2026." in history


def test_a_clinic_that_is_called_a_formula_is_none_in_the_file(anna: Client, clinic: Clinic) -> None:
    """A24: with the history too, where it is only read."""
    clinic.name = '=HYPERLINK("https://x.example","x")'
    clinic.save()
    lines = sent(anna, clinic).content.decode("utf-8-sig").splitlines()
    assert all(line.startswith('"\'=HYPERLINK(""https://x.example"",""x"")",') for line in lines[1:])


def test_the_file_takes_a_press_of_the_button(anna: Client, clinic: Clinic) -> None:
    """A3: no link, and no form of another site."""
    store.add(OCTOBER)
    assert anna.get(address(clinic, "export/")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="anna"))
    assert sent(strict, clinic).status_code == 403
    assert not LogEntry.objects.exists()
    form = opened(strict, clinic, "?month=2026-10").one("form")
    fields = {field["name"]: field["value"] for field in form.all("input")}
    assert strict.post(form["action"], fields).status_code == 200
    assert strict.post(address(clinic), fields).status_code == 405


@pytest.mark.parametrize("page", ["", "export/"])
def test_only_whoever_looks_after_a_clinic_sees_its_numbers(
    anna: Client, make_clinic: MakeClinic, page: str
) -> None:
    """A1: another clinic's are as those of none."""
    other = make_clinic("elsewhere")
    assert anna.post(address(other, page), {"month": "2026-10"}).status_code == 404
    assert anna.get(address(other, page)).status_code == 404
    assert Client().get(address(other, page)).status_code == 302
    assert not LogEntry.objects.exists()
