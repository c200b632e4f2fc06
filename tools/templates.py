"""Lets Babel read the texts of Django's templates; named in pyproject.toml."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
import io
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Each text as (line, function, messages, comments).

    Django turns a template into Python calls with filler between them; without indentation it is Python to a tokenizer.
    """
    lines = templatize(file.read().decode()).splitlines()
    source = "\n".join(line.strip() for line in lines)
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)
