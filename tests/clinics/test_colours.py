"""A clinic's colour: readable wherever it is used, on light and dark screens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
import pytest
import tinycss2

from clinics.colours import (
    CARD,
    COLOUR,
    DARK_CARD,
    DARK_PAPER,
    ENOUGH,
    PAPER,
    WHITE,
    contrast,
    is_readable,
    mix,
    readable,
    stylesheet,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
NAMES = {"--accent", "--accent-soft", "--band", "--tint", "--ticked"}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#1f5f5b", "#1f5f5b", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Known pairs, either way around."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_a_mixture_lies_between() -> None:
    """Its ends are the two colours."""
    assert mix("#102030", "#ffffff", 1) == "#102030"
    assert mix("#102030", "#ffffff", 0) == "#ffffff"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@given(COLOURS)
def test_the_nearest_readable_colour_is_one(colour: str) -> None:
    """And a readable one is its own."""
    nearest = readable(colour)
    assert is_readable(nearest)
    assert readable(nearest) == nearest
    assert (nearest == colour) == is_readable(colour)


@pytest.mark.parametrize(
    ("colour", "good"),
    [
        ("#1f5f5b", True),
        ("#7a3b69", True),
        ("#000000", True),
        ("#ffffff", False),
        ("#ffee88", False),
        ("#ff0000", False),
    ],
)
def test_what_is_readable_is_so_to_the_eye(colour: str, good: bool) -> None:
    """Known colours."""
    assert is_readable(colour) == good


def declared(css: str) -> list[dict[str, str]]:
    """The custom properties, for light screens and for dark ones."""
    rules = tinycss2.parse_stylesheet(css)
    assert [rule.type for rule in rules] == ["qualified-rule", "at-rule"]
    light, dark = rules
    assert tinycss2.serialize(light.prelude) == ":root"
    assert "prefers-color-scheme:dark" in tinycss2.serialize(dark.prelude)
    (inner,) = tinycss2.parse_rule_list(dark.content)
    return [
        {each.name: tinycss2.serialize(each.value) for each in tinycss2.parse_declaration_list(rule.content)}
        for rule in (light, inner)
    ]


@given(COLOURS)
def test_every_shade_can_be_read(colour: str) -> None:
    """A8: whatever was chosen, the sheet sets a few known properties to colours, and text can be read."""
    light, dark = declared(stylesheet(colour))
    assert light.keys() == NAMES
    assert dark.keys() < NAMES
    assert all(COLOUR.fullmatch(value) for sheet in (light, dark) for value in sheet.values())
    for ground in (WHITE, PAPER, CARD, light["--accent-soft"]):
        assert contrast(light["--accent"], ground) >= ENOUGH
    assert contrast(light["--band"], WHITE) >= ENOUGH
    assert contrast(light["--ticked"], WHITE) >= 3
    for ground in (DARK_CARD, DARK_PAPER, dark["--accent-soft"]):
        assert contrast(dark["--accent"], ground) >= ENOUGH
