"""Which parts of a document speak of another one. No Django."""

from __future__ import annotations

from collections.abc import Iterator

from rules.document import Document, Example, Guarantee, Item, Recommendation, Rule, Source

Use = tuple[str, Item]  # the list that the part stands in, and the part


def uses_of(document: Document, collection: str, key: str) -> list[Use]:
    """The parts that would speak of nothing if this one went, disabled ones among them."""
    return [(name, item) for name, item in document.items() if (collection, key) in _named(item)]


def _named(item: Item) -> Iterator[tuple[str, str]]:
    """What an item speaks of: list and key."""
    if isinstance(item, Example):
        yield from (("findings", key) for key in item.findings)
        yield from (("recommendations", key) for key in (*item.tips, *item.withheld))
        return
    if isinstance(item, Guarantee):
        asked = (c.subject for c in (*item.conditions, *item.unless) if c.on_finding)
        yield from (("findings", key) for key in (*asked, *item.findings, *item.never_findings))
        yield from (("recommendations", key) for key in (*item.tips, *item.never_tips))
        return
    sources = item.based_on if isinstance(item, Source) else item.sources
    yield from (("sources", key) for key in sources)
    if isinstance(item, Rule):
        yield "findings", item.then
        yield from (("findings", c.subject) for c in item.conditions if c.on_finding)
    if isinstance(item, Recommendation):
        yield from (("findings", key) for key in (*item.called_for_by, *item.withheld_by))
        yield from (("recommendations", key) for key in item.incompatible_with)
