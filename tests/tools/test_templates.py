"""Every text of a Django template is found, as Django looks it up."""

from __future__ import annotations

import io

from tools.templates import extract

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
