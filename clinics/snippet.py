"""What a clinic copies into its own page, as text: every way to have the questionnaire there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from clinics import script

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAJOR = 1
HEIGHT = 900  # pixels, of a frame that cannot grow: most of a step, without filling a laptop's window


@dataclass(frozen=True, slots=True)
class Snippet:
    """One way: its name, when to take it, and the HTML to copy."""

    key: str
    title: StrOrPromise
    advice: StrOrPromise
    html: str


def snippets(slug: str, language: str) -> Iterator[Snippet]:
    """Every way for a clinic and one of its languages, the usual one first."""
    page = f"{settings.BASE_URL}/embed/{slug}/{language}/"
    with override(language):
        title, link = gettext("Bone check"), _tag("a", gettext("Open the bone check"), href=page)
    named = {"data-clinic": slug, "data-language": language}
    instead = f"<noscript>{link}</noscript>"
    yield Snippet(
        "script",
        _("Two lines"),
        _("For most sites. The frame is as high as what is in it, and improvements come by themselves."),
        f"{_script(f'v{MAJOR}', named)}\n{instead}",
    )
    yield Snippet(
        "pinned",
        _("Two lines, pinned to one version"),
        _("The same, but a browser refuses every other version. Come back here for a newer one."),
        f"{_script(*_pinned(named))}\n{instead}",
    )
    yield Snippet(
        "element",
        _("An element"),
        _("For sites made of elements. The first line is needed once in a page."),
        f"{_script(f'v{MAJOR}', {})}\n" + _tag("bonerisk-form", link, clinic=slug, language=language),
    )
    yield Snippet(
        "frame",
        _("A frame without a script"),
        _("For sites that allow no script. Its height stays as it is, and it scrolls inside."),
        _tag("iframe", src=page, title=title, loading="lazy", width="100%", height=str(HEIGHT))
        + f"\n<p>{link}</p>",
    )
    yield Snippet("link", _("A link"), _("For e-mails, and where nothing else is allowed."), link)


def _pinned(named: dict[str, str]) -> tuple[str, dict[str, str]]:
    version = script.newest(MAJOR) or ""
    return version, {**named, "integrity": script.integrity(version), "crossorigin": "anonymous"}


def _script(version: str, attributes: dict[str, str]) -> str:
    tag = _tag("script", src=f"{settings.BASE_URL}/embed/{version}.js", **attributes)
    return tag.replace("></script>", " async></script>")


def _tag(name: str, html: str = "", /, **attributes: str) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{html}</{name}>"
