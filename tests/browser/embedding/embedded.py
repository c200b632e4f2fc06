"""A clinic's page as a visitor sees it, with the questionnaire in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page

SLUG = "three-bridges"
STEP, TRIES = 32, 200  # pixels by which a frame may be too high; each try takes 25 ms
NOTES = """<script nonce="x">
  notes = [];
  for (const kind of ["message", "bonerisk:completed"])
    addEventListener(kind, event => notes.push([event.origin ?? kind, event.data ?? event.detail]));
</script>"""
CONTENT = """() => {
  const root = document.documentElement;
  return {
    height: root.getBoundingClientRect().height,
    isTooHigh: root.scrollHeight > innerHeight,
    isTooWide: root.scrollWidth > innerWidth,
    window: innerHeight,
    focus: document.activeElement.tagName,
  };
}"""


def snippet(origin: str, clinic: str, language: str = "") -> str:
    """What a clinic pastes into its page."""
    wanted = f' data-language="{language}"' if language else ""
    return f'<script src="{origin}/embed/v1.js" data-clinic="{clinic}"{wanted} async></script>'


def policy(origin: str) -> str:
    """The strictest policy of a clinic's page that lets the snippet work."""
    rules = f"default-src 'none'; script-src 'nonce-x' {origin}; style-src 'nonce-x'; frame-src {origin}"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}; img-src data:">'


def host_page(*parts: str, head: str = "", style: str = "") -> str:
    """The HTML of a page with text before and after, which notes each message that it gets and each event."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A clinic</title>{head}'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{NOTES}'
        f'<style nonce="x">body {{ margin: 0 }} .text {{ height: 500px }} {style}</style>'
        f'<div class="text"><h1>Our clinic</h1></div>{"".join(parts)}<div class="text">More of it</div>'
    )


@dataclass
class Embedded:
    """A form in an open page; `heights` are those that its frame had."""

    page: Page
    element: ElementHandle
    frame: Frame
    heights: list[int] = field(default_factory=list)

    @classmethod
    def on(cls, page: Page, place: str = "bonerisk-form iframe") -> Embedded:
        """The one in the frame that this selector finds, once it fits."""
        form = cls.loaded(page, place)
        form.fitted()
        return form

    @classmethod
    def loaded(cls, page: Page, place: str = "iframe") -> Embedded:
        """The one in the frame that this selector finds, whether or not it fits."""
        element = page.wait_for_selector(place)
        assert element
        before = page.evaluate("scrollY")
        element.scroll_into_view_if_needed()  # it loads no sooner
        frame = element.content_frame()
        assert frame
        frame.wait_for_selector("h1")
        page.evaluate(f"scrollTo(0, {before})")
        return cls(page, element, frame)

    def fitted(self) -> int:
        """The frame's height, once it is that of its page."""
        for _ in range(TRIES):
            height, found = self.height, self.frame.evaluate(CONTENT)
            if found["height"] <= height == found["window"] <= found["height"] + STEP:
                assert not found["isTooHigh"], "there are two scroll bars"
                assert not found["isTooWide"]
                self.heights.append(height)
                return height
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{height} px high: {found}")

    def arrived(self) -> None:
        """A page later: it fits, begins in the upper half of the window, and the visitor reads on at its heading."""
        self.fitted()
        assert 0 <= self.top < self.page.evaluate("innerHeight") / 2
        assert self.frame.evaluate(CONTENT)["focus"] in ("H1", "DIV")  # or at what is wrong
        assert self.has_focus

    @property
    def height(self) -> int:
        """As the page around it shows the frame."""
        return int(self.element.evaluate("frame => frame.clientHeight"))

    @property
    def top(self) -> int:
        """How far below the window's upper edge the frame begins, in pixels."""
        return int(self.element.evaluate("frame => Math.round(frame.getBoundingClientRect().top)"))

    @property
    def has_focus(self) -> bool:
        """Whether the visitor is in the frame, for the page around it."""
        return bool(self.element.evaluate("frame => document.activeElement === frame"))


def notes(page: Page) -> list[tuple[str, Any]]:
    """What the page got: messages with their origin, events with their name."""
    return [(origin, data) for origin, data in page.evaluate("notes")]
