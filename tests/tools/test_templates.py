"""Every text of a template is found, as it is looked up."""

from __future__ import annotations

import io
from pathlib import Path
import tomllib

from babel.messages.extract import extract_from_file
import pytest

from bonerisk.jinja import TEXT
from tools.templates import extract

ROOT = Path(__file__).parents[2]
JINJA = sorted(path for path in (ROOT / "templates" / "jinja2").rglob("*") if path.is_file())

TEMPLATE = """{% load i18n %}
<p class="it's">{% translate "Next" %} {{ _("Back") }}
    {# not "this" #}
  {% blocktranslate with total=pages|length %}Step {{ number }} of {{ total }}{% endblocktranslate %}</p>
      {% blocktranslate trimmed %}
         Two
         lines
      {% endblocktranslate %}
 {% blocktranslate count n=n %}One tip{% plural %}{{ n }} tips{% endblocktranslate %}
{% translate "May" context "month" %} "\\" %(
"""
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def test_every_text_is_found() -> None:
    found = extract(io.BytesIO(TEMPLATE.encode()), KEYWORDS, (), {})
    assert [(function, messages) for _, function, messages, _ in found] == [
        ("gettext", "Next"),
        ("_", "Back"),
        ("gettext", "Step %(number)s of %(total)s"),
        ("gettext", "Two lines"),
        ("ngettext", ("One tip", "%(n)s tips", None)),
        ("pgettext", ("month", "May")),
    ]


@pytest.mark.parametrize("path", JINJA, ids=lambda path: path.name)
def test_every_text_of_a_page_is_found(path: Path) -> None:
    """A text that is found in another form than a template asks for is never translated."""
    babel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]
    (mapping,) = [entry for entry in babel["mappings"] if entry["method"] == "jinja2"]
    options = {name: str(value) for name, value in mapping.items() if name not in ("method", "pattern")}
    found = {message for _, message, *_ in extract_from_file("jinja2", path, options=options)}
    assert set(TEXT.findall(path.read_text())) <= found
