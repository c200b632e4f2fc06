"""What the script adds to a page: steppers, answers that exclude each other, questions that appear in place."""

from __future__ import annotations

from playwright.sync_api import Page, expect
import pytest

from tests.browser.form import CONTINUE, fill, held, turn
from tests.browser.shortcuts import Shortcuts
from tests.questionnaire.people import EVERYTHING

pytestmark = pytest.mark.browser


def test_steppers_count_up_and_down_and_stop_at_the_limits(go: Shortcuts) -> None:
    go.blank("lifestyle")
    question = go.page.locator("#q_strength_days_per_week")
    field = question.get_by_role("textbox")
    less, more = (question.get_by_role("button", name=name) for name in ("One less", "One more"))
    expected = []
    for button in (less, more, more, less, less, *[more] * 9):
        button.click()
        expected.append(field.input_value())
    assert expected == ["0", "1", "2", "1", "0", "1", "2", "3", "4", "5", "6", "7", "7", "7"]


def test_a_stepper_keeps_the_focus_order_of_the_fields(go: Shortcuts) -> None:
    go.blank("lifestyle")
    go.page.locator("[name=coffee_cups_per_day]").focus()
    go.page.keyboard.press("Tab")
    expect(go.page.locator("[name=coffee_cups_per_day__unknown]")).to_be_focused()


def test_a_number_is_known_or_not(go: Shortcuts) -> None:
    go.blank("lifestyle")
    question = go.page.locator("#q_coffee_cups_per_day")
    field, unknown = question.get_by_role("textbox"), question.get_by_label("I don’t know")
    unknown.check()
    field.fill("2")
    expect(unknown).not_to_be_checked()
    unknown.check()
    expect(field).to_have_value("")
    question.get_by_role("button", name="One more").click()
    expect(unknown).not_to_be_checked()


def test_a_height_in_feet_is_known_or_not(go: Shortcuts) -> None:
    go.section("about-you", units={"height_cm": "ft_in"})
    question = go.page.locator("#q_height_cm")
    assert [field.input_value() for field in question.get_by_role("textbox").all()] == ["5", "5"]
    question.get_by_label("I don’t know").check()
    assert [field.input_value() for field in question.get_by_role("textbox").all()] == ["", ""]


def test_none_and_unknown_stand_alone(go: Shortcuts) -> None:
    go.section("warning-signs")
    box = go.page.locator("#q_symptoms").get_by_label
    box("None of these").check()
    assert held(go.page)["symptoms"] == ["none"]
    box("I don’t know").check()
    assert held(go.page)["symptoms"] == ["unknown"]
    box("night").check()
    assert held(go.page)["symptoms"] == ["night_cramps"]
    assert held(go.page)["red_flags"] == ["none"]


def test_one_page_leads_from_sex_to_pregnancy(scripted: Page) -> None:
    scripted.goto("/en/check/")
    pregnant, height_loss = (
        scripted.locator("#q_pregnant_or_breastfeeding"),
        scripted.locator("#q_height_loss"),
    )
    assert not pregnant.is_visible()
    fill(scripted, {"age_years": 45, "sex": "female"})
    expect(pregnant).to_be_visible()
    expect(height_loss).to_be_visible()
    scripted.locator("[name=age_years]").fill("38")
    expect(pregnant).to_be_visible()
    expect(height_loss).to_be_hidden()
    scripted.locator("[name=sex][value=male]").check()
    expect(pregnant).to_be_hidden()


def test_menopause_its_age_and_its_treatment_are_asked_on_one_page(go: Shortcuts) -> None:
    go.blank("hormones")
    further = go.page.locator("#q_menopause_age_years"), go.page.locator("#q_hormone_therapy")
    for choice, shown in (("not_yet", False), ("natural", True), ("unknown", False), ("natural", True)):
        go.page.locator(f"[name=menopause][value={choice}]").check()
        assert [question.is_visible() for question in further] == [shown, shown], choice
    fill(go.page, EVERYTHING)
    turn(go.page, CONTINUE)
    expect(go.page.get_by_role("heading", level=1)).to_have_text("Family, fractures and falls")


def test_what_vanished_is_not_sent(go: Shortcuts) -> None:
    go.blank("health-medicines")
    go.page.locator("[name=medicines][value=glucocorticoids]").check()
    go.page.locator("[name=glucocorticoid_months][value='3_or_more']").check()
    go.page.locator("[name=medicines][value=glucocorticoids]").uncheck()
    with go.page.expect_request("**/check/health-medicines/") as sent:
        turn(go.page, CONTINUE)
    assert "also=conditions" not in (sent.value.post_data or "")
    assert "medicines" not in (sent.value.post_data or "").replace("health-medicines", "")
    assert "glucocorticoid" not in (sent.value.post_data or "")


def test_what_one_cannot_eat_is_not_asked(go: Shortcuts) -> None:
    go.blank("diet")
    milk, fish = go.page.locator("#q_milk_or_yoghurt_per_day"), go.page.locator("#q_oily_fish_per_week")
    go.page.locator("[name=diets][value=milk_allergy]").check()
    assert (milk.is_visible(), fish.is_visible()) == (False, True)
    go.page.locator("[name=diets][value=vegan]").check()
    assert (milk.is_visible(), fish.is_visible()) == (False, False)
    go.page.locator("[name=diets][value=none]").check()
    assert (milk.is_visible(), fish.is_visible()) == (True, True)


def test_printing_is_offered_only_where_it_works(go: Shortcuts, page: Page) -> None:
    go.result()
    expect(go.page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    Shortcuts(page, go.address).result()
    expect(page.locator("[data-do=print]")).to_be_hidden()
