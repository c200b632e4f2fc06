"""The Jinja2 environments of the visitor's pages, one a language: texts, addresses and static files as in Django."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
import json
import re
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from questionnaire.problems import PROBLEMS
from questionnaire.venue import SITE

TEXT = re.compile(r'\b_\("([^"]*)"\)')


def environment(language: str, **options: Any) -> Environment:
    """As Django's backend asks for it; a name that a template does not know is an error."""
    env = Environment(  # noqa: S701  # the backend switches autoescape on
        **options | {"undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"language": language, "languages": settings.LANGUAGES, "static": lru_cache(static)}
    env.globals |= {"url": _url(language), "venue": SITE, "site": settings.BASE_URL}
    env.globals["sandboxed"] = PROBLEMS["sandboxed"]
    env.filters["capfirst"] = capfirst
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # by i18n
    env.add_extension(Translation)
    return env


class Translation(Extension):
    """Translates the texts without placeholders when a template is compiled, and not for each visitor."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with those texts in its environment's language."""
        with override(str(self.environment.globals["language"])):
            return TEXT.sub(lambda text: f"({json.dumps(gettext(text[1]), ensure_ascii=False)}|safe)", source)


def _url(language: str) -> Callable[..., str]:
    @lru_cache(maxsize=128)
    def url(name: str, *args: str, language: str = language) -> str:
        """The address of a view, in the page's language or another one."""
        with override(language):
            return reverse(name, args=args)

    return url
