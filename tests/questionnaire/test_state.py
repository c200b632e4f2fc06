"""The signed state: what we signed comes back; everything else is refused with its reason."""

from __future__ import annotations

from dataclasses import replace
import string
import time
from types import SimpleNamespace

from django.core import signing
from django.test import override_settings
import pytest

from questionnaire.fields import Answer
from questionnaire.state import (
    CLOCK_SKEW_SECONDS,
    LIFETIME_SECONDS,
    LONGEST,
    SALT,
    State,
    StateInvalid,
    read_state,
)
from tests.questionnaire.people import EVERYTHING

STATE = State(
    "diet", ("cheese_per_day", "sodas_per_week"), {"age_years": 70, "sleep_hours": 6.5, "diets": None}, 3
)
NOW = 1_800_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The state's clock, to be set: `clock.now`."""
    hands = SimpleNamespace(now=NOW)
    hands.time = lambda: hands.now
    monkeypatch.setattr("questionnaire.state.time", hands)
    return hands


def refusal(text: str | None, step: str = "diet") -> str:
    """Why it is refused."""
    with pytest.raises(StateInvalid) as refused:
        read_state(text, step)
    return refused.value.reason


def test_a_state_comes_back_as_it_was() -> None:
    assert read_state(STATE.sign(), "diet") == STATE


def test_a_change_of_any_character_is_noticed() -> None:
    text = STATE.sign()
    for position, character in enumerate(text):
        for other in {"A", "0", ":", "."} - {character}:
            assert refusal(text[:position] + other + text[position + 1 :]) == "tampered"
        assert refusal(text[:position] + text[position + 1 :]) == "tampered"


@pytest.mark.parametrize("text", [None, ""])
def test_no_state_is_missing(text: str | None) -> None:
    assert refusal(text) == "missing"


@pytest.mark.parametrize(
    "text",
    ["x", ":", "::", "a:b:c", ".", "\0", "a\0:b", "\ud800", "é:ü", "{}", "null:null", string.printable],
)
def test_garbage_is_refused_like_a_changed_state(text: str) -> None:
    assert refusal(text) == "tampered"


def test_the_signature_of_another_site_or_of_another_purpose_is_refused() -> None:
    with override_settings(SECRET_KEY="another key, just as long as it has to be for a signature"):
        foreign = STATE.sign()
    assert refusal(foreign) == "tampered"
    assert refusal(signing.dumps({"step": "diet"})) == "tampered"


def test_a_state_lives_for_a_day(clock: SimpleNamespace) -> None:
    text = STATE.sign()
    clock.now = NOW + LIFETIME_SECONDS
    assert read_state(text, "diet") == STATE
    clock.now += 1
    assert refusal(text) == "expired"


def test_a_state_from_the_future_is_refused_but_clocks_may_differ_by_a_minute(clock: SimpleNamespace) -> None:
    text = STATE.sign()
    clock.now = NOW - CLOCK_SKEW_SECONDS
    assert read_state(text, "diet") == STATE
    clock.now -= 1
    assert refusal(text) == "future"


@pytest.mark.parametrize("jump", [-10 * 365 * 86_400, 10 * 365 * 86_400])
def test_a_clock_that_jumps_by_years_refuses_and_never_fails(clock: SimpleNamespace, jump: int) -> None:
    text = STATE.sign()
    clock.now = NOW + jump
    assert refusal(text) in ("expired", "future")


def test_the_state_of_one_step_is_not_taken_for_another() -> None:
    assert refusal(STATE.sign(), "result") == "misplaced"


def test_what_is_too_long_is_not_even_read() -> None:
    assert refusal("x" * (LONGEST + 1)) == "oversized"
    assert refusal("x" * LONGEST) == "tampered"


def test_a_complete_set_of_answers_takes_a_fifth_of_the_room() -> None:
    full = replace(STATE, answers=EVERYTHING)
    assert len(full.sign()) < LONGEST / 5


def test_the_reason_is_said_when_nobody_catches_it() -> None:
    assert str(StateInvalid("expired")) == "expired"


def test_units_and_the_level_seen_last_travel_along() -> None:
    state = replace(STATE, units={"height_cm": "ft_in"}, level="discuss")
    assert read_state(state.sign(), "diet") == state


def test_an_answer_that_another_contradicts_is_forgotten() -> None:
    answers: dict[str, Answer] = {
        "age_years": 48,
        "sex": "female",
        "menopause": "natural",
        "menopause_age_years": 50,
    }
    assert STATE.answered(answers).answers.keys() == {"age_years", "sex", "menopause"}
    assert STATE.answered(answers).facts == {"age_years": 48, "sex": "female", "menopause": "natural"}
    assert STATE.answered(answers | {"shoe_size": 42, "age_years": 51}).answers == answers | {"age_years": 51}


def test_moving_to_another_page_keeps_everything_else() -> None:
    state = replace(STATE, answers=dict(EVERYTHING), units={"weight_kg": "lb"}, level="refer")
    moved = state.at("hormones", ("menopause",))
    assert moved == replace(state, step="hormones", shown=("menopause",))
    assert moved.facts == state.facts


def test_each_step_that_was_seen_is_kept_once_in_the_order_of_coming() -> None:
    """Back and forth and back again; a page in another language or with other answers is no other step."""
    state = STATE
    for step in ("diet", "result", "diet", "lifestyle", "result", "diet"):
        state = state.at(step)
    state = state.answered({"age_years": 71})
    assert state.seen == ("diet", "result", "lifestyle")
    assert read_state(state.sign(), "diet").seen == ("diet", "result", "lifestyle")


def test_the_way_here_makes_it_no_other_page() -> None:
    """Or Back would lead to the page that somebody is on."""
    assert replace(STATE, seen=("hormones",)) == STATE
    assert replace(STATE, clinic="bridges") != STATE
    assert replace(STATE, rule_set="other") != STATE


def test_clinic_and_rule_set_travel_along() -> None:
    state = replace(STATE, clinic="bridges", rule_set="other", seen=("diet",))
    read = read_state(state.sign(), "diet")
    assert (read, read.clinic, read.rule_set, read.seen) == (state, "bridges", "other", ("diet",))


def test_a_state_from_before_there_were_clinics_is_still_read() -> None:
    """What was signed by the release before this one: somebody is on the way while the site is renewed."""
    content = {
        "step": "diet",
        "shown": list(STATE.shown),
        "answers": STATE.answers,
        "release": 3,
        "units": {},
        "level": "",
        "issued": int(time.time()),
    }
    read = read_state(signing.Signer(salt=SALT).sign_object(content, compress=True), "diet")
    assert read == STATE
    assert (read.clinic, read.rule_set, read.seen) == ("", "bone-health", ())


@pytest.mark.parametrize(
    "more", [{"seen": 5}, {"seen": None}, {"shown": 5}, {"tracked": "yes"}, {"issued": None}]
)
def test_a_state_of_another_shape_is_refused_like_a_changed_one(more: dict[str, object]) -> None:
    content = {"step": "diet", "shown": [], "answers": {}, "release": 3, "issued": 1} | more
    assert refusal(signing.Signer(salt=SALT).sign_object(content)) == "tampered"
