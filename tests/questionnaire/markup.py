"""A page's HTML as a tree, read more strictly than any browser does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
import re

VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
BLOCKS = frozenset(("div", "fieldset", "form", "h1", "h2", "h3", "ol", "p", "section", "ul"))
INTERACTIVE = frozenset(("a", "button", "details", "label"))
REFERENCES = frozenset(("for", "aria-describedby", "aria-labelledby", "form"))
FLAGS = frozenset(
    (
        *("async", "autofocus", "checked", "defer", "disabled", "formnovalidate", "hidden", "novalidate"),
        *("readonly", "required"),
    )
)


@dataclass
class Element:
    """One element; `children` are elements and texts."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """Those below with one of the tags, and these attributes (`class_` has to be among the classes)."""
        return [e for e in self.walk() if (not tags or e.tag in tags) and e.has(attributes)]

    def one(self, *tags: str, **attributes: str) -> Element:
        """The only one such."""
        (found,) = self.all(*tags, **attributes)
        return found

    def has(self, attributes: dict[str, str]) -> bool:
        """Whether these attributes are so."""
        classes = self["class"].split()
        return all(
            value in classes if name == "class_" else self[name] == value
            for name, value in attributes.items()
        )

    @property
    def text(self) -> str:
        """What is read there, in one line."""
        return " ".join(self.texts())

    def texts(self) -> Iterator[str]:
        """The text nodes, each in one line; a no-break space stays one."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            elif line := re.sub(r"[ \t\r\n]+", " ", child).strip(" "):
                yield line

    def replace(self, element: Element, *others: Element) -> None:
        """Others, if any, where one of its children stood."""
        position = next(i for i, child in enumerate(self.children) if child is element)
        self.children[position : position + 1] = others
        for other in others:
            other.parent = self

    def above(self) -> Iterator[Element]:
        """The element and those that it stands in, the nearest first."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


class MalformedPage(AssertionError):
    """What is wrong with the HTML, and where."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        _require(len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}")
        _require(all(value is not None or name in FLAGS for name, value in attrs), f"<{tag}> {attrs}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        _require(self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>, {self.getpos()}")
        assert self.here.parent
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        _require("{{" not in data and "{%" not in data, f"a template's sign in {data!r}")
        self.here.children.append(data)


def read(html: str) -> Element:
    """The page's tree; raise MalformedPage."""
    _require(html.startswith("<!doctype html>\n<html lang="), "the page begins with doctype and language")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    _require(reader.here is reader.root, f"<{reader.here.tag}> is never closed")
    page = reader.root.one("html")
    for element in page.walk():
        _check_place(element)
    _check_ids(page)
    return page


def _check_place(element: Element) -> None:
    over = [above.tag for above in element.above()][1:]
    if element.tag in BLOCKS:
        _require(not {"p", "h1", "h2", "h3", "button", "label"} & set(over), f"<{element.tag}> in {over}")
    if element.tag in INTERACTIVE - {"details"}:
        _require(not {"a", "button", "label"} & set(over), f"<{element.tag}> in {over}")
    if element.tag in ("ul", "ol"):
        inside = {child if isinstance(child, str) else child.tag for child in element.children}
        _require({i.strip() for i in inside} <= {"", "li"}, f"a list holds {inside}")
    if element.tag == "form":
        _require("form" not in over, "a form in a form")


def _check_ids(page: Element) -> None:
    ids = [element["id"] for element in page.walk() if "id" in element.attributes]
    known = set(ids)
    _require(len(ids) == len(known), f"an id stands twice: {sorted(ids)}")
    for element in page.walk():
        for name in REFERENCES & element.attributes.keys():
            missing = set(element[name].split()) - known
            _require(not missing, f"{name} of <{element.tag}> leads nowhere: {missing}")
        if element["href"].startswith("#"):
            _require(element["href"][1:] in known, f"a link leads nowhere: {element['href']}")


def _require(holds: bool, fault: str) -> None:
    if not holds:
        raise MalformedPage(fault)
