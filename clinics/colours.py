"""A clinic's one colour, and the shades that the pages make of it: never one that is hard to read. No Django.

Contrast is that of WCAG 2.2, section 1.4.3: text and ground at 4.5 or more.
"""

from __future__ import annotations

import re

COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
ENOUGH = 4.5
WHITE, PAPER, CARD, DARK_CARD, DARK_PAPER = "#ffffff", "#fbf8f3", "#ffffff", "#1d2525", "#151b1b"
SOFT, TINT = 0.12, 0.2  # how much of the colour there is in a pale ground, and in a picture
STEPS = 50


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of a colour on a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def is_readable(accent: str) -> bool:
    """Whether text in this colour can be read on every light ground that the pages have, and white on it."""
    grounds = (WHITE, PAPER, mix(accent, PAPER, SOFT))
    return all(contrast(accent, ground) >= ENOUGH for ground in grounds)


def readable(accent: str) -> str:
    """The colour itself, or the nearest darker shade that can be read."""
    shades = (mix(accent, "#000000", 1 - step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in shades if is_readable(shade))


def stylesheet(accent: str) -> str:
    """The custom properties of styles/10-page.css in this colour, for light and dark screens."""
    accent = readable(accent)
    light = {
        "accent": accent,
        "accent-soft": mix(accent, PAPER, SOFT),
        "band": accent,
        "tint": mix(accent, CARD, TINT),
        "ticked": accent,
    }
    lit = _lit(accent)
    dark = {
        "accent": lit,
        "accent-soft": mix(lit, DARK_PAPER, SOFT),
        "tint": mix(lit, DARK_CARD, TINT),
    }
    return (
        f":root{{{_declarations(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(dark)}}}}}"
    )


def _lit(accent: str) -> str:
    """The nearest paler shade that can be read on a dark screen."""
    shades = (mix(accent, WHITE, 1 - step / STEPS) for step in range(STEPS + 1))
    grounds = (DARK_CARD, DARK_PAPER)
    return next(
        shade
        for shade in shades
        if all(contrast(shade, g) >= ENOUGH for g in (*grounds, mix(shade, DARK_PAPER, SOFT)))
    )


def _declarations(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
