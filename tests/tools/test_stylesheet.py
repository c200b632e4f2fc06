"""The stylesheet keeps what the pages use of the framework, and all of ours."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tools.stylesheet import main, stylesheet, used

PAGES = used(
    """
    <ol class="plain {% if wide %}wide{% endif %} {{ "Big" if wide else "small-caps" }}">
    <input type="radio" hidden>
    {{ button(_("Next"), "btn btn-primary") }}
    Div(key, css_class="question")
    A card, said in passing.
    """
)


def made(framework: str, own: str = "") -> str:
    """The stylesheet of the pages above."""
    return stylesheet(framework, own, PAGES)


@pytest.mark.parametrize(
    "selector",
    [
        ".plain",
        ".wide",
        ".small-caps",
        ".btn.btn-primary",
        ".question>ol",
        "ol .plain::before",
        "body",
        ":root",
        ".plain:not(.unused)",
        ".plain:nth-child(2n)",
        "[hidden]",
        "[type=radio]",
        "[type=file]",  # the value may come from Django
        ".btn:first-child:active",
    ],
)
def test_what_the_pages_use_is_kept(selector: str) -> None:
    assert made(selector + "{color:red}") == selector + "{color:red}"


@pytest.mark.parametrize(
    "selector",
    [".unused", ".btn.unused", ".unused .btn", "dl", "ol dl", ".card", "[data-bs-theme=dark]"],
)
def test_what_no_page_uses_is_dropped(selector: str) -> None:
    assert made(selector + "{color:red}") == ""


def test_a_list_of_selectors_keeps_those_that_are_used() -> None:
    assert made(".unused, .plain, dl, ol > .wide { color: red }") == ".plain,ol>.wide{color:red}"


def test_a_media_query_that_is_left_without_rules_goes() -> None:
    framework = """
        @media (width > 9em) { .unused { color: red } }
        @media print { .plain { color: black } .unused { color: red } }
        @supports (gap: 0) { @media print { .unused { color: red } } }
    """
    assert made(framework) == "@media print{.plain{color:black}}"


def test_custom_properties_stay_while_something_reads_them() -> None:
    framework = """
        :root { --a: var(--b); --b: 1px; --c: 2px; --d: var(--c); --ours: 3px }
        .plain { width: calc(var(--a) * 2) }
        .unused { width: var(--c) }
    """
    kept = made(framework, ".mine{width:var(--ours,4px)}")
    assert ":root{--a:var(--b);--b:1px;--ours:3px}" in kept
    assert "--c" not in kept
    assert "--d" not in kept


def test_a_rule_of_nothing_but_unread_custom_properties_goes() -> None:
    assert made(".plain { --x: 1px }") == ""


def test_keyframes_stay_with_the_rule_that_runs_them() -> None:
    framework = "@keyframes turn { to { rotate: 1turn } } .{} { animation: 1s turn }"
    assert "@keyframes turn" in made(framework.replace("{}", "plain", 1))
    assert made(framework.replace("{}", "unused", 1)) == ""


def test_ours_is_kept_whole_and_last() -> None:
    own = ".level-urgent{color:red}dl{margin:0}"
    assert made(".plain{color:red}", own) == ".plain{color:red}" + own


def test_the_site_has_one_small_stylesheet(tmp_path: Path) -> None:
    out = tmp_path / "new" / "site.css"
    main(out)
    css = out.read_bytes()
    assert len(gzip.compress(css)) <= 9_000
    for kept in (
        b".btn-primary{",
        b".form-check-input{",
        b".alert-danger{",
        b".visually-hidden",
        b".level-urgent",
    ):
        assert kept in css
    assert b"@import" not in css
    assert b"url(http" not in css
    assert b"url(//" not in css
