"""From the sources that the rules name to the documents that a reader can look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.document import Source


def documents(sources: Mapping[str, Source], keys: Iterable[str]) -> list[Source]:
    """The documents behind these sources, each once: a numbered statement stands for those that it is based on."""
    found: dict[str, Source] = {}
    for key in keys:
        for document in sources[key].based_on or (key,):
            found.setdefault(document, sources[document])
    return list(found.values())
