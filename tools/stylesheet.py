"""Writes the one stylesheet of the site: `python -m tools.stylesheet OUT`.

It holds what our pages use of Bootstrap, then styles/*.css. A class must stand whole in a template or in
Python code: `btn-{{ kind }}` would not be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
import re
import sys
from typing import Any, NamedTuple

from bootstrap_wrapper import get_bootstrap_css_dir
from rcssmin import cssmin
import tinycss2

WORD = re.compile(r"[A-Za-z][\w-]*")
CLASSES = re.compile(r"""class=(["'])(.*?)\1""")
STRING = re.compile(r"""(?=(["'])([a-z0-9_ -]+)\1)""")  # a sentence has a capital or a stop
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
RENDERED = frozenset({"html", "body", "input", "textarea"})  # by the browser and by Django's widgets
WITHOUT = {"skip_comments": True, "skip_whitespace": True}


class Used(NamedTuple):
    """What occurs in the pages: classes, elements, and all words, among which the attributes."""

    classes: frozenset[str]
    elements: frozenset[str]
    words: frozenset[str]


def used(source: str) -> Used:
    """What templates and Python modules use; rather too much than too little."""
    strings = " ".join(text for _, text in CLASSES.findall(source) + STRING.findall(source))
    return Used(
        frozenset(WORD.findall(strings)),
        RENDERED.union(ELEMENT.findall(source)),
        frozenset(WORD.findall(source)),
    )


def stylesheet(framework: str, own: str, pages: Used) -> str:
    """The framework's rules that `pages` use, then all of `own`, minified."""
    rules = tinycss2.parse_stylesheet(framework, **WITHOUT)
    names = set(_names(tinycss2.parse_component_value_list(own)))
    while True:  # what stays may name a custom property whose own value names another
        kept = "".join(_kept(rules, pages, names))
        found = names.union(_names(tinycss2.parse_component_value_list(kept)))
        if found == names:
            return str(cssmin(kept + own))
        names = found


def _kept(rules: Iterable[Any], pages: Used, names: set[str]) -> Iterator[str]:
    for rule in rules:
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "qualified-rule":
            selectors = ",".join(_selectors(rule.prelude, pages))
            if selectors and (body := _declarations(rule.content, names)):
                yield f"{selectors}{{{body}}}"
        elif rule.at_keyword in ("media", "supports"):
            if body := "".join(_kept(tinycss2.parse_rule_list(rule.content, **WITHOUT), pages, names)):
                yield f"@{rule.at_keyword} {prelude}{{{body}}}"
        elif rule.at_keyword == "keyframes" and prelude in names:
            yield rule.serialize()


def _selectors(prelude: list[Any], pages: Used) -> Iterator[str]:
    commas = [place for place, part in enumerate(prelude) if part == ","]
    for start, end in zip([-1, *commas], [*commas, None], strict=True):
        selector = prelude[start + 1 : end]
        if all(_occurs(before, part, pages) for before, part in pairwise([None, *selector])):
            yield tinycss2.serialize(selector).strip()


def _occurs(before: Any, part: Any, pages: Used) -> bool:
    """Whether the pages hold this part of a selector; what stands inside :not() and its like excludes nothing."""
    if part.type == "[] block":
        return next(inner.value for inner in part.content if inner.type == "ident") in pages.words
    if part.type != "ident" or before == ":":
        return True
    return part.value in (pages.classes if before == "." else pages.elements)


def _declarations(content: list[Any], names: set[str]) -> str:
    """The declarations, without the custom properties that nothing reads."""
    found = tinycss2.parse_blocks_contents(content, **WITHOUT)
    return ";".join(
        each.serialize() for each in found if not each.name.startswith("--") or each.name in names
    )


def _names(tokens: Iterable[Any]) -> Iterator[str]:
    """The custom properties that are read, and all other names: one of them may be that of keyframes."""
    for token in tokens:
        if token.type == "function":
            yield from (inner.value for inner in token.arguments if inner.type == "ident")
            yield from _names(token.arguments)
        elif token.type.endswith("block"):
            yield from _names(token.content)
        elif token.type == "ident" and not token.value.startswith("--"):
            yield token.value


def main(out: Path) -> None:
    """Write the stylesheet of the project in the working directory to `out`."""
    framework = (get_bootstrap_css_dir() / "bootstrap.css").read_text(encoding="utf-8")
    paths = [*Path("templates").rglob("*.*"), *Path("questionnaire").rglob("*.py")]
    pages = used("\n".join(path.read_text(encoding="utf-8") for path in paths))
    own = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path("styles").glob("*.css")))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(stylesheet(framework, own, pages), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
